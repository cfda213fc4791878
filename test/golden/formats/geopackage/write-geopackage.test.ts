import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { byteSourceOf, openGeopackage, writeGeopackage } from "@parkatlas/formats";
import { type Geometry, SYMBOLOGY } from "@parkatlas/geo-core";
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
const RECORDS = [
  {
    geometry: { type: "Polygon", coordinates: [ring(122, 43, 0.4), ring(122.1, 43.1, 0.05).reverse()] } as Geometry,
    properties: {
      名称: "科尔沁工业园区一号宗地（含洞）",
      code: "1505020010010012345",
      areaM2: 1575.25,
      built: true,
      on: "2021-03-15",
      n: 7,
      big: 2 ** 40,
      list: [{ a: 1 }],
    },
  },
  {
    geometry: { type: "Polygon", coordinates: [ring(1 / 3, -45.1, 0.1)] } as Geometry,
    properties: { 名称: "甲", code: null, areaM2: 1 / 3, built: false, on: null, n: -1_000_000, big: null, list: null },
  },
  { geometry: null, properties: { 名称: "无图形" } },
];
const OPTIONS = { name: "plots", crs: "EPSG:4490", date: "2026-11-22" } as const;
const NULLS = { 名称: null, code: null, areaM2: null, built: null, on: null, n: null, big: null, list: null };

const readBack = (bytes: Uint8Array) => readAll((report) => openGeopackage(byteSourceOf("a.gpkg", bytes), report));

