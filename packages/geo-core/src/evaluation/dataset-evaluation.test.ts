import { expectWithin } from "@parkatlas/test-support";
import { describe, expect, it } from "vitest";
import type { Areal } from "../geometry/types.ts";
import type { Dataset, Parcel, ParcelProperties } from "../model/types.ts";
import { inefficientLand } from "./inefficient-land.ts";
import { evaluationReport } from "./report.ts";
import { WUHAI_2022_ZOMBIE_RULE, zombieTests } from "./zombie-tests.ts";

const square: Areal = {
  type: "Polygon",
  coordinates: [
    [
      [116, 40],
      [116.01, 40],
      [116.01, 40.01],
      [116, 40.01],
      [116, 40],
    ],
  ],
};
const built = { suppliedOn: "2010-01-01", agreedStartOn: "2010-12-31", startedOn: "2010-06-01", completedOn: "2012-01-01" };
const parcel = (id: string, holder: string, areaMu: number, facts: Partial<ParcelProperties> = {}): Parcel => ({
  type: "Feature",
  id,
  geometry: square,
  properties: {
    name: id,
    blockId: "b",
    holder,
    recordedAreaM2: (areaMu * 2000) / 3,
    landUse: "0601",
    landUseScheme: "GB/T 21010-2017",
    ...built,
    ...facts,
  },
});
const report = (year: number, taxCny: number, outputCny: number) => ({
  year,
  taxCny,
  outputCny,
  energyTce: 10,
  employees: 10,
  rdCny: 0,
});
const SOURCE = "示例文件";
const threshold = (id: string, metric: string, subject: string, comparator: string, value: unknown, unit: string) => ({
  id,
  scope: "park",
  subject,
  metric,
  comparator,
  value,
  unit,
  kind: "threshold",
  year: null,
  source: SOURCE,
});
const dataset: Dataset = {
  format: "parkatlas-dataset/1",
  id: "example",
  title: { zh: "示例市", en: "Example" },
  asOf: "2025-12-31",
  crs: "EPSG:4490",
  edgeModel: "projected",
  workingCrs: "EPSG:4548",
  boundaries: [],
  parks: [
    {
      type: "Feature",
      id: "k",
      geometry: square,
      properties: { name: "园区", plannedAreaM2: 5e6, builtAreaM2: 1e5, industries: ["甲", "乙", "丙"] },
    },
  ],
  blocks: [{ type: "Feature", id: "b", geometry: square, properties: { name: "b", parkId: "k" } }],
  parcels: [
    parcel("p1", "示例企业 001", 60, { industry: "甲", performance: [report(2024, 8_000_000, 200_000_000)] }),
    parcel("p2", "示例企业 001", 40, { performance: [] }),
    parcel("p3", "示例企业 002", 50, { industry: "乙", performance: [report(2024, 1_000_000, 50_000_000)] }),
    parcel("p4", "示例企业 003", 50, { industry: "丙", performance: [report(2023, 1, 1)] }),
  ],
  sites: [],
  units: [],
  plants: [],
  contours: [],
  zoning: [],
  lineage: null,
  config: {
    thresholds: [
      threshold("t.tax", "tax_per_mu", "亩均税收", ">=", 7, "万元/亩"),
      threshold("t.density", "output_per_km2", "产值密度", ">=", 15, "亿元/km2"),
      threshold("t.lead", "ratio", "主导产业产值占比", ">=", 60, "%"),
      threshold("t.count", "count", "主导产业数", "range", [1, 2], "个"),
      threshold("t.above", "count", "主导产业数", ">", 3, "个"),
      threshold("t.least", "count", "主导产业数", ">=", 3, "个"),
      threshold("t.green", "ratio", "产业园总体绿化率", ">=", 20, "%"),
      threshold("t.exports", "export", "出口额", ">=", 2.5, "亿美元"),
    ],
  },
  sources: [],
};

