import type { DistanceInterval } from "../geodesy/types.ts";
import { type FlatLayer, featureBoxes, flattenLayer } from "../geometry/flat-layer.ts";
import type { Geometry } from "../geometry/types.ts";
import type { EdgeModel } from "../model/types.ts";
import { intervalAt } from "../spatial-index/pair-columns.ts";
import { pairsWithinColumns } from "../spatial-index/pairs-within-columns.ts";
import { BoxIndex } from "../spatial-index/spatial-index.ts";
import { RAD_PER_DEG } from "../units.ts";

export interface NearestSite {
  /** Index in the list of sites. */
  readonly site: number;
  readonly interval: DistanceInterval;
  /** No site is nearer than this: the least low end of all intervals. */
  readonly clearM: number;
}

/** A dataset is a city; a nearest site beyond this says nothing about a parcel. */
const FARTHEST_M = 500_000;
const FIRST_REACH_M = 200;
const M_PER_DEG = 111_320;

/**
 * The nearest site of every parcel, wherever it is; null where there is none within 500 km.
 *
 * A rough search through boxes finds a site that is near; the exact join then looks no farther than to that one. A reach that
 * was guessed too short is doubled until a site lies within it for sure.
 *
 * Cost: some box searches and one exact join with few pairs a parcel.
 */
export function nearestSites(
  parcels: readonly Geometry[],
  sites: readonly Geometry[],
  options: { readonly edgeModel: EdgeModel; readonly workingCrs: string },
): readonly (NearestSite | null)[] {
  const found: (NearestSite | null)[] = parcels.map(() => null);
  if (sites.length === 0 || parcels.length === 0) return found;
  const siteColumns = columnsOf(sites);
  const parcelColumns = columnsOf(parcels);
  const index = new BoxIndex(siteColumns.boxes);
  let open = parcels.map((_, number) => ({ number, reachM: guessedReachM(number, parcelColumns, index, siteColumns) }));
  while (open.length > 0) {
    const reaches = open.map(({ reachM }) => reachM);
    const all = open.length === parcels.length;
    const layer = all ? parcelColumns.layer : flattenLayer(open.map(({ number }) => parcels[number]!));
    const pairs = pairsWithinColumns(layer, reaches, siteColumns.layer, options);
    for (let i = 0, from = 0; from < pairs.unit.length; from = i) {
      const { number, reachM } = open[pairs.unit[from]!]!;
      let nearest = from;
      let clearM = Infinity;
      for (; i < pairs.unit.length && pairs.unit[i] === pairs.unit[from]; i++) {
        clearM = Math.min(clearM, pairs.loM[i]!);
        if (pairs.distanceM[i]! < pairs.distanceM[nearest]!) nearest = i;
      }
      // Only a site within the reach for sure ends the search: one that was not measured is farther than the reach.
      if (pairs.hiM[nearest]! > reachM) continue;
      found[number] = { site: pairs.site[nearest]!, interval: intervalAt(pairs, nearest), clearM };
    }
    open = open
      .filter(({ number, reachM }) => found[number] === null && reachM <= FARTHEST_M)
      .map(({ number, reachM }) => ({ number, reachM: 2 * reachM }));
  }
  return found;
}

/**
 * About as far as the nearest site, a little more: among the boxes around, from vertex to vertex with the site whose box is
 * nearest, with a reserve for the plane it is computed in.
 */
function guessedReachM(parcel: number, parcels: Columns, index: BoxIndex, sites: Columns): number {
  const { asked } = index;
  const west = parcels.boxes[4 * parcel]!;
  const south = parcels.boxes[4 * parcel + 1]!;
  const east = parcels.boxes[4 * parcel + 2]!;
  const north = parcels.boxes[4 * parcel + 3]!;
  const lonM = Math.max(1, M_PER_DEG * Math.cos(((south + north) / 2) * RAD_PER_DEG));
  for (let reachM = FIRST_REACH_M; reachM <= FARTHEST_M; reachM *= 2) {
    asked[0] = west - reachM / lonM;
    asked[1] = south - reachM / M_PER_DEG;
    asked[2] = east + reachM / lonM;
    asked[3] = north + reachM / M_PER_DEG;
    const count = index.collect();
    let best = -1;
    let leastSquare = Infinity;
    for (let k = 0; k < count; k++) {
      const at = 4 * index.hits[k]!;
      const gapX = Math.max(0, sites.boxes[at]! - east, west - sites.boxes[at + 2]!) * lonM;
      const gapY = Math.max(0, sites.boxes[at + 1]! - north, south - sites.boxes[at + 3]!) * M_PER_DEG;
      const square = gapX * gapX + gapY * gapY;
      if (square >= leastSquare) continue;
      best = index.hits[k]!;
      leastSquare = square;
    }
    if (best >= 0) return 1.003 * vertexDistanceM(parcels.layer, parcel, sites.layer, best, lonM) + 0.01;
  }
  return FIRST_REACH_M;
}

interface Columns {
  readonly layer: FlatLayer;
  readonly boxes: Float64Array;
}

function columnsOf(geometries: readonly Geometry[]): Columns {
  const layer = flattenLayer(geometries);
  return { layer, boxes: featureBoxes(layer) };
}

/** First and last place of a feature in the column of its layer. */
function placesOf({ pathStarts, partStarts, featureStarts }: FlatLayer, feature: number): readonly [number, number] {
  return [2 * pathStarts[partStarts[featureStarts[feature]!]!]!, 2 * pathStarts[partStarts[featureStarts[feature + 1]!]!]!];
}

function vertexDistanceM(a: FlatLayer, featureA: number, b: FlatLayer, featureB: number, lonM: number): number {
  const [startA, endA] = placesOf(a, featureA);
  const [startB, endB] = placesOf(b, featureB);
  let leastSquare = Infinity;
  for (let i = startA; i < endA; i += 2)
    for (let j = startB; j < endB; j += 2) {
      const x = (a.lonLat[i]! - b.lonLat[j]!) * lonM;
      const y = (a.lonLat[i + 1]! - b.lonLat[j + 1]!) * M_PER_DEG;
      const square = x * x + y * y;
      if (square < leastSquare) leastSquare = square;
    }
  return Math.sqrt(leastSquare);
}
