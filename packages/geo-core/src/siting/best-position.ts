import type { LonLat } from "../crs/position.ts";
import { tmForward, tmInverse } from "../crs/transverse-mercator.ts";
import { GeoError } from "../errors.ts";
import { distanceBetween } from "../geodesy/distance/distance-between.ts";
import { type LocalFrame, localFrame } from "../geodesy/local-frame.ts";
import type { DistanceInterval } from "../geodesy/types.ts";
import { bboxOf } from "../geometry/bbox.ts";
import type { Areal } from "../geometry/types.ts";
import type { EdgeModel, Site } from "../model/types.ts";
import { type PlaneBox, type PlaneShape, planeBox, planeShape, pointAt, signedDistanceM } from "./plane-shape.ts";

export interface BestPositionOptions {
  readonly edgeModel: EdgeModel;
  readonly workingCrs: string;
  /** Area of the unit, m²; it is placed as the disc of that area (r = √(S/π), as in GB/T 39499-2020). Default 0, a point. */
  readonly unitAreaM2?: number;
  /** What the unit must keep; says whether it fits. */
  readonly distanceM: number;
  /** Discs that already stand in the parcel and that the unit must not overlap. */
  readonly standing?: readonly StandingDisc[];
}

export interface StandingDisc {
  readonly position: LonLat;
  readonly radiusM: number;
}

/** Where in a parcel a unit stands farthest from every site. */
export interface BestPosition {
  /** Centre of the unit. */
  readonly position: LonLat;
  readonly unitRadiusM: number;
  /** Room from the unit's edge to the nearest site. */
  readonly clearanceM: number;
  /** No position in the parcel gives more room than this: what the search has proved. */
  readonly clearanceBoundM: number;
  readonly nearestSiteId: string;
  /** The exact distance from the centre to that site, with its nearest point as proof. */
  readonly centreToSite: DistanceInterval;
  /** Whether the whole disc keeps the distance: low end of the centre's distance less the radius. */
  readonly fits: boolean;
}

const PRECISION_M = 0.1;
/** Between discs, so that those placed side by side do not overlap by what the frame rounds. */
const STANDING_APART_M = 0.01;
/** Squares are not split below this: where a unit only just fits they would be halved for ever. */
const SMALLEST_HALF_M = PRECISION_M / 8;
const MAX_CELLS = 200_000;
const scratch = new Float64Array(2);

interface Cell {
  readonly x: number;
  readonly y: number;
  readonly halfM: number;
  /** No position in the cell can have more room than this. */
  readonly boundM: number;
}

/**
 * The position of a unit inside a parcel with the largest clearance to all sites; null where the unit is too large for the
 * parcel, or there are no sites to keep away from.
 *
 * Branch and bound over squares: clearance and distance to the parcel's edge change by at most a metre a metre, so the value
 * at a square's centre bounds the whole square. Searched in a local metric frame; the winner is measured exactly.
 *
 * @throws {GeoError} `input-out-of-range` for a negative area or distance; else as `distanceBetween`.
 *
 * Accuracy: normally within 0.1 m of the best; `clearanceBoundM` says how much more there could be at most (parcels up to some
 * 10 km, where the frame is true to 1 mm). Cost: some thousand point distances.
 * Source: the search of Garcia-Castellanos & Lombardo (2007) for poles of inaccessibility, with Lipschitz bounds as in polylabel.
 */
export function bestPosition(parcel: Areal, sites: readonly Site[], options: BestPositionOptions): BestPosition | null {
  const { unitAreaM2 = 0, distanceM } = options;
  if (!(unitAreaM2 >= 0 && distanceM >= 0))
    throw new GeoError("input-out-of-range", `Unit area ${unitAreaM2} m² and distance ${distanceM} m must both be 0 or more`, {
      details: { unitAreaM2, distanceM },
    });
  const [westDeg, southDeg, eastDeg, northDeg] = bboxOf(parcel);
  const frame = localFrame((westDeg + eastDeg) / 2, (southDeg + northDeg) / 2);
  const ground = planeShape(parcel, frame);
  const near = sitesThatMatter(
    sites.map((site) => ({ site, shape: planeShape(site.geometry, frame) })),
    planeBox(ground),
  );
  if (near.length === 0) return null;
  const unitRadiusM = Math.sqrt(unitAreaM2 / Math.PI);
  const clearance = (x: number, y: number) =>
    near.reduce((least, { shape }) => Math.min(least, signedDistanceM(shape, x, y)), Infinity);
  const spare = spareRoom(ground, options.standing ?? [], frame);
  const best = search(planeBox(ground), spare, clearance, unitRadiusM);
  if (!best) return null;
  tmInverse(frame.projection, best.x, best.y, scratch, 0);
  const position: LonLat = [scratch[0]!, scratch[1]!];
  const measured = near.map(({ site }) => ({ site, interval: distanceBetween(pointAt([...position]), site.geometry, options) }));
  const nearest = measured.reduce((a, b) => (b.interval.distanceM < a.interval.distanceM ? b : a));
  const leastLoM = Math.min(...measured.map(({ interval }) => interval.loM));
  return {
    position,
    unitRadiusM,
    clearanceM: nearest.interval.distanceM - unitRadiusM,
    clearanceBoundM: Math.max(best.boundM, nearest.interval.distanceM) - unitRadiusM,
    nearestSiteId: nearest.site.id,
    centreToSite: nearest.interval,
    fits: leastLoM - unitRadiusM >= distanceM,
  };
}

