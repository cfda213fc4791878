import { geodesicDistanceM } from "../geodesy/geodesic-distance.ts";
import { bboxOf } from "../geometry/bbox.ts";
import type { Areal } from "../geometry/types.ts";
import type { EdgeModel, Site } from "../model/types.ts";
import { pairsWithin } from "../spatial-index/pairs-within.ts";
import { type BestPosition, bestPosition } from "./best-position.ts";
import type { NearestSite } from "./nearest-sites.ts";

export interface PlacingOptions {
  readonly edgeModel: EdgeModel;
  readonly workingCrs: string;
  readonly distanceM: number;
  readonly unitAreaM2: number;
}

/** The best position of a unit in each parcel; null where it does not fit or there is nothing to keep away from. */
export function placeUnits(
  parcels: readonly Areal[],
  around: readonly (NearestSite | null)[],
  sites: readonly Site[],
  options: PlacingOptions,
): readonly (BestPosition | null)[] {
  const nearby = sitesAround(parcels, around, sites, options);
  return parcels.map((parcel, index) => bestPosition(parcel, nearby[index]!, options));
}

/**
 * For each parcel the sites that can be the nearest one somewhere in it: those no farther from it than its nearest site and its
 * own width together.
 */
export function sitesAround(
  parcels: readonly Areal[],
  around: readonly (NearestSite | null)[],
  sites: readonly Site[],
  options: { readonly edgeModel: EdgeModel; readonly workingCrs: string },
): readonly (readonly Site[])[] {
  const reaches = parcels.map((parcel, index) => {
    const nearest = around[index]!;
    return nearest ? nearest.interval.hiM + diagonalM(parcel) : 0;
  });
  const nearby = parcels.map((): Site[] => []);
  const geometries = sites.map(({ geometry }) => geometry);
  for (const { unit, site } of pairsWithin(parcels, reaches, geometries, options)) nearby[unit]!.push(sites[site]!);
  return nearby;
}

/** Twice the diagonal of the box, which is more than the width of the parcel, however its edges bow. */
function diagonalM(parcel: Areal): number {
  const [westDeg, southDeg, eastDeg, northDeg] = bboxOf(parcel);
  return 2 * geodesicDistanceM([westDeg, southDeg], [eastDeg, northDeg]);
}
