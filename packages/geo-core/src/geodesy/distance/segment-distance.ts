/** The nearest points of two segments. */
export interface NearestOnSegments {
  distanceM: number;
  /** Shares of the segments, 0 at the first end. */
  shareA: number;
  shareB: number;
  /** Where the segments cross: least distance from an end point to the other segment; else 0. */
  crossingDepthM: number;
}

/** Where {@link nearestOnSegments} writes. */
export function nearestResult(): NearestOnSegments {
  return { distanceM: Number.NaN, shareA: Number.NaN, shareB: Number.NaN, crossingDepthM: Number.NaN };
}

/**
 * Squared planar distance of the segments p[a]–p[b] and q[c]–q[d], 0 where they cross; a…d are offsets of x, y pairs.
 *
 * Four distances of end points, four of end points from lines where the foot lies inside, and a sign test. A sign that rounding
 * could turn belongs to an end point nanometres away from the other segment, whose distance says as much, so plain doubles do.
 */
export function segmentSquare(p: Float64Array, a: number, b: number, q: Float64Array, c: number, d: number): number {
  const ux = p[b]! - p[a]!;
  const uy = p[b + 1]! - p[a + 1]!;
  const vx = q[d]! - q[c]!;
  const vy = q[d + 1]! - q[c + 1]!;
  // From a to c: its products with u and v are sides and feet of a and c, and those of b and d are a step further.
  const ex = q[c]! - p[a]!;
  const ey = q[c + 1]! - p[a + 1]!;
  const turn = ux * vy - uy * vx;
  const cSide = ux * ey - uy * ex;
  const aSide = vy * ex - vx * ey;
  const dSide = cSide + turn;
  const bSide = aSide - turn;
  if (cSide < 0 !== dSide < 0 && aSide < 0 !== bSide < 0) return 0;
  const along = ux * vx + uy * vy;
  const cFoot = ex * ux + ey * uy;
  const dFoot = cFoot + along;
  const aFoot = -ex * vx - ey * vy;
  const bFoot = aFoot + along;
  const uu = ux * ux + uy * uy;
  const vv = vx * vx + vy * vy;
  let square = ex * ex + ey * ey;
  let corner = between(p, a, q, d);
  if (corner < square) square = corner;
  corner = between(p, b, q, c);
  if (corner < square) square = corner;
  corner = between(p, b, q, d);
  if (corner < square) square = corner;
  if (cFoot > 0 && cFoot < uu && cSide * cSide < square * uu) square = (cSide * cSide) / uu;
  if (dFoot > 0 && dFoot < uu && dSide * dSide < square * uu) square = (dSide * dSide) / uu;
  if (aFoot > 0 && aFoot < vv && aSide * aSide < square * vv) square = (aSide * aSide) / vv;
  if (bFoot > 0 && bFoot < vv && bSide * bSide < square * vv) square = (bSide * bSide) / vv;
  return square;
}

function between(p: Float64Array, a: number, q: Float64Array, c: number): number {
  const x = q[c]! - p[a]!;
  const y = q[c + 1]! - p[a + 1]!;
  return x * x + y * y;
}

/** Writes the nearest points of two segments to `out`, with the depth of a crossing; offsets as in {@link segmentSquare}. */
export function nearestOnSegments(
  p: Float64Array,
  a: number,
  b: number,
  q: Float64Array,
  c: number,
  d: number,
  out: NearestOnSegments,
): NearestOnSegments {
  const ux = p[b]! - p[a]!;
  const uy = p[b + 1]! - p[a + 1]!;
  const vx = q[d]! - q[c]!;
  const vy = q[d + 1]! - q[c + 1]!;
  const ex = q[c]! - p[a]!;
  const ey = q[c + 1]! - p[a + 1]!;
  const uu = ux * ux + uy * uy;
  const vv = vx * vx + vy * vy;
  // Each end against the other segment.
  let shareA = shareOf(ex * ux + ey * uy, uu);
  let shareB = 0;
  let best = squareAt(ex - shareA * ux, ey - shareA * uy);
  let share = shareOf((q[d]! - p[a]!) * ux + (q[d + 1]! - p[a + 1]!) * uy, uu);
  let square = squareAt(q[d]! - p[a]! - share * ux, q[d + 1]! - p[a + 1]! - share * uy);
  if (square < best) {
    best = square;
    shareA = share;
    shareB = 1;
  }
  share = shareOf(-ex * vx - ey * vy, vv);
  square = squareAt(ex + share * vx, ey + share * vy);
  if (square < best) {
    best = square;
    shareA = 0;
    shareB = share;
  }
  share = shareOf((p[b]! - q[c]!) * vx + (p[b + 1]! - q[c + 1]!) * vy, vv);
  square = squareAt(p[b]! - q[c]! - share * vx, p[b + 1]! - q[c + 1]! - share * vy);
  if (square < best) {
    best = square;
    shareA = 1;
    shareB = share;
  }
  out.crossingDepthM = 0;
  out.distanceM = Math.sqrt(best);
  const turn = ux * vy - uy * vx;
  const cSide = ux * ey - uy * ex;
  const aSide = vy * ex - vx * ey;
  const isCrossing = cSide < 0 !== cSide + turn < 0 && aSide < 0 !== aSide - turn < 0;
  if (best > 0 && isCrossing && turn !== 0) {
    out.crossingDepthM = out.distanceM;
    out.distanceM = 0;
    shareA = clamped(aSide / turn);
    shareB = clamped(-cSide / turn);
  }
  out.shareA = shareA;
  out.shareB = shareB;
  return out;
}

/** Share of a segment at a foot, both as products with its direction, `square` its own. */
function shareOf(foot: number, square: number): number {
  return foot <= 0 ? 0 : foot >= square ? 1 : foot / square;
}

function squareAt(x: number, y: number): number {
  return x * x + y * y;
}

function clamped(share: number): number {
  return Math.min(1, Math.max(0, share));
}
