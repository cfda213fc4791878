import { expectWithin } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import type { DistanceRule, Plant, SubstanceInput, Unit } from "../model/types.ts";
import { requiredDistances } from "./required-distances.ts";

const square: Unit["geometry"] = {
  type: "Polygon",
  coordinates: [
    [
      [122.2, 43.6],
      [122.201, 43.6],
      [122.201, 43.601],
      [122.2, 43.601],
      [122.2, 43.6],
    ],
  ],
};
const unitWith = (distances: readonly DistanceRule[], geometry: Unit["geometry"] = square): Unit => ({
  type: "Feature",
  id: "u1",
  geometry,
  properties: { name: "示例车间", plantId: "p1", distances },
});
const plantWith = (distances: readonly DistanceRule[]): Plant => ({
  type: "Feature",
  id: "p1",
  geometry: square as Plant["geometry"],
  properties: { name: "示例厂区", distances },
});
const substance = (name: string, emissionKgPerH: number, limitMgPerM3: number): SubstanceInput => ({
  name,
  emissionKgPerH,
  limitMgPerM3,
  sourceClass: "II",
});
const health = (substances: readonly SubstanceInput[], more: Partial<DistanceRule> = {}): DistanceRule => ({
  kind: "health",
  windMPerS: 3,
  areaM2: 800,
  substances,
  ...more,
});
const codes = ({ issues }: { issues: readonly { code: string }[] }) => issues.map(({ code }) => code);

describe("choice of substances", () => {
  test("ammonia and hydrogen sulphide of one wastewater station share the 50 m grade, so it is raised to 100 m", () => {
    // Research page §1.5 and §1.6, cases 1 and 2: 4.4811 m each, 50 + 50 → 100 m.
    const result = requiredDistances(unitWith([health([substance("NH3", 0.012, 0.2), substance("H2S", 0.0006, 0.01)])]));
    expect(result.distances).toHaveLength(1);
    expect(result.distances[0]).toMatchObject({ kind: "health", measuredFrom: "unit", requiredM: 100, raised: true });
    expect(result.distances[0]!.workings.map(({ chosen }) => chosen)).toEqual([true, true]);
    expectWithin(result.distances[0]!.workings[0]!.initialM, 4.4811, { tolM: 1e-4 });
    expect(result.issues).toEqual([]);
  });

  test("the same substances in two rules of one unit are judged together all the same", () => {
    const rules = [
      health([substance("NH3", 0.012, 0.2)]),
      { kind: "health" as const, substances: [substance("H2S", 0.0006, 0.01)] },
    ];
    expect(requiredDistances(unitWith(rules)).distances).toMatchObject([{ requiredM: 100, raised: true }]);
  });

  test("a second substance exactly 10 % below the larger decides with it; just beyond, it does not", () => {
    // Qc/Cm 1 and 0.9: (1 − 0.9) / 1 = 10 %.
    const within = requiredDistances(unitWith([health([substance("a", 1, 1), substance("b", 0.9, 1)])]));
    expect(within.distances[0]!.workings.map(({ chosen }) => chosen)).toEqual([true, true]);
    const beyond = requiredDistances(unitWith([health([substance("a", 1, 1), substance("b", 0.899, 1)])]));
    expect(beyond.distances[0]!.workings.map(({ chosen }) => chosen)).toEqual([true, false]);
    expect(beyond.distances[0]!.raised).toBe(false);
  });

  test("two close substances in different grades give the larger grade without a raise", () => {
    // S = 0, wind 2–4, II: the 300 m step lies at q = 7.2632 (F(300), computed apart in Python), so 7.4 grades 400 and 6.9 grades 300.
    const rules = [health([substance("a", 7.4, 1), substance("b", 6.9, 1)], { areaM2: 0.0001 })];
    const [required] = requiredDistances(unitWith(rules)).distances;
    expect(required!.workings.map(({ gradeM }) => gradeM)).toEqual([400, 300]);
    expect(required).toMatchObject({ requiredM: 400, raised: false });
  });

  test("three substances of one grade raise it once, judged on the two largest", () => {
    const rules = [health([substance("c", 0.0599, 1), substance("a", 0.06, 1), substance("b", 0.06, 1)])];
    const [required] = requiredDistances(unitWith(rules)).distances;
    expect(required!.requiredM).toBe(100);
    expect(required!.workings.map(({ substance: name, chosen }) => [name, chosen])).toEqual([
      ["a", true],
      ["b", true],
      ["c", false],
    ]);
  });

  test("a substance that is not chosen but would need more is a finding", () => {
    // A is 700 for class I and 350 for class III: 0.8 of class I reaches further than 1.0 of class III.
    const rules = [
      health([
        { ...substance("largest ratio", 10, 1), sourceClass: "III" },
        { ...substance("wider reach", 8, 1), sourceClass: "I" },
      ]),
    ];
    const result = requiredDistances(unitWith(rules));
    expect(codes(result)).toEqual(["health-unchosen-wider"]);
    expect(result.issues[0]!.message).toContain("wider reach");
  });
});

