import { Clipper, ClipperOffset, EndType, FillRule, JoinType } from "clipper2-ts";

/** A place on an integer grid. */
export interface GridPoint {
  readonly x: number;
  readonly y: number;
}

/** A ring (not closed by repetition), a line or a point on an integer grid. */
export type GridPath = readonly GridPoint[];

/** The only file that touches clipper2-ts, which asks for mutable arrays although it does not write to them. */
const mutable = (paths: readonly GridPath[]): { x: number; y: number }[][] => paths as { x: number; y: number }[][];

/** What is covered an odd number of times: cleans rings of any winding, self-crossing ones included. */
export function evenOdd(paths: readonly GridPath[]): GridPath[] {
  return Clipper.union(mutable(paths), FillRule.EvenOdd);
}

/** What is covered at all, for paths whose shells run counter-clockwise and holes clockwise. */
export function unite(paths: readonly GridPath[]): GridPath[] {
  return Clipper.union(mutable(paths), FillRule.NonZero);
}

export function intersect(a: readonly GridPath[], b: readonly GridPath[]): GridPath[] {
  return Clipper.intersect(mutable(a), mutable(b), FillRule.NonZero);
}

export function subtract(a: readonly GridPath[], b: readonly GridPath[]): GridPath[] {
  return Clipper.difference(mutable(a), mutable(b), FillRule.NonZero);
}

/**
 * Offset of polygons, lines and points by `delta` grid units with round joins; arcs keep within `arcTolerance` inside the true
 * circle. Negative offsets shrink polygons; lines and points then vanish.
 */
export function offset(
  { polygons, lines }: { readonly polygons: readonly GridPath[]; readonly lines: readonly GridPath[] },
  delta: number,
  arcTolerance: number,
): GridPath[] {
  const engine = new ClipperOffset(2, arcTolerance);
  if (polygons.length > 0) engine.addPaths(mutable(polygons), JoinType.Round, EndType.Polygon);
  if (lines.length > 0 && delta > 0) engine.addPaths(mutable(lines), JoinType.Round, EndType.Round);
  const result: { x: number; y: number }[][] = [];
  engine.execute(delta, result);
  return result;
}
