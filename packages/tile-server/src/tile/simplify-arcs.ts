import type { ArcGraph } from "./arc-graph.ts";
import { IntList } from "./int-list.ts";
import { GRID_ZOOM } from "./mercator.ts";
import { doubleArea } from "./ring.ts";

/**
 * TILE: each arc simplified once per zoom, by Douglas–Peucker, and rounded to the grid of the zoom.
 *
 * The recursion is run once: it gives every vertex the distance at which it would be dropped, never more than that of the
 * vertex it depends on, so the vertices kept at a zoom are a subset of those of the next (geojson-vt stores the same number).
 * Source: Douglas & Peucker (1973).
 */

/** How far a border may move by simplification, in tile units. Rounding moves it by up to half a unit in x and y besides. */
export const TOLERANCE_TU = 0.5;

/**
 * The first zoom at which each vertex of `arcX`, `arcY` is kept; 0 for ends of arcs. A vertex is kept where the border would
 * move by {@link TOLERANCE_TU} or more without it.
 */
export function firstZoomsOf({ arcStarts, arcX, arcY }: ArcGraph): Uint8Array {
  const firstZooms = new Uint8Array(arcX.length);
  const stack = new IntList();
  for (let arc = 0; arc + 1 < arcStarts.length; arc++)
    weigh(arcX, arcY, firstZooms, arcStarts[arc]!, arcStarts[arc + 1]! - 1, stack);
  return firstZooms;
}

function weigh(xs: Int32Array, ys: Int32Array, firstZooms: Uint8Array, first: number, last: number, stack: IntList): void {
  stack.push2(first, last);
  stack.push(0);
  while (stack.length > 0) {
    stack.length -= 3;
    const from = stack.data[stack.length]!;
    const to = stack.data[stack.length + 1]!;
    const least = stack.data[stack.length + 2]!;
    if (to - from < 2) continue;
    let best = from + 1;
    let bestSquared = -1;
    for (let i = from + 1; i < to; i++) {
      const squared = distanceSquared(xs[i]!, ys[i]!, xs[from]!, ys[from]!, xs[to]!, ys[to]!);
      if (squared > bestSquared) {
        best = i;
        bestSquared = squared;
      }
    }
    // Never earlier than the vertex that it depends on.
    const zoom = Math.max(least, firstZoomFor(bestSquared));
    firstZooms[best] = zoom;
    stack.push2(from, best);
    stack.push(zoom);
    stack.push2(best, to);
    stack.push(zoom);
  }
}

/** Squared tolerance of each zoom on the base grid, falling by four from zoom to zoom. */
const LIMITS = Float64Array.from({ length: GRID_ZOOM + 1 }, (_, z) => (TOLERANCE_TU * 2 ** (GRID_ZOOM - z)) ** 2);
/** Of vertices that only a zoom without simplification keeps. */
const NEVER = 255;

function firstZoomFor(distanceSquared: number): number {
  let z = 0;
  while (z <= GRID_ZOOM && distanceSquared < LIMITS[z]!) z++;
  return z > GRID_ZOOM ? NEVER : z;
}

/** Squared distance of p from the segment a–b; from the point a where they are one place, as in a loop. */
function distanceSquared(px: number, py: number, ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax;
  const dy = by - ay;
  const lengthSquared = dx * dx + dy * dy;
  const along = lengthSquared === 0 ? 0 : Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / lengthSquared));
  const ex = px - ax - along * dx;
  const ey = py - ay - along * dy;
  return ex * ex + ey * ey;
}

/** The arcs at one zoom, in that zoom's world-wide tile units: x and y in turn. */
export interface ZoomArcs {
  readonly starts: Int32Array;
  readonly coords: Int32Array;
}

/**
 * The arcs of a zoom. The ends of arcs, the junctions, are always kept: they are rounded, never moved by simplification.
 *
 * @param simplified false keeps every vertex that rounding keeps apart.
 * @param memory where the coordinates are put: two numbers for each vertex of the graph; it holds them until it is used again.
 */
export function arcsAtZoom(
  graph: ArcGraph,
  firstZooms: Uint8Array,
  z: number,
  simplified: boolean,
  memory: Int32Array = new Int32Array(graph.arcX.length * 2),
): ZoomArcs {
  const { arcStarts, arcX, arcY } = graph;
  const shift = GRID_ZOOM - z;
  const half = shift > 0 ? 2 ** (shift - 1) : 0;
  const starts = new Int32Array(arcStarts.length);
  const coords = memory;
  let length = 0;
  for (let arc = 0; arc + 1 < arcStarts.length; arc++) {
    const start = length;
    starts[arc] = start;
    for (let i = arcStarts[arc]!; i < arcStarts[arc + 1]!; i++) {
      if (simplified && firstZooms[i]! > z) continue;
      const x = (arcX[i]! + half) >> shift;
      const y = (arcY[i]! + half) >> shift;
      if (length > start && coords[length - 2] === x && coords[length - 1] === y) continue;
      coords[length++] = x;
      coords[length++] = y;
    }
  }
  starts[arcStarts.length - 1] = length;
  return { starts, coords: coords.subarray(0, length) };
}

/**
 * The sign of each ring's area on the base grid, 0 for a ring that encloses nothing even there. A ring that comes out with
 * another sign at some zoom has turned over, which means that less than the rounding was left of it.
 */
export function ringSigns(graph: ArcGraph): Int8Array {
  const signs = new Int8Array(graph.ringRefs.length - 1);
  const coords = new IntList();
  for (let ring = 0; ring < signs.length; ring++) {
    coords.length = 0;
    pushBaseRing(graph, ring, coords);
    signs[ring] = coords.length === 0 ? 0 : Math.sign(doubleArea(coords.data, 0, coords.length));
  }
  return signs;
}

/** Appends the vertices of a ring on the base grid, without its last, which is its first. */
export function pushBaseRing({ ringRefs, arcRefs, arcStarts, arcX, arcY }: ArcGraph, ring: number, out: IntList): void {
  for (let i = ringRefs[ring]!; i < ringRefs[ring + 1]!; i++) {
    const ref = arcRefs[i]!;
    const arc = ref < 0 ? ~ref : ref;
    const from = arcStarts[arc]!;
    const count = arcStarts[arc + 1]! - from;
    // The last vertex of an arc is the first of the next.
    for (let k = 0; k < count - 1; k++) {
      const at = ref < 0 ? from + count - 1 - k : from + k;
      out.push2(arcX[at]!, arcY[at]!);
    }
  }
}
