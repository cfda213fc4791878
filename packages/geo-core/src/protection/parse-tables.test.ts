import { describe, expect, test } from "vitest";
import { isGeoError } from "../errors.ts";
import { healthDistance } from "./health-distance.ts";
import { HEALTH_TABLE_GBT_39499_2020 } from "./health-tables.ts";
import { parseHealthTable } from "./parse-tables.ts";

describe("a table of coefficients from a file", () => {
  test("may say only what differs, under a version of its own, and the workings carry it", () => {
    // The cell that some prints give as 110 instead of 140.
    const table = parseHealthTable({ version: "office/2026", A: { ">4": { III: [260, 260, 110] } }, uncertainCells: [] });
    expect(table.A[">4"].III).toEqual([260, 260, 110]);
    expect(table.A[">4"].II).toEqual([350, 350, 190]);
    const input = { emissionKgPerH: 900, limitMgPerM3: 1, areaM2: 50_000, windMPerS: 5, sourceClass: "III" } as const;
    const [builtIn, own] = [healthDistance(input), healthDistance(input, { table })];
    expect(builtIn).toMatchObject({ band: 3, coefficients: { A: 140 }, tableVersion: "gbt-39499-2020/1" });
    expect(builtIn.note).toContain("printed as 110");
    expect(own).toMatchObject({ band: 3, coefficients: { A: 110 }, tableVersion: "office/2026", note: null });
    // Qc/Cm is proportional to 1/A in one band: a smaller A stands for a shorter distance.
    expect(own.initialM).toBeLessThan(builtIn.initialM);
  });

  test("the built-in table, written out and read back, is the built-in table", () => {
    expect(parseHealthTable(JSON.parse(JSON.stringify(HEALTH_TABLE_GBT_39499_2020)))).toEqual(HEALTH_TABLE_GBT_39499_2020);
    expect(parseHealthTable({})).toEqual(HEALTH_TABLE_GBT_39499_2020);
  });

  test.each<[string, unknown, RegExp]>([
    ["no object", [1], /the table is \[…\]/],
    ["a change under the old version", { closeRatioShare: 0.2 }, /version is .*a version of its own/],
    ["an unknown member", { version: "x", E: 1 }, /E is 1; it must be one of version,/],
    ["an unknown wind", { version: "x", A: { "5": { I: [1, 2, 3] } } }, /A\.5 is/],
    ["two bands", { version: "x", B: { "<2": [0.01, 0.015] } }, /B\.<2 is .*three numbers over 0/],
    ["a zero", { version: "x", C: { "<2": [1.85, 0, 1.79] } }, /C\.<2 is/],
    ["a text for a number", { version: "x", closeRatioShare: "0.1" }, /closeRatioShare is "0\.1"; it must be a number/],
    ["bands in disorder", { version: "x", bandLimitsM: [2000, 1000] }, /bandLimitsM is .*two rising/],
    [
      "steps in disorder",
      { version: "x", gradeSteps: [{ fromM: 50, stepM: 50, keepsExactStep: true }] },
      /gradeSteps is .*rising from 0/,
    ],
    ["a share over one", { version: "x", closeRatioShare: 10 }, /share from 0/],
    ["an uncertain cell without words", { version: "x", uncertainCells: [{ alternative: 1 }] }, /uncertainCells is/],
  ])("%s is refused by name, in both languages", (_, value, message) => {
    try {
      parseHealthTable(value);
      expect.unreachable();
    } catch (error) {
      expect(isGeoError(error) && error.code).toBe("input-out-of-range");
      expect((error as Error).message).toMatch(message);
      expect(isGeoError(error) && error.details.messageZh).toMatch(/系数表/);
    }
  });
});