describe("area of the unit", () => {
  test("the outline's area stands in where the rule names none, and the argument goes before it", () => {
    const rule = { ...health([substance("NH3", 1, 1)]) };
    const { areaM2: _, ...withoutArea } = rule;
    const fromOutline = requiredDistances(unitWith([withoutArea])).distances[0]!.workings[0]!;
    // printf '43.6 122.2\n43.6 122.201\n43.601 122.201\n43.601 122.2\n' | Planimeter (GeographicLib 2.1.2): 8970.8 m².
    expectWithin(fromOutline.areaM2, 8970.8, { tolM2: 0.05 });
    expect(requiredDistances(unitWith([withoutArea]), 1234).distances[0]!.workings[0]!.areaM2).toBe(1234);
    expect(requiredDistances(unitWith([rule]), 1234).distances[0]!.workings[0]!.areaM2).toBe(800);
  });

  test("a point without area leaves the health distance unresolved", () => {
    const { areaM2: _, ...rule } = health([substance("NH3", 1, 1)]);
    const result = requiredDistances(unitWith([rule], { type: "Point", coordinates: [122.2, 43.6] }));
    expect(result.distances).toEqual([]);
    expect(result.unresolved).toMatchObject([{ kind: "health", code: "health-input-missing" }]);
    expect(result.issues[0]!.message).toContain("areaM2");
  });
});

const grid = { files: ["a.plt"], substance: "NH3", averagingPeriod: "1-HR", limit: 200, limitUnit: "ug/m3" } as const;

describe("what cannot be settled", () => {
  test.each<[string, DistanceRule, string, RegExp]>([
    ["missing wind", { kind: "health", areaM2: 1, substances: [substance("a", 1, 1)] }, "health-input-missing", /windMPerS/],
    ["no emission", health([substance("a", 0, 1)]), "health-input-out-of-range", /Qc\) is 0/],
    ["a limit of zero", health([substance("a", 1, 0)]), "health-input-out-of-range", /Cm\) is 0/],
    ["a health rule with nothing in it", { kind: "health" }, "distance-missing", /distanceM or substances/],
    ["an empty list of substances", { kind: "health", substances: [] }, "distance-missing", /distanceM or substances/],
    ["a specified distance without number", { kind: "specified", source: "x" }, "distance-missing", /no distanceM/],
    ["a negative distance", { kind: "specified", distanceM: -5, source: "x" }, "distance-out-of-range", /-5 m/],
    ["an absurd distance", { kind: "specified", distanceM: 3e6, source: "x" }, "distance-out-of-range", /100000 m/],
    ["an atmospheric rule with nothing in it", { kind: "atmospheric" }, "distance-missing", /distanceM or grids/],
    ["an unread grid", { kind: "atmospheric", grids: [grid] }, "atmospheric-grid-unread", /a\.plt/],
  ])("%s is unresolved and a finding in both languages", (_, rule, code, message) => {
    const result = requiredDistances(unitWith([rule]));
    expect(result.distances).toEqual([]);
    expect(result.unresolved).toMatchObject([{ kind: rule.kind, code }]);
    expect(result.issues).toMatchObject([{ code, severity: "error", layer: "units", featureId: "u1" }]);
    expect(result.issues[0]!.message).toMatch(message);
    expect(result.issues[0]!.messageZh).toMatch(/[一-鿿]/);
    expect(result.issues[0]!.messageZh).not.toContain("undefined");
  });

  test("rules of one unit that disagree on the wind are a conflict, not a choice", () => {
    const rules = [health([substance("a", 1, 1)]), health([substance("b", 1, 1)], { windMPerS: 1 })];
    const result = requiredDistances(unitWith(rules));
    expect(result.unresolved).toMatchObject([{ code: "health-input-conflict" }]);
    expect(result.distances).toEqual([]);
  });

  test("a broken rule does not hide the good ones", () => {
    const result = requiredDistances(unitWith([{ kind: "specified" }, { kind: "specified", distanceM: 300, source: "批复" }]));
    expect(result.distances).toMatchObject([{ kind: "specified", requiredM: 300, source: "批复", measuredFrom: "unit" }]);
    expect(result.unresolved).toHaveLength(1);
  });
});

