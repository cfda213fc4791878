import type { ArcGraph } from "./arc-graph.ts";
import { POLYGON } from "./flat-geometry.ts";
import { IntList } from "./int-list.ts";
import { GRID_ZOOM } from "./mercator.ts";
import { pushBaseRing, TOLERANCE_TU } from "./simplify-arcs.ts";

/**
 * TILE: from which zoom the outline of a polygon cannot touch itself, so that nobody needs to look. Simplification and
 * rounding move an outline by less than {@link REACH_TU}. Two edges that do not follow each other come from stretches of the
 * outline that are as far apart as the closest of its edges that do not; farther than twice the reach, they cannot meet.
 */

/** Simplification, and the diagonal of half a unit of rounding, with something to spare for the arithmetic. */
const REACH_TU = TOLERANCE_TU + 0.71;
/** Of an outline that has to be looked at at every zoom. */
const NEVER = 255;

/** By feature; outlines of several rings are always to be looked at. Cost: O(edges²) for each, most pairs by their boxes. */
export function clearZoomsOf(graph: ArcGraph): Uint8Array {
  const { types, featureParts, partRings } = graph;
  const coords = new IntList();
  return Uint8Array.from(types, (type, feature) => {
    const first = partRings[featureParts[feature]!]!;
    const end = partRings[featureParts[feature + 1]!]!;
    if (type !== POLYGON || end - first !== 1) return NEVER;
    coords.length = 0;
    pushBaseRing(graph, first, coords);
    return clearZoomOf(closestSquared(coords.data, coords.length));
  });
}

function clearZoomOf(distanceSquared: number): number {
  for (let z = 0; z <= GRID_ZOOM; z++) if (distanceSquared > (2 * REACH_TU * 2 ** (GRID_ZOOM - z)) ** 2) return z;
  return NEVER;
}

/** The least squared distance between edges of a ring that do not follow each other; 0 where two cross. */
function closestSquared(coords: Int32Array, length: number): number {
  // The edges before and after an edge are no farther apart than it is long.
  let best = shortestSquared(coords, length);
  for (let i = 0; i + 4 < length; i += 2) {
    const ax = coords[i]!;
    const ay = coords[i + 1]!;
    const bx = coords[i + 2]!;
    const by = coords[i + 3]!;
    const west = Math.min(ax, bx);
    const east = Math.max(ax, bx);
    const north = Math.min(ay, by);
    const south = Math.max(ay, by);
    // From the edge after the next on; the last edge leads to the first.
    const last = i === 0 ? length - 2 : length;
    for (let j = i + 4; j < last; j += 2) {
      const next = j + 2 < length ? j + 2 : 0;
      const cx = coords[j]!;
      const dx = coords[next]!;
      const gapX = Math.max(0, Math.min(cx, dx) - east, west - Math.max(cx, dx));
      if (gapX * gapX >= best) continue;
      const cy = coords[j + 1]!;
      const dy = coords[next + 1]!;
      const gapY = Math.max(0, Math.min(cy, dy) - south, north - Math.max(cy, dy));
      if (gapX * gapX + gapY * gapY >= best) continue;
      if (gapX === 0 && gapY === 0 && cross(ax, ay, bx, by, cx, cy, dx, dy)) return 0;
      best = Math.min(
        best,
        fromSegment(ax, ay, cx, cy, dx, dy),
        fromSegment(bx, by, cx, cy, dx, dy),
        fromSegment(cx, cy, ax, ay, bx, by),
        fromSegment(dx, dy, ax, ay, bx, by),
      );
    }
  }
  return best;
}

function shortestSquared(coords: Int32Array, length: number): number {
  let shortest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < length; i += 2) {
    const next = i + 2 < length ? i + 2 : 0;
    const dx = coords[next]! - coords[i]!;
    const dy = coords[next + 1]! - coords[i + 1]!;
    shortest = Math.min(shortest, dx * dx + dy * dy);
  }
  return shortest;
}

function cross(ax: number, ay: number, bx: number, by: number, cx: number, cy: number, dx: number, dy: number): boolean {
  const c = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  const d = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax);
  const a = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx);
  const b = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx);
  return c > 0 !== d > 0 && a > 0 !== b > 0;
}

function fromSegment(px: number, py: number, ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax;
  const dy = by - ay;
  const lengthSquared = dx * dx + dy * dy;
  const along = lengthSquared === 0 ? 0 : Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / lengthSquared));
  const ex = px - ax - along * dx;
  const ey = py - ay - along * dy;
  return ex * ex + ey * ey;
}
