import { Clipper, ClipType, FillRule, type PolyPath64, PolyTree64 } from "clipper2-ts";
import type { LonLat } from "../crs/position.ts";
import { cornerOf, type GridLayer, ringsOf } from "./grid-layer.ts";
import { mayOverlap, mayReachOut } from "./outline-relation.ts";
import { type GridPoint, type GridRings, MM_PER_M, type Plane } from "./plane.ts";

/** A connected piece of an overlay that is large and wide enough to be meant. */
export interface Piece {
  readonly areaM2: number;
  /** Mean width: twice the area by the outline, which for a strip is its width. */
  readonly widthM: number;
  /** A place inside it. */
  readonly at: LonLat;
}

/** What is too small to be meant. */
export interface PieceLimits {
  readonly smallestM2: number;
  readonly narrowestM: number;
}

/** What two shapes of a layer have in common, slivers left out, largest piece first. Cost: O(n log n) in their vertices, where they meet. */
export function commonPieces(layer: GridLayer, i: number, j: number, limits: PieceLimits): Piece[] {
  if (!mayOverlap(layer, i, layer, j)) return [];
  const origin = cornerOf(layer, i);
  return overlayPieces(ClipType.Intersection, ringsOf(layer, i, origin), ringsOf(layer, j, origin), origin, layer.plane, limits);
}

/** What of a shape another does not cover, slivers left out, largest piece first. */
export function uncoveredPieces(child: GridLayer, i: number, parent: GridLayer, j: number, limits: PieceLimits): Piece[] {
  if (!mayReachOut(child, i, parent, j)) return [];
  const origin = cornerOf(child, i);
  return overlayPieces(ClipType.Difference, ringsOf(child, i, origin), ringsOf(parent, j, origin), origin, child.plane, limits);
}

function overlayPieces(
  type: ClipType,
  subject: GridRings,
  clip: GridRings,
  origin: GridPoint,
  plane: Plane,
  limits: PieceLimits,
): Piece[] {
  const tree = new PolyTree64();
  Clipper.booleanOpWithPolyTree(type, mutable(subject), mutable(clip), tree, FillRule.NonZero);
  const pieces: Piece[] = [];
  collectPieces(tree, (rings) => {
    const piece = pieceOf(rings, origin, plane);
    if (piece.areaM2 >= limits.smallestM2 && piece.widthM >= limits.narrowestM) pieces.push(piece);
  });
  return pieces.sort((a, b) => b.areaM2 - a.areaM2);
}

/** clipper2-ts asks for mutable arrays although it does not write to them. */
const mutable = (rings: GridRings): { x: number; y: number }[][] => rings as { x: number; y: number }[][];

/** Hands over each piece as its outline and holes. A node of the tree is an outline, its children holes, theirs outlines again. */
function collectPieces(node: PolyPath64, collect: (rings: GridRings) => void): void {
  for (let i = 0; i < node.count; i++) {
    const outline = node.child(i);
    const holes = Array.from({ length: outline.count }, (_, at) => outline.child(at));
    collect([outline, ...holes].map(({ poly }) => poly ?? []));
    for (const hole of holes) collectPieces(hole, collect);
  }
}

/** The ground of an outline and its holes. */
export function pieceOf(rings: GridRings, origin: GridPoint, plane: Plane): Piece {
  const [outline = [], ...holes] = rings;
  const holesMm2 = holes.reduce((total, hole) => total + Math.abs(signedAreaMm2(hole)), 0);
  const areaMm2 = Math.abs(signedAreaMm2(outline)) - holesMm2;
  const perimeterMm = rings.reduce((total, ring) => total + lengthMm(ring), 0);
  const inside = insidePoint(rings);
  const place = { x: inside.x + origin.x, y: inside.y + origin.y };
  return {
    areaM2: areaMm2 * plane.m2PerMm2(place),
    widthM: perimeterMm > 0 ? (2 * areaMm2) / perimeterMm / MM_PER_M : 0,
    at: plane.toLonLat(place),
  };
}

/** Shoelace from the first point; positive = counter-clockwise. */
function signedAreaMm2(ring: readonly GridPoint[]): number {
  const first = ring[0];
  if (first === undefined) return 0;
  let twice = 0;
  for (let i = 1; i + 1 < ring.length; i++) {
    const a = ring[i]!;
    const b = ring[i + 1]!;
    twice += (a.x - first.x) * (b.y - first.y) - (b.x - first.x) * (a.y - first.y);
  }
  return twice / 2;
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
