import type { Areal } from "../geometry/types.ts";
import { unite } from "./overlay/clipper.ts";
import { arealFromGrid, arealFromPolygons, degreeGridAround, gridRings } from "./overlay/degree-grid.ts";
import { uniteCoverage } from "./overlay/unite-coverage.ts";

/**
 * The ground that at least one of the areals covers, as valid polygons; null where there is none. Rings are read even-odd, so
 * winding does not matter.
 *
 * Method: on an integer grid of 1e-9 degrees, edges straight in lon/lat. Where the areals form a coverage (borders shared vertex
 * by vertex, no overlap; tested exactly) shared edges cancel and no vertex is added; otherwise general overlay (clipper2, output
 * noded anew where it touches itself). Accuracy: vertices within 0.1 mm. Cost: O(n) for a coverage, else O(n log n).
 *
 * @throws {GeoError} `ring-not-closed`, `ring-too-short`.
 */
export function unionAreal(areals: readonly Areal[]): Areal | null {
  const grid = degreeGridAround(areals);
  const coverage = uniteCoverage(grid, areals);
  if (coverage) return arealFromPolygons(grid, coverage);
  return arealFromGrid(grid, unite(areals.flatMap((areal) => gridRings(grid, areal))));
}

/** What features of one key cover together. */
export interface Dissolved<Key> {
  readonly key: Key;
  /** Null where the features cover nothing. */
  readonly geometry: Areal | null;
  /** Places of the features in the list, ascending. */
  readonly members: readonly number[];
}

/**
 * Unites features by a key, for example the parcels of each block; groups in the order in which their keys first come.
 * Method, accuracy, cost and errors of each group as {@link unionAreal}.
 */
export function dissolve<Feature extends { readonly geometry: Areal }, Key>(
  features: readonly Feature[],
  keyOf: (feature: Feature, index: number) => Key,
): readonly Dissolved<Key>[] {
  const groups = new Map<Key, number[]>();
  features.forEach((feature, index) => {
    const key = keyOf(feature, index);
    const members = groups.get(key);
    if (members) members.push(index);
    else groups.set(key, [index]);
  });
  return Array.from(groups, ([key, members]) => ({
    key,
    geometry: unionAreal(members.map((index) => features[index]!.geometry)),
    members,
  }));
}
