import { DEG_PER_RAD } from "../../units.ts";
import { ROUNDING_M } from "./bounds.ts";
import { holds, isOnePart, nearSegments, segmentPairs } from "./near-segments.ts";
import { quickLowerBound, type Surroundings } from "./quick-bound.ts";
import { nearestOnSegments, nearestResult } from "./segment-distance.ts";
import type { TileColumns } from "./tile-columns.ts";
import { tileDerivative, tileForward } from "./tile-frame.ts";

/** Answer of the quick search: `unsettled` pairs are for the exact one. */
export type QuickAnswer = "beyond" | "within" | "unsettled";

/** Where {@link quickPair} writes what it found. */
export interface QuickPair {
  distanceM: number;
  loM: number;
  hiM: number;
  /** NaN where one feature holds the other. */
  azimuthDeg: number;
  /** lon, lat of the nearest place of the first feature, then of the second. */
  readonly places: Float64Array;
}

export function quickResult(): QuickPair {
  return { distanceM: Number.NaN, loM: Number.NaN, hiM: Number.NaN, azimuthDeg: Number.NaN, places: new Float64Array(4) };
}

/** An interval wider than this is left to the exact search; features nearer than this as well. */
const WIDEST_M = 2e-7;
const NEAREST_M = 1e-6;
/** Segments this much farther apart than the nearest, beyond all bounds, need no bound of their own. */
const SLACK_M = 1e-3;
/** Segment pairs beyond which the exact search, with its blocks, prunes better. */
const MOST_PAIRS = 1_000_000;

const near = segmentPairs();
const closest = nearestResult();
const around: Surroundings = { curvature: 0.5, maxX: 0.5, bow: 0.5 };
const xy = new Float64Array(4);
const north = new Float64Array(2);
const lonLat = new Float64Array(2);

/**
 * Distance interval of two features both seen in one tile, if it can be below `limitM`. Planar search over flat columns, the true
 * places of the nearest pair of segments for the upper bound, `quickLowerBound` of all segments near enough for the lower.
 */
export function quickPair(
  a: TileColumns,
  featureA: number,
  b: TileColumns,
  featureB: number,
  limitM: number,
  out: QuickPair,
): QuickAnswer {
  const tile = a.tile!;
  const curvature = tile.greatestCurvature;
  const deviationsM = a.deviationM[featureA]! + b.deviationM[featureB]!;
  const boxesX = Math.max(greatestX(a.boxes, 4 * featureA), greatestX(b.boxes, 4 * featureB)) + deviationsM;
  const shrinkOnce = (curvature / 2) * boxesX * boxesX;
  const cutoffM = limitM / (1 - shrinkOnce - bowOf(curvature, boxesX, limitM)) + deviationsM + 2 * ROUNDING_M;
  const gap = boxGapSquare(a.boxes, 4 * featureA, b.boxes, 4 * featureB);
  if (gap > cutoffM * cutoffM) return "beyond";
  if ((a.end[featureA]! - a.start[featureA]!) * (b.end[featureB]! - b.start[featureB]!) > MOST_PAIRS) return "unsettled";
  const stretch = 1 + 1.1 * shrinkOnce;
  const slackM = 2.1 * deviationsM + SLACK_M;
  const square = nearSegments(a, featureA, b, featureB, cutoffM, stretch, slackM, near);
  const planarM = Math.sqrt(square);
  if (planarM <= deviationsM + NEAREST_M) return crosses(a, featureA, b, deviationsM, out) ? "within" : "unsettled";
  if (gap === 0) {
    if (!isOnePart(a, featureA) || !isOnePart(b, featureB)) return "unsettled";
    if (holdsFirst(a, featureA, b, featureB, out) || holdsFirst(b, featureB, a, featureA, out)) return "within";
  }
  if (square === Infinity) return "beyond";
  // From here on nothing depends on the limit, so that one pair has one interval whatever it is asked for.
  const bow = bowOf(curvature, boxesX, planarM + deviationsM);
  const othersM = planarM * stretch + slackM - deviationsM;
  let loM = othersM * (1 - shrinkOnce - bow) - ROUNDING_M;
  let nearest = 0;
  around.curvature = curvature;
  around.maxX = boxesX;
  around.bow = bow;
  for (let k = 0; k < near.count; k++) {
    if (near.squares[k]! < near.squares[nearest]!) nearest = k;
    const i = near.segments[2 * k]!;
    const j = near.segments[2 * k + 1]!;
    loM = Math.min(loM, quickLowerBound(a, featureA, i, b, featureB, j, around));
    if (loM <= 0) return "unsettled";
  }
  approach(a, featureA, near.segments[2 * nearest]!, b, featureB, near.segments[2 * nearest + 1]!, out);
  out.loM = Math.min(loM, out.hiM);
  if (out.hiM - out.loM > WIDEST_M) return "unsettled";
  if (out.loM >= limitM) return "beyond";
  out.distanceM = Math.max(out.loM, Math.min(out.hiM, out.distanceM));
  return "within";
}

