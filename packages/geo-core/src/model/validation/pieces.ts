import { Clipper, ClipType, FillRule, type PolyPath64, PolyTree64 } from "clipper2-ts";
import type { LonLat } from "../../crs/position.ts";
import { type GridPoint, type GridRings, type GridShape, MM_PER_M, type Plane, signedAreaMm2 } from "./plane.ts";

/** Overlaps and overhangs smaller than this, or narrower on average, are rounding of coordinates and no finding. */
const SMALLEST_PIECE_M2 = 0.01;
export const NARROWEST_PIECE_M = 0.01;

/** A connected piece of an overlay that is large and wide enough to be meant. */
export interface Piece {
  readonly areaM2: number;
  /** A place inside it. */
  readonly at: LonLat;
}

/** What two outlines have in common, slivers left out, largest piece first. Cost: O(n log n) in their vertices. */
export function commonPieces(a: GridShape, b: GridShape, plane: Plane): Piece[] {
  if (areApart(a, b)) return [];
  return overlayPieces(ClipType.Intersection, a.rings, b.rings, cornerOf(a), plane);
}

/** What of the first outlines, taken together, the second does not cover, slivers left out, largest piece first. */
export function uncoveredPieces(parts: readonly GridShape[], cover: GridShape, plane: Plane): Piece[] {
  const rings = parts.flatMap((part) => part.rings);
  return overlayPieces(ClipType.Difference, rings, cover.rings, cornerOf(cover), plane);
}

/** Beyond so many pairs of vertices the overlay itself is cheaper than the attempt to avoid it. */
const MOST_PAIRS_TO_PART = 100_000;

/**
 * Whether a straight line parts two outlines, or lets them overlap by less than the narrowest piece: true for most neighbours,
 * and much cheaper than an overlay. False says nothing.
 */
function areApart(a: GridShape, b: GridShape): boolean {
  return sizeOf(a) * sizeOf(b) <= MOST_PAIRS_TO_PART && (parts(a, b) || parts(b, a));
}

function sizeOf({ rings }: GridShape): number {
  return rings.reduce((total, { length }) => total + length, 0);
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

function overlayPieces(type: ClipType, subject: GridRings, clip: GridRings, origin: GridPoint, plane: Plane): Piece[] {
  const tree = new PolyTree64();
  Clipper.booleanOpWithPolyTree(type, moved(subject, origin), moved(clip, origin), tree, FillRule.NonZero);
  const pieces: Piece[] = [];
  collectPieces(tree, (rings) => {
    const piece = pieceOf(rings, origin, plane);
    if (piece !== null) pieces.push(piece);
  });
  return pieces.sort((a, b) => b.areaM2 - a.areaM2);
}

/** Hands over each piece as its outline and holes. A node of the tree is an outline, its children holes, theirs outlines again. */
function collectPieces(node: PolyPath64, collect: (rings: GridRings) => void): void {
  for (let i = 0; i < node.count; i++) {
    const outline = node.child(i);
    const holes = Array.from({ length: outline.count }, (_, at) => outline.child(at));
    collect([outline, ...holes].map(({ poly }) => poly ?? []));
    for (const hole of holes) collectPieces(hole, collect);
  }
}

/** A piece, or null where it is a sliver. */
function pieceOf(rings: GridRings, origin: GridPoint, plane: Plane): Piece | null {
  const [outline = [], ...holes] = rings;
  const holesMm2 = holes.reduce((total, hole) => total + Math.abs(signedAreaMm2(hole)), 0);
  const areaMm2 = Math.abs(signedAreaMm2(outline)) - holesMm2;
  const perimeterMm = rings.reduce((total, ring) => total + lengthMm(ring), 0);
  if (2 * areaMm2 < NARROWEST_PIECE_M * MM_PER_M * perimeterMm) return null;
  const inside = insidePoint(rings);
  const place = { x: inside.x + origin.x, y: inside.y + origin.y };
  const areaM2 = areaMm2 * plane.m2PerMm2(place);
  return areaM2 < SMALLEST_PIECE_M2 ? null : { areaM2, at: plane.toLonLat(place) };
}

function lengthMm(ring: readonly GridPoint[]): number {
  return ring.reduce((total, point, index) => {
    const next = ring[(index + 1) % ring.length]!;
    return total + Math.hypot(next.x - point.x, next.y - point.y);
  }, 0);
}

/** The middle of the widest stretch that a level line at half height has inside the rings, holes left out. */
function insidePoint(rings: GridRings): GridPoint {
  let [minY, maxY] = [Infinity, -Infinity];
  for (const { y } of rings[0] ?? []) [minY, maxY] = [Math.min(minY, y), Math.max(maxY, y)];
  // Half a millimetre off the grid, so that the line meets no vertex.
  const y = Math.floor((minY + maxY) / 2) + 0.5;
  const crossings = rings
    .flatMap((ring) =>
      ring.flatMap((a, index) => {
        const b = ring[(index + 1) % ring.length]!;
        return a.y > y === b.y > y ? [] : [a.x + ((b.x - a.x) * (y - a.y)) / (b.y - a.y)];
      }),
    )
    .sort((p, q) => p - q);
  let best = { x: 0, width: -1 };
  for (let i = 0; i + 1 < crossings.length; i += 2) {
    const width = crossings[i + 1]! - crossings[i]!;
    if (width > best.width) best = { x: (crossings[i]! + crossings[i + 1]!) / 2, width };
  }
  return { x: best.x, y };
}
