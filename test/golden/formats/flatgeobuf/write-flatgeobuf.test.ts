import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { byteSourceOf, openFlatgeobuf, writeFlatgeobuf } from "@parkatlas/formats";
import type { Geometry } from "@parkatlas/geo-core";
import { seededRandom } from "@parkatlas/test-support";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { flatVertices, gdalFeatures, ogr2ogr, readAll, WITHOUT_GDAL } from "../reading.ts";

const ring = (x: number, y: number, size: number): number[][] => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
];
const polygon = (x: number, y: number, size: number): Geometry => ({ type: "Polygon", coordinates: [ring(x, y, size)] });
const GEOMETRIES: readonly (Geometry | null)[] = [
  { type: "Polygon", coordinates: [ring(122, 43, 0.4), ring(122.1, 43.1, 0.05).reverse()] },
  { type: "MultiPolygon", coordinates: [[ring(1 / 3, -45.1, 0.1)], [ring(3, 3, 1), ring(3.1, 3.1, 0.1)]] },
  { type: "Point", coordinates: [1, 2] },
  {
    type: "MultiPoint",
    coordinates: [
      [1, 2],
      [3, 4],
    ],
  },
  {
    type: "LineString",
    coordinates: [
      [1, 2],
      [3, 4],
    ],
  },
  {
    type: "MultiLineString",
    coordinates: [
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [7, 8],
      ],
    ],
  },
  null,
];
const PROPERTIES = {
  名称: "宗地",
  code: "1505020010010012345",
  areaM2: 1 / 3,
  built: true,
  on: "2021-03-15",
  n: 2 ** 40,
  list: '[{"a":1}]',
};
const RECORDS = GEOMETRIES.map((geometry, index) => ({ geometry, properties: { ...PROPERTIES, index } }));
const OPTIONS = { name: '宗 "地"', crs: "EPSG:4528" } as const;

const readBack = (bytes: Uint8Array) =>
  readAll(async (report) => [(await openFlatgeobuf(byteSourceOf("a.fgb", bytes), report))!]);

describe("a FlatGeobuf file that was written", () => {
  it("is read back with every kind of geometry and attribute", async () => {
    const { features, codes, layers } = await readBack(writeFlatgeobuf(RECORDS, OPTIONS));
    expect(codes).toEqual([]);
    expect(layers[0]).toMatchObject({ name: '宗 "地"', crs: { kind: "code", code: "EPSG:4528" }, recordCount: 7 });
    expect(features.map(({ geometry, properties }) => ({ geometry, properties }))).toEqual(RECORDS);
  });

  it("has an index, and the order of the index, where all have a geometry", async () => {
    const records = RECORDS.filter(({ geometry }) => geometry);
    const { features, codes } = await readBack(writeFlatgeobuf(records, OPTIONS));
    expect(codes).toEqual([]);
    const byNumber = features.toSorted((a, b) => Number(a.properties.index) - Number(b.properties.index));
    expect(byNumber.map(({ geometry, properties }) => ({ geometry, properties }))).toEqual(records);
  });

  it("keeps any text and number", async () => {
    const row = fc.record({
      t: fc.string({ unit: "binary" }),
      x: fc.double({ noNaN: true, noDefaultInfinity: true }),
      i: fc.maxSafeInteger(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), async (rows) => {
        const { features } = await readBack(
          writeFlatgeobuf(
            rows.map((properties) => ({ geometry: null, properties })),
            OPTIONS,
          ),
        );
        // Where all numbers are whole, zero has no sign.
        expect(features.map(({ properties: { x, i } }) => [Number(x) + 0, i])).toEqual(rows.map(({ x, i }) => [x + 0, i]));
        expect(features.map(({ properties: { t } }) => t)).toEqual(rows.map(({ t }) => t.toWellFormed()));
      }),
      { numRuns: 200 },
    );
  });

  it("is refused off the national datum", () => {
    expect(() => writeFlatgeobuf(RECORDS, { ...OPTIONS, crs: "EPSG:3857" })).toThrow(
      expect.objectContaining({ code: "unknown-crs" }),
    );
  });

  it("is the same for GDAL, with an index that finds what stands in a window", async ({ skip }) => {
    if (!ogr2ogr()) skip(WITHOUT_GDAL);
    const folder = await mkdtemp(join(tmpdir(), "parkatlas-fgb-"));
    try {
      const random = seededRandom(7);
      const boxes = Array.from({ length: 6000 }, () => polygon(110 + 10 * random(), 30 + 10 * random(), 0.01));
      const file = join(folder, "grid.fgb");
      const out = join(folder, "out.json");
      await writeFile(
        file,
        writeFlatgeobuf(
          boxes.map((geometry, number) => ({ geometry, properties: { number } })),
          { ...OPTIONS, crs: "EPSG:4490" },
        ),
      );
      const args = ["-f", "GeoJSON", "-lco", "RFC7946=NO", "-lco", "COORDINATE_PRECISION=15", out, file];
      expect(ogr2ogr(...args)).toEqual({ status: 0, errors: "" });
      const read = gdalFeatures(out).toSorted((a, b) => Number(a.properties.number) - Number(b.properties.number));
      expect(read.map(({ geometry }) => flatVertices(geometry))).toEqual(boxes.map(flatVertices));
      const inside = boxes.flatMap((geometry, number) => {
        const [x, y] = (geometry as { coordinates: number[][][] }).coordinates[0]![0]! as [number, number];
        return x <= 113 && x + 0.01 >= 112 && y <= 34 && y + 0.01 >= 33 ? [number] : [];
      });
      await rm(out);
      expect(ogr2ogr("-spat", "112", "33", "113", "34", ...args)).toEqual({ status: 0, errors: "" });
      expect(
        gdalFeatures(out)
          .map(({ properties }) => properties.number)
          .toSorted((a, b) => Number(a) - Number(b)),
      ).toEqual(inside);
      // Every kind, one without geometry and mixed types, verified by GDAL as it reads.
      await writeFile(file, writeFlatgeobuf(RECORDS, { ...OPTIONS, crs: "EPSG:4490" }));
      await rm(out);
      expect(ogr2ogr(...args)).toEqual({ status: 0, errors: "" });
      expect(gdalFeatures(out).map(({ geometry }) => flatVertices(geometry))).toEqual(GEOMETRIES.map(flatVertices));
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
