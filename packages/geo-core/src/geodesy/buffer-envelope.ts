/**
 * A stretch of an outline as seen from a centre at the origin, over polar angles `from` … `to` (radians, 0 … 2π): an arc of the common
 * radius about (x, y), or a straight line at distance `h` along the unit normal (x, y).
 */
export interface OutlinePiece {
  readonly isArc: boolean;
  readonly x: number;
  readonly y: number;
  readonly h: number;
  readonly from: number;
  readonly to: number;
}

/** Distance from the centre to a piece's curve along the direction (ux, uy). */
export function reachAlong({ isArc, x, y, h }: OutlinePiece, radius: number, ux: number, uy: number): number {
  const along = x * ux + y * uy;
  if (!isArc) return h / along;
  const across = x * uy - y * ux;
  return along + Math.sqrt(Math.max(0, radius * radius - across * across));
}

/**
 * The farther of several outlines in every direction: lists of pieces ascending by angle, merged two by two. A wrong choice
 * between curves that are equal to rounding costs no more than that rounding. Cost: O(n log k), k lists of n pieces.
 */
export function upperEnvelope(lists: readonly (readonly OutlinePiece[])[], radius: number): readonly OutlinePiece[] {
  if (lists.length <= 1) return lists[0] ?? [];
  const middle = lists.length >> 1;
  return merge(upperEnvelope(lists.slice(0, middle), radius), upperEnvelope(lists.slice(middle), radius), radius);
}

function merge(first: readonly OutlinePiece[], second: readonly OutlinePiece[], radius: number): OutlinePiece[] {
  const out: OutlinePiece[] = [];
  let i = 0;
  let j = 0;
  let at = 0;
  while (i < first.length || j < second.length) {
    const a = first[i];
    const b = second[j];
    const hasA = a !== undefined && a.from <= at;
    const hasB = b !== undefined && b.from <= at;
    const next = Math.min(a ? (hasA ? a.to : a.from) : Infinity, b ? (hasB ? b.to : b.from) : Infinity);
    if (hasA && hasB) addFarther(out, a, b, at, next, radius);
    else if (hasA) add(out, a, at, next);
    else if (hasB) add(out, b, at, next);
    at = next;
    if (a && a.to <= at) i++;
    if (b && b.to <= at) j++;
  }
  return out;
}

function add(out: OutlinePiece[], piece: OutlinePiece, from: number, to: number): void {
  if (to <= from) return;
  const last = out[out.length - 1];
  const isSame = last && last.to === from && last.x === piece.x && last.y === piece.y && last.isArc === piece.isArc;
  if (isSame) out[out.length - 1] = { ...last, to };
  else out.push({ isArc: piece.isArc, x: piece.x, y: piece.y, h: piece.h, from, to });
}

/** Adds the farther of two pieces over a range where both are, parted where their curves cross. */
function addFarther(out: OutlinePiece[], a: OutlinePiece, b: OutlinePiece, from: number, to: number, radius: number): void {
  let at = from;
  for (const cut of [...crossingAngles(a, b, from, to, radius), to]) {
    const middle = (at + cut) / 2;
    const [ux, uy] = [Math.cos(middle), Math.sin(middle)];
    add(out, reachAlong(a, radius, ux, uy) >= reachAlong(b, radius, ux, uy) ? a : b, at, cut);
    at = cut;
  }
}

/** Polar angles strictly inside the range at which the curves (or their continuations) cross, ascending. */
function crossingAngles(a: OutlinePiece, b: OutlinePiece, from: number, to: number, radius: number): number[] {
  const angles: number[] = [];
  const consider = (x: number, y: number): void => {
    const angle = Math.atan2(y, x);
    const turned = angle < 0 ? angle + 2 * Math.PI : angle;
    if (turned > from && turned < to) angles.push(turned);
  };
  if (!a.isArc && !b.isArc) {
    const [dx, dy] = [a.h * b.x - b.h * a.x, a.h * b.y - b.h * a.y];
    consider(-dy, dx);
    consider(dy, -dx);
  } else if (a.isArc && b.isArc) {
    const [dx, dy] = [(b.x - a.x) / 2, (b.y - a.y) / 2];
    const half2 = dx * dx + dy * dy;
    if (half2 === 0 || half2 >= radius * radius) return angles;
    const k = Math.sqrt(radius * radius - half2) / Math.sqrt(half2);
    consider(a.x + dx - k * dy, a.y + dy + k * dx);
    consider(a.x + dx + k * dy, a.y + dy - k * dx);
  } else {
    const [arc, line] = a.isArc ? [a, b] : [b, a];
    const gap = line.h - (arc.x * line.x + arc.y * line.y);
    if (Math.abs(gap) >= radius) return angles;
    const k = Math.sqrt(radius * radius - gap * gap);
    const [fx, fy] = [arc.x + gap * line.x, arc.y + gap * line.y];
    consider(fx - k * line.y, fy + k * line.x);
    consider(fx + k * line.y, fy - k * line.x);
  }
  return angles.length === 2 && angles[0]! > angles[1]! ? [angles[1]!, angles[0]!] : angles;
}
