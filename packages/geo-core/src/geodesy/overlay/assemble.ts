import { orient2d } from "robust-predicates";
import { edgeColumns, visitContacts } from "../../geometry/edge-contacts.ts";
import type { GridPath, GridPoint } from "./clipper.ts";
import { outlineEdges } from "./planar-edges.ts";
import { traceSimpleRings } from "./trace-rings.ts";

/** A polygon on the grid: shell counter-clockwise, holes clockwise, rings simple, the inside in one piece. */
export interface GridPolygon {
  readonly shell: GridPath;
  readonly holes: GridPath[];
}

/**
 * Valid polygons (OGC) from rings of the clipping engine, whose output may cross itself by a grid unit or touch itself: outlines
 * that do are noded anew and cut wherever they touch; holes are given to their shells.
 */
export function assemblePolygons(paths: readonly GridPath[]): GridPolygon[] {
  const rings = paths.filter((ring) => ring.length >= 3);
  return nest(areApart(rings) ? rings : traceSimpleRings(outlineEdges(rings)));
}

/** Whether no two edges meet but neighbours in their common vertex. */
function areApart(rings: readonly GridPath[]): boolean {
  let apart = true;
  visitContacts(edgeColumns(rings), () => {
    apart = false;
    return true;
  });
  return apart;
}

/** Twice the signed area of a ring, grid units, counter-clockwise positive. */
export function twiceArea(ring: GridPath): number {
  const origin = ring[0]!;
  let sum = 0;
  for (let i = 1; i + 1 < ring.length; i++) {
    const a = ring[i]!;
    const b = ring[i + 1]!;
    sum += (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y);
  }
  return sum;
}

/** Polygons from simple rings that meet in vertices only: each hole goes to the smallest shell around it. */
export function nest(rings: readonly GridPath[]): GridPolygon[] {
  const shells: (GridPolygon & { readonly size: number })[] = [];
  const holes: GridPath[] = [];
  for (const ring of rings) {
    const size = twiceArea(ring);
    if (size > 0) shells.push({ shell: ring, holes: [], size });
    else if (size < 0) holes.push(ring);
  }
  shells.sort((a, b) => a.size - b.size);
  for (const hole of holes) {
    const owner = shells.length === 1 ? shells[0] : shells.find(({ shell }) => ringInRing(hole, shell));
    owner?.holes.push(hole);
  }
  return shells.map(({ shell, holes: own }) => ({ shell, holes: own }));
}

/** Whether a ring that does not cross the shell lies in it: decided by the first vertex, or middle of an edge, off the shell. */
export function ringInRing(ring: GridPath, shell: GridPath): boolean {
  if (!couldHold(shell, ring[0]!)) return false;
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!;
    const b = ring[(i + 1) % ring.length]!;
    for (const point of [a, { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }]) {
      const side = sideOfRing(point, shell);
      if (side !== 0) return side > 0;
    }
  }
  return false;
}

/** Whether a place lies in a ring's box. */
function couldHold(ring: GridPath, { x, y }: GridPoint): boolean {
  let [west, east, south, north] = [false, false, false, false];
  for (const vertex of ring) {
    if (vertex.x <= x) west = true;
    if (vertex.x >= x) east = true;
    if (vertex.y <= y) south = true;
    if (vertex.y >= y) north = true;
    if (west && east && south && north) return true;
  }
  return false;
}

/** 1 inside, −1 outside, 0 on the ring; exact. */
function sideOfRing({ x, y }: GridPoint, ring: GridPath): number {
  let inside = false;
  for (let i = 0; i < ring.length; i++) {
    const a = ring[i]!;
    const b = ring[(i + 1) % ring.length]!;
    if ((a.y < y && b.y < y) || (a.y > y && b.y > y) || (a.x < x && b.x < x)) continue;
    const turn = -orient2d(a.x, a.y, b.x, b.y, x, y);
    if (turn === 0) {
      if (Math.min(a.x, b.x) <= x && x <= Math.max(a.x, b.x)) return 0;
      continue;
    }
    if (a.y > y !== b.y > y && b.y > a.y === turn > 0) inside = !inside;
  }
  return inside ? 1 : -1;
}
