import type { Issue } from "@parkatlas/geo-core";
import { describe, expect, it } from "vitest";
import { byteSourceOf } from "../source/byte-source.ts";
import { decideAreaUnit } from "./area-unit.ts";
import type { ImportedFeature } from "./convert-record.ts";
import type { SourceMapping } from "./mapping.ts";
import { planImport } from "./plan-import.ts";
import { areaUnitIn, dateFromValue, moneyUnitIn, numberFromValue } from "./read-value.ts";
import { suggestMapping } from "./suggest-mapping.ts";

describe("a date in a cell", () => {
  // 44270 is 15 March 2021 in the 1900 system, as LibreOffice and Excel show it; 43890.5 is noon of 29 February 2020.
  it.each([
    ["2021-03-15", "2021-03-15"],
    ["2021/3/5", "2021-03-05"],
    ["2021.3.15", "2021-03-15"],
    ["2021年3月15日", "2021-03-15"],
    [" 2021 年 3 月 15 日", "2021-03-15"],
    ["20210315", "2021-03-15"],
    [20_210_315, "2021-03-15"],
    ["2021-03-15T08:00:00Z", "2021-03-15"],
    ["2021-03-15 00:00:00", "2021-03-15"],
    [44_270, "2021-03-15"],
    ["44270", "2021-03-15"],
    [43_890.5, "2020-02-29"],
  ])("%j is %s", (value, date) => expect(dateFromValue(value)).toBe(date));

  it.each(["2021-02-30", "2021-03", "2021年3月", "0", 0, 1, "待定", "15/3/2021", 20_211_315, null, true, ""])(
    "%j is none",
    (value) => expect(dateFromValue(value)).toBeNull(),
  );
});

describe("a number in a cell", () => {
  it.each([
    ["1,234,567.5", 1_234_567.5],
    ["１２．５", 12.5],
    [" -3 ", -3],
    ["1e3", 1000],
    ["12，345", 12_345],
  ])("%j is %d", (value, number) => expect(numberFromValue(value)).toBe(number));
  it.each(["12亩", "1,23", "", "一百", "NaN", Number.NaN, null])("%j is none", (value) =>
    expect(numberFromValue(value)).toBeNull(),
  );
});

describe("a unit in a name", () => {
  it.each([
    ["面积（亩）", "mu"],
    ["MJ_HA", "ha"],
    ["面积(平方米)", "m2"],
    ["规划面积 km²", "km2"],
    ["面积", undefined],
    ["harbour", undefined],
  ])("%s: %s", (name, unit) => expect(areaUnitIn(name)).toBe(unit));
  it("tells 万元 from 元", () => {
    expect([moneyUnitIn("成交价（万元）"), moneyUnitIn("成交价(元)"), moneyUnitIn("成交价")]).toEqual([
      "wan-cny",
      "cny",
      undefined,
    ]);
  });
});

describe("the unit of recorded areas", () => {
  const plots = Array.from({ length: 10 }, (_, index) => 10_000 + 1000 * index);
  it.each([
    ["m2", 1],
    ["mu", 2000 / 3],
    ["ha", 10_000],
    ["km2", 1e6],
  ])("is told from the outlines: %s", (unit, m2) => {
    const pairs = plots.map((computedM2) => ({ recorded: (1.03 * computedM2) / m2, computedM2 }));
    expect(decideAreaUnit(pairs)).toEqual({ unit, compared: 10, agreeing: 10 });
  });
  it("is unknown where the outlines agree with none, or with one only in part", () => {
    expect(decideAreaUnit(plots.map((computedM2) => ({ recorded: 1, computedM2 })))).toMatchObject({ unit: null });
    const mixed = plots.map((computedM2, index) => ({ recorded: index < 3 ? computedM2 / 10_000 : computedM2, computedM2 }));
    expect(decideAreaUnit(mixed)).toEqual({ unit: null, compared: 10, agreeing: 7 });
    expect(decideAreaUnit([{ recorded: 0, computedM2: 5 }])).toEqual({ unit: null, compared: 0, agreeing: 0 });
  });
});

