import { ROUNDING_M } from "./bounds.ts";
import { nearestOnSegments, nearestResult } from "./segment-distance.ts";
import type { TileColumns } from "./tile-columns.ts";
import { tileForward } from "./tile-frame.ts";

/** What a lower bound has to know about the surroundings of two features in a tile; one object for all pairs, refilled. */
export interface Surroundings {
  curvature: number;
  /** |x| of anything on or between the features, metres. */
  maxX: number;
  /** K̂/2·(2σX + σ²): what the bow of a geodesic between them can add to the shrinking of the line. */
  bow: number;
}

const lonLat = new Float64Array(2);
const window = new Float64Array(4);
const near = nearestResult();

/**
 * Lower bound of the distance between the true curves of segment `i` of one feature and `j` of another, tight for the two cases in
 * which nearest points lie when nothing is parallel: two ends, or an end and the inside of a segment. Elsewhere 0, which leaves
 * the pair to the exact search. Proof in docs/accuracy.md, "Bulk".
 */
export function quickLowerBound(
  a: TileColumns,
  featureA: number,
  i: number,
  b: TileColumns,
  featureB: number,
  j: number,
  around: Surroundings,
): number {
  nearestOnSegments(a.ends, 4 * i, 4 * i + 2, b.ends, 4 * j, 4 * j + 2, near);
  const planarM = near.distanceM;
  if (planarM === 0) return 0;
  see(sideA, a, featureA, i, near.shareA);
  see(sideB, b, featureB, j, near.shareB);
  const nx = (sideA.x - sideB.x) / planarM;
  const ny = (sideA.y - sideB.y) / planarM;
  // Growth of the distance a metre inward from an end, and what the change of scale along that metre could take away.
  const slopeA = (nx * sideA.inwardX + ny * sideA.inwardY) / (sideA.lengthM || 1);
  const slopeB = -(nx * sideB.inwardX + ny * sideB.inwardY) / (sideB.lengthM || 1);
  const driftPerM = 0.51 * planarM * around.curvature * around.maxX;
  const isHeldA = sideA.isEnd && growsEnough(sideA, slopeA, driftPerM);
  const isHeldB = sideB.isEnd && growsEnough(sideB, slopeB, driftPerM);
  if (isHeldA && isHeldB) return endToEnd(planarM, around);
  // An end where the distance does not grow (two pieces of one edge meet) is as good as a place inside.
  if (isHeldA) return endToInside(sideA, slopeA, sideB, planarM, driftPerM, around);
  return isHeldB ? endToInside(sideB, slopeB, sideA, planarM, driftPerM, around) : 0;
}

function endToEnd(planarM: number, { curvature, maxX, bow }: Surroundings): number {
  const slackM2 = maxX * (sideA.deviationM + sideB.deviationM);
  return planarM * (1 - bow - meanCurvature(curvature, sideA.x, sideB.x, slackM2)) - ROUNDING_M;
}

function endToInside(
  end: Side,
  endSlope: number,
  inner: Side,
  planarM: number,
  driftPerM: number,
  { curvature, maxX, bow }: Surroundings,
): number {
  const deviationsM = end.deviationM + inner.deviationM;
  // Outside ±halfM of the foot the distance has grown by more than curves and scale can take back.
  const needM = deviationsM + ROUNDING_M;
  const halfM = 1.05 * Math.sqrt(8 * (planarM + 1) * needM) + 16 * driftPerM * (planarM + 1);
  if (halfM / (8 * (planarM + halfM)) < needM / halfM + 2 * driftPerM) return 0;
  if (end.lengthM > 0) {
    const steepest = (1.1 * (halfM + deviationsM)) / planarM + (4 * end.deviationM) / end.lengthM + driftPerM;
    if (endSlope < steepest || endSlope < (2 * needM) / halfM + 3 * driftPerM) return 0;
  }
  const half = halfM / inner.lengthM;
  const from = Math.max(0, inner.share - half);
  const to = Math.min(1, inner.share + half);
  placeOn(inner, from, 0);
  placeOn(inner, to, 2);
  const strayM = inner.deviationM * (to - from) * (to - from);
  const footM = pointToWindow(end.x, end.y);
  const shrink = Math.max(
    meanCurvature(curvature, window[0]!, end.x, maxX * deviationsM),
    meanCurvature(curvature, window[2]!, end.x, maxX * deviationsM),
  );
  return (footM - strayM) * (1 - bow - shrink) - ROUNDING_M;
}

/** A segment at the place where it comes nearest. */
interface Side {
  columns: TileColumns | null;
  feature: number;
  segment: number;
  share: number;
  isEnd: boolean;
  lengthM: number;
  deviationM: number;
  x: number;
  y: number;
  /** From the end towards the other end, as long as the segment; of no use inside. */
  inwardX: number;
  inwardY: number;
}

const anySide = { columns: null, feature: 0, segment: 0, share: 0, isEnd: false };
const noSide = { ...anySide, lengthM: 0.5, deviationM: 0.5, x: 0.5, y: 0.5, inwardX: 0.5, inwardY: 0.5 };
/** The two sides of the pair at hand: refilled, because this runs for every pair. */
const sideA: Side = { ...noSide };
const sideB: Side = { ...noSide };

function see(side: Side, columns: TileColumns, feature: number, segment: number, share: number): void {
  const { ends } = columns;
  const x0 = ends[4 * segment]!;
  const y0 = ends[4 * segment + 1]!;
  const dx = ends[4 * segment + 2]! - x0;
  const dy = ends[4 * segment + 3]! - y0;
  const lengthM = Math.sqrt(dx * dx + dy * dy);
  const isLast = share === 1;
  side.columns = columns;
  side.feature = feature;
  side.segment = segment;
  side.share = share;
  side.isEnd = share === 0 || isLast;
  side.lengthM = lengthM;
  side.deviationM = lengthM === 0 ? 0 : columns.strayM[segment]!;
  side.x = isLast ? ends[4 * segment + 2]! : x0 + share * dx;
  side.y = isLast ? ends[4 * segment + 3]! : y0 + share * dy;
  side.inwardX = isLast ? -dx : dx;
  side.inwardY = isLast ? -dy : dy;
}

/** At an end with this slope no stretch of the curve further in is nearer than the end. */
function growsEnough({ lengthM, deviationM }: Side, slope: number, driftPerM: number): boolean {
  return lengthM === 0 || slope * lengthM >= 4 * deviationM + driftPerM * lengthM;
}

/** K̂/2 times the mean of x² along a line from easting u to v, each known to a slack: `slackM2` bounds |x| times their sum. */
function meanCurvature(curvature: number, u: number, v: number, slackM2: number): number {
  return (curvature / 6) * (u * u + u * v + v * v + 3 * slackM2);
}

function placeOn({ columns, feature, segment }: Side, share: number, at: number): void {
  columns!.positionOn(feature, segment, share, lonLat);
  tileForward(columns!.tile!, lonLat, 0, 1, window, at);
}

function pointToWindow(x: number, y: number): number {
  const dx = window[2]! - window[0]!;
  const dy = window[3]! - window[1]!;
  const square = dx * dx + dy * dy;
  const t = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - window[0]!) * dx + (y - window[1]!) * dy) / square));
  const ex = x - window[0]! - t * dx;
  const ey = y - window[1]! - t * dy;
  return Math.sqrt(ex * ex + ey * ey);
}