describe("an evaluation of a dataset", () => {
  it("takes an enterprise with all its land: 800 万元 on 60 + 40 mu are 8 万元/亩", () => {
    const { year, rows } = evaluationReport(dataset);
    expect(year).toBe(2024);
    expect(rows.map(({ id }) => id)).toEqual(["示例企业 001", "示例企业 002"]);
    expectWithin(rows[0]!.terms[0]!.value!, 8, { tolWanCnyPerMu: 1e-12 });
    expectWithin(rows[1]!.terms[0]!.value!, 2, { tolWanCnyPerMu: 1e-12 });
  });

  it("can take each parcel by itself, another year, another configuration", () => {
    expectWithin(evaluationReport(dataset, { by: "parcel" }).rows[0]!.terms[0]!.value!, 800 / 60, { tolWanCnyPerMu: 1e-12 });
    expect(evaluationReport(dataset, { year: 2023 }).rows.map(({ id }) => id)).toEqual(["示例企业 003"]);
    expect(evaluationReport(dataset, { config: "huangyan-2022-below-scale" }).config.id).toBe("huangyan-2022-below-scale");
    expect(() => evaluationReport(dataset, { config: "nobody" })).toThrow(/per-mu-abcd/);
  });

  it("holds the published thresholds against the park, and says what is missing", () => {
    const rows = new Map(evaluationReport(dataset).thresholds.map((row) => [row.thresholdId, row]));
    // 9 000 000 CNY on 200 mu are 4.5 万元/亩; 2.5 亿元 on 0.1 km² are 25 亿元/km²; all output is of two industries.
    expectWithin(rows.get("t.tax")!.value!, 4.5, { tolWanCnyPerMu: 1e-12 });
    expect(rows.get("t.tax")!.met).toBe(false);
    expectWithin(rows.get("t.density")!.value!, 25, { tolYiCnyPerKm2: 1e-12 });
    expect(rows.get("t.density")!.met).toBe(true);
    expect(rows.get("t.lead")).toMatchObject({ value: 100, met: true });
    expect(rows.get("t.count")).toMatchObject({ value: 3, met: false });
    expect([rows.get("t.above")!.met, rows.get("t.least")!.met]).toEqual([false, true]);
    expect(rows.get("t.green")).toMatchObject({ value: null, met: null, missing: ["greenAreaM2"], synthetic: false });
    expect(rows.has("t.exports")).toBe(false);
  });
});

describe("inefficient land (低效用地)", () => {
  const rule = { id: "r", title: { zh: "示例", en: "Example" }, source: SOURCE };
  const judge = (more: object, parcels: readonly Parcel[] = dataset.parcels) =>
    inefficientLand(parcels, { rule: { ...rule, ...more }, year: 2024, asOf: "2025-12-31" }).map(({ id, inefficient }) => [
      id,
      inefficient,
    ]);

  it("is what lies below a given threshold; what is not reported stays open", () => {
    expect(judge({ taxPerMuBelow: 7 })).toEqual([
      ["p1", false],
      ["p2", null],
      ["p3", true],
      ["p4", null],
    ]);
  });

  it("can ask for more than one test", () => {
    const [both] = judge({ taxPerMuBelow: 20, outputPerMuBelow: 100, testsToMeet: 2 });
    expect(both).toEqual(["p1", false]);
  });

  it("counts years without any output back from the year", () => {
    const stopped = parcel("s", "示例企业 009", 10, { performance: [report(2023, 0, 0), report(2024, 0, 0)] });
    expect(judge({ stoppedYears: 2 }, [stopped])).toEqual([["s", true]]);
    expect(judge({ stoppedYears: 3 }, [stopped])).toEqual([["s", null]]);
  });

  it("does not judge land that is not built, nor land of another use unless asked to", () => {
    const { completedOn: _none, ...unbuilt } = parcel("u", "示例企业 009", 10).properties;
    const shops = parcel("c", "示例企业 009", 10, { landUse: "0501", floorAreaM2: 100 });
    expect(judge({ plotRatioBelow: 0.5 }, [{ ...shops, id: "u", properties: unbuilt }])).toEqual([]);
    expect(judge({ plotRatioBelow: 0.5 }, [shops])).toEqual([]);
    expect(judge({ plotRatioBelow: 0.5, industrialOnly: false }, [shops])).toEqual([["c", true]]);
  });

  it("needs a source and a threshold: none ships as law", () => {
    expect(() => judge({})).toThrow(/at least one threshold/);
    expect(() => judge({ taxPerMuBelow: 7, source: "" })).toThrow(/no source/);
  });
});

describe("the tests of a zombie enterprise", () => {
  const facts = { yearsWithoutProduction: 2, yearsSinceFounding: 4, debtRatios: [1, 1.2, 1] };

  it("are answered one by one, and joined as the caller reads the sentence", () => {
    expect(zombieTests(facts, WUHAI_2022_ZOMBIE_RULE, "any")).toEqual({
      zombie: true,
      tests: [
        { id: "stopped", met: true },
        { id: "years-of-loss", met: false },
        { id: "debt", met: true },
      ],
    });
    expect(zombieTests(facts, WUHAI_2022_ZOMBIE_RULE, "all").zombie).toBe(false);
    expect(zombieTests({ yearsWithoutProduction: 3 }, WUHAI_2022_ZOMBIE_RULE, "all").zombie).toBeNull();
  });
});
