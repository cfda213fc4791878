import { flattenLayer } from "../geometry/flat-layer.ts";
import type { Geometry } from "../geometry/types.ts";
import { type PairWithin, pairAt } from "./pair-columns.ts";
import { type PairsWithinOptions, pairsWithinColumns } from "./pairs-within-columns.ts";

/**
 * Every pair of a unit and a site whose distance can be below the unit's reach (`loM < reachM[unit]`), with the exact interval,
 * by unit and then by site: {@link pairsWithinColumns} with GeoJSON in and objects out. No pair is missed.
 *
 * Accuracy and cost: as there, and about 0.1 µs a position and a pair.
 *
 * @param reachM Metres, one for each unit; a unit with reach 0 has no pairs.
 * @throws {RangeError} where `reachM` and `units` differ in length, or a reach is negative or not a number.
 * @throws {GeoError} as distanceBetween.
 */
export function pairsWithin(
  units: readonly Geometry[],
  reachM: readonly number[],
  sites: readonly Geometry[],
  options: PairsWithinOptions,
): readonly PairWithin[] {
  const columns = pairsWithinColumns(flattenLayer(units), reachM, flattenLayer(sites), options);
  return Array.from(columns.unit, (_, i) => pairAt(columns, i));
}
