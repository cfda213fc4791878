import type { Areal, Bbox } from "../geometry/types.ts";
import { buildSpatialIndex, type SpatialIndex } from "../spatial-index/spatial-index.ts";
import type { GridPoint, GridRings, Plane } from "./plane.ts";

/**
 * The outlines of a layer on a plane's grid, as columns. Points of ring `r` are `ringStarts[r] … ringStarts[r + 1] − 1`, rings of shape `s`
 * `shapeRings[s] … shapeRings[s + 1] − 1`; outer rings run counter-clockwise, holes clockwise, no point twice in turn.
 */
export interface GridLayer {
  readonly plane: Plane;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** The point after each one on its ring. */
  readonly next: Int32Array;
  readonly ringStarts: Int32Array;
  readonly shapeRings: Int32Array;
  /** Least x, y and greatest x, y of each shape in turn. */
  readonly bounds: Float64Array;
  readonly index: SpatialIndex;
}

/** Columns of areals on a plane. Rings may be wound either way; the first of each polygon is its outer one. */
export function gridLayer(areals: readonly Areal[], plane: Plane): GridLayer {
  const polygonsByShape = areals.map(({ type, coordinates }) => (type === "Polygon" ? [coordinates] : coordinates));
  const rings = polygonsByShape.flat(2);
  const capacity = rings.reduce((sum, ring) => sum + ring.length, 0);
  const x = new Float64Array(capacity);
  const y = new Float64Array(capacity);
  const next = new Int32Array(capacity);
  const ringStarts = new Int32Array(rings.length + 1);
  const shapeRings = new Int32Array(areals.length + 1);
  const bounds = new Float64Array(4 * areals.length);
  const place = new Float64Array(2);
  let ring = 0;
  let end = 0;
  polygonsByShape.forEach((polygons, shape) => {
    const start = end;
    for (const polygon of polygons)
      polygon.forEach((positions, at) => {
        const from = end;
        for (let i = 0; i + 1 < positions.length; i++) {
          plane.toGrid(positions[i]![0]!, positions[i]![1]!, place, 0);
          if (end > from && x[end - 1] === place[0] && y[end - 1] === place[1]) continue;
          x[end] = place[0]!;
          y[end++] = place[1]!;
        }
        if (end > from + 1 && x[end - 1] === x[from] && y[end - 1] === y[from]) end--;
        if (twiceArea(x, y, from, end) > 0 !== (at === 0)) {
          x.subarray(from, end).reverse();
          y.subarray(from, end).reverse();
        }
        for (let i = from; i < end; i++) next[i] = i + 1 < end ? i + 1 : from;
        ringStarts[++ring] = end;
      });
    shapeRings[shape + 1] = ring;
    writeBounds(x, y, start, end, bounds, 4 * shape);
  });
  const index = buildSpatialIndex(areals.map((_, shape) => boxAt(bounds, shape, 0)));
  return { plane, x, y, next, ringStarts, shapeRings, bounds, index };
}

/** First point of a shape, and the one after its last. */
export function pointsOf({ ringStarts, shapeRings }: GridLayer, shape: number): readonly [from: number, to: number] {
  return [ringStarts[shapeRings[shape]!]!, ringStarts[shapeRings[shape + 1]!]!];
}

/** The rings of a shape as points, moved by an origin. Near it numbers are small and their products exact. */
export function ringsOf(layer: GridLayer, shape: number, origin: GridPoint): GridRings {
  return ringsBetween(layer, layer.shapeRings[shape]!, layer.shapeRings[shape + 1]!, origin);
}

/** The same of rings `first` … `end` − 1 of the layer. */
export function ringsBetween({ x, y, ringStarts }: GridLayer, first: number, end: number, origin: GridPoint): GridRings {
  const rings: GridPoint[][] = [];
  for (let ring = first; ring < end; ring++) {
    const points: GridPoint[] = [];
    for (let i = ringStarts[ring]!; i < ringStarts[ring + 1]!; i++) points.push({ x: x[i]! - origin.x, y: y[i]! - origin.y });
    rings.push(points);
  }
  return rings;
}

/** The least corner of a shape's box. */
export function cornerOf({ bounds }: GridLayer, shape: number): GridPoint {
  return { x: bounds[4 * shape]!, y: bounds[4 * shape + 1]! };
}

/** A shape's box, grown to all sides. */
export function boxOf({ bounds }: GridLayer, shape: number, byMm: number): Bbox {
  return boxAt(bounds, shape, byMm);
}

function boxAt(bounds: Float64Array, shape: number, byMm: number): Bbox {
  const at = 4 * shape;
  return [bounds[at]! - byMm, bounds[at + 1]! - byMm, bounds[at + 2]! + byMm, bounds[at + 3]! + byMm];
}

/** Shoelace from the first point, twice over; positive = counter-clockwise. */
export function twiceArea(x: Float64Array, y: Float64Array, from: number, to: number): number {
  let twice = 0;
  for (let i = from + 1; i + 1 < to; i++)
    twice += (x[i]! - x[from]!) * (y[i + 1]! - y[from]!) - (x[i + 1]! - x[from]!) * (y[i]! - y[from]!);
  return twice;
}

function writeBounds(x: Float64Array, y: Float64Array, from: number, to: number, out: Float64Array, at: number): void {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = from; i < to; i++) {
    if (x[i]! < minX) minX = x[i]!;
    if (x[i]! > maxX) maxX = x[i]!;
    if (y[i]! < minY) minY = y[i]!;
    if (y[i]! > maxY) maxY = y[i]!;
  }
  out[at] = minX;
  out[at + 1] = minY;
  out[at + 2] = maxX;
  out[at + 3] = maxY;
}
