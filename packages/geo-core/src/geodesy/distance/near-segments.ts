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
  const startA = a.start[featureA]!;
  const endA = a.end[featureA]!;
  const startB = b.start[featureB]!;
  const endB = b.end[featureB]!;
  const p = a.ends;
  const q = b.ends;
  if (endA - startA > gaps.length) gaps = new Float64Array(2 * (endA - startA));
  const first = measureGaps(p, startA, endA, b.boxes, 4 * featureB);
  near.count = 0;
  let best = Infinity;
  let withinM = limitM * stretch + slackM;
  let within = withinM * withinM;
  // The segment whose box is nearest comes first, so that most of the others need no second look.
  for (let turn = startA - 1; turn < endA; turn++) {
    const i = turn < startA ? first : turn;
    if (turn === first || gaps[i - startA]! > within) continue;
    const ax = p[4 * i]!;
    const ay = p[4 * i + 1]!;
    const bx = p[4 * i + 2]!;
    const by = p[4 * i + 3]!;
    const minX = Math.min(ax, bx);
    const maxX = Math.max(ax, bx);
    const minY = Math.min(ay, by);
    const maxY = Math.max(ay, by);
    for (let c = 4 * startB; c < 4 * endB; c += 4) {
      if (gapSquare(q, c, minX, minY, maxX, maxY) > within) continue;
      const square = segmentSquare(p, 4 * i, 4 * i + 2, q, c, c + 2);
      if (square > within) continue;
      note(near, i, c / 4, square);
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

/** Writes to `gaps` how far the boxes of segments start … end − 1 lie from a box, squared; returns the nearest. */
function measureGaps(ends: Float64Array, start: number, end: number, boxes: Float64Array, at: number): number {
  const minX = boxes[at]!;
  const minY = boxes[at + 1]!;
  const maxX = boxes[at + 2]!;
  const maxY = boxes[at + 3]!;
  let nearest = start;
  let nearestGap = Infinity;
  for (let i = start; i < end; i++) {
    const gap = gapSquare(ends, 4 * i, minX, minY, maxX, maxY);
    gaps[i - start] = gap;
    if (gap >= nearestGap) continue;
    nearestGap = gap;
    nearest = i;
  }
  return nearest;
}

/** Squared distance of the box of the segment at `c` from a box; 0 where they meet. */
function gapSquare(ends: Float64Array, c: number, minX: number, minY: number, maxX: number, maxY: number): number {
  const cx = ends[c]!;
  const cy = ends[c + 1]!;
  const dx = ends[c + 2]!;
  const dy = ends[c + 3]!;
  let x = 0;
  if (cx > maxX && dx > maxX) x = Math.min(cx, dx) - maxX;
  else if (cx < minX && dx < minX) x = minX - Math.max(cx, dx);
  let y = 0;
  if (cy > maxY && dy > maxY) y = Math.min(cy, dy) - maxY;
  else if (cy < minY && dy < minY) y = minY - Math.max(cy, dy);
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
