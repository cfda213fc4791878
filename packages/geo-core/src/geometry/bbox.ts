import { GeoError } from "../errors.ts";
import type { Bbox, Geometry } from "./types.ts";

/**
 * Bounding box `[west, south, east, north]` of the vertices, degrees. Plain minimum and maximum: a geometry across the
 * antimeridian that is not cut there (RFC 7946 §3.1.9) spans the globe.
 *
 * @throws {GeoError} `empty-geometry` without a position.
 */
export function bboxOf(geometry: Geometry): Bbox {
  let westDeg = Infinity;
  let southDeg = Infinity;
  let eastDeg = -Infinity;
  let northDeg = -Infinity;
  const visit = (coordinates: unknown): void => {
    if (!Array.isArray(coordinates)) return;
    if (typeof coordinates[0] !== "number") {
      for (const inner of coordinates) visit(inner);
      return;
    }
    const [lonDeg, latDeg] = coordinates as [number, number];
    if (lonDeg < westDeg) westDeg = lonDeg;
    if (lonDeg > eastDeg) eastDeg = lonDeg;
    if (latDeg < southDeg) southDeg = latDeg;
    if (latDeg > northDeg) northDeg = latDeg;
  };
  const add = (g: Geometry): void => {
    if (g.type === "GeometryCollection") g.geometries.forEach(add);
    else visit(g.coordinates);
  };
  add(geometry);
  if (westDeg === Infinity)
    throw new GeoError(
      "empty-geometry",
      `A ${geometry.type} without a position has no bounding box; give at least one position.`,
    );
  return [westDeg, southDeg, eastDeg, northDeg];
}
