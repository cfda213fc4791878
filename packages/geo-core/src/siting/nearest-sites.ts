import type { DistanceInterval } from "../geodesy/types.ts";
import type { Geometry } from "../geometry/types.ts";
import type { EdgeModel } from "../model/types.ts";
import { pairsWithin } from "../spatial-index/pairs-within.ts";

export interface SiteDistance {
  /** Index in the list of sites. */
  readonly site: number;
  readonly interval: DistanceInterval;
}

export interface Neighbourhood {
  /** Sites that may lie within the asked distance, by ascending distance. */
  readonly within: readonly SiteDistance[];
  /** The nearest site of all; null where there is none within {@link FARTHEST_M}. */
  readonly nearest: SiteDistance | null;
  /** No site is nearer than this: the least low end of all intervals; null with `nearest`. */
  readonly clearM: number | null;
}

/** A dataset is a city; a nearest site beyond this says nothing about a parcel. */
const FARTHEST_M = 500_000;
const FIRST_REACH_M = 200;

/**
 * For every parcel the sites within `distanceM` and the nearest one, wherever it is: a join at the asked distance, then
 * wider ones for the parcels that have found none, the reach doubling each time, so that few far pairs are ever measured.
 *
 * Cost: a join of all parcels, and of ever fewer in each round.
 */
export function neighbourhoods(
  parcels: readonly Geometry[],
  sites: readonly Geometry[],
  distanceM: number,
  options: { readonly edgeModel: EdgeModel; readonly workingCrs: string },
): readonly Neighbourhood[] {
  const found: SiteDistance[][] = parcels.map(() => []);
  let open = sites.length > 0 ? parcels.map((_, index) => index) : [];
  for (let reachM = Math.max(distanceM, FIRST_REACH_M); open.length > 0 && reachM <= FARTHEST_M; reachM *= 2) {
    const geometries = open.map((index) => parcels[index]!);
    const reaches = open.map(() => reachM);
    for (const { unit, site, interval } of pairsWithin(geometries, reaches, sites, options))
      found[open[unit]!]!.push({ site, interval });
    // Only a site within the reach for sure ends the search: an unmeasured one is farther than the reach.
    const next = open.filter((index) => !found[index]!.some(({ interval }) => interval.hiM <= reachM));
    for (const index of next) found[index] = [];
    open = next;
  }
  return found.map((list) => {
    const sorted = list.sort((a, b) => a.interval.distanceM - b.interval.distanceM || a.site - b.site);
    const clearM = sorted.reduce<number | null>((least, { interval }) => Math.min(least ?? Infinity, interval.loM), null);
    return { within: sorted.filter(({ interval }) => interval.loM < distanceM), nearest: sorted[0] ?? null, clearM };
  });
}