describe("a suggested mapping", () => {
  const fields = (...names: readonly string[]) => names.map((name) => ({ name, kind: "text" as const }));
  it("knows the fields of bureaus, by their exact names and nearly", () => {
    const { id, properties, kept } = suggestMapping(
      "parcels",
      fields(
        "OBJECTID",
        "ZDDM",
        "dkmc",
        "QLR",
        "面积（亩）",
        "供地时间",
        "约定开工时间",
        "实际开工时间",
        "成交价(万元)",
        "SHAPE_Area",
      ),
    );
    expect(id).toEqual({ field: "ZDDM", confidence: "sure" });
    expect(properties).toEqual({
      name: { field: "dkmc", confidence: "sure" },
      holder: { field: "QLR", confidence: "sure" },
      recordedAreaM2: { field: "面积（亩）", confidence: "likely", unit: "mu" },
      suppliedOn: { field: "供地时间", confidence: "sure" },
      agreedStartOn: { field: "约定开工时间", confidence: "sure" },
      startedOn: { field: "实际开工时间", confidence: "sure" },
      priceCny: { field: "成交价(万元)", confidence: "likely", unit: "wan-cny" },
    });
    expect(kept).toEqual(["OBJECTID", "SHAPE_Area"]);
  });

  it("uses a field once, and the computed area of a program for nothing", () => {
    const { id, properties } = suggestMapping("units", fields("企业名称", "地块名称", "SHAPE_Area"));
    expect([id, properties.name?.field, properties.enterprise?.field]).toEqual([null, "地块名称", "企业名称"]);
  });
});

const square = (west: number, south: number, size = 0.001) => ({
  type: "Polygon",
  coordinates: [
    [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ],
  ],
});
const feature = (properties: object, geometry: unknown = square(122, 43)) => ({ type: "Feature", properties, geometry });
const fileOf = (name: string, ...features: readonly unknown[]) =>
  byteSourceOf(name, new TextEncoder().encode(JSON.stringify({ type: "FeatureCollection", features })));

async function plan(
  files: Parameters<typeof planImport>[0],
  mapping: Partial<SourceMapping> = {},
  present: readonly ImportedFeature[] = [],
  replace = false,
) {
  const made = await planImport(files, [{ files: ["*"], layer: "parcels", ...mapping }], {
    present: async () => present,
    replace,
  });
  return { ...made, codes: made.issues.map(({ code }: Issue) => code), features: made.layers[0]?.features ?? [] };
}

