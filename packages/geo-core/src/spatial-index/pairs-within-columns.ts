import { lonDifferenceDeg } from "../crs/transverse-mercator.ts";
import { MIN_RADIUS_M } from "../geodesy/distance/bounds.ts";
import { middleCrsOfBox } from "../geodesy/distance/distance-between.ts";
import { type EdgeSurface, edgeSurface } from "../geodesy/distance/edge-shape.ts";
import { featureBulgesM } from "../geodesy/distance/layer-bulge.ts";
import type { TileColumns } from "../geodesy/distance/tile-columns.ts";
import { type FlatLayer, featureBoxes } from "../geometry/flat-layer.ts";
import type { Bbox, EdgeModel } from "../geometry/types.ts";
import { DEG_PER_RAD, RAD_PER_DEG } from "../units.ts";
import { PairCollector, type PairColumns } from "./pair-columns.ts";
import { PairMeasure } from "./pair-measure.ts";
import { BoxIndex } from "./spatial-index.ts";

export interface PairsWithinOptions {
  readonly edgeModel: EdgeModel;
  /** Zone in whose plane `projected` edges are straight. Default: the 3° zone of the middle of the first unit. */
  readonly workingCrs?: string;
}

/** Positions this near the working plane's meridian are certainly within its reach; others are looked at one by one. */
const SURE_LON_DEG = 7;

/**
 * Every pair of a unit and a site whose distance can be below the unit's reach (`loM < reachM[unit]`), with the exact interval,
 * by unit and then by site: columns in, columns out, all on transferable buffers. No pair is missed: candidates come from boxes
 * widened by a proven margin.
 *
 * Method: units by tiles of a tenth of a degree; a tile's plane is a polynomial, each site is projected once a tile, a pair is a
 * planar search over flat columns with proven bounds, and the exact search of `distanceBetween` where those are not enough.
 *
 * Accuracy: intervals under 0.2 µm, or as `distanceBetween`. Cost: O((n + m) log m) for the index, then about 1 µs a pair.
 *
 * @param reachM Metres, one for each unit; a unit with reach 0 has no pairs.
 * @throws {RangeError} where `reachM` and the units differ in number, or a reach is negative or not a number.
 * @throws {GeoError} as distanceBetween.
 */
export function pairsWithinColumns(
  units: FlatLayer,
  reachM: ArrayLike<number>,
  sites: FlatLayer,
  options: PairsWithinOptions,
): PairColumns {
  return pairsOfShare(units, reachM, sites, options, { part: 0, parts: 1 });
}

/** The pairs of one share of the units: part `part` of `parts`, in the order of tiles. */
export function pairsOfShare(
  units: FlatLayer,
  reachM: ArrayLike<number>,
  sites: FlatLayer,
  options: PairsWithinOptions,
  { part, parts }: { readonly part: number; readonly parts: number },
): PairColumns {
  const unitCount = units.featureStarts.length - 1;
  if (reachM.length !== unitCount) throw new RangeError(`${unitCount} units need as many reaches, not ${reachM.length}`);
  for (let unit = 0; unit < unitCount; unit++)
    if (!(reachM[unit]! >= 0)) throw new RangeError("every reach must be a number of metres, 0 or more");
  const found = new PairCollector(unitCount);
  if (unitCount === 0 || sites.featureStarts.length === 1) return found.columns();
  const unitBoxes = featureBoxes(units);
  const surface = edgeSurface(options.edgeModel, options.workingCrs, () => middleCrsOfBox(boxAt(unitBoxes, 0)));
  const measure = new PairMeasure(units, unitBoxes, sites, surface);
  if (surface.model === "projected") for (const layer of [measure.units, measure.sites]) assertInReach(layer, surface);
  const index = new BoxIndex(featureBoxes(sites));
  const unitBulgesM = featureBulgesM(units, surface);
  const siteBulgeM = featureBulgesM(sites, surface).reduce((greatest, bulgeM) => Math.max(greatest, bulgeM), 0);
  const share = (count: number): number => Math.round((unitCount * count) / parts);
  for (const unit of measure.unitsByTile.subarray(share(part), share(part + 1))) {
    const limitM = reachM[unit]!;
    if (limitM === 0) continue;
    askAround(index, unitBoxes, 4 * unit, limitM + unitBulgesM[unit]! + siteBulgeM);
    const count = collectAround(index);
    if (count === 0) continue;
    found.begin(unit);
    measure.begin(unit);
    for (let k = 0; k < count; k++) {
      const site = index.hits[k]!;
      if (measure.isWithin(site, limitM)) found.add(site, measure.found);
    }
  }
  return found.columns();
}

function boxAt(boxes: Float64Array, feature: number): Bbox {
  return [boxes[4 * feature]!, boxes[4 * feature + 1]!, boxes[4 * feature + 2]!, boxes[4 * feature + 3]!];
}

/** Refuses positions beyond the reach of the working plane, as the exact search does. */
function assertInReach(columns: TileColumns, surface: EdgeSurface & { readonly model: "projected" }): void {
  const { lonLat, pathStarts, partStarts, featureStarts } = columns.layer;
  for (let feature = 0; feature + 1 < featureStarts.length; feature++) {
    const end = 2 * pathStarts[partStarts[featureStarts[feature + 1]!]!]!;
    for (let i = 2 * pathStarts[partStarts[featureStarts[feature]!]!]!; i < end; i += 2) {
      if (Math.abs(lonDifferenceDeg(surface.plane.lon0Deg, lonLat[i]!)) <= SURE_LON_DEG) continue;
      columns.shapeOf(feature);
      break;
    }
  }
}

/**
 * Asks the index for the box at `at` widened so that it holds every place within `marginM` of it: a path of length d turns latitude by
 * at most d over the least meridian radius, and longitude by at most d over a·cos φ at the highest latitude it touches.
 */
function askAround({ asked }: BoxIndex, boxes: Float64Array, at: number, marginM: number): void {
  const southDeg = boxes[at + 1]!;
  const northDeg = boxes[at + 3]!;
  const dLatDeg = (marginM / MIN_RADIUS_M) * DEG_PER_RAD + 1e-7;
  const highestDeg = Math.max(Math.abs(southDeg), Math.abs(northDeg)) + dLatDeg;
  const isPolar = !(highestDeg < 89.9);
  const dLonDeg = isPolar ? Infinity : (marginM / (MIN_RADIUS_M * Math.cos(highestDeg * RAD_PER_DEG))) * DEG_PER_RAD + 1e-7;
  asked[0] = boxes[at]! - dLonDeg;
  asked[1] = isPolar ? -90 : southDeg - dLatDeg;
  asked[2] = boxes[at + 2]! + dLonDeg;
  asked[3] = isPolar ? 90 : northDeg + dLatDeg;
}

/** Collects hits of the box asked for and of its copies a full turn away: neighbours across the antimeridian meet. */
function collectAround(index: BoxIndex): number {
  const [westDeg, southDeg, eastDeg, northDeg] = index.asked as unknown as Bbox;
  if ((westDeg >= -180 && eastDeg <= 180) || westDeg === -Infinity) return index.collect();
  const hits = new Set<number>();
  for (const turnDeg of [-360, 0, 360])
    for (const hit of index.search([westDeg + turnDeg, southDeg, eastDeg + turnDeg, northDeg])) hits.add(hit);
  if (hits.size > index.hits.length) index.hits = new Uint32Array(2 * hits.size);
  index.hits.set(Uint32Array.from(hits).sort());
  return hits.size;
}