/** Writes the true places of the nearest pair of segments with their distance, the upper bound and the azimuth. */
function approach(
  a: TileColumns,
  featureA: number,
  i: number,
  b: TileColumns,
  featureB: number,
  j: number,
  out: QuickPair,
): void {
  const tile = a.tile!;
  nearestOnSegments(a.ends, 4 * i, 4 * i + 2, b.ends, 4 * j, 4 * j + 2, closest);
  placeAt(a, featureA, i, closest.shareA, out.places, 0);
  placeAt(b, featureB, j, closest.shareB, out.places, 2);
  const u = xy[0]!;
  const v = xy[2]!;
  const east = v - u;
  const northward = xy[3]! - xy[1]!;
  const planarM = Math.sqrt(east * east + northward * northward);
  const farthest = tile.greatestCurvature * Math.max(u * u, v * v);
  const scale = 1 - (tile.leastCurvature / 6) * (u * u + u * v + v * v);
  out.distanceM = planarM * scale;
  out.hiM = planarM * (scale + (farthest * farthest) / 4) + ROUNDING_M;
  // Bearing of the chord less that of north (one angle of a product), plus that between chord and geodesic: it bows off the meridian.
  tileDerivative(tile, out.places, 0, north);
  const turn = Math.atan2(east * north[0]! - northward * north[1]!, northward * north[0]! + east * north[1]!);
  const bowRad = (tile.leastCurvature * northward * (2 * u + v)) / 6;
  const azimuthDeg = (turn + bowRad) * DEG_PER_RAD;
  out.azimuthDeg = azimuthDeg < 0 ? azimuthDeg + 360 : azimuthDeg >= 360 ? azimuthDeg - 360 : azimuthDeg;
}

/** Writes the true place at a share of a segment to `places`, and its image to `xy`: an end's is at hand. */
function placeAt(columns: TileColumns, feature: number, segment: number, share: number, places: Float64Array, at: number): void {
  columns.positionOn(feature, segment, share, lonLat);
  places[at] = lonLat[0]!;
  places[at + 1] = lonLat[1]!;
  if (share === 0 || share === 1) {
    const end = 4 * segment + 2 * share;
    xy[at] = columns.ends[end]!;
    xy[at + 1] = columns.ends[end + 1]!;
  } else tileForward(columns.tile!, lonLat, 0, 1, xy, at);
}

/** Whether a one-part feature holds the first position of another; the outlines are farther apart than they can stray. */
function holdsFirst(outer: TileColumns, outerFeature: number, inner: TileColumns, feature: number, out: QuickPair): boolean {
  const first = inner.start[feature]!;
  if (!holds(outer, outerFeature, inner.ends[4 * first]!, inner.ends[4 * first + 1]!)) return false;
  const at = 2 * inner.position[first]!;
  writeContact(inner.layer.lonLat[at]!, inner.layer.lonLat[at + 1]!, out);
  return true;
}

/** Whether some listed chords cross so deeply that their true edges certainly do. */
function crosses(a: TileColumns, featureA: number, b: TileColumns, deviationsM: number, out: QuickPair): boolean {
  for (let k = 0; k < near.count; k++) {
    if (near.squares[k]! > 0) continue;
    const i = near.segments[2 * k]!;
    const j = near.segments[2 * k + 1]!;
    nearestOnSegments(a.ends, 4 * i, 4 * i + 2, b.ends, 4 * j, 4 * j + 2, closest);
    if (closest.crossingDepthM <= deviationsM + ROUNDING_M) continue;
    a.positionOn(featureA, i, closest.shareA, lonLat);
    writeContact(lonLat[0]!, lonLat[1]!, out);
    return true;
  }
  return false;
}

function writeContact(lonDeg: number, latDeg: number, out: QuickPair): void {
  out.distanceM = 0;
  out.loM = 0;
  out.hiM = 0;
  out.azimuthDeg = Number.NaN;
  out.places[0] = lonDeg;
  out.places[1] = latDeg;
  out.places[2] = lonDeg;
  out.places[3] = latDeg;
}

/**
 * K̂/2·(2σX + σ²), σ how far the geodesic between places of |x| ≤ X and no more than `lengthM` apart strays from the line: what
 * its bow adds to the shrinking of that line.
 */
function bowOf(curvature: number, maxX: number, lengthM: number): number {
  const sigma = (1.04 * lengthM * lengthM * curvature * (maxX + 0.51 * lengthM)) / 8;
  return (curvature / 2) * (2 * sigma * maxX + sigma * sigma);
}

function greatestX(boxes: Float64Array, at: number): number {
  return Math.max(Math.abs(boxes[at]!), Math.abs(boxes[at + 2]!));
}

function boxGapSquare(a: Float64Array, i: number, b: Float64Array, j: number): number {
  const dx = Math.max(0, a[i]! - b[j + 2]!, b[j]! - a[i + 2]!);
  const dy = Math.max(0, a[i + 1]! - b[j + 3]!, b[j + 1]! - a[i + 3]!);
  return dx * dx + dy * dy;
}
