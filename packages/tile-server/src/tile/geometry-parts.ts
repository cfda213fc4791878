import type { Geometry } from "@parkatlas/geo-core";
import { isInMercator } from "./mercator.ts";

/** TILE: every kind of geometry as parts of rings (or lines, or points), with the type numbers of MVT. */

export const POINT = 1;
export const LINE = 2;
export const POLYGON = 3;
export type ShapeType = typeof POINT | typeof LINE | typeof POLYGON;

export type Positions = readonly (readonly number[])[];

export interface GeometryParts {
  readonly type: ShapeType;
  /** A part of a polygon is an outer ring with its holes; of a line, one line; of a point, one point. */
  readonly parts: readonly (readonly Positions[])[];
}

export function partsOf(geometry: Geometry): GeometryParts {
  switch (geometry.type) {
    case "Point":
      return { type: POINT, parts: [[[geometry.coordinates]]] };
    case "MultiPoint":
      return { type: POINT, parts: geometry.coordinates.map((position) => [[position]]) };
    case "LineString":
      return { type: LINE, parts: [[geometry.coordinates]] };
    case "MultiLineString":
      return { type: LINE, parts: geometry.coordinates.map((line) => [line]) };
    case "Polygon":
      return { type: POLYGON, parts: [geometry.coordinates] };
    case "MultiPolygon":
      return { type: POLYGON, parts: geometry.coordinates };
    case "GeometryCollection":
      // A dataset has none; a feature that says so anyway is reported as not drawable.
      return { type: POINT, parts: [] };
  }
}

export function isDrawable(ring: Positions): boolean {
  if (ring.length === 0) return false;
  for (const position of ring) if (!isInMercator(position[0] ?? Number.NaN, position[1] ?? Number.NaN)) return false;
  return true;
}

/** How many positions of a ring count: a closed polygon ring does not repeat its first. */
export function openLength(ring: Positions, type: ShapeType): number {
  const last = ring.length - 1;
  const isClosed = type === POLYGON && last > 0 && ring[0]![0] === ring[last]![0] && ring[0]![1] === ring[last]![1];
  return isClosed ? last : ring.length;
}
