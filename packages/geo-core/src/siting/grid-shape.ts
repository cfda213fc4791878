import { polygonsOf, STEPS_PER_DEG } from "../geodesy/overlay/degree-grid.ts";
import { edgeColumns, visitContacts } from "../geometry/edge-contacts.ts";
import { assertRing } from "../geometry/flat-geometry.ts";
import type { FlatLayer } from "../geometry/flat-layer.ts";
import type { Areal } from "../geometry/types.ts";

/** An areal on the degree grid: rings of x, y in turn (steps from 0°), closed, with shells counter-clockwise and holes clockwise. */
export interface GridShape {
  readonly rings: readonly Float64Array[];
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/**
 * The areal as rings on the grid.
 *
 * @throws {GeoError} `ring-not-closed`, `ring-too-short`.
 */
export function gridShape(areal: Areal): GridShape {
  const rings: Float64Array[] = [];
  for (const polygon of polygonsOf(areal))
    for (const [number, ring] of polygon.entries()) {
      assertRing(ring);
      const xy = new Float64Array(2 * ring.length);
      for (let i = 0; i < ring.length; i++) {
        xy[2 * i] = Math.round(ring[i]![0]! * STEPS_PER_DEG);
        xy[2 * i + 1] = Math.round(ring[i]![1]! * STEPS_PER_DEG);
      }
      if (twiceSignedArea(xy) > 0 !== (number === 0)) reverse(xy);
      rings.push(xy);
    }
  return boxed(rings);
}

/** The polygons of a feature of a layer that is wound as RFC 7946 asks, as drawn buffers are. */
export function gridShapeAt(
  steps: Float64Array,
  { pathStarts, partStarts, featureStarts }: FlatLayer,
  feature: number,
): GridShape {
  const rings: Float64Array[] = [];
  const end = partStarts[featureStarts[feature + 1]!]!;
  for (let path = partStarts[featureStarts[feature]!]!; path < end; path++) {
    rings.push(steps.subarray(2 * pathStarts[path]!, 2 * pathStarts[path + 1]!));
  }
  return boxed(rings);
}

function boxed(rings: readonly Float64Array[]): GridShape {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const xy of rings)
    for (let i = 0; i < xy.length; i += 2) {
      const x = xy[i]!;
      const y = xy[i + 1]!;
      if (x < minX) minX = x;
      if (x > maxX) maxX = x;
      if (y < minY) minY = y;
      if (y > maxY) maxY = y;
    }
  return { rings, minX, minY, maxX, maxY };
}

/** Whether no two edges of the rings meet but neighbours in their common vertex. Exact. */
export function ringsAreApart({ rings }: GridShape): boolean {
  const points = rings.map((xy) => Array.from({ length: xy.length / 2 - 1 }, (_, i) => ({ x: xy[2 * i]!, y: xy[2 * i + 1]! })));
  let apart = true;
  visitContacts(edgeColumns(points), () => {
    apart = false;
    return true;
  });
  return apart;
}

export function boxesMeet(a: GridShape, b: GridShape): boolean {
  return a.minX <= b.maxX && b.minX <= a.maxX && a.minY <= b.maxY && b.minY <= a.maxY;
}

/** Whether a place lies inside, by crossings of a ray to the east. Places on the outline go to either side. */
export function holds(shape: GridShape, x: number, y: number): boolean {
  if (x < shape.minX || x > shape.maxX || y < shape.minY || y > shape.maxY) return false;
  let inside = false;
  for (const xy of shape.rings) {
    let ay = xy[1]!;
    for (let i = 3; i < xy.length; i += 2) {
      const by = xy[i]!;
      if (ay > y !== by > y) {
        const ax = xy[i - 3]!;
        if (x < ax + ((y - ay) / (by - ay)) * (xy[i - 1]! - ax)) inside = !inside;
      }
      ay = by;
    }
  }
  return inside;
}

function twiceSignedArea(xy: Float64Array): number {
  const x0 = xy[0]!;
  const y0 = xy[1]!;
  let sum = 0;
  for (let i = 2; i + 3 < xy.length; i += 2) sum += (xy[i]! - x0) * (xy[i + 3]! - y0) - (xy[i + 2]! - x0) * (xy[i + 1]! - y0);
  return sum;
}

function reverse(xy: Float64Array): void {
  for (let i = 0, j = xy.length - 2; i < j; i += 2, j -= 2) {
    const [x, y] = [xy[i]!, xy[i + 1]!];
    xy[i] = xy[j]!;
    xy[i + 1] = xy[j + 1]!;
    xy[j] = x;
    xy[j + 1] = y;
  }
}
