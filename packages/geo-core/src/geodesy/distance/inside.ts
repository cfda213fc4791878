import { POLYGON_PART } from "../../geometry/flat-geometry.ts";
import type { FrameShape } from "./frame-shape.ts";
import { halves, type Piece, wholeEdge } from "./piece-pair.ts";

/** Halvings of one edge before a point is called undecided: far finer than any double resolves. */
const MAX_DEPTH = 60;

/**
 * Whether (x, y), a place in the frame that does not lie on the outline, is inside one of the shape's polygons. Even-odd over
 * shell and holes, so a hole is outside.
 *
 * Edges are curves; an edge may be replaced by its chord without changing the answer when the point is farther from the chord
 * than the curve is (no part of the sweep touches the point). Where it is not, the edge is halved. `clearanceM` is how near the
 * outline may come; below it the halving stops.
 */
export function isInside(shape: FrameShape, x: number, y: number): boolean {
  const { partStarts, partKinds } = shape.shape.flat;
  for (let part = 0; part < partKinds.length; part++) {
    if (partKinds[part] !== POLYGON_PART) continue;
    let inside = false;
    for (let path = partStarts[part]!; path < partStarts[part + 1]!; path++)
      if (crossingsAreOdd(shape, path, x, y)) inside = !inside;
    if (inside) return true;
  }
  return false;
}

function crossingsAreOdd(shape: FrameShape, path: number, x: number, y: number): boolean {
  const { first, last, pathEdges } = shape.shape;
  const { xy, edgeDeviationM } = shape;
  let odd = false;
  for (let edge = pathEdges[path]!; edge < pathEdges[path + 1]!; edge++) {
    const a = 2 * first[edge]!;
    const b = 2 * last[edge]!;
    const reach = edgeDeviationM[edge]!;
    if (isNear(xy[a]!, xy[a + 1]!, xy[b]!, xy[b + 1]!, x, y, reach)) {
      if (curveCrosses(wholeEdge(shape, edge), x, y, 0)) odd = !odd;
    } else if (chordCrosses(xy[a]!, xy[a + 1]!, xy[b]!, xy[b + 1]!, x, y)) odd = !odd;
  }
  return odd;
}

function curveCrosses(piece: Piece, x: number, y: number, depth: number): boolean {
  const [ax, ay, bx, by] = piece.ends as unknown as [number, number, number, number];
  if (depth >= MAX_DEPTH || !isNear(ax, ay, bx, by, x, y, piece.deviationM)) return chordCrosses(ax, ay, bx, by, x, y);
  const [first, second] = halves(piece);
  return curveCrosses(first, x, y, depth + 1) !== curveCrosses(second, x, y, depth + 1);
}

/** Whether the ray from (x, y) to the east crosses the chord; each end counts half-open, so a vertex counts once. */
function chordCrosses(ax: number, ay: number, bx: number, by: number, x: number, y: number): boolean {
  if (ay > y === by > y) return false;
  const side = (bx - ax) * (y - ay) - (x - ax) * (by - ay);
  return by > ay === side > 0;
}

function isNear(ax: number, ay: number, bx: number, by: number, x: number, y: number, reach: number): boolean {
  const dx = bx - ax;
  const dy = by - ay;
  const square = dx * dx + dy * dy;
  const t = square === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy) <= reach;
}
