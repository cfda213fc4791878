/** The nearest points of two segments. */
export interface NearestOnSegments {
  readonly distanceM: number;
  /** Shares of the segments, 0 at the first end. */
  readonly shareA: number;
  readonly shareB: number;
  /** Where the segments cross: least distance from an end point to the other segment; else 0. */
  readonly crossingDepthM: number;
}

/** Share of the segment p–q, clamped to [0, 1], nearest to (x, y). */
function nearestShare(px: number, py: number, dx: number, dy: number, x: number, y: number): number {
  const square = dx * dx + dy * dy;
  if (square === 0) return 0;
  const t = ((x - px) * dx + (y - py) * dy) / square;
  return Math.min(1, Math.max(0, t));
}

/** Squared distance from (x, y) to the place at share `t` of the segment from (px, py) along (dx, dy). */
function placeSquare(px: number, py: number, dx: number, dy: number, x: number, y: number, t: number): number {
  const ex = x - px - t * dx;
  const ey = y - py - t * dy;
  return ex * ex + ey * ey;
}

/** Squared distance from (x, y) to the segment from (px, py) along (dx, dy). */
function pointSquare(px: number, py: number, dx: number, dy: number, x: number, y: number): number {
  return placeSquare(px, py, dx, dy, x, y, nearestShare(px, py, dx, dy, x, y));
}

/**
 * Squared planar distance of the segments p[a]–p[b] and q[c]–q[d], 0 where they cross; a…d are offsets of x, y pairs.
 *
 * Four point–segment distances and a sign test. A sign that rounding could turn belongs to an end point nanometres away from
 * the other segment, whose distance says as much, so plain doubles do.
 */
export function segmentSquare(p: Float64Array, a: number, b: number, q: Float64Array, c: number, d: number): number {
  const ax = p[a]!;
  const ay = p[a + 1]!;
  const bx = p[b]!;
  const by = p[b + 1]!;
  const cx = q[c]!;
  const cy = q[c + 1]!;
  const dx = q[d]!;
  const dy = q[d + 1]!;
  const ux = bx - ax;
  const uy = by - ay;
  const vx = dx - cx;
  const vy = dy - cy;
  const cSide = ux * (cy - ay) - uy * (cx - ax);
  const dSide = ux * (dy - ay) - uy * (dx - ax);
  if (cSide < 0 !== dSide < 0) {
    const aSide = vx * (ay - cy) - vy * (ax - cx);
    const bSide = vx * (by - cy) - vy * (bx - cx);
    if (aSide < 0 !== bSide < 0) return 0;
  }
  let square = pointSquare(ax, ay, ux, uy, cx, cy);
  square = Math.min(square, pointSquare(ax, ay, ux, uy, dx, dy));
  square = Math.min(square, pointSquare(cx, cy, vx, vy, ax, ay));
  return Math.min(square, pointSquare(cx, cy, vx, vy, bx, by));
}

/** Nearest points of two segments, with the depth of a crossing; offsets as in {@link segmentSquare}. */
export function nearestOnSegments(
  p: Float64Array,
  a: number,
  b: number,
  q: Float64Array,
  c: number,
  d: number,
): NearestOnSegments {
  const ax = p[a]!;
  const ay = p[a + 1]!;
  const ux = p[b]! - ax;
  const uy = p[b + 1]! - ay;
  const cx = q[c]!;
  const cy = q[c + 1]!;
  const vx = q[d]! - cx;
  const vy = q[d + 1]! - cy;
  const bx = ax + ux;
  const by = ay + uy;
  const dx = cx + vx;
  const dy = cy + vy;
  // Each end against the other segment, in one pass and without allocation: this runs for every pair that is measured.
  let shareA = nearestShare(ax, ay, ux, uy, cx, cy);
  let shareB = 0;
  let best = placeSquare(ax, ay, ux, uy, cx, cy, shareA);
  let share = nearestShare(ax, ay, ux, uy, dx, dy);
  let square = placeSquare(ax, ay, ux, uy, dx, dy, share);
  if (square < best) {
    best = square;
    shareA = share;
    shareB = 1;
  }
  share = nearestShare(cx, cy, vx, vy, ax, ay);
  square = placeSquare(cx, cy, vx, vy, ax, ay, share);
  if (square < best) {
    best = square;
    shareA = 0;
    shareB = share;
  }
  share = nearestShare(cx, cy, vx, vy, bx, by);
  square = placeSquare(cx, cy, vx, vy, bx, by, share);
  if (square < best) {
    best = square;
    shareA = 1;
    shareB = share;
  }
  if (best > 0 && segmentSquare(p, a, b, q, c, d) > 0) return { distanceM: Math.sqrt(best), shareA, shareB, crossingDepthM: 0 };
  const denominator = ux * vy - uy * vx;
  if (denominator === 0) return { distanceM: 0, shareA, shareB, crossingDepthM: 0 };
  const t = ((cx - ax) * vy - (cy - ay) * vx) / denominator;
  const u = ((cx - ax) * uy - (cy - ay) * ux) / denominator;
  const clamp = (share: number): number => Math.min(1, Math.max(0, share));
  return { distanceM: 0, shareA: clamp(t), shareB: clamp(u), crossingDepthM: Math.sqrt(best) };
}
