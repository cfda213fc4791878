import type { Areal } from "../geometry/types.ts";
import { geodesicAreaM2 } from "./area.ts";
import { intersectAreal } from "./intersect-areal.ts";
import { unionAreal } from "./union-areal.ts";

/**
 * Geodesic area of what two areals have in common, m²; 0 where they only touch.
 *
 * Method: {@link intersectAreal}, then {@link geodesicAreaM2} of the result. Accuracy: 0.1 mm times the length of the outline, and
 * for every edge that is cut the strip between it and the geodesic, at most L³ tan φ/12R: 0.01 m² for 100 m, 13 m² for 1 km at
 * 45°. Cost: O(n log n).
 *
 * @throws {GeoError} `ring-not-closed`, `ring-too-short`.
 */
export function intersectionAreaM2(a: Areal, b: Areal): number {
  const common = intersectAreal(a, b);
  return common ? geodesicAreaM2(common) : 0;
}

/**
 * Geodesic area covered by at least one of the areals, m²; overlaps count once. Method {@link unionAreal}; accuracy and errors as
 * {@link intersectionAreaM2}.
 */
export function unionAreaM2(areals: readonly Areal[]): number {
  const union = unionAreal(areals);
  return union ? geodesicAreaM2(union) : 0;
}
