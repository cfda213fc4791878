import type { HealthCoefficients } from "./types.ts";

const MAX_STEPS = 60;

/**
 * Qc/Cm that a distance L permits: (1/A)·(B·L^C + 0.25·r²)^0.5·L^D, in kg/h per mg/m³. Strictly rising in L.
 *
 * Source: GB/T 39499-2020 §5.
 */
export function ratioAtDistance(distanceM: number, radiusM: number, { A, B, C, D }: HealthCoefficients): number {
  return (Math.sqrt(B * distanceM ** C + 0.25 * radiusM * radiusM) * distanceM ** D) / A;
}

/**
 * Distance L at which {@link ratioAtDistance} reaches `ratio` with one band's coefficients, metres, whether or not it
 * lies in that band.
 *
 * Newton's method for ln F as a function of ln L, which is convex and rising. Keeping only the larger of the two terms
 * under the root gives a closed form that is not below the solution, and from there Newton falls towards it without
 * passing it, so no bracket has to be searched.
 *
 * Accuracy: |F(L) − ratio| ≤ 1e-12 · ratio (property test). Cost: about 5 steps.
 */
export function solveDistanceM(ratio: number, radiusM: number, { A, B, C, D }: HealthCoefficients): number {
  const lnTarget = Math.log(A) + Math.log(ratio);
  const quarterSquare = 0.25 * radiusM * radiusM;
  const lnWithoutArea = (lnTarget - 0.5 * Math.log(B)) / (0.5 * C + D);
  const lnAreaOnly = radiusM > 0 ? (lnTarget - Math.log(0.5 * radiusM)) / D : Number.POSITIVE_INFINITY;
  let lnL = Math.min(lnWithoutArea, lnAreaOnly);
  for (let step = 0; step < MAX_STEPS; step++) {
    const spread = B * Math.exp(C * lnL);
    const excess = 0.5 * Math.log(spread + quarterSquare) + D * lnL - lnTarget;
    const slope = D + (0.5 * C * spread) / (spread + quarterSquare);
    const next = lnL - excess / slope;
    // At the solution rounding makes the step vanish or turn back; both mean that no better number exists.
    if (!(next < lnL)) break;
    lnL = next;
  }
  return Math.exp(lnL);
}
