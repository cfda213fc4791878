import { expectWithin } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import { isGeoError } from "../errors.ts";
import { type HealthInput, healthDistance } from "./health-distance.ts";
import { ratioAtDistance } from "./health-solver.ts";
import { HEALTH_TABLE_GBT_39499_2020 as TABLE } from "./health-tables.ts";
import type { SourceClass } from "./types.ts";

const ofRatio = (ratio: number, windMPerS = 3, sourceClass: SourceClass = "II", areaM2 = 0) =>
  healthDistance({ emissionKgPerH: ratio, limitMgPerM3: 1, areaM2, windMPerS, sourceClass });

describe("initial and final distance", () => {
  // The first nine rows are the vectors of rules §5, the rest those of the research page, both computed outside this project.
  test.each<[number, number, number, number, SourceClass, number, number]>([
    [0.012, 0.2, 800, 3, "II", 4.4811, 50],
    [0.35, 0.9, 2500, 3, "II", 20.7549, 50],
    [0.08, 0.2, 1200, 3, "II", 31.4266, 50],
    [0.3, 0.02, 40000, 3, "II", 278.4633, 300],
    [0.3, 0.02, 40000, 1.5, "II", 359.1085, 400],
    [1.5, 0.2, 5000, 5, "III", 170.1893, 200],
    [3, 0.5, 10000, 3, "I", 269.6045, 300],
    [70, 1, 10000, 3, "II", 1060.2358, 1200],
    [900, 1, 50000, 5, "I", 5345.3657, 5400],
    [0.0006, 0.01, 800, 3, "II", 4.4811, 50],
    [0.25, 2, 1800, 1.5, "II", 6.2445, 50],
    [2e-5, 7.5e-6, 20000, 5, "I", 68.5613, 100],
    [0.0001, 0.9, 500, 3, "II", 0.0033, 50],
    [1, 0.05, 6000, 3, "II", 502.3236, 600],
  ])(
    "Qc %d kg/h, Cm %d mg/m³, S %d m², wind %d m/s, class %s gives %d m, graded %d m",
    (qc, cm, s, wind, cls, initial, final) => {
      const result = healthDistance({ emissionKgPerH: qc, limitMgPerM3: cm, areaM2: s, windMPerS: wind, sourceClass: cls });
      expectWithin(result.initialM, initial, { tolM: 1e-4 });
      expect(result.finalM).toBe(final);
      expect(result.note).toBeNull();
    },
  );

  test("the working carries radius, ratio, band, coefficients and clause", () => {
    const result = healthDistance({
      emissionKgPerH: 70,
      limitMgPerM3: 1,
      areaM2: 10000,
      windMPerS: 3,
      sourceClass: "II",
      substance: "SO2",
    });
    // Radius and band from the research page, case 13; coefficients from the table of rules §5.
    expectWithin(result.radiusM, 56.419, { tolM: 5e-4 });
    expect(result).toMatchObject({
      substance: "SO2",
      ratio: 70,
      band: 2,
      windBand: "2-4",
      coefficients: { A: 470, B: 0.036, C: 1.77, D: 0.84 },
      tableVersion: TABLE.version,
    });
    expect(result.clause).toContain("GB/T 39499-2020");
  });
});

describe("bands", () => {
  test("two band-consistent roots near 1000 m give the wider one and say so", () => {
    // Research page §1.2: q = 60.583495 gives 997.840 in band 1 and 1001.738 in band 2.
    const result = ofRatio(60.583495);
    expectWithin(result.candidates[0]!.initialM, 997.84, { tolM: 1e-3 });
    expectWithin(result.initialM, 1001.738, { tolM: 1e-3 });
    expect(result.band).toBe(2);
    expect(result.finalM).toBe(1200);
    expect(result.note).toContain("the wider is taken");
    expect(result.noteZh).toContain("取较宽者");
  });

  test("a gap near 2000 m takes the wider neighbouring band and says so", () => {
    // Rules §5: q = 201.674741 gives 2011.57 in band 2 and 1983.956 in band 3, neither of them in its band.
    const result = ofRatio(201.674741);
    expectWithin(result.initialM, 2011.57, { tolM: 1e-2 });
    expectWithin(result.candidates[2]!.initialM, 1983.956, { tolM: 1e-3 });
    expect(result.candidates.map(({ consistent }) => consistent)).toEqual([false, false, false]);
    expect(result.finalM).toBe(2200);
    expect(result.note).toContain("neighbouring bands");
  });

  test("a gap at 1000 m takes the neighbours 1 and 2, never band 3", () => {
    // With B = 0.05 above 1000 m the second band begins above what the first one reaches there: a gap by construction.
    const gapped = { ...TABLE, version: "test", B: { ...TABLE.B, ">=2": [0.021, 0.05, 0.05] as const } };
    const q = 1.05 * ratioAtDistance(1000, 0, { A: 470, B: 0.021, C: 1.85, D: 0.84 });
    const result = healthDistance(
      { emissionKgPerH: q, limitMgPerM3: 1, areaM2: 0, windMPerS: 3, sourceClass: "II" },
      { table: gapped },
    );
    expect(result.candidates.map(({ consistent }) => consistent)).toEqual([false, false, false]);
    expect(result.band).toBe(1);
    // L^(C/2 + D) grows with q when S = 0, so L = 1000 · 1.05^(1/1.765) = 1028.03 m (hand calculation).
    expectWithin(result.initialM, 1028.03, { tolM: 5e-3 });
    expect(result.finalM).toBe(1200);
  });

  test("a root exactly on 1000 m belongs to the first band and keeps 1000 m", () => {
    const result = ofRatio(ratioAtDistance(1000, 0, { A: 400, B: 0.01, C: 1.85, D: 0.78 }), 1);
    expect(result.candidates[0]).toEqual({ band: 1, initialM: 1000, consistent: true });
  });

  test("a distance that is a whole step up to rounding keeps that step", () => {
    for (const stepM of [100, 200, 300, 700, 900]) {
      const radiusM = Math.sqrt(4000 / Math.PI);
      const ratio = ratioAtDistance(stepM, radiusM, { A: 470, B: 0.021, C: 1.85, D: 0.84 });
      expect(ofRatio(ratio, 3, "II", 4000).finalM).toBe(stepM);
    }
  });
});

