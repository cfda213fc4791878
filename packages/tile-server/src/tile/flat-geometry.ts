import type { Geometry } from "@parkatlas/geo-core";
import { IntList } from "./int-list.ts";
import { isInMercator } from "./mercator.ts";

/** TILE: every kind of geometry as parts of rings (or lines, or points), flat, with the type numbers of MVT. */

export const POINT = 1;
export const LINE = 2;
export const POLYGON = 3;
export type ShapeType = typeof POINT | typeof LINE | typeof POLYGON;

/**
 * A part of a polygon is an outer ring with its holes; of a line, one line; of a point, one point. Used again for the next
 * geometry.
 */
export class FlatGeometry {
  type: ShapeType = POINT;
  /** Rings of each part. */
  readonly parts = new IntList();
  /** Positions of each ring. */
  readonly rings = new IntList();
  /** Longitude and latitude in turn. */
  coords = new Float64Array(1024);
  length = 0;

  begin(type: ShapeType): void {
    this.type = type;
    this.parts.length = 0;
    this.rings.length = 0;
    this.length = 0;
  }

  position(lonDeg: number, latDeg: number): void {
    if (this.length + 2 > this.coords.length) {
      const grown = new Float64Array(this.coords.length * 2);
      grown.set(this.coords);
      this.coords = grown;
    }
    this.coords[this.length++] = lonDeg;
    this.coords[this.length++] = latDeg;
  }

  /** Takes the positions since `start` as a ring, a polygon's without the last where that repeats the first. */
  endRing(start: number): void {
    const { coords } = this;
    const last = this.length - 2;
    if (this.type === POLYGON && last > start && coords[last] === coords[start] && coords[last + 1] === coords[start + 1])
      this.length = last;
    this.rings.push((this.length - start) / 2);
  }

  /** Whether there is something, no ring is empty, and every position is inside Web Mercator. */
  get isDrawable(): boolean {
    if (this.parts.length === 0) return false;
    for (let ring = 0; ring < this.rings.length; ring++) if (this.rings.data[ring] === 0) return false;
    for (let i = 0; i < this.length; i += 2) if (!isInMercator(this.coords[i]!, this.coords[i + 1]!)) return false;
    return true;
  }
}

type Positions = readonly (readonly number[])[];

/** Puts a geometry into `flat`. */
export function flatten(geometry: Geometry, flat: FlatGeometry): void {
  const { type, parts } = partsOf(geometry);
  addParts(flat, type, parts);
}

function partsOf(geometry: Geometry): { type: ShapeType; parts: readonly (readonly Positions[])[] } {
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

function addParts(flat: FlatGeometry, type: ShapeType, parts: readonly (readonly Positions[])[]): void {
  flat.begin(type);
  for (const rings of parts) {
    flat.parts.push(rings.length);
    for (const ring of rings) {
      const start = flat.length;
      for (const position of ring) flat.position(position[0] ?? Number.NaN, position[1] ?? Number.NaN);
      flat.endRing(start);
    }
  }
}
