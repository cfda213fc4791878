import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  byteSourceOf,
  openKml,
  openShapefiles,
  type SourceFeature,
  type SourceLayer,
  writeKml,
  writeShapefile,
} from "@parkatlas/formats";
import type { Geometry, Issue } from "@parkatlas/geo-core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const ring = (x: number, y: number, size: number): number[][] => [
  [x, y],
  [x, y + size],
  [x + size, y + size],
  [x + size, y],
  [x, y],
];
const RECORDS = [
  {
    geometry: { type: "Polygon", coordinates: [ring(500_000, 4_800_000, 40), ring(500_010, 4_800_010, 5).reverse()] } as Geometry,
    properties: {
      名称: "科尔沁工业园区一号宗地（含洞）",
      code: "1505020010010012345",
      areaM2: 1575.25,
      built: true,
      on: "2021-03-15",
      n: 7,
      list: [{ a: 1 }],
    },
  },
  {
    geometry: { type: "MultiPolygon", coordinates: [[ring(600_000, 4_800_000, 10)], [ring(600_100, 4_800_000, 10)]] } as Geometry,
    properties: { 名称: "甲", code: null, areaM2: 1 / 3, built: false, on: null, n: -1_000_000 },
  },
  { geometry: null, properties: { 名称: "无图形" } },
];
const OPTIONS = { name: "plots", crs: "EPSG:4528", encoding: "utf-8", date: "2026-11-22" } as const;

async function readBack(files: ReadonlyMap<string, Uint8Array>) {
  const issues: Issue[] = [];
  const layers = await openShapefiles(
    [...files].map(([name, bytes]) => byteSourceOf(name, bytes)),
    (issue) => issues.push(issue),
  );
  return { layers, features: await featuresOf(layers), codes: issues.map(({ code }) => code) };
}
async function featuresOf(layers: readonly SourceLayer[]): Promise<readonly SourceFeature[]> {
  const features: SourceFeature[] = [];
  for (const layer of layers) for await (const batch of layer.batches()) features.push(...batch);
  return features;
}
const withNulls = (properties: object) => ({
  名称: null,
  code: null,
  areaM2: null,
  built: null,
  on: null,
  n: null,
  list: null,
  ...properties,
});

