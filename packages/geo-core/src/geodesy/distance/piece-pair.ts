import { tmForward } from "../../crs/transverse-mercator.ts";
import { RAD_PER_DEG } from "../../units.ts";
import { curvatureAtLatRad, geodesicSecondDerivativeM, MIN_RADIUS_M, ROUNDING_M } from "./bounds.ts";
import { deviationM, positionOnEdge } from "./edge-shape.ts";
import type { FrameShape } from "./frame-shape.ts";
import { type NearestOnSegments, nearestOnSegments, nearestResult } from "./segment-distance.ts";

/** A stretch of an edge's true curve between two shares, with its chord in the frame and how far it may lie from that chord. */
export interface Piece {
  readonly owner: FrameShape;
  readonly edge: number;
  readonly t0: number;
  readonly t1: number;
  /** x0, y0, x1, y1 of the end points in the frame. */
  readonly ends: Float64Array;
  readonly lat0Deg: number;
  readonly lat1Deg: number;
  readonly chordM: number;
  readonly deviationM: number;
}

/** Two pieces with a lower bound of their distance. */
export interface PiecePair {
  readonly a: Piece;
  readonly b: Piece;
  /** No two points of the pieces are nearer than this, unless they are farther apart than the reach the pair was bounded for. */
  readonly loM: number;
  /** Shares of the whole edges at which the chords come nearest. */
  readonly shareA: number;
  readonly shareB: number;
  /** How much of the chords' distance the curvature of either piece can take away. */
  readonly lossA: number;
  readonly lossB: number;
  /** The true curves certainly cross. */
  readonly crosses: boolean;
}

const position = new Float64Array(2);
const nearest = nearestResult();

function piece(
  owner: FrameShape,
  edge: number,
  t0: number,
  t1: number,
  ends: Float64Array,
  lat0Deg: number,
  lat1Deg: number,
): Piece {
  const chordM = Math.hypot(ends[2]! - ends[0]!, ends[3]! - ends[1]!);
  const maxX = Math.max(Math.abs(ends[0]!), Math.abs(ends[2]!));
  const deviation = deviationM(owner.shape, edge, t0, t1, maxX, chordM);
  return { owner, edge, t0, t1, ends, lat0Deg, lat1Deg, chordM, deviationM: deviation };
}

export function wholeEdge(owner: FrameShape, edge: number): Piece {
  const { lonLat } = owner.shape.flat;
  const a = 2 * owner.shape.first[edge]!;
  const b = 2 * owner.shape.last[edge]!;
  const { xy } = owner;
  const ends = Float64Array.of(xy[a]!, xy[a + 1]!, xy[b]!, xy[b + 1]!);
  return piece(owner, edge, 0, 1, ends, lonLat[a + 1]!, lonLat[b + 1]!);
}

/** The two halves of a piece, meeting on the true curve. */
export function halves(whole: Piece): readonly [Piece, Piece] {
  const { owner, edge, t0, t1, ends } = whole;
  const t = (t0 + t1) / 2;
  positionOnEdge(owner.shape, edge, t, position);
  const latDeg = position[1]!;
  const first = Float64Array.of(ends[0]!, ends[1]!, 0, 0);
  tmForward(owner.frame.projection, position[0]!, latDeg, first, 2);
  const second = Float64Array.of(first[2]!, first[3]!, ends[2]!, ends[3]!);
  return [piece(owner, edge, t0, t, first, whole.lat0Deg, latDeg), piece(owner, edge, t, t1, second, latDeg, whole.lat1Deg)];
}

/**
 * Lower bound of the distance between two pieces, for all pairs of points no farther apart than `reachM`.
 *
 * Points of the true curves lie at least P − loss apart in the plane, P the chords' distance. The geodesic between them stays
 * within σ of the straight line, and its length is ∫ |dz|/k ≥ (P − loss)·(1 − K̂/2·mean of (|x| + σ)²); the mean over a straight
 * line from easting u to v is (u² + uv + v²)/3, convex, hence greatest at corners of the pieces' ranges.
 */
