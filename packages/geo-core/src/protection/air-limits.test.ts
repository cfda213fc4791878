import { describe, expect, test } from "vitest";
import type { Unit } from "../model/types.ts";
import { limitOf } from "./air-limits.ts";
import { parseHealthTable } from "./parse-tables.ts";
import { requiredDistances } from "./required-distances.ts";

describe("limits by substance", () => {
  // GB 3095-2012 class II (SO2 500 µg/m³ an hour, TSP 300 µg/m³ a day) and HJ 2.2-2018 Annex D, by rules of research §1.4.
  test.each([
    ["SO2", 0.5],
    ["二氧化硫", 0.5],
    ["TSP", 0.9],
    ["氨", 0.2],
    ["h2s", 0.01],
    ["氟化物（HF）", 0.02],
    ["苯并[a]芘", 2.5e-6],
    ["Xylene", 0.2],
    ["非甲烷总烃", 2],
  ])("%s has %d mg/m³", (name, limitMgPerM3) => {
    expect(limitOf(name)?.limitMgPerM3).toBe(limitMgPerM3);
  });

  test("an unknown substance has none", () => {
    expect(limitOf("unobtainium")).toBeNull();
    expect(limitOf("toString")).toBeNull();
  });

  const unit = (limitMgPerM3: number, name = "NH3"): Unit => ({
    type: "Feature",
    id: "u",
    geometry: { type: "Point", coordinates: [122, 43] },
    properties: {
      name: "示例",
      distances: [
        {
          kind: "health",
          source: "x",
          windMPerS: 3,
          areaM2: 800,
          substances: [{ name, emissionKgPerH: 0.012, limitMgPerM3, sourceClass: "II" }],
        },
      ],
    },
  });

  test("a stated limit unlike the table's is a finding, and is what is computed with", () => {
    expect(requiredDistances(unit(0.2)).issues).toEqual([]);
    const { issues, distances } = requiredDistances(unit(200));
    expect(issues).toMatchObject([{ code: "health-limit-differs", severity: "warning", featureId: "u" }]);
    expect(issues[0]!.message).toMatch(/states a limit of 200 mg\/m³ for NH3; the table has 0\.2 mg\/m³ \(HJ 2\.2-2018/);
    expect(distances[0]!.workings[0]!.limitMgPerM3).toBe(200);
  });

  test("a table of one's own may change a limit and add a substance", () => {
    const limits = {
      NH3: { names: ["氨"], limitMgPerM3: 1.5, basis: "DB" },
      HCN: { names: ["氰化氢"], limitMgPerM3: 0.03, basis: "DB" },
    };
    const table = parseHealthTable({ version: "office/1", limits });
    expect(limitOf("氰化氢", table.limits)?.limitMgPerM3).toBe(0.03);
    expect(limitOf("SO2", table.limits)?.limitMgPerM3).toBe(0.5);
    expect(requiredDistances(unit(1.5), undefined, { table }).issues).toEqual([]);
    expect(requiredDistances(unit(0.2), undefined, { table }).issues).toMatchObject([{ code: "health-limit-differs" }]);
    expect(() => parseHealthTable({ version: "x", limits: { HCN: { names: [], limitMgPerM3: 0, basis: "DB" } } })).toThrow(
      /limits\.HCN/,
    );
    expect(() => parseHealthTable({ version: "x", limits: { HCN: 0.03 } })).toThrow(/limits\.HCN is 0\.03/);
  });
});
