import { readFile } from "node:fs/promises";
import { byteSourceOf, openCsv, openXlsx, type SourceFeature, type SourceLayer, xlsxFromSheets } from "@parkatlas/formats";
import type { Issue } from "@parkatlas/geo-core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

// gdal.csv and gdal.xlsx were made by GDAL 3.6.2 (make.sh) from ../shapefile/source.geojson.
const fileOf = (name: string) => readFile(new URL(name, import.meta.url));

async function all(open: (report: (issue: Issue) => void) => Promise<readonly SourceLayer[]>) {
  const issues: Issue[] = [];
  const layers = await open((issue) => issues.push(issue));
  const features: SourceFeature[] = [];
  for (const layer of layers) for await (const batch of layer.batches()) features.push(...batch);
  return { layers, features, codes: issues.map(({ code }) => code), issues };
}
const csv = (content: string | Uint8Array) =>
  all(async (report) => {
    const layer = await openCsv(
      byteSourceOf("台账.csv", typeof content === "string" ? new TextEncoder().encode(content) : content),
      report,
    );
    return layer ? [layer] : [];
  });
const xlsx = (bytes: Uint8Array, sheet?: string) =>
  all((report) => openXlsx(byteSourceOf("台账.xlsx", bytes), report, sheet ? { sheet } : {}));

const ROWS = [
  { DKBH: "1505020010010012345", DKMC: "科尔沁工业园区一号宗地" },
  { DKBH: "B-2", DKMC: "两块地（南、北）" },
  { DKBH: "C 3", DKMC: "无图形" },
];

describe("tables of another program", () => {
  it("CSV: quotes, blanks and codes of 19 digits as they stand", async () => {
    const { features, codes, layers } = await csv(await fileOf("gdal.csv"));
    expect(codes).toEqual([]);
    expect(features.map(({ properties: { DKBH, DKMC } }) => ({ DKBH, DKMC }))).toEqual(ROWS);
    expect(features[0]).toMatchObject({
      record: 2,
      geometry: null,
      properties: { ZDH: "1505020010010012345", BZ: null, GDSJ: "2021/03/15" },
    });
    expect(features[2]!.properties.BZ).toBe('a,"b"');
    expect(layers[0]).toMatchObject({ name: "台账", format: "csv", crs: { kind: "none" }, encoding: { encoding: "utf-8" } });
  });

  it("XLSX: dates as dates, and a code that the workbook itself has rounded is reported", async () => {
    const { features, codes } = await xlsx(await fileOf("gdal.xlsx"));
    expect(features.map(({ properties: { DKBH, DKMC } }) => ({ DKBH, DKMC }))).toEqual(ROWS);
    expect(features.map(({ properties }) => properties.GDSJ)).toEqual(["2021-03-15", "2020-02-29", null]);
    expect(codes).toEqual(["digits-lost"]);
  });
});

describe("a register", () => {
  it("has its head below titles, and names without line breaks", async () => {
    const text = '通辽市供地台账,,\n2025年12月,,单位：亩\n序号,"地块\n编号",面积\n1,A-1,12.5\n,,\n2,A-2,3\n';
    const { features, codes } = await csv(text);
    expect(codes).toEqual([]);
    expect(features.map(({ record, properties }) => [record, properties])).toEqual([
      [4, { 序号: "1", 地块编号: "A-1", 面积: "12.5" }],
      [6, { 序号: "2", 地块编号: "A-2", 面积: "3" }],
    ]);
  });

  it("is read from GBK, with semicolons or tabs, and with old line ends", async () => {
    // 编号 is B1E0 BAC5 and 名称 C3FB B3C6 in GBK by the code table; 通辽 CDA8 C1C9.
    const gbk = Uint8Array.from([0xb1, 0xe0, 0xba, 0xc5, 0x3b, 0xc3, 0xfb, 0xb3, 0xc6, 0x0d, 0x41, 0x3b, 0xcd, 0xa8, 0xc1, 0xc9]);
    expect((await csv(gbk)).features[0]!.properties).toEqual({ 编号: "A", 名称: "通辽" });
    expect((await csv("编号\t名称\nA\tb;c\n")).features[0]!.properties).toEqual({ 编号: "A", 名称: "b;c" });
  });

  it("becomes points where it has longitude and latitude, in degrees or minutes and seconds", async () => {
    // 122°15′30″ = 122 + 15/60 + 30/3600 = 122.258333…, by hand.
    const { features, layers, issues } = await csv(
      '名称,经度,纬度\n甲,122.5,43.5\n乙,122°15′30″,"N43°36\'"\n丙,,\n丁,一二二,43\n',
    );
    expect(layers[0]!.crs).toEqual({ kind: "code", code: "EPSG:4490" });
    expect(features.map(({ geometry }) => geometry && (geometry as { coordinates: number[] }).coordinates)).toEqual([
      [122.5, 43.5],
      [122 + 15 / 60 + 30 / 3600, 43.6],
      null,
      null,
    ]);
    expect(issues.map(({ code, path }) => [code, path])).toEqual([["coordinates-invalid", "record 5"]]);
  });

  it("is a sheet of a workbook by its name; what is no workbook is refused", async () => {
    const columns = [
      { title: "编号", kind: "text" },
      { title: "面积", kind: "number" },
    ] as const;
    const two = await xlsxFromSheets([
      { name: "一", columns, rows: [["A", 1]] },
      { name: "二", columns, rows: [["B", 2]] },
    ]);
    expect((await xlsx(two)).layers.map(({ name }) => name)).toEqual(["一", "二"]);
    expect((await xlsx(two, "二")).features[0]!.properties).toEqual({ 编号: "B", 面积: 2 });
    expect((await xlsx(two, "三")).issues[0]!.messageZh).toContain("一、二");
    expect((await xlsx(Uint8Array.of(1, 2, 3))).codes).toEqual(["xlsx-unreadable"]);
    expect((await csv("1,2\n3,4\n")).codes).toEqual(["table-without-head"]);
  });

  it("never throws or hangs, whatever bytes it has", async () => {
    const workbook = Uint8Array.from(await fileOf("gdal.xlsx"));
    const edits = fc.array(fc.tuple(fc.nat(workbook.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(edits, async (changes) => {
        const damaged = Uint8Array.from(workbook);
        for (const [at, value] of changes) damaged[at] = value;
        expect((await xlsx(damaged)).features.length).toBeLessThan(10);
      }),
      { numRuns: 300 },
    );
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        expect((await csv(bytes)).features.length).toBeLessThan(300);
      }),
      { numRuns: 1000 },
    );
  });
});
