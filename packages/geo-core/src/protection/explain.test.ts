import { describe, expect, test } from "vitest";
import { compassPoint, distanceText, explainHealthWorking, explainPair, explainRequirement } from "./explain.ts";
import { healthDistance } from "./health-distance.ts";
import type { ProtectionPair, RequiredDistance } from "./types.ts";

const pair: ProtectionPair = {
  siteId: "s1",
  siteName: "示例村",
  kind: "village",
  siteStatus: "existing",
  households: 40,
  population: null,
  measuredFrom: "unit",
  distanceKind: "health",
  requiredM: 500,
  distanceM: 499.998,
  loM: 499.998,
  hiM: 499.998,
  from: [122, 43],
  to: [122, 43.0045],
  azimuthDeg: 0,
  shortfallM: 0.002,
  verdict: "inside",
  withinUncertainty: true,
  tests: [],
};

describe("numbers for people", () => {
  // Rules §1: 499.998 m shown as 500.00 yet inside must not happen; digits are added until it does not.
  test.each([
    [499.998, 500, "499.998"],
    [499.9999999, 500, "499.9999999"],
    [500, 500, "500.00"],
    [500.001, 500, "500.001"],
    [420.126, 500, "420.13"],
    [0, 500, "0.00"],
  ])("%d m against %d m is written %s", (distanceM, requiredM, text) => {
    expect(distanceText(distanceM, requiredM)).toBe(text);
  });

  test.each([
    [0, "N", "北"],
    [11.24, "N", "北"],
    [11.26, "NNE", "北北东"],
    [135, "SE", "东南"],
    [349, "N", "北"],
    [-90, "W", "西"],
  ])("azimuth %d° lies %s", (azimuthDeg, en, zh) => {
    expect(compassPoint(azimuthDeg, "en")).toBe(en);
    expect(compassPoint(azimuthDeg, "zh")).toBe(zh);
  });
});

test("the working of a health distance can be recomputed line by line", () => {
  const working = healthDistance({
    emissionKgPerH: 0.3,
    limitMgPerM3: 0.02,
    areaM2: 40000,
    windMPerS: 3,
    sourceClass: "II",
    substance: "氟化物",
  });
  // Numbers: rules §5, fourth vector.
  expect(explainHealthWorking(working, "zh")).toEqual([
    "氟化物：Qc = 0.3 kg/h, Cm = 0.02 mg/m³, S = 40000 m², r = √(S/π) = 112.83792 m",
    "近五年平均风速 3 m/s（2～4 档），大气污染源构成 II 类，A = 470，B = 0.021，C = 1.85，D = 0.84",
    "Qc/Cm = (1/A)·(B·L^C + 0.25·r²)^0.50·L^D",
    "15 = (1/470)·(0.021·L^1.85 + 0.25·112.83792²)^0.50·L^0.84",
    "初值 L = 278.4633 m，终值 300 m（GB/T 39499-2020 §5）",
  ]);
  expect(explainHealthWorking(working, "en")[4]).toBe("Initial L = 278.4633 m, graded 300 m (GB/T 39499-2020 §5)");
});

test("a note of the working becomes its last line", () => {
  const working = healthDistance({ emissionKgPerH: 201.674741, limitMgPerM3: 1, areaM2: 0, windMPerS: 3, sourceClass: "II" });
  expect(explainHealthWorking(working, "zh").at(-1)).toMatch(/^注：没有区间包含自身的解/);
  expect(explainHealthWorking(working, "en").at(-1)).toMatch(/^Note: No band holds/);
});

describe("a pair in a sentence", () => {
  test("names the distance, the outline, the shortfall and the doubt", () => {
    expect(explainPair(pair, "zh")).toBe(
      "示例村（北）距生产单元边界 499.998 m，要求 500 m：范围内，差距 0.002 m；差值小于数据定位精度，请复核",
    );
    expect(explainPair(pair, "en")).toBe(
      "示例村 (N) is 499.998 m from the unit boundary, required 500 m: inside, short by 0.002 m; the difference is under the positional accuracy of the data, check it",
    );
  });

  test("says plainly that numbers cannot decide", () => {
    const undecided = { ...pair, verdict: "indeterminate" as const, withinUncertainty: null, shortfallM: 0, distanceM: 500 };
    expect(explainPair(undecided, "zh")).toContain("无法判定");
    expect(explainPair({ ...pair, verdict: "outside", azimuthDeg: null, withinUncertainty: false }, "en")).toMatch(/: outside$/);
  });
});

describe("the basis of a unit", () => {
  const required = (more: Partial<RequiredDistance>): RequiredDistance => ({
    kind: "health",
    measuredFrom: "unit",
    requiredM: 100,
    source: "GB/T 39499-2020",
    clause: "GB/T 39499-2020 §4, §5, §6.1",
    raised: false,
    workings: [],
    assessments: [],
    ...more,
  });

  test("lists every distance, the largest first, and what is not settled last", () => {
    const distances = [
      required({ raised: true }),
      required({ kind: "atmospheric", measuredFrom: "plant", requiredM: 300, source: "EIA" }),
    ];
    const unresolved = [{ kind: "specified" as const, code: "distance-missing", message: "no number", messageZh: "缺少数值" }];
    const { zh, en } = explainRequirement({ distances, unresolved });
    expect(zh).toMatch(
      /^大气环境防护距离 300 m，自厂界起算.*；卫生防护距离 100 m（两种物质初值同级，提高一级）.*；未确定：缺少数值$/,
    );
    expect(en).toMatch(
      /^atmospheric .* 300 m from the plant boundary.*; health .* 100 m \(raised one grade.*; Not settled: no number$/,
    );
  });

  test("an assessed distance of nothing reads as an answer", () => {
    const zero = required({
      kind: "atmospheric",
      measuredFrom: "plant",
      requiredM: 0,
      source: "EIA 2023",
      clause: "HJ 2.2-2018 8.7.5",
    });
    expect(explainRequirement({ distances: [zero], unresolved: [] }).zh).toBe(
      "大气环境防护距离：不需设置（0 m），依据：EIA 2023，HJ 2.2-2018 8.7.5",
    );
  });

  test("no rule at all is said too", () => {
    expect(explainRequirement({ distances: [], unresolved: [] }).zh).toBe("数据中未提出防护距离要求");
  });
});
