import type { LonLat } from "../../crs/position.ts";
import { lonDifferenceDeg } from "../../crs/transverse-mercator.ts";
import { RAD_PER_DEG } from "../../units.ts";
import { geodesicInverse } from "../geographiclib.ts";
import { FRAME_REACH_M, type LocalFrame, localFrame } from "../local-frame.ts";
import type { DistanceInterval } from "../types.ts";
import { MAX_CURVATURE, MAX_RADIUS_M, ROUNDING_M, TOUCH_M } from "./bounds.ts";
import type { EdgeShape } from "./edge-shape.ts";
import { farDistance } from "./far-distance.ts";
import { type FrameShape, shapeInFrame, visitNearEdges } from "./frame-shape.ts";
import { isInside } from "./inside.ts";
import { type Approach, approachOf, refine } from "./refine.ts";
import { nearestOnSegments, nearestResult, segmentSquare } from "./segment-distance.ts";

/** A frame whose meridian passes this far from the nearest points is built anew around them. */
const RECENTRE_M = 20_000;

/** Distance interval of two prepared shapes; see distanceBetween. */
export function distanceBetweenShapes(a: EdgeShape, b: EdgeShape): DistanceInterval {
  const frame = frameAround([a, b]);
  return distanceInFrame(shapeInFrame(a, frame), shapeInFrame(b, frame));
}

/**
 * Distance interval of two shapes seen in one frame. Where the frame's meridian passes far from the nearest points, they are
 * seen again in a frame around those; where they leave the reach of any frame, bounding circles answer.
 */
function distanceInFrame(a: FrameShape, b: FrameShape, recentred = false): DistanceInterval {
  if (!(Math.max(a.maxAbsX, b.maxAbsX) <= FRAME_REACH_M)) return farDistance(a.shape, b.shape);
  const start = nearestChords(a, b);
  if (reachedX(a, b, start.upperM) > FRAME_REACH_M) return farDistance(a.shape, b.shape);
  const middle: LonLat = [start.from[0] + lonDifferenceDeg(start.from[0], start.to[0]) / 2, (start.from[1] + start.to[1]) / 2];
  const offMeridianM =
    MAX_RADIUS_M * Math.cos(middle[1] * RAD_PER_DEG) * RAD_PER_DEG * Math.abs(lonDifferenceDeg(a.frame.lonDeg, middle[0]));
  if (offMeridianM > RECENTRE_M && !recentred) {
    const frame = localFrame(middle[0], middle[1]);
    return distanceInFrame(shapeInFrame(a.shape, frame), shapeInFrame(b.shape, frame), true);
  }
  if (start.upperM === 0) return interval(start, 0);
  const refined = refine(a, b, candidates(a, b, start.upperM), start);
  if (refined.upperM <= TOUCH_M) return interval(refined, 0);
  const inside = containedPosition(a, b) ?? containedPosition(b, a);
  return inside ? interval({ from: inside, to: inside, upperM: 0 }, 0) : interval(refined, refined.loM);
}

/**
 * The distance interval of two shapes if it can be under `limitM`, else null: the planar search alone answers for pairs that
 * lie clearly farther apart.
 */
export function distanceWithin(a: FrameShape, b: FrameShape, limitM: number): DistanceInterval | null {
  const interval = isClearlyBeyond(a, b, limitM) ? null : distanceInFrame(a, b);
  return interval && interval.loM < limitM ? interval : null;
}

function isClearlyBeyond(a: FrameShape, b: FrameShape, limitM: number): boolean {
  const x = reachedX(a, b, limitM);
  if (!(x <= FRAME_REACH_M)) return false;
  const gapM = limitM / (1 - (MAX_CURVATURE / 2) * x * x) + 2 * ROUNDING_M;
  let near = false;
  visitNearEdges(
    a,
    b,
    () => (near ? -Infinity : gapM),
    (i, j) => {
      if (near) return;
      const reachM = gapM + a.edgeDeviationM[i]! + b.edgeDeviationM[j]!;
      near = edgeSquare(a, i, b, j) <= reachM * reachM;
    },
  );
  return !near && !containedPosition(a, b) && !containedPosition(b, a);
}

/** Squared distance of two edges' chords. */
function edgeSquare(a: FrameShape, i: number, b: FrameShape, j: number): number {
  return segmentSquare(a.xy, 2 * a.shape.first[i]!, 2 * a.shape.last[i]!, b.xy, 2 * b.shape.first[j]!, 2 * b.shape.last[j]!);
}