export function boundPair(a: Piece, b: Piece, reachM: number): PiecePair {
  const near = nearestOnSegments(a.ends, 0, 2, b.ends, 0, 2, nearest);
  const shareA = a.t0 + near.shareA * (a.t1 - a.t0);
  const shareB = b.t0 + near.shareB * (b.t1 - b.t0);
  const [lossA, lossB] = near.distanceM > 0 ? curvatureLosses(a, b, near) : [a.deviationM, b.deviationM];
  const crosses = near.crossingDepthM > a.deviationM + b.deviationM + ROUNDING_M;
  const planarM = near.distanceM - lossA - lossB;
  if (planarM <= ROUNDING_M) return { a, b, loM: 0, shareA, shareB, lossA, lossB, crosses };
  const curvature = greatestCurvature(a, b);
  const u0 = Math.min(a.ends[0]!, a.ends[2]!) - a.deviationM;
  const u1 = Math.max(a.ends[0]!, a.ends[2]!) + a.deviationM;
  const v0 = Math.min(b.ends[0]!, b.ends[2]!) - b.deviationM;
  const v1 = Math.max(b.ends[0]!, b.ends[2]!) + b.deviationM;
  const maxX = Math.max(Math.abs(u0), Math.abs(u1), Math.abs(v0), Math.abs(v1));
  // The geodesic strays no farther from its ends than half its length, hence so far from its chord, hence …
  const strayFrom = (farthestX: number): number => (1.04 * reachM * reachM * curvature * farthestX) / 8;
  const sigma = strayFrom(maxX + strayFrom(maxX + 0.51 * reachM));
  const meanSquare = Math.max(form(u0, v0), form(u0, v1), form(u1, v0), form(u1, v1)) / 3;
  const shrink = (curvature / 2) * (meanSquare + 2 * sigma * maxX + sigma * sigma);
  return { a, b, loM: Math.max(0, planarM * (1 - shrink) - ROUNDING_M), shareA, shareB, lossA, lossB, crosses };
}

/**
 * How much nearer than their chords the curves can come. At share t a curve lies within D·t(1 − t)/2 of its chord, D = max|w″|; the
 * chords' distance is convex in both shares, so away from its minimum it grows at least by its slopes there. Where the minimum is
 * at an end with slope g > 0 inward, the loss is max over t of D·t(1 − t)/2 − g·t: nothing once g ≥ D/2.
 */
function curvatureLosses(a: Piece, b: Piece, near: NearestOnSegments): readonly [number, number] {
  const [ax, ay] = [a.ends[2]! - a.ends[0]!, a.ends[3]! - a.ends[1]!];
  const [bx, by] = [b.ends[2]! - b.ends[0]!, b.ends[3]! - b.ends[1]!];
  const nx = (a.ends[0]! + near.shareA * ax - b.ends[0]! - near.shareB * bx) / near.distanceM;
  const ny = (a.ends[1]! + near.shareA * ay - b.ends[1]! - near.shareB * by) / near.distanceM;
  return [lossAt(a, near.shareA, nx * ax + ny * ay), lossAt(b, near.shareB, -nx * bx - ny * by)];
}

function lossAt({ deviationM: deviation }: Piece, share: number, slopeM: number): number {
  const inward = share === 0 ? slopeM : share === 1 ? -slopeM : 0;
  // D/2 = 4·deviation; a slope that rounding turned outward counts as none.
  const rest = 4 * deviation - Math.max(0, inward);
  return rest <= 0 ? 0 : (rest * rest) / (16 * deviation);
}

function form(u: number, v: number): number {
  return u * u + u * v + v * v;
}

/**
 * Greatest Gaussian curvature where both pieces and the geodesics between them lie: at the least |latitude| there. A geodesic that
 * keeps to one hemisphere is nowhere nearer the equator than its ends (Clairaut), and a piece lies within its deviation of
 * its chord, which lies within the bound of (B2) of the geodesic between its ends.
 */
function greatestCurvature(a: Piece, b: Piece): number {
  const southDeg = Math.min(a.lat0Deg, a.lat1Deg, b.lat0Deg, b.lat1Deg);
  const northDeg = Math.max(a.lat0Deg, a.lat1Deg, b.lat0Deg, b.lat1Deg);
  if (southDeg < 0 && northDeg > 0) return curvatureAtLatRad(0);
  const leastRad = Math.min(Math.abs(southDeg), Math.abs(northDeg)) * RAD_PER_DEG;
  const slackM = Math.max(strayM(a), strayM(b));
  return curvatureAtLatRad(Math.max(0, leastRad - slackM / MIN_RADIUS_M));
}

/** How far a piece can lie from the geodesic between its ends. */
function strayM({ ends, chordM, deviationM: deviation }: Piece): number {
  return deviation + geodesicSecondDerivativeM(chordM, Math.max(Math.abs(ends[0]!), Math.abs(ends[2]!))) / 8;
}

/** Whether halving cannot better the bound: curves straight, and scale constant over the pieces, to 2 nm. */
export function isFinest({ a, b, loM, lossA, lossB }: PiecePair): boolean {
  if (lossA + lossB > 2e-9) return false;
  const maxX = Math.max(Math.abs(a.ends[0]!), Math.abs(a.ends[2]!), Math.abs(b.ends[0]!), Math.abs(b.ends[2]!));
  return (a.chordM + b.chordM) * maxX * loM * curvatureAtLatRad(0) < 2e-9;
}

/** The pair with its coarser piece halved. */
export function splitPair({ a, b, lossA, lossB }: PiecePair, reachM: number): readonly [PiecePair, PiecePair] {
  const splitA = lossA > lossB || (lossA === lossB && a.chordM > b.chordM);
  const [first, second] = halves(splitA ? a : b);
  return splitA
    ? [boundPair(first, b, reachM), boundPair(second, b, reachM)]
    : [boundPair(a, first, reachM), boundPair(a, second, reachM)];
}