describe("wind", () => {
  test("exactly 2 m/s takes the 2–4 row of A and the stronger row of B, C and D", () => {
    expect(ofRatio(1, 2)).toMatchObject({ windBand: "2-4", coefficients: { A: 470, B: 0.021, C: 1.85, D: 0.84 } });
    expect(ofRatio(1, 1.999)).toMatchObject({ windBand: "<2", coefficients: { A: 400, B: 0.01, C: 1.85, D: 0.78 } });
  });

  test("exactly 4 m/s still takes the 2–4 row", () => {
    expect(ofRatio(1, 4).coefficients.A).toBe(470);
    expect(ofRatio(1, 4.001).coefficients.A).toBe(350);
  });
});

describe("uncertain coefficient", () => {
  test("the cell that prints disagree on is flagged in the working that used it, and in no other", () => {
    const used = ofRatio(900, 5, "III");
    expect(used.coefficients.A).toBe(140);
    expect(used.band).toBe(3);
    expect(used.note).toContain("110");
    expect(used.noteZh).toContain("110");
    expect(ofRatio(900, 5, "II").note).toBeNull();
    expect(ofRatio(1, 5, "III").note).toBeNull();
  });

  test("an override table replaces it and signs the working with its own version", () => {
    const row = { ...TABLE.A[">4"], III: [260, 260, 110] as const };
    const table = { ...TABLE, version: "with-110", A: { ...TABLE.A, ">4": row }, uncertainCells: [] };
    const result = healthDistance(
      { emissionKgPerH: 900, limitMgPerM3: 1, areaM2: 0, windMPerS: 5, sourceClass: "III" },
      { table },
    );
    expect(result).toMatchObject({ tableVersion: "with-110", note: null, coefficients: { A: 110 } });
    // With S = 0 the distance is (A·q/√B)^(1/(C/2 + D)): (110·900/√0.036)^(1/1.645), hand calculation.
    expectWithin(result.initialM, (99000 / Math.sqrt(0.036)) ** (1 / 1.645), { tolM: 1e-6 });
  });
});

describe("input that the formula is not defined for", () => {
  const good: HealthInput = { emissionKgPerH: 1, limitMgPerM3: 1, areaM2: 100, windMPerS: 3, sourceClass: "II" };
  test.each<[string, Partial<Record<keyof HealthInput, unknown>>, RegExp]>([
    ["no emission", { emissionKgPerH: 0 }, /Qc\) is 0; it must be greater than 0.*leave out/],
    ["a negative emission", { emissionKgPerH: -0.1 }, /Qc\) is -0.1/],
    ["an emission in t/a", { emissionKgPerH: 8e6 }, /kg\/h/],
    ["a limit of zero", { limitMgPerM3: 0 }, /Cm\) is 0/],
    ["a negative area", { areaM2: -1 }, /areaM2 \(S\) is -1; it must be from 0/],
    ["no number", { windMPerS: Number.NaN }, /windMPerS is NaN/],
    ["a storm", { windMPerS: 45 }, /windMPerS is 45; it must be from 0 to 30/],
    ["an unknown class", { sourceClass: "IV" }, /"I", "II" or "III"/],
    ["a ratio no plant reaches", { emissionKgPerH: 1e6, limitMgPerM3: 1e-6 }, /initial distance.*check the units/],
  ])("%s is refused with its value and what to do", (_, change, message) => {
    let caught: unknown;
    try {
      healthDistance({ ...good, ...change } as HealthInput);
    } catch (error) {
      caught = error;
    }
    expect(isGeoError(caught) && caught.code).toBe("input-out-of-range");
    expect((caught as Error).message).toMatch(message);
  });

  test("a table with a coefficient that is not positive is a programmer's mistake", () => {
    const table = { ...TABLE, D: { ...TABLE.D, ">=2": [0, 0, 0] as const } };
    expect(() => healthDistance(good, { table })).toThrow(RangeError);
  });
});
