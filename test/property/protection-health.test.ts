import {
  HEALTH_TABLE_GBT_39499_2020,
  type HealthCoefficients,
  type HealthInput,
  healthDistance,
  ratioAtDistance,
} from "@parkatlas/geo-core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

// Emissions and limits over every magnitude that occurs, ratios from 1e-6 to 1e4 kg/h per mg/m³.
const ratio = fc.double({ min: -6, max: 4, noNaN: true }).map((exponent) => 10 ** exponent);
const input: fc.Arbitrary<HealthInput> = fc.record({
  emissionKgPerH: ratio,
  limitMgPerM3: fc.constant(1),
  areaM2: fc.oneof(fc.constant(0), fc.double({ min: 1, max: 1e6, noNaN: true })),
  windMPerS: fc.constantFrom(0.5, 1.9, 2, 3, 4, 4.1, 8),
  sourceClass: fc.constantFrom("I" as const, "II" as const, "III" as const),
});
/** A, B, C and D of a band, read from the table as a person would. */
function coefficientsOfBand(windBand: "<2" | "2-4" | ">4", sourceClass: "I" | "II" | "III", band: 1 | 2 | 3): HealthCoefficients {
  const { A, B, C, D } = HEALTH_TABLE_GBT_39499_2020;
  const wind = windBand === "<2" ? "<2" : ">=2";
  return { A: A[windBand][sourceClass][band - 1]!, B: B[wind][band - 1]!, C: C[wind][band - 1]!, D: D[wind][band - 1]! };
}
const RUNS = { numRuns: 10_000, seed: 39499 };

describe("health protection distance over 10 000 random inputs", () => {
  test("every candidate satisfies the formula of its band to 1e-12", () => {
    fc.assert(
      fc.property(input, (given) => {
        const { candidates, radiusM, ratio, windBand, initialM, coefficients } = healthDistance(given);
        for (const candidate of candidates) {
          const residual =
            ratioAtDistance(candidate.initialM, radiusM, coefficientsOfBand(windBand, given.sourceClass, candidate.band)) /
              ratio -
            1;
          expect(Math.abs(residual)).toBeLessThanOrEqual(1e-12);
        }
        expect(Math.abs(ratioAtDistance(initialM, radiusM, coefficients) / ratio - 1)).toBeLessThanOrEqual(1e-12);
      }),
      RUNS,
    );
  });

  test("the chosen distance lies in its band, unless a note names the gap", () => {
    fc.assert(
      fc.property(input, (given) => {
        const { band, initialM, candidates, note } = healthDistance(given);
        const [first, second] = HEALTH_TABLE_GBT_39499_2020.bandLimitsM;
        const bandReached = initialM <= first ? 1 : initialM <= second ? 2 : 3;
        const consistent = candidates.filter((candidate) => candidate.consistent);
        if (consistent.length === 0) expect(note).toContain("No band holds its own solution");
        else {
          expect(band).toBe(bandReached);
          expect(initialM).toBe(Math.max(...consistent.map((candidate) => candidate.initialM)));
          expect(note?.includes("the wider is taken") ?? false).toBe(consistent.length > 1);
        }
      }),
      RUNS,
    );
  });

  test("more emission never shortens the final distance, and lengthens the initial one outside gaps", () => {
    const growth = fc.double({ min: 1e-6, max: 2, noNaN: true });
    fc.assert(
      fc.property(input, growth, (given, share) => {
        const less = healthDistance(given);
        const more = healthDistance({ ...given, emissionKgPerH: given.emissionKgPerH * (1 + share) });
        expect(more.finalM).toBeGreaterThanOrEqual(less.finalM);
        const inGap = [less, more].some(({ candidates }) => candidates.every(({ consistent }) => !consistent));
        if (!inGap) expect(more.initialM).toBeGreaterThan(less.initialM);
      }),
      RUNS,
    );
  });

  test("emission in g/h with the limit in µg/m³ gives the same distances: only their ratio counts", () => {
    fc.assert(
      fc.property(input, (given) => {
        const thousandth = { ...given, emissionKgPerH: given.emissionKgPerH / 1000, limitMgPerM3: given.limitMgPerM3 / 1000 };
        const [one, other] = [healthDistance(given), healthDistance(thousandth)];
        expect([other.gradeM, other.finalM]).toEqual([one.gradeM, one.finalM]);
        expect(Math.abs(other.initialM / one.initialM - 1)).toBeLessThan(1e-11);
      }),
      RUNS,
    );
  });

  test("a larger unit area never lengthens the distance of the same band", () => {
    // F rises with r at fixed L, so the distance at which a given ratio is reached falls: formula, by inspection.
    fc.assert(
      fc.property(input, (given) => {
        const small = healthDistance(given).candidates;
        const large = healthDistance({ ...given, areaM2: given.areaM2 * 2 + 100 }).candidates;
        for (const [index, candidate] of large.entries())
          expect(candidate.initialM).toBeLessThanOrEqual(small[index]!.initialM * (1 + 1e-11));
      }),
      RUNS,
    );
  });
});
