import { tmForward, tmInverse } from "../crs/transverse-mercator.ts";
import { RAD_PER_DEG } from "../units.ts";
import { MAX_CURVATURE, MIN_RADIUS_M } from "./distance/bounds.ts";
import type { FrameShape } from "./distance/frame-shape.ts";
import { halves, type Piece, wholeEdge } from "./distance/piece-pair.ts";
import type { LocalFrame } from "./local-frame.ts";
import type { GridPath, GridPoint } from "./overlay/clipper.ts";
import { type DegreeGrid, toGrid } from "./overlay/degree-grid.ts";

/** Drawing grid in a frame: 0.1 mm. */
export const GRID_M = 1e-4;

/**
 * A path of the shape as a polyline in the frame (x, y in turn, metres) whose pieces keep within `toleranceM` of the true
 * edges and are no longer than `longestM`. A ring ends before its first position comes again.
 */
export function finePath(shape: FrameShape, path: number, toleranceM: number, longestM = Infinity): number[] {
  const { pathStarts } = shape.shape.flat;
  const start = 2 * pathStarts[path]!;
  const xy = [shape.xy[start]!, shape.xy[start + 1]!];
  const add = (piece: Piece): void => {
    if (piece.deviationM > toleranceM || piece.chordM > longestM) halves(piece).forEach(add);
    else xy.push(piece.ends[2]!, piece.ends[3]!);
  };
  const { pathEdges, first, last } = shape.shape;
  for (let edge = pathEdges[path]!; edge < pathEdges[path + 1]!; edge++)
    if (first[edge] !== last[edge]) add(wholeEdge(shape, edge));
  return xy;
}

/** The polyline on the drawing grid. */
export function onDrawingGrid(xy: readonly number[]): GridPoint[] {
  const points: GridPoint[] = [];
  for (let i = 0; i < xy.length; i += 2) points.push({ x: Math.round(xy[i]! / GRID_M), y: Math.round(xy[i + 1]! / GRID_M) });
  return points;
}

const scratch = new Float64Array(2);

/**
 * Rings of a frame's drawing grid on the degree grid. Edges are cut so short that each keeps within `toleranceM` of its straight
 * line in the frame, whether read as straight in lon/lat, in a zone up to 200 km off its meridian, or as a geodesic.
 */
export function onDegreeGrid(grid: DegreeGrid, frame: LocalFrame, rings: readonly GridPath[], toleranceM: number): GridPath[] {
  return rings.map((ring) => {
    const points: GridPoint[] = [];
    for (let i = 0; i < ring.length; i++) {
      const a = ring[i]!;
      const b = ring[(i + 1) % ring.length]!;
      const pieces = Math.ceil((Math.hypot(b.x - a.x, b.y - a.y) * GRID_M) / longestPieceM(frame, a, b, toleranceM));
      for (let k = 0; k < Math.max(1, pieces); k++) {
        const t = k / pieces || 0;
        tmInverse(frame.projection, (a.x + t * (b.x - a.x)) * GRID_M, (a.y + t * (b.y - a.y)) * GRID_M, scratch, 0);
        points.push(toGrid(grid, scratch[0]!, scratch[1]!));
      }
    }
    return points;
  });
}

/**
 * The longest straight piece within `reachM` of a frame's origin that keeps within the tolerance under every edge model: the
 * chord length at which their curvature stays within it, κ·L²/8.
 */
export function longestNearM(latDeg: number, reachM: number, toleranceM: number): number {
  const highestRad = Math.min(1.57, Math.abs(latDeg) * RAD_PER_DEG + reachM / MIN_RADIUS_M);
  const curvature = (2 * Math.tan(highestRad) + 0.02) / MIN_RADIUS_M + MAX_CURVATURE * (2 * reachM + 200_000);
  return Math.sqrt((8 * toleranceM) / curvature);
}

function longestPieceM(frame: LocalFrame, a: GridPoint, b: GridPoint, toleranceM: number): number {
  return longestNearM(frame.latDeg, Math.max(Math.abs(a.x), Math.abs(b.x), Math.abs(a.y), Math.abs(b.y)) * GRID_M, toleranceM);
}

/** Projects a polyline of one frame into another. */
export function reframe(xy: readonly number[], from: LocalFrame, to: LocalFrame): number[] {
  const out = new Float64Array(xy.length);
  for (let i = 0; i < xy.length; i += 2) {
    tmInverse(from.projection, xy[i]!, xy[i + 1]!, scratch, 0);
    tmForward(to.projection, scratch[0]!, scratch[1]!, out, i);
  }
  return [...out];
}
