import { doubled } from "../../geometry/doubled.ts";
import { POLYGON_PART } from "../../geometry/flat-geometry.ts";
import { segmentSquare } from "./segment-distance.ts";
import type { TileColumns } from "./tile-columns.ts";

/** Segment numbers of pairs of segments, i, j in turn, with the squares of their distances beside; `count` pairs are valid. */
export interface SegmentPairs {
  count: number;
  segments: Int32Array;
  squares: Float64Array;
}

export function segmentPairs(): SegmentPairs {
  return { count: 0, segments: new Int32Array(64), squares: new Float64Array(32) };
}

/** Squared distances of the boxes of segments of either feature from the other feature's box. */
let gapsA = new Float64Array(256);
let gapsB = new Float64Array(256);
/** Segments, counted from the feature's first, whose boxes are near enough. */
let listA = new Int32Array(256);
let listB = new Int32Array(256);

function makeRoom(segments: number): void {
  if (segments <= gapsA.length) return;
  gapsA = new Float64Array(2 * segments);
  gapsB = new Float64Array(2 * segments);
  listA = new Int32Array(2 * segments);
  listB = new Int32Array(2 * segments);
}

/**
 * The least squared distance P² of a segment of one feature from one of the other, if it is at most `limitM²` (else Infinity), and
 * in `near` all pairs of segments no farther apart than P·`stretch` + `slackM`. Planar. Segments are held against the other feature's box
 * first, so that only those that face it are held against each other.
 */
export function nearSegments(
  a: TileColumns,
  featureA: number,
  b: TileColumns,
  featureB: number,
  limitM: number,
  stretch: number,
  slackM: number,
  near: SegmentPairs,
): number {
  const startA = a.start[featureA]!;
  const endA = a.end[featureA]!;
  const startB = b.start[featureB]!;
  const endB = b.end[featureB]!;
  const p = a.ends;
  const q = b.ends;
  makeRoom(Math.max(endA - startA, endB - startB));
  const firstA = measureGaps(p, startA, endA, b.boxes, 4 * featureB, gapsA);
  const firstB = measureGaps(q, startB, endB, a.boxes, 4 * featureA, gapsB);
  // The two that come nearest to the other's box settle most of the others.
  let best = segmentSquare(p, 4 * firstA, 4 * firstA + 2, q, 4 * firstB, 4 * firstB + 2);
  const reachM = Math.min(Math.sqrt(best), limitM) * stretch + slackM;
  let within = reachM * reachM;
  const facingA = listFacing(gapsA, endA - startA, within, listA);
  const facingB = listFacing(gapsB, endB - startB, within, listB);
  near.count = 0;
  for (let m = 0; m < facingA; m++) {
    if (gapsA[listA[m]!]! > within) continue;
    const i = startA + listA[m]!;
    const sumX = p[4 * i]! + p[4 * i + 2]!;
    const sumY = p[4 * i + 1]! + p[4 * i + 3]!;
    const width = Math.abs(p[4 * i]! - p[4 * i + 2]!);
    const height = Math.abs(p[4 * i + 1]! - p[4 * i + 3]!);
    for (let n = 0; n < facingB; n++) {
      const j = startB + listB[n]!;
      if (gapSquare(q, 4 * j, sumX, sumY, width, height) > within) continue;
      const square = segmentSquare(p, 4 * i, 4 * i + 2, q, 4 * j, 4 * j + 2);
      if (square > within) continue;
      note(near, i, j, square);
      if (square >= best) continue;
      best = square;
      const nearerM = Math.sqrt(square) * stretch + slackM;
      within = Math.min(within, nearerM * nearerM);
    }
  }
  keepWithin(near, within);
  return best > limitM * limitM ? Infinity : best;
}

/**
 * Squared distance of the box of the segment at `c` from a box given by the sums of its sides and its extents; 0 where they meet.
 * v + |v| is twice what is positive of v: no branch, because here none can be foreseen.
 */
function gapSquare(ends: Float64Array, c: number, sumX: number, sumY: number, width: number, height: number): number {
  const ax = ends[c]!;
  const ay = ends[c + 1]!;
  const bx = ends[c + 2]!;
  const by = ends[c + 3]!;
  const x = Math.abs(ax + bx - sumX) - Math.abs(ax - bx) - width;
  const y = Math.abs(ay + by - sumY) - Math.abs(ay - by) - height;
  const fourX = x + Math.abs(x);
  const fourY = y + Math.abs(y);
  return (fourX * fourX + fourY * fourY) / 16;
}

/** Writes to `gaps` how far the boxes of segments start … end − 1 lie from a box, squared; returns the nearest. */
function measureGaps(
  ends: Float64Array,
  start: number,
  end: number,
  boxes: Float64Array,
  at: number,
  gaps: Float64Array,
): number {
  const sumX = boxes[at]! + boxes[at + 2]!;
  const sumY = boxes[at + 1]! + boxes[at + 3]!;
  const width = boxes[at + 2]! - boxes[at]!;
  const height = boxes[at + 3]! - boxes[at + 1]!;
  let nearest = start;
  let nearestGap = Infinity;
  for (let i = start; i < end; i++) {
    const gap = gapSquare(ends, 4 * i, sumX, sumY, width, height);
    gaps[i - start] = gap;
    if (gap >= nearestGap) continue;
    nearestGap = gap;
    nearest = i;
  }
  return nearest;
}

/** Lists which of the first `count` gaps are within; written first and counted after, so that no branch is guessed. */
function listFacing(gaps: Float64Array, count: number, within: number, list: Int32Array): number {
  let facing = 0;
  for (let k = 0; k < count; k++) {
    list[facing] = k;
    if (gaps[k]! <= within) facing++;
  }
  return facing;
}

function keepWithin(near: SegmentPairs, within: number): void {
  let kept = 0;
  for (let k = 0; k < near.count; k++) {
    if (near.squares[k]! > within) continue;
    near.squares[kept] = near.squares[k]!;
    near.segments[2 * kept] = near.segments[2 * k]!;
    near.segments[2 * kept + 1] = near.segments[2 * k + 1]!;
    kept++;
  }
  near.count = kept;
}

function note(near: SegmentPairs, i: number, j: number, square: number): void {
  const k = near.count++;
  if (k === near.squares.length) {
    near.segments = doubled(near.segments);
    near.squares = doubled(near.squares);
  }
  near.segments[2 * k] = i;
  near.segments[2 * k + 1] = j;
  near.squares[k] = square;
}

/** Whether a feature is one part only, so that a count of crossings over all its segments decides what it holds. */
export function isOnePart({ layer }: TileColumns, feature: number): boolean {
  return layer.featureStarts[feature + 1]! - layer.featureStarts[feature]! === 1;
}

/**
 * Whether (x, y) lies in the polygon of a one-part feature, by its chords: even-odd over shell and holes. Exact for the true edges
 * where the place is farther from every chord than the feature's deviation.
 */
export function holds(columns: TileColumns, feature: number, x: number, y: number): boolean {
  const { layer, ends } = columns;
  if (layer.partKinds[layer.featureStarts[feature]!] !== POLYGON_PART) return false;
  let inside = false;
  for (let k = 4 * columns.start[feature]!; k < 4 * columns.end[feature]!; k += 4) {
    const ay = ends[k + 1]!;
    const by = ends[k + 3]!;
    if (ay > y === by > y) continue;
    const side = (ends[k + 2]! - ends[k]!) * (y - ay) - (x - ends[k]!) * (by - ay);
    if (by > ay === side > 0) inside = !inside;
  }
  return inside;
}
