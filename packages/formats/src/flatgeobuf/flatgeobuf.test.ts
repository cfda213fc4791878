import { geojson } from "flatgeobuf";
import { describe, expect, it } from "vitest";
import { byteSourceOf } from "../source/byte-source.ts";
import { openFlatgeobuf } from "./open-flatgeobuf.ts";
import { writeFlatgeobuf } from "./write-flatgeobuf.ts";

// The other program is the reference implementation in JavaScript (npm flatgeobuf 4.5.0).
const ring = (x: number, y: number, size: number): number[][] => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
];
const RECORDS = [
  { type: "Polygon", coordinates: [ring(122, 43, 0.4), ring(122.1, 43.1, 0.05).reverse()] },
  { type: "Polygon", coordinates: [ring(1 / 3, -45.1, 0.1)] },
].map((geometry, index) => ({
  type: "Feature" as const,
  geometry: geometry as { type: "Polygon"; coordinates: number[][][] },
  properties: { name: `第${index}宗`, area: 1 / 3 + index, count: 2 ** 33 + index, built: index === 0 },
}));

describe("FlatGeobuf", () => {
  it("of ours is read right by the reference implementation, with an index and without", async () => {
    for (const extra of [[], [{ geometry: null, properties: {} }]]) {
      const read = [];
      const bytes = writeFlatgeobuf([...RECORDS, ...extra], { name: "plots", crs: "EPSG:4490" });
      for await (const feature of geojson.deserialize(bytes)) {
        read.push(feature);
        if (read.length === RECORDS.length) break;
      }
      const byName = read.toSorted((a, b) => String(a.properties!.name).localeCompare(String(b.properties!.name)));
      expect(byName.map(({ geometry, properties }) => ({ geometry, properties }))).toEqual(
        RECORDS.map(({ geometry, properties }) => ({ geometry, properties })),
      );
    }
  });

  it("of the reference implementation is read right", async () => {
    const bytes = geojson.serialize({ type: "FeatureCollection", features: RECORDS }, 4490);
    const layer = await openFlatgeobuf(byteSourceOf("a.fgb", bytes), (issue) => expect(issue).toBeNull());
    expect(layer!.crs).toEqual({ kind: "code", code: "EPSG:4490" });
    const read = [];
    for await (const batch of layer!.batches()) read.push(...batch);
    expect(read.map(({ geometry, properties }) => ({ geometry, properties }))).toEqual(
      RECORDS.map(({ geometry, properties }) => ({ geometry, properties })),
    );
  });
});
