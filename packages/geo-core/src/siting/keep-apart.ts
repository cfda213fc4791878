import type { GridPath } from "../geodesy/overlay/clipper.ts";

/** Beyond so many vertices a sweep over sorted edges is quicker. */
const MOST_VERTICES = 400;

const edges = new Float64Array(4 * MOST_VERTICES);
const next = new Int32Array(MOST_VERTICES);

/**
 * Whether no two edges of the rings meet but neighbours in their common vertex; false also where there are too many to compare
 * each with each. Exact for whole coordinates under 3·10⁷, which cut parcels have.
 */
export function keepApart(rings: readonly GridPath[]): boolean {
  const count = rings.reduce((sum, ring) => sum + ring.length, 0);
  if (count > MOST_VERTICES) return false;
  let e = 0;
  for (const ring of rings) {
    const start = e;
    for (let i = 0; i < ring.length; i++, e++) {
      const a = ring[i]!;
      const b = ring[i + 1 < ring.length ? i + 1 : 0]!;
      edges[4 * e] = a.x;
      edges[4 * e + 1] = a.y;
      edges[4 * e + 2] = b.x;
      edges[4 * e + 3] = b.y;
      next[e] = i + 1 < ring.length ? e + 1 : start;
    }
  }
  for (let first = 0; first < count; first++)
    for (let second = first + 1; second < count; second++) {
      if (next[first] === second) {
        if (turnsBack(first, second)) return false;
      } else if (next[second] === first) {
        if (turnsBack(second, first)) return false;
      } else if (meet(first, second)) return false;
    }
  return true;
}

/** Whether an edge runs back along the one before it, or has no length. */
function turnsBack(before: number, after: number): boolean {
  const i = 4 * before;
  const j = 4 * after;
  const dx = edges[i + 2]! - edges[i]!;
  const dy = edges[i + 3]! - edges[i + 1]!;
  const ex = edges[j + 2]! - edges[j]!;
  const ey = edges[j + 3]! - edges[j + 1]!;
  return dx * ey - dy * ex === 0 && dx * ex + dy * ey <= 0;
}

function meet(first: number, second: number): boolean {
  const i = 4 * first;
  const j = 4 * second;
  const ax = edges[i]!;
  const bx = edges[i + 2]!;
  const cx = edges[j]!;
  const dx = edges[j + 2]!;
  if ((ax < cx && ax < dx && bx < cx && bx < dx) || (ax > cx && ax > dx && bx > cx && bx > dx)) return false;
  const ay = edges[i + 1]!;
  const by = edges[i + 3]!;
  const cy = edges[j + 1]!;
  const dy = edges[j + 3]!;
  if ((ay < cy && ay < dy && by < cy && by < dy) || (ay > cy && ay > dy && by > cy && by > dy)) return false;
  const c = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  const d = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax);
  if ((c > 0 && d > 0) || (c < 0 && d < 0)) return false;
  const p = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx);
  const q = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx);
  return !((p > 0 && q > 0) || (p < 0 && q < 0));
}
