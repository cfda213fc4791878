import { parseDataset, parseJsonText } from "@parkatlas/geo-core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { geojsonFromFeatures } from "./write-geojson.ts";

const clockwise = [
  [0, 0],
  [0, 4],
  [4, 4],
  [4, 0],
  [0, 0],
];
const hole = [
  [1, 1],
  [2, 1],
  [2, 2],
  [1, 2],
  [1, 1],
];

describe("geojsonFromFeatures", () => {
  it("writes one feature a line, members in fixed order, whatever order they were given in", () => {
    const feature = {
      geometry: { coordinates: [122, 43], type: "Point" as const },
      properties: { b: 1, a: "甲" },
      id: "x",
      type: "Feature",
    };
    expect(geojsonFromFeatures([feature, feature])).toBe(
      '{"type":"FeatureCollection","features":[\n' +
        '{"type":"Feature","id":"x","properties":{"b":1,"a":"甲"},"geometry":{"type":"Point","coordinates":[122,43]}},\n' +
        '{"type":"Feature","id":"x","properties":{"b":1,"a":"甲"},"geometry":{"type":"Point","coordinates":[122,43]}}\n' +
        "]}\n",
    );
  });

  it("turns outer rings counter-clockwise and holes clockwise (RFC 7946 §3.1.6) and leaves the input alone", () => {
    const polygon = { type: "Polygon" as const, coordinates: [clockwise, hole] };
    const before = JSON.stringify(polygon);
    const written = parseJsonText(geojsonFromFeatures([{ geometry: polygon, properties: {} }]));
    expect(written).toMatchObject({ features: [{ geometry: { coordinates: [clockwise.toReversed(), hole.toReversed()] } }] });
    expect(JSON.stringify(polygon)).toBe(before);
    const multi = { type: "MultiPolygon" as const, coordinates: [[clockwise, hole]] };
    expect(parseJsonText(geojsonFromFeatures([{ geometry: multi, properties: {} }]))).toMatchObject({
      features: [{ geometry: { coordinates: [[clockwise.toReversed(), hole.toReversed()]] } }],
    });
  });

  it("keeps a ring that runs the right way as it is, also one a millimetre wide", () => {
    const d = 1e-8;
    const tiny = [
      [122, 43],
      [122 + d, 43],
      [122 + d, 43 + d],
      [122, 43],
    ];
    const text = geojsonFromFeatures([{ geometry: { type: "Polygon", coordinates: [tiny] }, properties: null }]);
    expect(parseJsonText(text)).toMatchObject({ features: [{ properties: {}, geometry: { coordinates: [tiny] } }] });
  });

  it("writes an empty collection and a feature without geometry", () => {
    expect(parseJsonText(geojsonFromFeatures([]))).toEqual({ type: "FeatureCollection", features: [] });
    expect(parseJsonText(geojsonFromFeatures([{ geometry: null, properties: {} }]))).toMatchObject({
      features: [{ geometry: null }],
    });
  });

  it.each([
    ["a coordinate", { id: "x", geometry: { type: "Point" as const, coordinates: [Number.NaN, 43] }, properties: {} }],
    ["a property", { id: "x", geometry: null, properties: { areaM2: Number.POSITIVE_INFINITY } }],
  ])("refuses %s that JSON has no word for", (_, feature) => {
    expect(() => geojsonFromFeatures([feature])).toThrowError(expect.objectContaining({ code: "input-out-of-range" }));
  });

  it("writes what the dataset reader reads back unchanged", () => {
    const park = {
      id: "p1",
      geometry: {
        type: "Polygon" as const,
        coordinates: [
          [
            [122, 43],
            [122.01, 43],
            [122.01, 43.010000001],
            [122, 43],
          ],
        ],
      },
      properties: { name: "园区", provenance: "synthetic", extra: { kept: [1, null] } },
    };
    const manifest = {
      format: "parkatlas-dataset/1",
      id: "demo",
      title: { zh: "示", en: "d" },
      asOf: "2025-01-01",
      crs: "EPSG:4490",
      edgeModel: "lonlat",
      layers: {},
    };
    const { dataset, issues } = parseDataset({ manifest, layers: { parks: parseJsonText(geojsonFromFeatures([park])) } });
    expect(issues).toEqual([]);
    expect(dataset?.parks).toEqual([{ type: "Feature", ...park }]);
  });

  it("writes any properties and numbers so that they read back the same, and the same text twice", () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value));
    const properties = fc.dictionary(
      fc.string(),
      fc.oneof(number, fc.string(), fc.boolean(), fc.constant(null), fc.array(number)),
    );
    fc.assert(
      fc.property(properties, number, number, (record, x, y) => {
        const feature = { id: "x", properties: record, geometry: { type: "Point" as const, coordinates: [x, y] } };
        const text = geojsonFromFeatures([feature]);
        expect(geojsonFromFeatures([feature])).toBe(text);
        // Through JSON, so that prototypes count for nothing.
        expect(JSON.stringify(parseJsonText(text))).toBe(
          JSON.stringify({
            type: "FeatureCollection",
            features: [{ type: "Feature", id: "x", properties: record, geometry: feature.geometry }],
          }),
        );
      }),
    );
  });
});
