import type { Position } from "geojson";
import type { LonLat } from "../crs/position.ts";
import { GeoError } from "../errors.ts";
import { RAD_PER_DEG } from "../units.ts";
import { bboxOf } from "./bbox.ts";
import { containsPoint } from "./contains-point.ts";
import type { Areal } from "./types.ts";

/** Refinement stops when no cell can better the place by this share of the polygon's shorter side. */
const PRECISION_SHARE = 0.01;
/** A sliver a thousand times longer than wide would need a million cells for that; a label there is none the better for it. */
const MAX_CELLS = 3000;
/** Cells along the longer side to begin with, at most. */
const MAX_FIRST_CELLS = 32;

interface Cell {
  readonly x: number;
  readonly y: number;
  readonly half: number;
  /** Signed distance of the centre to the outline, inside positive. */
  readonly depth: number;
  /** No place in the cell lies deeper. */
  readonly limit: number;
}

/**
 * A place inside the polygon as far from its outline as there is (pole of inaccessibility), for a label; of a MultiPolygon, in
 * the part with the widest room. Always inside, never in a hole. East-west distances are shrunk by cos φ.
 *
 * Method: quadtree search with a bound on each cell, after the idea of Mapbox's polylabel. Precise to 1 % of the shorter side,
 * slivers apart. Cost: O(n) a cell, some tens of cells for a parcel, at most 3 000.
 *
 * @throws {GeoError} `empty-geometry` without a polygon of any area.
 */
export function labelPoint(areal: Areal): LonLat {
  const polygons = areal.type === "Polygon" ? [areal.coordinates] : areal.coordinates;
  let best: { at: LonLat; depth: number } | null = null;
  for (const rings of polygons) {
    const found = poleOf(rings);
    if (found && (!best || found.depth > best.depth)) best = found;
  }
  if (!best) throw new GeoError("empty-geometry", `A ${areal.type} without area has no inside to put a label in.`);
  return best.at;
}

function poleOf(rings: readonly (readonly Position[])[]): { at: LonLat; depth: number } | null {
  const shell = rings[0];
  if (!shell || shell.length < 4) return null;
  const polygon: Areal = { type: "Polygon", coordinates: rings as Position[][] };
  const [west, south, east, north] = bboxOf({ type: "Polygon", coordinates: [shell as Position[]] });
  const shrink = Math.max(0.01, Math.cos(((south + north) / 2) * RAD_PER_DEG));
  const flat = rings.map((ring) => Float64Array.from(ring.flatMap(([lon, lat]) => [(lon! - west) * shrink, lat! - south])));
  const width = (east - west) * shrink;
  const height = north - south;
  const side = Math.min(width, height);
  if (!(side > 0)) return null;
  const best = deepestCell(flat, width, height, side);
  const at: LonLat = [west + best.x / shrink, south + best.y];
  if (best.depth > 0 && containsPoint(polygon, at)) return { at, depth: best.depth };
  const fallback = middleOfWidestCut(polygon, rings, (south + north) / 2);
  return fallback && { at: fallback, depth: 0 };
}

function deepestCell(rings: readonly Float64Array[], width: number, height: number, side: number): Cell {
  const size = Math.max(side, Math.max(width, height) / MAX_FIRST_CELLS);
  const half = size / 2;
  const queue: Cell[] = [];
  for (let x = 0; x < width; x += size) for (let y = 0; y < height; y += size) queue.push(cell(rings, x + half, y + half, half));
  let best = queue[0]!;
  for (const each of queue) if (each.depth > best.depth) best = each;
  queue.sort((a, b) => a.limit - b.limit);
  let cells = queue.length;
  for (let next = queue.pop(); next && cells < MAX_CELLS; next = queue.pop(), cells += 4) {
    if (next.limit - best.depth <= PRECISION_SHARE * side) break;
    const h = next.half / 2;
    for (const [dx, dy] of [
      [-h, -h],
      [h, -h],
      [-h, h],
      [h, h],
    ] as const) {
      const part = cell(rings, next.x + dx, next.y + dy, h);
      if (part.depth > best.depth) best = part;
      if (part.limit > best.depth) insertByLimit(queue, part);
    }
  }
  return best;
}

function insertByLimit(queue: Cell[], added: Cell): void {
  let low = 0;
  let high = queue.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (queue[middle]!.limit < added.limit) low = middle + 1;
    else high = middle;
  }
  queue.splice(low, 0, added);
}

function cell(rings: readonly Float64Array[], x: number, y: number, half: number): Cell {
  let inside = false;
  let square = Infinity;
  for (const ring of rings)
    for (let i = 2; i < ring.length; i += 2) {
      const ax = ring[i - 2]!;
      const ay = ring[i - 1]!;
      const dx = ring[i]! - ax;
      const dy = ring[i + 1]! - ay;
      if (ay > y !== ay + dy > y && x < ax + ((y - ay) / dy) * dx) inside = !inside;
      const length = dx * dx + dy * dy;
      const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length));
      const ex = x - ax - t * dx;
      const ey = y - ay - t * dy;
      square = Math.min(square, ex * ex + ey * ey);
    }
  const depth = (inside ? 1 : -1) * Math.sqrt(square);
  return { x, y, half, depth, limit: depth + half * Math.SQRT2 };
}

/** For slivers in which rounding spoils the search: the middle of the widest stretch along a parallel that is inside. */
function middleOfWidestCut(polygon: Areal, rings: readonly (readonly Position[])[], latDeg: number): LonLat | null {
  const cuts: number[] = [];
  for (const ring of rings)
    for (let i = 1; i < ring.length; i++) {
      const [aLon, aLat] = ring[i - 1] as [number, number];
      const [bLon, bLat] = ring[i] as [number, number];
      if (aLat > latDeg !== bLat > latDeg) cuts.push(aLon + ((latDeg - aLat) / (bLat - aLat)) * (bLon - aLon));
    }
  cuts.sort((a, b) => a - b);
  let best: LonLat | null = null;
  let widest = 0;
  for (let i = 1; i < cuts.length; i++) {
    const at: LonLat = [(cuts[i - 1]! + cuts[i]!) / 2, latDeg];
    if (cuts[i]! - cuts[i - 1]! <= widest || !containsPoint(polygon, at)) continue;
    widest = cuts[i]! - cuts[i - 1]!;
    best = at;
  }
  return best;
}
