import type { Position } from "geojson";
import { orient2d } from "robust-predicates";
import type { LonLat } from "../crs/position.ts";
import type { Areal } from "./types.ts";

const RING_OUTSIDE = 0;
export const RING_INSIDE = 1;
export const RING_BOUNDARY = 2;

/**
 * Whether the position lies in the polygon, its boundary included; holes are outside, their edges boundary. Edges are
 * straight in lon/lat (RFC 7946). Exact for the given doubles: Shewchuk's adaptive orientation test decides every doubt.
 *
 * Cost: O(n).
 */
export function containsPoint(areal: Areal, lonLat: LonLat): boolean {
  const polygons = areal.type === "Polygon" ? [areal.coordinates] : areal.coordinates;
  return polygons.some((rings) => polygonContains(rings, lonLat[0], lonLat[1]));
}

function polygonContains(rings: readonly (readonly Position[])[], x: number, y: number): boolean {
  for (let i = 0; i < rings.length; i++) {
    const place = placeInRing(rings[i]!, x, y);
    if (place === RING_BOUNDARY) return true;
    if (i === 0 ? place === RING_OUTSIDE : place === RING_INSIDE) return false;
  }
  return rings.length > 0;
}

/**
 * Where a position lies to a closed ring, exactly. Ray to the east; each edge counts where it spans y half-open, so that a vertex on the ray counts once.
 */
export function placeInRing(ring: readonly Position[], x: number, y: number): number {
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const ax = ring[i - 1]![0]!;
    const ay = ring[i - 1]![1]!;
    const bx = ring[i]![0]!;
    const by = ring[i]![1]!;
    if ((ay < y && by < y) || (ay > y && by > y) || (ax < x && bx < x)) continue;
    if ((ax === x && ay === y) || (bx === x && by === y)) return RING_BOUNDARY;
    if (ay === by) {
      if (ay === y && ax < x !== bx < x) return RING_BOUNDARY;
      continue;
    }
    // robust-predicates measures with y downward: positive means a, b, c turn clockwise with y north.
    const turn = -orient2d(ax, ay, bx, by, x, y);
    if (turn === 0) return RING_BOUNDARY;
    if (ay > y !== by > y && by > ay === turn > 0) inside = !inside;
  }
  return inside ? RING_INSIDE : RING_OUTSIDE;
}
