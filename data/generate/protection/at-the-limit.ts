import type { LonLat } from "../geometry/frame.ts";
import { geodesicDistanceM } from "../geometry/geojson.ts";

const STEP_DEG = 1e-9;
const TRIES = 60_000;
/** Tighter than the interval that a computed distance carries (about 6e-8 m wide), so that no verdict can be given. */
const EXACT_M = 8e-9;

const rounded = (degrees: number) => Number(degrees.toFixed(9));

/**
 * A position near another one whose geodesic distance from `from` is the wanted one to within 8 nm: the case in which
 * arithmetic itself cannot say inside or outside. Walks along the parallel in steps of the last digit and solves for the
 * latitude, until rounding happens to leave nothing; null where it never does.
 */
export function positionAtDistance(from: LonLat, near: LonLat, distanceM: number): LonLat | null {
  const slopeMPerDeg = (geodesicDistanceM(from, [near[0], near[1] + 1e-4]) - geodesicDistanceM(from, near)) / 1e-4;
  let latDeg = near[1];
  for (let step = 0; step < TRIES; step++) {
    const lonDeg = rounded(near[0] + step * STEP_DEG);
    // One step of Newton's method a try: the solution hardly moves from one step to the next.
    latDeg += (distanceM - geodesicDistanceM(from, [lonDeg, latDeg])) / slopeMPerDeg;
    const position: LonLat = [lonDeg, rounded(latDeg)];
    if (Math.abs(geodesicDistanceM(from, position) - distanceM) < EXACT_M) return position;
  }
  return null;
}