/** How far a place lies from the parcel's edge, inside it, and from the discs that stand there; negative where it cannot be used. */
function spareRoom(ground: PlaneShape, standing: readonly StandingDisc[], { projection }: LocalFrame) {
  const discs = standing.map(({ position, radiusM }) => {
    tmForward(projection, position[0], position[1], scratch, 0);
    return { x: scratch[0]!, y: scratch[1]!, radiusM: radiusM + STANDING_APART_M };
  });
  return (x: number, y: number): number =>
    discs.reduce(
      (leastM, disc) => Math.min(leastM, Math.hypot(x - disc.x, y - disc.y) - disc.radiusM),
      -signedDistanceM(ground, x, y),
    );
}

interface SiteInPlane {
  readonly site: Site;
  readonly shape: PlaneShape;
}

/** Sites that can be the nearest one somewhere in the box: no farther from its middle than the nearest, twice its radius and a metre. */
function sitesThatMatter(sites: readonly SiteInPlane[], { minX, minY, maxX, maxY }: PlaneBox): readonly SiteInPlane[] {
  const radiusM = Math.hypot(maxX - minX, maxY - minY) / 2;
  const measured = sites.map((entry) => ({ entry, gapM: signedDistanceM(entry.shape, (minX + maxX) / 2, (minY + maxY) / 2) }));
  const leastM = measured.reduce((least, { gapM }) => Math.min(least, gapM), Infinity);
  return measured.filter(({ gapM }) => gapM <= leastM + 2 * radiusM + 1).map(({ entry }) => entry);
}

interface Found {
  x: number;
  y: number;
  /** Room at the best position so far; −∞ while there is none. */
  roomM: number;
  /** No position has more room than this. */
  boundM: number;
}

type PlaneField = (x: number, y: number) => number;

function search(box: PlaneBox, spare: PlaneField, clearance: PlaneField, unitRadiusM: number): Found | null {
  const startM = Math.max(Math.min(box.maxX - box.minX, box.maxY - box.minY), PRECISION_M) / 2;
  const found: Found = { x: 0, y: 0, roomM: -Infinity, boundM: -Infinity };
  const queue: Cell[] = [];
  const add = (x: number, y: number, halfM: number): void => {
    const reachM = halfM * Math.SQRT2;
    // How much free ground lies around the centre, beyond what the unit needs; the unit fits where this is not negative.
    const spareM = spare(x, y) - unitRadiusM;
    if (spareM + reachM < 0) return;
    const roomM = clearance(x, y);
    if (spareM >= 0 && roomM > found.roomM) Object.assign(found, { x, y, roomM });
    const cell = { x, y, halfM, boundM: roomM + reachM };
    // A square that promises too little, or is too small to split further, only counts for the bound.
    if (cell.boundM > found.roomM + PRECISION_M && halfM >= SMALLEST_HALF_M) pushCell(queue, cell);
    else found.boundM = Math.max(found.boundM, cell.boundM);
  };
  for (let x = box.minX; x < box.maxX; x += 2 * startM)
    for (let y = box.minY; y < box.maxY; y += 2 * startM) add(x + startM, y + startM, startM);
  let count = 0;
  while (queue.length > 0 && queue[0]!.boundM > found.roomM + PRECISION_M && count++ < MAX_CELLS) {
    const { x, y, halfM } = popCell(queue);
    const quarterM = halfM / 2;
    for (const dx of [-quarterM, quarterM]) for (const dy of [-quarterM, quarterM]) add(x + dx, y + dy, quarterM);
  }
  if (found.roomM === -Infinity) return null;
  return { ...found, boundM: Math.max(found.roomM, found.boundM, queue[0]?.boundM ?? -Infinity) };
}

/** A binary heap, the largest bound on top. */
function pushCell(heap: Cell[], cell: Cell): void {
  heap.push(cell);
  for (let child = heap.length - 1; child > 0; ) {
    const parent = (child - 1) >> 1;
    if (heap[parent]!.boundM >= heap[child]!.boundM) return;
    [heap[parent], heap[child]] = [heap[child]!, heap[parent]!];
    child = parent;
  }
}

function popCell(heap: Cell[]): Cell {
  const top = heap[0]!;
  const last = heap.pop()!;
  if (heap.length === 0) return top;
  heap[0] = last;
  for (let parent = 0; ; ) {
    const left = 2 * parent + 1;
    const larger = left + 1 < heap.length && heap[left + 1]!.boundM > heap[left]!.boundM ? left + 1 : left;
    if (larger >= heap.length || heap[larger]!.boundM <= heap[parent]!.boundM) return top;
    [heap[parent], heap[larger]] = [heap[larger]!, heap[parent]!];
    parent = larger;
  }
}