describe("a Shapefile that was written", () => {
  it.each(["utf-8", "gbk"] as const)("is read back with every coordinate and attribute, in %s", async (encoding) => {
    const { files, losses } = writeShapefile(RECORDS, { ...OPTIONS, encoding });
    expect([...files.keys()]).toEqual(["plots.shp", "plots.shx", "plots.dbf", "plots.prj", "plots.cpg"]);
    expect(losses).toEqual({ renamed: {}, cut: {}, lostCharacters: [] });
    const { features, codes, layers } = await readBack(files);
    expect([codes, layers[0]!.encoding!.encoding]).toEqual([[], encoding === "gbk" ? "gb18030" : "utf-8"]);
    expect(features.map(({ geometry }) => geometry)).toEqual(RECORDS.map(({ geometry }) => geometry));
    expect(features.map(({ properties }) => properties)).toEqual(
      RECORDS.map(({ properties }) => withNulls({ ...properties, ...("list" in properties ? { list: '[{"a":1}]' } : {}) })),
    );
  });

  it("says what it could not carry: long names, long texts, characters", async () => {
    const properties = { recordedAreaM2: 1, recordedAreaMu: 2, 约定动工时间说明: "长".repeat(100), 名: "𠮷" };
    const { files, losses } = writeShapefile([{ geometry: null, properties }], { ...OPTIONS, encoding: "gbk" });
    expect(losses).toEqual({
      renamed: { recordedAreaM2: "recordedAr", recordedAreaMu: "recorded_1", 约定动工时间说明: "约定动工时" },
      cut: {},
      lostCharacters: ["𠮷"],
    });
    const long = writeShapefile([{ geometry: null, properties: { t: "长".repeat(128) } }], { ...OPTIONS, encoding: "gbk" });
    expect(long.losses.cut).toEqual({ t: 1 });
    expect((await readBack(long.files)).features[0]!.properties.t).toBe("长".repeat(127));
    expect((await readBack(files)).features[0]!.properties).toMatchObject({ recordedAr: 1, recorded_1: 2, 名: "?" });
  });

  it("parts points from polygons, and refuses a CRS off the national datum", () => {
    const point = { geometry: { type: "Point", coordinates: [1, 2] } as Geometry, properties: {} };
    expect([...writeShapefile([RECORDS[0]!, point], OPTIONS).files.keys()].filter((name) => name.endsWith(".shp"))).toEqual([
      "plots_polygon.shp",
      "plots_point.shp",
    ]);
    expect(() => writeShapefile(RECORDS, { ...OPTIONS, crs: "EPSG:3857" })).toThrow(
      expect.objectContaining({ code: "unknown-crs" }),
    );
  });

  it("keeps any text and number that the format has room for", async () => {
    const value = fc.record({
      t: fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }),
      x: fc.double({ noNaN: true, noDefaultInfinity: true }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 5 }), async (rows) => {
        const { features } = await readBack(
          writeShapefile(
            rows.map((properties) => ({ geometry: null, properties })),
            OPTIONS,
          ).files,
        );
        for (const [index, { t, x }] of rows.entries()) {
          const { t: text, x: number } = features[index]!.properties;
          // Blanks and zero bytes at the ends fill a field up: the format cannot tell them from text.
          expect(text ?? "").toBe(t.replace(/^[ \0]+|[ \0]+$/g, "").trim());
          expect(Math.abs(Number(number) - x)).toBeLessThanOrEqual(1e-14 * Math.abs(x));
        }
      }),
      { numRuns: 200 },
    );
  });

  it("is the same for GDAL, in the zone that its .prj names", async ({ skip }) => {
    if (spawnSync("ogr2ogr", ["--version"]).status !== 0)
      skip("ogr2ogr is not on this machine: what GDAL reads is not checked here");
    const folder = await mkdtemp(join(tmpdir(), "parkatlas-shapefile-"));
    try {
      for (const [name, bytes] of writeShapefile(RECORDS, { ...OPTIONS, encoding: "gbk" }).files)
        await writeFile(join(folder, name), bytes);
      const out = join(folder, "out.json");
      const run = spawnSync("ogr2ogr", [
        "-f",
        "GeoJSON",
        "-lco",
        "RFC7946=NO",
        "-lco",
        "COORDINATE_PRECISION=9",
        out,
        join(folder, "plots.shp"),
      ]);
      expect([run.status, String(run.stderr)]).toEqual([0, ""]);
      const read = JSON.parse(await readFile(out, "utf8"));
      expect(read.crs.properties.name).toBe("urn:ogc:def:crs:EPSG::4528");
      expect(read.features.map(({ geometry }: { geometry: unknown }) => geometry)).toEqual(
        RECORDS.map(({ geometry }) => geometry),
      );
      // GDAL has no yes/no in GeoJSON for a field of type L: it reads it as an integer or as true and false by version.
      for (const [index, { properties }] of read.features.entries())
        expect(properties).toMatchObject({ 名称: RECORDS[index]!.properties.名称, n: RECORDS[index]!.properties.n ?? null });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe("KML that was written", () => {
  it("is read back with names, attributes and outlines, whatever stands in a name", async () => {
    const geometry = {
      type: "Polygon",
      coordinates: [
        [
          [122, 43],
          [122.1, 43],
          [122.1, 43.1],
          [122, 43],
        ],
      ],
    } as Geometry;
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme", minLength: 1 }), fc.string({ unit: "binary" }), async (name, text) => {
        const kml = writeKml("标题", [{ id: "A", name, geometry, properties: { text, n: 1 } }]);
        const layer = await openKml(byteSourceOf("a.kml", new TextEncoder().encode(kml)), (issue) => expect(issue).toBeNull());
        const [feature] = await featuresOf([layer!]);
        expect(feature!.geometry).toEqual(geometry);
        expect(feature!.properties).toMatchObject({ id: "A", n: "1" });
        expect(feature!.properties.name ?? "").toBe(plain(name));
        expect(feature!.properties.text ?? "").toBe(plain(text));
      }),
      { numRuns: 200 },
    );
  });
});

/** What XML keeps of a text: no control characters, line ends as LF, and the reader takes blanks at the ends away. */
function plain(text: string): string {
  return [...text.toWellFormed()]
    .filter((sign) => sign >= " " || sign === "\t" || sign === "\n" || sign === "\r")
    .filter((sign) => sign !== "\ufffe" && sign !== "\uffff")
    .join("")
    .replace(/\r\n?/g, "\n")
    .trim();
}
