import type { Areal } from "../geometry/types.ts";
import { intersect } from "./overlay/clipper.ts";
import { arealFromGrid, degreeGridAround, gridRings } from "./overlay/degree-grid.ts";

/**
 * The ground that two areals have in common, as valid polygons; null where they share none or only touch.
 *
 * Method: overlay on an integer grid of 1e-9 degrees (clipper2), edges straight in lon/lat. Accuracy: vertices within 0.1 mm.
 * Rounding can leave crumbs of a few mm² along borders that almost coincide. Cost: O(n log n).
 *
 * @throws {GeoError} `ring-not-closed`, `ring-too-short`.
 */
export function intersectAreal(a: Areal, b: Areal): Areal | null {
  const grid = degreeGridAround([a, b]);
  return arealFromGrid(grid, intersect(gridRings(grid, a), gridRings(grid, b)));
}
