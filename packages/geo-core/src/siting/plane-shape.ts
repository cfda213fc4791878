import type { Position } from "geojson";
import { tmForward } from "../crs/transverse-mercator.ts";
import type { LocalFrame } from "../geodesy/local-frame.ts";
import { flattenGeometry, LINE_PART, POLYGON_PART } from "../geometry/flat-geometry.ts";
import type { Geometry } from "../geometry/types.ts";

/** A geometry in a plane, as segments `x1, y1, x2, y2` (a point is a segment of no length); polygons also enclose ground. */
export interface PlaneShape {
  readonly segments: Float64Array;
  readonly isAreal: boolean;
}

/** Projects a geometry into a local frame. Good for a search; what the search finds is then measured exactly. */
export function planeShape(geometry: Geometry, { projection }: LocalFrame): PlaneShape {
  const { lonLat, pathStarts, partStarts, partKinds } = flattenGeometry(geometry);
  const xy = new Float64Array(lonLat.length);
  for (let i = 0; i < lonLat.length; i += 2) tmForward(projection, lonLat[i]!, lonLat[i + 1]!, xy, i);
  const segments: number[] = [];
  for (let part = 0; part < partKinds.length; part++) {
    const isPath = partKinds[part] === LINE_PART || partKinds[part] === POLYGON_PART;
    for (let path = partStarts[part]!; path < partStarts[part + 1]!; path++) {
      const from = pathStarts[path]!;
      const to = pathStarts[path + 1]!;
      if (!isPath) segments.push(xy[2 * from]!, xy[2 * from + 1]!, xy[2 * from]!, xy[2 * from + 1]!);
      for (let i = from + 1; isPath && i < to; i++) segments.push(xy[2 * i - 2]!, xy[2 * i - 1]!, xy[2 * i]!, xy[2 * i + 1]!);
    }
  }
  return { segments: Float64Array.from(segments), isAreal: partKinds.includes(POLYGON_PART) };
}

/** Distance to the outline, negative inside an areal shape. */
export function signedDistanceM({ segments, isAreal }: PlaneShape, x: number, y: number): number {
  let leastSquare = Infinity;
  let inside = false;
  for (let i = 0; i < segments.length; i += 4) {
    const ax = segments[i]!;
    const ay = segments[i + 1]!;
    const dx = segments[i + 2]! - ax;
    const dy = segments[i + 3]! - ay;
    const square = dx * dx + dy * dy;
    const share = square > 0 ? Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / square)) : 0;
    const gapX = ax + share * dx - x;
    const gapY = ay + share * dy - y;
    leastSquare = Math.min(leastSquare, gapX * gapX + gapY * gapY);
    if (ay > y !== ay + dy > y && x < ax + ((y - ay) / dy) * dx) inside = !inside;
  }
  return isAreal && inside ? -Math.sqrt(leastSquare) : Math.sqrt(leastSquare);
}

export interface PlaneBox {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

export function planeBox({ segments }: PlaneShape): PlaneBox {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < segments.length; i += 2) {
    minX = Math.min(minX, segments[i]!);
    maxX = Math.max(maxX, segments[i]!);
    minY = Math.min(minY, segments[i + 1]!);
    maxY = Math.max(maxY, segments[i + 1]!);
  }
  return { minX, minY, maxX, maxY };
}

/** The position of a GeoJSON point. */
export const pointAt = (position: Position) => ({ type: "Point" as const, coordinates: [...position] });
