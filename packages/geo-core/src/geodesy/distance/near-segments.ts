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

let gaps = new Float64Array(64);

/** Squared distance of the box of segment `at/4` of `ends` from a box at `boxAt`; 0 where they meet. */
function gapSquare(ends: Float64Array, at: number, boxes: Float64Array, boxAt: number): number {
  const ax = ends[at]!;
  const ay = ends[at + 1]!;
  const bx = ends[at + 2]!;
  const by = ends[at + 3]!;
  const dx = Math.max(Math.min(ax, bx) - boxes[boxAt + 2]!, boxes[boxAt]! - Math.max(ax, bx), 0);
  const dy = Math.max(Math.min(ay, by) - boxes[boxAt + 3]!, boxes[boxAt + 1]! - Math.max(ay, by), 0);
  return dx * dx + dy * dy;
}

/**
 * The least squared distance P² of a segment of one feature from one of the other, if it is at most `limitM²` (else Infinity), and
 * in `near` all pairs of segments no farther apart than P·`stretch` + `slackM`. Planar; boxes prune.
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
  const [startA, endA] = [a.start[featureA]!, a.end[featureA]!];
  const [startB, endB] = [b.start[featureB]!, b.end[featureB]!];
  if (endA - startA > gaps.length) gaps = new Float64Array(2 * (endA - startA));
  let nearest = startA;
  let nearestGap = Infinity;
  for (let i = startA; i < endA; i++) {
    const gap = gapSquare(a.ends, 4 * i, b.boxes, 4 * featureB);
    gaps[i - startA] = gap;
    if (gap >= nearestGap) continue;
    nearestGap = gap;
    nearest = i;
  }
  near.count = 0;
  let best = Infinity;
  let withinM = limitM * stretch + slackM;
  let within = withinM * withinM;
  // The segment whose box is nearest comes first, so that most of the others need no second look.
  for (let turn = startA - 1; turn < endA; turn++) {
    const i = turn < startA ? nearest : turn;
    if ((turn === nearest && turn >= startA) || gaps[i - startA]! > within) continue;
    for (let j = startB; j < endB; j++) {
      if (segmentGapSquare(a.ends, 4 * i, b.ends, 4 * j) > within) continue;
      const square = segmentSquare(a.ends, 4 * i, 4 * i + 2, b.ends, 4 * j, 4 * j + 2);
      if (square > within) continue;
      note(near, i, j, square);
      if (square >= best) continue;
      best = square;
      const reachM = Math.sqrt(square) * stretch + slackM;
      if (reachM < withinM) {
        withinM = reachM;
        within = reachM * reachM;
      }
    }
  }
  let kept = 0;
  for (let k = 0; k < near.count; k++) {
    if (near.squares[k]! > within) continue;
    near.squares[kept] = near.squares[k]!;
    near.segments[2 * kept] = near.segments[2 * k]!;
    near.segments[2 * kept + 1] = near.segments[2 * k + 1]!;
    kept++;
  }
  near.count = kept;
  return best > limitM * limitM ? Infinity : best;
}

function segmentGapSquare(p: Float64Array, a: number, q: Float64Array, c: number): number {
  const ax = p[a]!;
  const bx = p[a + 2]!;
  const cx = q[c]!;
  const dx = q[c + 2]!;
  const x = Math.max(Math.min(ax, bx) - Math.max(cx, dx), Math.min(cx, dx) - Math.max(ax, bx), 0);
  const ay = p[a + 1]!;
  const by = p[a + 3]!;
  const cy = q[c + 1]!;
  const dy = q[c + 3]!;
  const y = Math.max(Math.min(ay, by) - Math.max(cy, dy), Math.min(cy, dy) - Math.max(ay, by), 0);
  return x * x + y * y;
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