describe("given distances", () => {
  test("an atmospheric distance is measured from the plant, a specified one from the unit", () => {
    const { distances } = requiredDistances(
      unitWith([
        { kind: "atmospheric", distanceM: 500, source: "EIA" },
        { kind: "specified", distanceM: 800, source: "批复" },
      ]),
    );
    expect(distances.map(({ kind, measuredFrom }) => [kind, measuredFrom])).toEqual([
      ["atmospheric", "plant"],
      ["specified", "unit"],
    ]);
    expect(distances[0]!.clause).toBe("HJ 2.2-2018 8.7.5");
  });

  test("an atmospheric distance of 0 m is an answer, not a missing number", () => {
    const result = requiredDistances(unitWith([{ kind: "atmospheric", distanceM: 0, source: "EIA" }]));
    expect(result.distances).toMatchObject([{ requiredM: 0 }]);
    expect(result.unresolved).toEqual([]);
  });

  test("a given distance without source is a warning and is still tested", () => {
    const result = requiredDistances(unitWith([{ kind: "specified", distanceM: 300 }]));
    expect(codes(result)).toEqual(["distance-source-missing"]);
    expect(result.distances).toMatchObject([{ requiredM: 300, source: null }]);
  });

  test("a given health distance stands beside the computed one, and a difference is a finding", () => {
    const result = requiredDistances(unitWith([health([substance("NH3", 0.012, 0.2)], { distanceM: 200, source: "EIA" })]));
    expect(result.distances.map(({ requiredM }) => requiredM)).toEqual([50, 200]);
    expect(codes(result)).toEqual(["health-given-differs"]);
  });

  test("the plant's own distances are carried by the unit and measured from the plant", () => {
    const plant = plantWith([{ kind: "specified", distanceM: 1000, source: "批复" }]);
    const { distances } = requiredDistances(unitWith([]), undefined, { plant });
    expect(distances).toMatchObject([{ kind: "specified", measuredFrom: "plant", requiredM: 1000 }]);
  });

  test("a health distance on a plant is tested from the plant boundary and named as misplaced", () => {
    const plant = plantWith([{ kind: "health", distanceM: 100, source: "EIA" }]);
    const result = requiredDistances(unitWith([]), undefined, { plant });
    expect(result.distances).toMatchObject([{ measuredFrom: "plant", requiredM: 100 }]);
    expect(result.issues).toMatchObject([{ code: "health-on-plant", layer: "plants", featureId: "p1" }]);
  });

  test("a unit without any rule requires nothing and has no finding", () => {
    expect(requiredDistances(unitWith([]))).toEqual({ distances: [], unresolved: [], issues: [] });
  });
});
