import { describe, expect, it } from "vitest";
import { readFeatureCollection } from "./feature-collection.ts";
import { parseJsonText } from "./json-text.ts";

const ring = [
  [122, 43],
  [122.01, 43],
  [122.01, 43.01],
  [122, 43],
];
const polygon = { type: "Polygon", coordinates: [ring] };
const feature = (over: object = {}) => ({ type: "Feature", id: "a", properties: { name: "甲" }, geometry: polygon, ...over });
const collection = (...features: unknown[]) => ({ type: "FeatureCollection", features });
const codes = (value: unknown) => readFeatureCollection(value).findings.map(({ code, path }) => `${code} ${path}`);

describe("readFeatureCollection", () => {
  it("keeps features as they are, with their place in the file", () => {
    const { features, findings, readable } = readFeatureCollection(collection(feature(), feature({ id: "b" })));
    expect(findings).toEqual([]);
    expect(readable).toBe(true);
    expect(features.map(({ index, id }) => [index, id])).toEqual([
      [0, "a"],
      [1, "b"],
    ]);
    expect(features[0]?.geometry).toEqual(polygon);
  });

  it("accepts an empty collection", () => {
    expect(readFeatureCollection(collection())).toEqual({ features: [], findings: [], readable: true });
  });

  it.each([
    ["null", null],
    ["a list", []],
    ["a bare Feature", feature()],
    ["a collection without features", { type: "FeatureCollection" }],
    ["a TopoJSON", { type: "Topology", objects: {} }],
  ])("says that %s is no FeatureCollection", (_, value) => {
    const { readable, findings } = readFeatureCollection(value);
    expect(readable).toBe(false);
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual([["not-feature-collection", "error"]]);
  });

  // Every feature here is left out, and the finding names the exact place.
  it.each([
    ["not an object", 7, "feature-malformed features[0]"],
    ["a geometry instead of a feature", polygon, "feature-malformed features[0]"],
    ["no id", feature({ id: undefined }), "id-missing features[0].id"],
    ["an empty id", feature({ id: " " }), "id-missing features[0].id"],
    ["a number that lost digits as id", feature({ id: parseJsonText("1234567890123456789") }), "id-not-string features[0].id"],
    ["properties that are a list", feature({ properties: [] }), "feature-malformed features[0].properties"],
    ["no geometry", feature({ geometry: null }), "geometry-missing features[0].geometry"],
    ["an unknown geometry", feature({ geometry: { type: "Circle" } }), "geometry-type-unknown features[0].geometry.type"],
    [
      "a type from Object.prototype",
      feature({ geometry: { type: "toString" } }),
      "geometry-type-unknown features[0].geometry.type",
    ],
    [
      "a collection of geometries",
      feature({ geometry: { type: "GeometryCollection", geometries: [] } }),
      "geometry-type-unknown features[0].geometry.type",
    ],
    ["no coordinates", feature({ geometry: { type: "Polygon" } }), "coordinates-malformed features[0].geometry.coordinates"],
    [
      "an empty polygon",
      feature({ geometry: { type: "Polygon", coordinates: [] } }),
      "coordinates-malformed features[0].geometry.coordinates",
    ],
    [
      "an empty ring",
      feature({ geometry: { type: "Polygon", coordinates: [[]] } }),
      "coordinates-malformed features[0].geometry.coordinates[0]",
    ],
    [
      "a ring where a polygon should be",
      feature({ geometry: { type: "Polygon", coordinates: ring } }),
      "coordinates-malformed features[0].geometry.coordinates[0][0]",
    ],
    [
      "a number as text",
      feature({ geometry: { type: "Point", coordinates: ["122", 43] } }),
      "coordinates-malformed features[0].geometry.coordinates",
    ],
    [
      "a position of one number",
      feature({ geometry: { type: "Point", coordinates: [122] } }),
      "coordinates-malformed features[0].geometry.coordinates",
    ],
    [
      "null in a position, as a writer makes of NaN",
      feature({
        geometry: {
          type: "MultiPoint",
          coordinates: [
            [122, 43],
            [122, null],
          ],
        },
      }),
      "coordinates-malformed features[0].geometry.coordinates[1]",
    ],
    [
      "a number beyond all range",
      parseJsonText('{"type":"Feature","id":"a","properties":{},"geometry":{"type":"Point","coordinates":[122,1e999]}}'),
      "number-not-finite features[0].geometry.coordinates",
    ],
  ])("leaves out a feature with %s", (_, value, expected) => {
    const { features, findings } = readFeatureCollection(collection(value));
    expect(features).toEqual([]);
    expect(findings.map(({ code, path }) => `${code} ${path}`)).toEqual([expected]);
    expect(findings[0]?.severity).toBe("error");
    expect(findings[0]?.message).toMatch(/left out/);
    expect(findings[0]?.messageZh).toMatch(/略去/);
  });

  it("reads a whole number as id, says that it must be text, and uses it as text", () => {
    const { features, findings } = readFeatureCollection(collection(feature({ id: 17 })));
    expect(features[0]?.id).toBe("17");
    expect(findings.map(({ code, featureId }) => [code, featureId])).toEqual([["id-not-string", "17"]]);
  });

  it("advises to move an id that stands among the properties", () => {
    const { findings } = readFeatureCollection(collection(feature({ id: undefined, properties: { id: "x" } })));
    expect(findings[0]?.message).toContain("move it to the feature itself");
  });

  it("reports the faults of every feature, not only the first", () => {
    expect(codes(collection(feature({ id: null }), feature({ id: "b" }), feature({ geometry: null, id: "c" })))).toEqual([
      "id-missing features[0].id",
      "geometry-missing features[2].geometry",
    ]);
  });

  it("says once that a whole layer has latitude first", () => {
    const swapped = { type: "Point", coordinates: [43.6, 122.2] };
    const { features, findings } = readFeatureCollection(
      collection(feature({ geometry: swapped }), feature({ id: "b", geometry: swapped })),
    );
    expect(features).toEqual([]);
    expect(findings.map(({ code, path, featureId }) => [code, path, featureId])).toEqual([["lonlat-swapped", "features", null]]);
    expect(findings[0]?.message).toContain("All 2 features");
    expect(findings[0]?.message).toContain("[43.6, 122.2]");
  });

  it("names the one feature that has latitude first among others that have not", () => {
    const swapped = { type: "Point", coordinates: [43.6, 122.2] };
    const { features, findings } = readFeatureCollection(collection(feature(), feature({ id: "b", geometry: swapped })));
    expect(features.map(({ id }) => id)).toEqual(["a"]);
    expect(findings.map(({ code, path, featureId }) => [code, path, featureId])).toEqual([
      ["lonlat-swapped", "features[1].geometry", "b"],
    ]);
  });

  it("says which zone metres look like", () => {
    const metres = { type: "Point", coordinates: [41_517_895.2, 4_830_000] };
    const { features, findings } = readFeatureCollection(collection(feature({ geometry: metres })));
    expect(features).toEqual([]);
    expect(findings[0]?.code).toBe("projected-coordinates");
    expect(findings[0]?.message).toContain("3° zone 41 (EPSG:4529");
    expect(findings[0]?.messageZh).toContain("EPSG:4529");
  });

  it("notes the crs member of the old GeoJSON by its name", () => {
    const crs = { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::4490" } };
    const { features, findings } = readFeatureCollection({ ...collection(feature()), crs });
    expect(features).toHaveLength(1);
    expect(findings.map(({ code, severity, path }) => [code, severity, path])).toEqual([["crs-member", "info", "crs"]]);
    expect(findings[0]?.message).toContain("urn:ogc:def:crs:EPSG::4490");
  });

  it("drops a __proto__ property and leaves every prototype alone", () => {
    const text =
      '{"type":"Feature","id":"a","geometry":{"type":"Point","coordinates":[122,43]},"properties":{"__proto__":{"polluted":1},"constructor":"x","name":"n"}}';
    const { features, findings } = readFeatureCollection(collection(parseJsonText(text)));
    expect(findings.map(({ code }) => code)).toEqual(["property-key-unsafe"]);
    expect(Object.keys(features[0]?.properties ?? {})).toEqual(["constructor", "name"]);
    expect(Object.getPrototypeOf(features[0]?.properties)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("keeps a third number of a position", () => {
    const geometry = { type: "Point", coordinates: [122, 43, 180.5] };
    expect(readFeatureCollection(collection(feature({ geometry }))).features[0]?.geometry).toEqual(geometry);
  });
});