describe("a GeoPackage that was written", () => {
  it("is read back with every coordinate and attribute, byte for byte the same each time", async () => {
    const { bytes, renamed } = await writeGeopackage(RECORDS, OPTIONS);
    expect(renamed).toEqual({});
    expect(Buffer.compare((await writeGeopackage(RECORDS, OPTIONS)).bytes, bytes)).toBe(0);
    const { features, codes, layers } = await readBack(bytes);
    expect([codes, layers[0]!.crs, layers[0]!.name]).toEqual([[], { kind: "code", code: "EPSG:4490" }, "plots"]);
    expect(features.map(({ geometry }) => geometry)).toEqual(RECORDS.map(({ geometry }) => geometry));
    expect(features.map(({ properties }) => properties)).toEqual(
      RECORDS.map(({ properties }) => ({
        ...NULLS,
        ...properties,
        ...("list" in properties && properties.list ? { list: '[{"a":1}]' } : {}),
      })),
    );
  });

  it("takes names and texts that would be SQL as names and texts", async () => {
    const hostile = 'a"; DROP TABLE gpkg_contents; --';
    const properties = { [hostile]: "'); DROP TABLE x; --", Fid: 5, "na'me": "a\0b", __proto__x: "𠮷" };
    const { bytes, renamed } = await writeGeopackage([{ geometry: polygon(1, 1, 1), properties }], { ...OPTIONS, name: hostile });
    expect(renamed).toEqual({ Fid: "Fid_1" });
    const { features, layers, codes } = await readBack(bytes);
    expect([codes, layers.map(({ name }) => name)]).toEqual([[], [hostile]]);
    expect(features[0]!.properties).toEqual({
      [hostile]: "'); DROP TABLE x; --",
      Fid_1: 5,
      "na'me": "a\0b",
      __proto__x: "𠮷",
    });
    for (const name of ["gpkg_contents", "sqlite_master", "layer_styles"])
      expect((await readBack((await writeGeopackage(RECORDS, { ...OPTIONS, name })).bytes)).layers[0]!.name).toBe(
        `layer_${name}`,
      );
  });

  it("parts points from polygons, and makes one type of polygons and multi-polygons", async () => {
    const multi: Geometry = { type: "MultiPolygon", coordinates: [[ring(3, 3, 1)], [ring(5, 5, 1)]] };
    const mixed = [polygon(1, 1, 1), { type: "Point", coordinates: [1, 2] } as Geometry, multi].map((geometry) => ({
      geometry,
      properties: {},
    }));
    const { layers, features } = await readBack((await writeGeopackage(mixed, OPTIONS)).bytes);
    expect(layers.map(({ name, recordCount }) => [name, recordCount])).toEqual([
      ["plots_polygon", 2],
      ["plots_point", 1],
    ]);
    expect(features.map(({ geometry }) => geometry)).toEqual([
      { type: "MultiPolygon", coordinates: [[ring(1, 1, 1)]] },
      multi,
      { type: "Point", coordinates: [1, 2] },
    ]);
  });

  it("keeps any text and number", async () => {
    const row = fc.record({
      t: fc.string({ unit: "binary" }),
      x: fc.double({ noNaN: true, noDefaultInfinity: true }),
      i: fc.maxSafeInteger(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), async (rows) => {
        const { bytes } = await writeGeopackage(
          rows.map((properties) => ({ geometry: null, properties })),
          OPTIONS,
        );
        const { features } = await readBack(bytes);
        expect(features.map(({ properties: { x } }) => x)).toEqual(rows.map(({ x }) => (x === 0 ? 0 : x)));
        expect(features.map(({ properties: { i } }) => i)).toEqual(rows.map(({ i }) => i));
        // A lone surrogate has no code in UTF-8, in which SQLite keeps texts.
        expect(features.map(({ properties: { t } }) => t)).toEqual(rows.map(({ t }) => t.toWellFormed()));
      }),
      { numRuns: 40 },
    );
  });

  it("is refused off the national datum", async () => {
    await expect(writeGeopackage(RECORDS, { ...OPTIONS, crs: "EPSG:3857" })).rejects.toMatchObject({ code: "unknown-crs" });
  });

  it("has a tree and tables that SQLite itself finds sound", async ({ skip }) => {
    const sqlite = await import("node:sqlite").catch(() => null);
    if (!sqlite) skip("this Node has no SQLite: the tree is checked by GDAL only");
    const folder = await mkdtemp(join(tmpdir(), "parkatlas-gpkg-"));
    try {
      const records = Array.from({ length: 3000 }, (_, i) => ({
        geometry: polygon(i % 60, Math.floor(i / 60), 0.5),
        properties: {},
      }));
      await writeFile(join(folder, "a.gpkg"), (await writeGeopackage(records, OPTIONS)).bytes);
      const database = new sqlite!.DatabaseSync(join(folder, "a.gpkg"));
      const ask = (sql: string) => Object.values(database.prepare(sql).get()!);
      expect(ask("SELECT rtreecheck('rtree_plots_geom')")).toEqual(["ok"]);
      expect(ask("PRAGMA integrity_check")).toEqual(["ok"]);
      expect(database.prepare("PRAGMA foreign_key_check").all()).toEqual([]);
      // Squares that touch the window: x from 9.5 to 12, y from 9.5 to 11.
      expect(ask("SELECT count(*) FROM rtree_plots_geom WHERE maxx >= 10 AND minx <= 12 AND maxy >= 10 AND miny <= 11")).toEqual([
        6,
      ]);
      database.close();
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("is the same for GDAL, with an index that finds what stands in a window and stays right when edited", async ({ skip }) => {
    if (!ogr2ogr()) skip(WITHOUT_GDAL);
    const folder = await mkdtemp(join(tmpdir(), "parkatlas-gpkg-"));
    try {
      const random = seededRandom(7);
      const boxes = Array.from({ length: 6000 }, () => polygon(110 + 10 * random(), 30 + 10 * random(), 0.01));
      const records = boxes.map((geometry, number) => ({ geometry, properties: { number } }));
      const style = {
        name: "状态",
        attribute: "number",
        categories: [{ value: "1", label: "一<&", look: SYMBOLOGY.land.idle }],
      };
      const file = join(folder, "grid.gpkg");
      await writeFile(file, (await writeGeopackage(records, { ...OPTIONS, name: '宗 "地"', style })).bytes);
      const out = join(folder, "out.json");
      const layer = ["-f", "GeoJSON", "-lco", "RFC7946=NO", "-lco", "COORDINATE_PRECISION=15", out, file, '宗 "地"'];
      expect(ogr2ogr(...layer)).toEqual({ status: 0, errors: "" });
      expect(gdalFeatures(out).map(({ geometry }) => flatVertices(geometry))).toEqual(boxes.map(flatVertices));
      expect(JSON.parse(await readFile(out, "utf8")).crs.properties.name).toBe("urn:ogc:def:crs:EPSG::4490");
      const inside = (geometry: Geometry): boolean => {
        const [x, y] = (geometry as { coordinates: number[][][] }).coordinates[0]![0]! as [number, number];
        return x <= 113 && x + 0.01 >= 112 && y <= 34 && y + 0.01 >= 33;
      };
      await rm(out);
      expect(ogr2ogr("-spat", "112", "33", "113", "34", ...layer)).toEqual({ status: 0, errors: "" });
      expect(gdalFeatures(out).length).toBe(boxes.filter(inside).length);
      // SQLite's own check of the tree, before and after an edit that goes through the triggers.
      const treeIsRight = async () => {
        const answer = join(folder, "check.csv");
        expect(ogr2ogr("-f", "CSV", answer, file, "-sql", `SELECT rtreecheck('rtree_宗 "地"_geom') AS found`)).toEqual({
          status: 0,
          errors: "",
        });
        const text = await readFile(answer, "utf8");
        await rm(answer);
        return /^found,?\s+ok\s*$/.test(text);
      };
      expect(await treeIsRight()).toBe(true);
      await rm(out);
      const append = ["-update", "-append", file, out, "-nln", '宗 "地"', "-where", "number < 100"];
      expect(ogr2ogr(...layer)).toEqual({ status: 0, errors: "" });
      expect(ogr2ogr(...append)).toEqual({ status: 0, errors: "" });
      expect(await treeIsRight()).toBe(true);
      await rm(out);
      expect(ogr2ogr("-spat", "112", "33", "113", "34", ...layer)).toEqual({ status: 0, errors: "" });
      expect(gdalFeatures(out).length).toBe([...boxes, ...boxes.slice(0, 100)].filter(inside).length);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
