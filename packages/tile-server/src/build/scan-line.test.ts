import type { Geometry } from "@parkatlas/geo-core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FlatGeometry, flatten } from "../tile/flat-geometry.ts";
import { LineScanner } from "./scan-line.ts";

const scanner = new LineScanner();
const scan = (text: string) => scanner.scan(Buffer.from(`xx${text}\n`), 2, 2 + Buffer.byteLength(text));
const listed = ({ type, parts, rings, coords, length }: FlatGeometry) => ({
  type,
  parts: [...parts.view()],
  rings: [...rings.view()],
  coords: [...coords.subarray(0, length)],
});
function flat(geometry: Geometry) {
  const target = new FlatGeometry();
  flatten(geometry, target);
  return listed(target);
}

const number = fc.oneof(
  fc.integer({ min: -180_000_000, max: 180_000_000 }).map((value) => value / 1e6),
  fc.double({ min: -180, max: 180, noNaN: true }).filter((value) => !Object.is(value, -0)),
);
const position = fc.tuple(number, number);
const ring = fc.array(position, { minLength: 3, maxLength: 8 }).map((open) => [...open, open[0]!]);
const rings = fc.array(ring, { minLength: 1, maxLength: 3 });
const geometry: fc.Arbitrary<Geometry> = fc.oneof(
  position.map((coordinates) => ({ type: "Point" as const, coordinates })),
  fc.array(position, { minLength: 1, maxLength: 4 }).map((coordinates) => ({ type: "MultiPoint" as const, coordinates })),
  ring.map((coordinates) => ({ type: "LineString" as const, coordinates })),
  rings.map((coordinates) => ({ type: "MultiLineString" as const, coordinates })),
  rings.map((coordinates) => ({ type: "Polygon" as const, coordinates })),
  fc.array(rings, { minLength: 1, maxLength: 3 }).map((coordinates) => ({ type: "MultiPolygon" as const, coordinates })),
);

describe("a line of GeoJSON read from its bytes", () => {
  it("is what the JSON parser makes of it, to the last bit, or is left to that", () => {
    const properties = fc.dictionary(
      fc.string({ maxLength: 12 }).filter((key) => key !== "__proto__"),
      fc.jsonValue(),
      {
        noNullPrototype: true,
      },
    );
    let scanned = 0;
    fc.assert(
      fc.property(geometry, properties, fc.boolean(), (shape, named, first) => {
        const line = first ? { id: 1, properties: named, geometry: shape } : { geometry: shape, id: 1, properties: named };
        const found = scan(JSON.stringify(line));
        if (found === null) return;
        scanned++;
        expect(found.properties).toEqual(JSON.parse(JSON.stringify(named)));
        expect(listed(scanner.geometry)).toEqual(flat(shape));
      }),
      { numRuns: 500, seed: 3 },
    );
    expect(scanned).toBeGreaterThan(20);
  });

  it("with spaces and heights is read all the same", () => {
    const text =
      '{"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ [ [1, 2.5, 7], [3,4,7], [5.25, -6, 7], [1, 2.5, 7] ] ]}}';
    expect(scan(text)).not.toBeNull();
    expect(listed(scanner.geometry)).toEqual({ type: 3, parts: [1], rings: [3], coords: [1, 2.5, 3, 4, 5.25, -6] });
  });

  it.each([
    ["coordinates among the properties", '{"properties":{"coordinates":[1,2]},"geometry":{"type":"Point","coordinates":[3,4]}}'],
    ["an exponent", '{"geometry":{"type":"Point","coordinates":[1e2,4]}}'],
    ["more digits than a double holds", '{"geometry":{"type":"Point","coordinates":[1.23456789012345678,4]}}'],
    ["no positions", '{"geometry":{"type":"Polygon","coordinates":[]}}'],
    ["positions of the wrong depth", '{"geometry":{"type":"Polygon","coordinates":[[1,2],[3,4]]}}'],
    ["mixed depths", '{"geometry":{"type":"Polygon","coordinates":[[[1,2],[3,4]],[5,6]]}}'],
    ["a number that is not JSON", '{"geometry":{"type":"Point","coordinates":[1.,4]}}'],
    ["an end too early", '{"geometry":{"type":"Polygon","coordinates":[[[1,2],[3,4'],
    ["no geometry", '{"properties":{"a":1}}'],
  ])("with %s is left to the JSON parser", (_, text) => {
    expect(scan(text)).toBeNull();
  });
});
