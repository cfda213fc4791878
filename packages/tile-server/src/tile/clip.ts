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
  for (let i = from; i + 2 < to; i += 2) {
    const [ax, ay, bx, by] = [source[i]!, source[i + 1]!, source[i + 2]!, source[i + 3]!];
    const a = axis === X_AXIS ? ax : ay;
    const b = axis === X_AXIS ? bx : by;
    if ((a < low && b < low) || (a > high && b > high)) {
      finish();
      continue;
    }
    if (out.length === start) {
      if (a < low) pushCrossing(ax, ay, bx, by, axis, low, out);
      else if (a > high) pushCrossing(ax, ay, bx, by, axis, high, out);
      else out.push2(ax, ay);
    }
    if (b < low) pushCrossing(ax, ay, bx, by, axis, low, out);
    else if (b > high) pushCrossing(ax, ay, bx, by, axis, high, out);
    else out.push2(bx, by);
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
