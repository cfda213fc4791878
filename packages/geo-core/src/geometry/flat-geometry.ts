import type { Position } from "geojson";
import { GeoError } from "../errors.ts";
import type { Geometry } from "./types.ts";

const POINT_PART = 0;
export const LINE_PART = 1;
export const POLYGON_PART = 2;

/**
 * Any GeoJSON geometry as flat columns: the form in which the kernels read it. A part is a point, a line or a polygon; a path
 * is a point, a line or a ring (first ring of a polygon = shell, the rest holes, closing position kept).
 * Positions of path `p` are `lonLat[2·pathStarts[p]] … lonLat[2·pathStarts[p + 1] − 1]`; paths of part `i` are
 * `partStarts[i] … partStarts[i + 1] − 1`. The layout is GeoArrow's, so columns of a whole layer share it.
 */
export interface FlatGeometry {
  readonly lonLat: Float64Array;
  readonly pathStarts: Int32Array;
  readonly partStarts: Int32Array;
  readonly partKinds: Uint8Array;
}

/**
 * Flat columns of a geometry. Collections are opened; winding and order are kept.
 *
 * @throws {GeoError} `empty-geometry` without a position; `position-out-of-range` where a position is not in degrees;
 *   `ring-too-short` and `ring-not-closed` for polygons.
 */
export function flattenGeometry(geometry: Geometry): FlatGeometry {
  const lonLat: number[] = [];
  const pathStarts = [0];
  const partStarts = [0];
  const partKinds: number[] = [];
  walkPaths(geometry, {
    path(positions) {
      for (const position of positions) {
        const lonDeg = position[0] ?? Number.NaN;
        const latDeg = position[1] ?? Number.NaN;
        if (!(Math.abs(lonDeg) <= 360 && Math.abs(latDeg) <= 90)) throw positionOutOfRange(lonDeg, latDeg);
        lonLat.push(lonDeg, latDeg);
      }
      pathStarts.push(lonLat.length / 2);
    },
    endPart(kind) {
      partStarts.push(pathStarts.length - 1);
      partKinds.push(kind);
    },
  });
  if (lonLat.length === 0) throw emptyGeometry(geometry.type);
  // Constructors copy arrays at once; `from` would go through an iterator, ten times slower.
  return {
    lonLat: new Float64Array(lonLat),
    pathStarts: new Int32Array(pathStarts),
    partStarts: new Int32Array(partStarts),
    partKinds: new Uint8Array(partKinds),
  };
}

/** Receives the paths of a geometry in order, and the kind of each part after its last path. */
export interface PathSink {
  path(positions: readonly Position[]): void;
  endPart(kind: number): void;
}

/**
 * Hands every path of a geometry to a sink: collections are opened, empty members skipped.
 *
 * @throws {GeoError} `ring-too-short`, `ring-not-closed`, `unsupported-geometry`
 */
export function walkPaths(geometry: Geometry, sink: PathSink): void {
  if (geometry.type === "Point") walkPoint(geometry.coordinates, sink);
  else if (geometry.type === "LineString") walkLine(geometry.coordinates, sink);
  else if (geometry.type === "Polygon") walkPolygon(geometry.coordinates, sink);
  else if (geometry.type === "MultiPoint") for (const point of geometry.coordinates) walkPoint(point, sink);
  else if (geometry.type === "MultiLineString") for (const line of geometry.coordinates) walkLine(line, sink);
  else if (geometry.type === "MultiPolygon") for (const rings of geometry.coordinates) walkPolygon(rings, sink);
  else if (geometry.type === "GeometryCollection") for (const member of geometry.geometries) walkPaths(member, sink);
  else throw unsupportedGeometry(geometry);
}

function walkPoint(position: Position, sink: PathSink): void {
  if (position.length === 0) return;
  sink.path([position]);
  sink.endPart(POINT_PART);
}

function walkLine(line: readonly Position[], sink: PathSink): void {
  if (line.length === 0) return;
  sink.path(line);
  sink.endPart(line.length === 1 ? POINT_PART : LINE_PART);
}

function walkPolygon(rings: readonly (readonly Position[])[], sink: PathSink): void {
  if (rings.length === 0) return;
  for (const ring of rings) {
    assertRing(ring);
    sink.path(ring);
  }
  sink.endPart(POLYGON_PART);
}

/**
 * Refuses a ring that is no ring.
 *
 * @throws {GeoError} `ring-too-short`, `ring-not-closed`
 */
export function assertRing(ring: readonly Position[]): void {
  if (ring.length < 4)
    throw new GeoError(
      "ring-too-short",
      `A ring has ${ring.length} positions; it needs at least 4, the last repeating the first.`,
      {
        details: { positions: ring.length },
      },
    );
  const first = ring[0]!;
  const last = ring[ring.length - 1]!;
  if (first[0] === last[0] && first[1] === last[1]) return;
  throw new GeoError(
    "ring-not-closed",
    `A ring is not closed: first [${first.join(",")}], last [${last.join(",")}]; repeat the first position at the end.`,
    { details: { first, last } },
  );
}

/** The error for a position that is not in degrees. */
export function positionOutOfRange(lonDeg: number, latDeg: number): GeoError {
  return new GeoError(
    "position-out-of-range",
    `Position lon ${lonDeg}, lat ${latDeg} is not in degrees: longitude must be within ±360, latitude within ±90. ` +
      "Positions are longitude first; metres must be unprojected first.",
    { details: { lonDeg, latDeg } },
  );
}

/** The error for a geometry without a position. */
export function emptyGeometry(type: string): GeoError {
  return new GeoError("empty-geometry", `A ${type} without a position has no place; give at least one position.`);
}

function unsupportedGeometry(geometry: never): GeoError {
  return new GeoError(
    "unsupported-geometry",
    `"${String((geometry as { type?: unknown }).type)}" is no GeoJSON geometry type; give one of RFC 7946, section 1.4.`,
  );
}
