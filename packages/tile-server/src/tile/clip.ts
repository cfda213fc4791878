import type { IntList } from "./int-list.ts";

/**
 * TILE: clipping of integer rings and lines to a band of x (columns of tiles) and then of y (rows of tiles).
 *
 * Where an edge crosses the limit, the crossing is computed from the edge's ends in one canonical order and rounded. Two
 * neighbours that run along the same edge in opposite directions therefore get the same crossing, to the unit.
 */

export const X_AXIS = 0;
export const Y_AXIS = 1;
export type Axis = typeof X_AXIS | typeof Y_AXIS;

/** The part of a ring between two limits of one axis (Sutherland & Hodgman 1974), appended to `out`. */
export function clipRing(
  source: Int32Array,
  from: number,
  to: number,
  axis: Axis,
  low: number,
  high: number,
  scratch: IntList,
  out: IntList,
): void {
  scratch.length = 0;
  clipRingAt(source, from, to, axis, low, 1, scratch);
  clipRingAt(scratch.data, 0, scratch.length, axis, high, -1, out);
}

/** Keeps the side where `side * (coordinate − limit) ≥ 0`. */
function clipRingAt(source: Int32Array, from: number, to: number, axis: Axis, limit: number, side: 1 | -1, out: IntList): void {
  if (to - from < 2) return;
  let ax = source[to - 2]!;
  let ay = source[to - 1]!;
  let aDepth = side * ((axis === X_AXIS ? ax : ay) - limit);
  for (let i = from; i < to; i += 2) {
    const bx = source[i]!;
    const by = source[i + 1]!;
    const bDepth = side * ((axis === X_AXIS ? bx : by) - limit);
    if (aDepth < 0 !== bDepth < 0 && aDepth !== 0 && bDepth !== 0) pushCrossing(ax, ay, bx, by, axis, limit, out);
    if (bDepth >= 0) out.push2(bx, by);
    ax = bx;
    ay = by;
    aDepth = bDepth;
  }
}

/** The parts of a line between two limits of one axis; appends coordinates to `out` and the end of each part to `ends`. */
export function clipLine(
  source: Int32Array,
  from: number,
  to: number,
  axis: Axis,
  low: number,
  high: number,
  out: IntList,
  ends: number[],
): void {
  let start = out.length;
  const finish = (): void => {
    if (out.length - start >= 4) ends.push(out.length);
    else out.length = start;
    start = out.length;
  };
  /** The place of a vertex, or where the edge to it crosses a limit; not twice the same. */
  const add = (x: number, y: number, depth: number, edge: readonly [number, number, number, number]): void => {
    const before = out.length;
    if (depth < low) pushCrossing(...edge, axis, low, out);
    else if (depth > high) pushCrossing(...edge, axis, high, out);
    else out.push2(x, y);
    const isRepeated =
      before > start && out.data[before] === out.data[before - 2] && out.data[before + 1] === out.data[before - 1];
    if (isRepeated) out.length = before;
  };
  for (let i = from; i + 2 < to; i += 2) {
    const edge = [source[i]!, source[i + 1]!, source[i + 2]!, source[i + 3]!] as const;
    const a = edge[axis];
    const b = edge[axis === X_AXIS ? 2 : 3];
    if ((a < low && b < low) || (a > high && b > high)) {
      finish();
      continue;
    }
    if (out.length === start) add(edge[0], edge[1], a, edge);
    add(edge[2], edge[3], b, edge);
    if (b < low || b > high) finish();
  }
  finish();
}

function pushCrossing(ax: number, ay: number, bx: number, by: number, axis: Axis, limit: number, out: IntList): void {
  const forward = ax < bx || (ax === bx && ay < by);
  const [px, py, qx, qy] = forward ? [ax, ay, bx, by] : [bx, by, ax, ay];
  if (axis === X_AXIS) out.push2(limit, Math.round(py + ((limit - px) * (qy - py)) / (qx - px)));
  else out.push2(Math.round(px + ((limit - py) * (qx - px)) / (qy - py)), limit);
}
