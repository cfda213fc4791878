import { Clipper, FillRule } from "clipper2-ts";
import type { LonLat } from "../../crs/position.ts";
import { type GridPoint, type GridRings, type GridShape, MM_PER_M, type Plane, signedAreaMm2 } from "./plane.ts";

/** Overlaps and overhangs smaller than this, or narrower on average, are rounding of coordinates and no finding. */
const SMALLEST_PIECE_M2 = 0.01;
export const NARROWEST_PIECE_M = 0.01;

/** A connected piece of an overlay that is large and wide enough to be meant. */
export interface Piece {
  readonly areaM2: number;
  readonly at: LonLat;
  readonly ring: readonly GridPoint[];
}

/** What two outlines have in common, slivers left out, largest piece first. Cost: O(n log n) in their vertices. */
export function commonPieces(a: GridShape, b: GridShape, plane: Plane): Piece[] {
  if (areApart(a, b)) return [];
  const origin = cornerOf(a);
  return piecesOf(Clipper.intersect(moved(a.rings, origin), moved(b.rings, origin), FillRule.NonZero), origin, plane);
}

/** What of the first outlines, taken together, the second does not cover, slivers left out, largest piece first. */
export function uncoveredPieces(parts: readonly GridShape[], cover: GridShape, plane: Plane): Piece[] {
  const origin = cornerOf(cover);
  const rings = parts.flatMap((part) => part.rings);
  return piecesOf(Clipper.difference(moved(rings, origin), moved(cover.rings, origin), FillRule.NonZero), origin, plane);
}

/**
 * Whether a straight line parts two outlines, or lets them overlap by less than the narrowest piece: true for most neighbours,
 * and much cheaper than an overlay. False says nothing.
 */
function areApart(a: GridShape, b: GridShape): boolean {
  return parts(a, b) || parts(b, a);
}

/** Whether the line of some edge of `a` has all of `a` on its left and nothing of `b` farther left than the tolerance. */
function parts(a: GridShape, b: GridShape): boolean {
  const toleranceMm = NARROWEST_PIECE_M * MM_PER_M;
  for (const ring of a.rings)
    for (let i = 0; i < ring.length; i++) {
      const from = ring[i]!;
      const to = ring[(i + 1) % ring.length]!;
      const [dx, dy] = [to.x - from.x, to.y - from.y];
      const left = (point: GridPoint) => dx * (point.y - from.y) - dy * (point.x - from.x);
      const limit = toleranceMm * Math.hypot(dx, dy);
      if (limit > 0 && every(b.rings, (point) => left(point) <= limit) && every(a.rings, (point) => left(point) >= 0))
        return true;
    }
  return false;
}

function every(rings: GridRings, holds: (point: GridPoint) => boolean): boolean {
  return rings.every((ring) => ring.every(holds));
}

/** Near its own corner an outline has small numbers, whose products stay exact. */
function cornerOf({ bounds }: GridShape): GridPoint {
  return { x: bounds[0], y: bounds[1] };
}

function moved(rings: GridRings, origin: GridPoint): GridPoint[][] {
  return rings.map((ring) => ring.map(({ x, y }) => ({ x: x - origin.x, y: y - origin.y })));
}

function piecesOf(paths: readonly (readonly GridPoint[])[], origin: GridPoint, plane: Plane): Piece[] {
  const pieces: Piece[] = [];
  for (const path of paths) {
    const areaMm2 = signedAreaMm2(path);
    // A hole runs clockwise; it makes its piece smaller than said here, never larger.
    if (areaMm2 <= 0 || (2 * areaMm2) / perimeterMm(path) < NARROWEST_PIECE_M * MM_PER_M) continue;
    const ring = path.map(({ x, y }) => ({ x: x + origin.x, y: y + origin.y }));
    const place = insidePoint(ring);
    const areaM2 = areaMm2 * plane.m2PerMm2(place);
    if (areaM2 >= SMALLEST_PIECE_M2) pieces.push({ areaM2, at: plane.toLonLat(place), ring });
  }
  return pieces.sort((a, b) => b.areaM2 - a.areaM2);
}

function perimeterMm(ring: readonly GridPoint[]): number {
  return ring.reduce((total, point, index) => {
    const next = ring[(index + 1) % ring.length]!;
    return total + Math.hypot(next.x - point.x, next.y - point.y);
  }, 0);
}

/** The middle of the widest stretch of a level line through the ring: always inside, near the middle of a compact piece. */
function insidePoint(ring: readonly GridPoint[]): GridPoint {
  const ys = ring.map(({ y }) => y);
  // Half a millimetre off the grid, so that the line meets no vertex.
  const y = Math.floor((Math.min(...ys) + Math.max(...ys)) / 2) + 0.5;
  const crossings: number[] = [];
  for (const [index, a] of ring.entries()) {
    const b = ring[(index + 1) % ring.length]!;
    if (a.y > y !== b.y > y) crossings.push(a.x + ((b.x - a.x) * (y - a.y)) / (b.y - a.y));
  }
  crossings.sort((p, q) => p - q);
  let best = { x: ring[0]!.x, y: ring[0]!.y, width: -1 };
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const width = crossings[i + 1]! - crossings[i]!;
    if (width > best.width) best = { x: (crossings[i]! + crossings[i + 1]!) / 2, y, width };
  }
  return { x: best.x, y: best.y };
}
