import type { Areal } from "../geometry/types.ts";
import { subtract } from "./overlay/clipper.ts";
import { arealFromGrid, degreeGridAround, gridRings } from "./overlay/degree-grid.ts";

/**
 * What is left of an areal when others are taken away, as valid polygons with their holes; null where nothing is left.
 *
 * Method: overlay on an integer grid of 1e-9 degrees (clipper2), edges straight in lon/lat. Accuracy: vertices within 0.1 mm.
 * Rounding can leave crumbs of a few mm² along borders that almost coincide. Cost: O(n log n).
 *
 * @throws {GeoError} `ring-not-closed`, `ring-too-short`.
 */
export function subtractAreal(subject: Areal, others: readonly Areal[]): Areal | null {
  const grid = degreeGridAround([subject]);
  const taken = others.flatMap((other) => gridRings(grid, other));
  return arealFromGrid(grid, subtract(gridRings(grid, subject), taken));
}