/** Greatest |easting| that a geodesic no longer than `lengthM` between the shapes can touch. */
function reachedX(a: FrameShape, b: FrameShape, lengthM: number): number {
  return Math.max(a.maxAbsX + a.maxDeviationM, b.maxAbsX + b.maxDeviationM) + 0.51 * lengthM;
}

/** The approach of the two chords that lie nearest in the plane. */
function nearestChords(a: FrameShape, b: FrameShape): Approach {
  let bestSquare = Infinity;
  let edgeA = 0;
  let edgeB = 0;
  visitNearEdges(
    a,
    b,
    () => Math.sqrt(bestSquare),
    (i, j) => {
      const square = edgeSquare(a, i, b, j);
      if (square >= bestSquare) return;
      bestSquare = square;
      edgeA = i;
      edgeB = j;
    },
  );
  const near = nearestOnSegments(
    a.xy,
    2 * a.shape.first[edgeA]!,
    2 * a.shape.last[edgeA]!,
    b.xy,
    2 * b.shape.first[edgeB]!,
    2 * b.shape.last[edgeB]!,
    nearestResult(),
  );
  return approachOf(a, edgeA, near.shareA, b, edgeB, near.shareB, 0);
}

/**
 * Edge numbers i, j in turn of every pair that can be nearer than `upperM`: chords' distance less deviations, shrunk by the
 * greatest scale in reach (bounds.ts, B1).
 */
function candidates(a: FrameShape, b: FrameShape, upperM: number): number[] {
  const x = reachedX(a, b, upperM);
  const limitM = (upperM + ROUNDING_M) / (1 - (MAX_CURVATURE / 2) * x * x) + ROUNDING_M;
  const pairs: number[] = [];
  visitNearEdges(
    a,
    b,
    () => limitM,
    (i, j) => {
      const reachM = limitM + a.edgeDeviationM[i]! + b.edgeDeviationM[j]!;
      if (edgeSquare(a, i, b, j) <= reachM * reachM) pairs.push(i, j);
    },
  );
  return pairs;
}

/** The first position of a part of `inner` that lies inside a polygon of `outer`; the outlines are known to be apart. */
function containedPosition(outer: FrameShape, inner: FrameShape): LonLat | null {
  const { flat } = inner.shape;
  for (let part = 0; part < flat.partKinds.length; part++) {
    const i = 2 * flat.pathStarts[flat.partStarts[part]!]!;
    if (isInside(outer, inner.xy[i]!, inner.xy[i + 1]!)) return [flat.lonLat[i]!, flat.lonLat[i + 1]!];
  }
  return null;
}

/** The interval of an approach: the exact geodesic between its points, within what the bounds allow. */
function interval(approach: Approach, loM: number): DistanceInterval {
  const from = wrapped(approach.from);
  const to = wrapped(approach.to);
  if (approach.upperM <= TOUCH_M) return { distanceM: 0, loM: 0, hiM: approach.upperM, from, to, azimuthDeg: null };
  const { distanceM, azimuthDeg } = geodesicInverse(from, to);
  const hiM = Math.min(approach.upperM, distanceM + ROUNDING_M);
  const lowM = Math.min(loM, hiM);
  return { distanceM: Math.min(hiM, Math.max(lowM, distanceM)), loM: lowM, hiM, from, to, azimuthDeg };
}

function wrapped([lonDeg, latDeg]: LonLat): LonLat {
  return [lonDeg > 180 ? lonDeg - 360 : lonDeg < -180 ? lonDeg + 360 : lonDeg, latDeg];
}

/** A frame centred on the vertices of some shapes, longitudes counted from the first so that the antimeridian is no edge. */
export function frameAround(shapes: readonly EdgeShape[]): LocalFrame {
  const lon0Deg = shapes[0]!.flat.lonLat[0]!;
  let west = 0;
  let east = 0;
  let south = 90;
  let north = -90;
  for (const { flat } of shapes)
    for (let i = 0; i < flat.lonLat.length; i += 2) {
      const eastward = lonDifferenceDeg(lon0Deg, flat.lonLat[i]!);
      west = Math.min(west, eastward);
      east = Math.max(east, eastward);
      south = Math.min(south, flat.lonLat[i + 1]!);
      north = Math.max(north, flat.lonLat[i + 1]!);
    }
  return localFrame(lon0Deg + (west + east) / 2, (south + north) / 2);
}