describe("planning an import", () => {
  it("reads values by their meaning and keeps every other attribute under its own name", async () => {
    const { features, codes } = await plan([
      fileOf(
        "a.geojson",
        feature({ DKBH: " A-1 ", DKMC: "甲", QSXZ: "国有", GDSJ: 44_270, "CJJ(万元)": "1,200", 备注: "x", name: "程序写的名" }),
      ),
    ]);
    expect(codes).toEqual([]);
    expect(features[0]).toMatchObject({
      id: "A-1",
      properties: {
        name: "程序写的名",
        DKMC: "甲",
        ownership: "state",
        suppliedOn: "2021-03-15",
        priceCny: 12_000_000,
        备注: "x",
      },
    });
  });

  it("keeps what it cannot read as it is written, and says so", async () => {
    const { features, issues } = await plan([fileOf("a.geojson", feature({ DKBH: "A", GDSJ: "2021年初", QSXZ: "不详" }))]);
    expect(features[0]!.properties).toMatchObject({ suppliedOn: "2021年初", ownership: "不详" });
    expect(issues.map(({ code, featureId, layer }) => [code, featureId, layer])).toEqual([
      ["value-unreadable", "A", "parcels"],
      ["value-unreadable", "A", "parcels"],
    ]);
  });

  it("does not take a bare amount of money, nor an area of unknown unit, for one of the model", async () => {
    const { features, codes } = await plan([fileOf("a.geojson", feature({ DKBH: "A", CJJ: 1200, MJ: 7 }))]);
    expect(features[0]!.properties).toEqual({ name: "A", CJJ: 1200, MJ: 7 });
    expect(codes).toEqual(["unit-needed", "unit-needed"]);
    const asked = await plan([fileOf("a.geojson", feature({ DKBH: "A", CJJ: 1200, MJ: 7 }))], {
      properties: { priceCny: { field: "CJJ", unit: "wan-cny" }, recordedAreaM2: { field: "MJ", unit: "ha" } },
    });
    expect(asked.features[0]!.properties).toMatchObject({ priceCny: 12_000_000, recordedAreaM2: 70_000 });
  });

  it("warns where the outlines contradict the unit that was said", async () => {
    // A square of 0.001° at 43° N is 0.9 ha large: 9000 fits square metres.
    const { codes } = await plan([fileOf("a.geojson", feature({ DKBH: "A", MJ: 9000 }))], {
      properties: { recordedAreaM2: { field: "MJ", unit: "ha" } },
    });
    expect(codes).toEqual(["area-unit-contradicted"]);
  });

  it("refuses records without id and ids that repeat, also over several files", async () => {
    const files = [
      fileOf("a.geojson", feature({ DKBH: "A" }), feature({ DKBH: null })),
      fileOf("b.geojson", feature({ DKBH: "A" })),
    ];
    const { codes, features } = await plan(files);
    expect([codes, features.length]).toEqual([["record-without-id", "id-duplicate"], 1]);
  });

  it("keeps features that the file does not hold, unless the layer is replaced", async () => {
    const old = [{ type: "Feature", id: "old", geometry: null, properties: { name: "old" } }] as const;
    const files = [fileOf("a.geojson", feature({ DKBH: "A" }))];
    expect((await plan(files, {}, old)).layers[0]!.changes).toMatchObject({ added: ["A"], absent: ["old"], removed: [] });
    const replaced = await plan(files, {}, old, true);
    expect(replaced.layers[0]!.changes).toMatchObject({ added: ["A"], absent: [], removed: ["old"] });
    expect(replaced.features.map(({ id }) => id)).toEqual(["A"]);
  });

  it("tells the first findings of a kind in full and counts the rest", async () => {
    const records = Array.from({ length: 50 }, (_, index) => feature({ DKBH: String(index), GDSJ: "待定" }));
    const { issues } = await plan([fileOf("a.geojson", ...records)]);
    expect(issues).toHaveLength(21);
    expect(issues.at(-1)!.message).toBe("a.geojson: 30 more findings of the kind value-unreadable");
  });

  it("takes the shift of Chinese web maps back", async () => {
    // GCJ-02 (116.41023240747266, 39.915670251113426) is WGS 84 (116.403988, 39.914266): vector of gcoord and coordtransform.
    const point = { type: "Point", coordinates: [116.410_232_407_472_66, 39.915_670_251_113_426] };
    const { features } = await plan([fileOf("a.geojson", feature({ 编号: "S" }, point))], { layer: "sites", shifted: "gcj02" });
    const { coordinates } = features[0]!.geometry as { readonly coordinates: readonly number[] };
    expect(Math.hypot(coordinates[0]! - 116.403_988, coordinates[1]! - 39.914_266)).toBeLessThan(3e-9);
  });

  it("opens what it knows and reports what it does not", async () => {
    const { codes, features } = await plan([
      fileOf("a.geojson", feature({ DKBH: "A" })),
      byteSourceOf("b.docx", new Uint8Array(3)),
    ]);
    expect([codes, features.length]).toEqual([["format-unknown"], 1]);
    expect((await plan([], { files: ["c.shp"] })).codes).toEqual(["file-not-given"]);
  });
});
