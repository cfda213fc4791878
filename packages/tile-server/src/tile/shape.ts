import type { Geometry } from "@parkatlas/geo-core";
import { IntList } from "./int-list.ts";
import { gridXFromLonDeg, gridYFromLatDeg, isInMercator } from "./mercator.ts";
import { VertexTable } from "./vertex-table.ts";

/** TILE: the geometries of a layer as rings of vertex numbers, flat. */

/** The geometry types of MVT, with its own numbers. */
export const POINT = 1;
export const LINE = 2;
export const POLYGON = 3;
export type ShapeType = typeof POINT | typeof LINE | typeof POLYGON;

/**
 * Feature → parts → rings → vertices, as offsets into the next level (each list one longer than its level).
 * A part of a polygon is an outer ring with its holes; of a line, one line; of a point, one point. Polygon rings do not
 * repeat their first vertex at the end.
 */
export interface Shapes {
  readonly types: Uint8Array;
  readonly featureParts: Int32Array;
  readonly partRings: Int32Array;
  readonly ringVertices: Int32Array;
  readonly vertices: Int32Array;
  readonly xs: Int32Array;
  readonly ys: Int32Array;
  /** Features that lie outside Web Mercator, at least in part, or have no positions: they have no parts. */
  readonly undrawable: readonly number[];
}

/** Projects and rounds each position once, and gives equal places one vertex number. Cost: O(vertices). */
export function shapesOf(geometries: readonly Geometry[]): Shapes {
  return new ShapeCollector().collect(geometries);
}

type Positions = readonly (readonly number[])[];

class ShapeCollector {
  readonly #table = new VertexTable();
  readonly #featureParts = new IntList();
  readonly #partRings = new IntList();
  readonly #ringVertices = new IntList();
  readonly #vertices = new IntList();

  collect(geometries: readonly Geometry[]): Shapes {
    const types = new Uint8Array(geometries.length);
    const undrawable: number[] = [];
    geometries.forEach((geometry, feature) => {
      this.#featureParts.push(this.#partRings.length);
      const { type, parts } = partsOf(geometry);
      types[feature] = type;
      if (parts.length > 0 && parts.every((rings) => rings.every(isDrawable)))
        for (const rings of parts) this.#addPart(rings, type);
      else undrawable.push(feature);
    });
    this.#featureParts.push(this.#partRings.length);
    this.#partRings.push(this.#ringVertices.length);
    this.#ringVertices.push(this.#vertices.length);
    const merged = this.#table.merged();
    return {
      types,
      featureParts: this.#featureParts.view(),
      partRings: this.#partRings.view(),
      ringVertices: this.#ringVertices.view(),
      vertices: this.#vertices.view().map((id) => merged[id]!),
      xs: this.#table.xs,
      ys: this.#table.ys,
      undrawable,
    };
  }

  #addPart(rings: readonly Positions[], type: ShapeType): void {
    this.#partRings.push(this.#ringVertices.length);
    for (const ring of rings) {
      this.#ringVertices.push(this.#vertices.length);
      const count = type === POLYGON && ring.length > 1 && samePlace(ring[0]!, ring.at(-1)!) ? ring.length - 1 : ring.length;
      for (let i = 0; i < count; i++) {
        const [lonDeg, latDeg] = ring[i]!;
        this.#vertices.push(this.#table.idOf(gridXFromLonDeg(lonDeg!), gridYFromLatDeg(latDeg!)));
      }
    }
  }
}

function isDrawable(ring: Positions): boolean {
  return ring.length > 0 && ring.every(([lonDeg, latDeg]) => isInMercator(lonDeg ?? Number.NaN, latDeg ?? Number.NaN));
}

function samePlace(a: readonly number[], b: readonly number[]): boolean {
  return a[0] === b[0] && a[1] === b[1];
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
