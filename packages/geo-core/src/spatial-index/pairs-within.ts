import { MIN_RADIUS_M } from "../geodesy/distance/bounds.ts";
import { bulgeM } from "../geodesy/distance/bulge.ts";
import { middleCrs } from "../geodesy/distance/distance-between.ts";
import { edgeShape, edgeSurface } from "../geodesy/distance/edge-shape.ts";
import { shapeInFrame } from "../geodesy/distance/frame-shape.ts";
import { distanceWithin } from "../geodesy/distance/shape-distance.ts";
import { localFrame } from "../geodesy/local-frame.ts";
import type { DistanceInterval } from "../geodesy/types.ts";
import { bboxOf } from "../geometry/bbox.ts";
import type { Bbox, EdgeModel, Geometry } from "../geometry/types.ts";
import { DEG_PER_RAD, RAD_PER_DEG } from "../units.ts";
import { buildSpatialIndex, type SpatialIndex } from "./spatial-index.ts";

export interface PairsWithinOptions {
  readonly edgeModel: EdgeModel;
  /** Zone in whose plane `projected` edges are straight. Default: the 3° zone of the middle of the first unit. */
  readonly workingCrs?: string;
}

/** A unit and a site, by their places in the lists given, with the interval of their distance. */
export interface PairWithin {
  readonly unit: number;
  readonly site: number;
  readonly interval: DistanceInterval;
}

/**
 * Every pair of a unit and a site whose distance can be below the unit's reach (`loM < reachM[unit]`), with the exact interval,
 * by unit and then by site. No pair is missed: candidates come from boxes widened by a proven margin.
 *
 * Cost: O((n + m) log m) for the index, then about 0.1 ms a pair within reach.
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
  if (reachM.length !== units.length) throw new RangeError(`${units.length} units need as many reaches, not ${reachM.length}`);
  if (!reachM.every((reach) => reach >= 0)) throw new RangeError("every reach must be a number of metres, 0 or more");
  const first = units[0];
  if (!first || sites.length === 0) return [];
  const surface = edgeSurface(options.edgeModel, options.workingCrs, () => middleCrs(first));
  const siteShapes = sites.map((site) => edgeShape(site, surface));
  const index = buildSpatialIndex(sites.map(bboxOf));
  const siteBulgeM = siteShapes.reduce((greatest, shape) => Math.max(greatest, bulgeM(shape)), 0);
  const pairs: PairWithin[] = [];
  units.forEach((geometry, unit) => {
    const limitM = reachM[unit]!;
    if (limitM === 0) return;
    const shape = edgeShape(geometry, surface);
    const box = bboxOf(geometry);
    const frame = localFrame((box[0] + box[2]) / 2, (box[1] + box[3]) / 2);
    const inFrame = shapeInFrame(shape, frame);
    for (const site of searchAround(index, widenedBox(box, limitM + bulgeM(shape) + siteBulgeM))) {
      const interval = distanceWithin(inFrame, shapeInFrame(siteShapes[site]!, frame), limitM);
      if (interval) pairs.push({ unit, site, interval });
    }
  });
  return pairs;
}

/**
 * The box widened so that it holds every place within `marginM` of the given one: a path of length d turns latitude by at most
 * d over the least meridian radius, and longitude by at most d over a·cos φ at the highest latitude it touches.
 */
function widenedBox([westDeg, southDeg, eastDeg, northDeg]: Bbox, marginM: number): Bbox {
  const dLatDeg = (marginM / MIN_RADIUS_M) * DEG_PER_RAD + 1e-7;
  const highestDeg = Math.max(Math.abs(southDeg), Math.abs(northDeg)) + dLatDeg;
  if (!(highestDeg < 89.9)) return [-Infinity, -90, Infinity, 90];
  const dLonDeg = (marginM / (MIN_RADIUS_M * Math.cos(highestDeg * RAD_PER_DEG))) * DEG_PER_RAD + 1e-7;
  return [westDeg - dLonDeg, southDeg - dLatDeg, eastDeg + dLonDeg, northDeg + dLatDeg];
}

/** Hits of the box and of its copies a full turn away, ascending: places next to each other across the antimeridian meet. */
function searchAround(index: SpatialIndex, [westDeg, southDeg, eastDeg, northDeg]: Bbox): readonly number[] {
  if (westDeg >= -180 && eastDeg <= 180) return index.search([westDeg, southDeg, eastDeg, northDeg]);
  const hits = new Set<number>();
  for (const turnDeg of [-360, 0, 360])
    for (const hit of index.search([westDeg + turnDeg, southDeg, eastDeg + turnDeg, northDeg])) hits.add(hit);
  return [...hits].sort((a, b) => a - b);
}
