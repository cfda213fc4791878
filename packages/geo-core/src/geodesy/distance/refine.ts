import type { LonLat } from "../../crs/position.ts";
import { tmForward } from "../../crs/transverse-mercator.ts";
import { RAD_PER_DEG } from "../../units.ts";
import { curvatureAtLatRad, MIN_RADIUS_M, ROUNDING_M } from "./bounds.ts";
import { positionOnEdge } from "./edge-shape.ts";
import type { FrameShape } from "./frame-shape.ts";
import { PairHeap } from "./pair-heap.ts";
import { boundPair, isFinest, type PiecePair, splitPair, wholeEdge } from "./piece-pair.ts";

/** Two points on the true curves, and a distance that theirs certainly does not exceed. */
export interface Approach {
  readonly from: LonLat;
  readonly to: LonLat;
  readonly upperM: number;
}

export interface Refined extends Approach {
  /** No two points of the boundaries are nearer than this. */
  readonly loM: number;
  readonly crosses: boolean;
}

/** Halvings spent on one pair of geometries before the interval is returned as wide as it is. */
const MAX_SPLITS = 5000;
const scratch = new Float64Array(4);
const lonLatScratch = new Float64Array(2);

/**
 * Best-first branch and bound over pieces of edges: the pair with the least lower bound is halved until that bound meets the
 * distance of the nearest points found. Sound at every step; it only narrows.
 *
 * @param edgePairs Edge numbers i, j in turn: all pairs that can hold the nearest points.
 */
export function refine(a: FrameShape, b: FrameShape, edgePairs: readonly number[], start: Approach): Refined {
  const heap = new PairHeap();
  let best = start;
  const reachM = start.upperM;
  for (let k = 0; k < edgePairs.length; k += 2) {
    const pair = boundPair(wholeEdge(a, edgePairs[k]!), wholeEdge(b, edgePairs[k + 1]!), reachM);
    if (pair.crosses) return crossing(pair);
    if (pair.loM < best.upperM) heap.push(pair);
  }
  const enoughM = 3 * ROUNDING_M + 1e-11 * reachM;
  let settledM = Infinity;
  for (let splits = 0; splits < MAX_SPLITS; splits++) {
    const top = heap.pop();
    if (!top) break;
    best = nearer(best, top, reachM);
    if (top.loM >= best.upperM - enoughM || isFinest(top)) {
      settledM = top.loM;
      break;
    }
    for (const half of splitPair(top, reachM)) {
      if (half.crosses) return crossing(half);
      if (half.loM < best.upperM) heap.push(half);
    }
  }
  const openM = heap.peek()?.loM ?? Infinity;
  return { ...best, loM: Math.min(settledM, openM, best.upperM), crosses: false };
}

/** The approach of a pair's nearest shares, if it is nearer than the best so far. */
function nearer(best: Approach, pair: PiecePair, reachM: number): Approach {
  const found = approachOf(pair.a.owner, pair.a.edge, pair.shareA, pair.b.owner, pair.b.edge, pair.shareB, reachM);
  return found.upperM < best.upperM ? found : best;
}

/** Two points by edge and share, with an upper bound of their distance. */
export function approachOf(
  a: FrameShape,
  i: number,
  shareA: number,
  b: FrameShape,
  j: number,
  shareB: number,
  reachM: number,
): Approach {
  positionOnEdge(a.shape, i, shareA, lonLatScratch);
  const from: LonLat = [lonLatScratch[0]!, lonLatScratch[1]!];
  positionOnEdge(b.shape, j, shareB, lonLatScratch);
  const to: LonLat = [lonLatScratch[0]!, lonLatScratch[1]!];
  if (from[0] === to[0] && from[1] === to[1]) return { from, to, upperM: 0 };
  tmForward(a.frame.projection, from[0], from[1], scratch, 0);
  tmForward(a.frame.projection, to[0], to[1], scratch, 2);
  return { from, to, upperM: upperBound(from, to, reachM) };
}

/**
 * Ellipsoidal length of the frame's straight line between the two points in `scratch`, rounded up: ∫ |dz|/k with
 * 1/k ≤ 1 − Ǩx²/2 + K̂²x⁴/4 (bounds.ts, B1 and B3). The geodesic is no longer than that.
 */
function upperBound(from: LonLat, to: LonLat, reachM: number): number {
  const u = scratch[0]!;
  const v = scratch[2]!;
  const planarM = Math.hypot(v - u, scratch[3]! - scratch[1]!);
  const farthestRad = Math.max(Math.abs(from[1]), Math.abs(to[1])) * RAD_PER_DEG + Math.max(reachM, planarM) / MIN_RADIUS_M;
  const least = curvatureAtLatRad(Math.min(Math.PI / 2, farthestRad));
  const maxX = Math.max(Math.abs(u), Math.abs(v));
  const greatestXx = curvatureAtLatRad(0) * maxX * maxX;
  const shrink = (least / 6) * (u * u + u * v + v * v) - (greatestXx * greatestXx) / 4;
  return planarM * (1 - Math.max(0, shrink)) + ROUNDING_M;
}

function crossing(pair: PiecePair): Refined {
  positionOnEdge(pair.a.owner.shape, pair.a.edge, pair.shareA, lonLatScratch);
  const at: LonLat = [lonLatScratch[0]!, lonLatScratch[1]!];
  return { from: at, to: at, upperM: 0, loM: 0, crosses: true };
}
