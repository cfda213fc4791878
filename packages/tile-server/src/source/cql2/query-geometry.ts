import type { Geometry } from "@parkatlas/geo-core";
import { FILTER_LIMITS, FilterError, type Place } from "./ast.ts";

const isPosition = (value: unknown): value is number[] =>
  Array.isArray(value) &&
  value.length >= 2 &&
  value.length <= 3 &&
  value.every((each) => typeof each === "number" && Number.isFinite(each)) &&
  Math.abs(value[0]) <= 180 &&
  Math.abs(value[1]) <= 90;

/** How deep the coordinates of a type nest, and how many positions its innermost list needs. */
const SHAPES = new Map([
  ["Point", { depth: 0, least: 1 }],
  ["MultiPoint", { depth: 1, least: 1 }],
  ["LineString", { depth: 1, least: 2 }],
  ["MultiLineString", { depth: 2, least: 2 }],
  ["Polygon", { depth: 2, least: 4 }],
  ["MultiPolygon", { depth: 3, least: 4 }],
]);

/** Counts the positions of coordinates that nest as deep as they should; −1 where they do not. */
function positionsIn(value: unknown, depth: number, least: number, closed: boolean): number {
  if (depth === 0) return isPosition(value) ? 1 : -1;
  if (!Array.isArray(value) || value.length === 0 || value.length > FILTER_LIMITS.positions) return -1;
  if (depth === 1) {
    if (value.length < least || !value.every(isPosition)) return -1;
    const [first, last] = [value[0]!, value.at(-1)!];
    return closed && (first[0] !== last[0] || first[1] !== last[1]) ? -1 : value.length;
  }
  let sum = 0;
  for (const part of value) {
    const count = positionsIn(part, depth - 1, least, closed);
    if (count < 0) return -1;
    sum += count;
  }
  return sum;
}

function countOf(geometry: unknown, depthLeft: number): number {
  if (typeof geometry !== "object" || geometry === null || !("type" in geometry)) return -1;
  if (geometry.type === "GeometryCollection") {
    const parts: unknown = "geometries" in geometry ? geometry.geometries : null;
    if (!Array.isArray(parts) || parts.length === 0 || parts.length > FILTER_LIMITS.positions || depthLeft === 0) return -1;
    let sum = 0;
    for (const part of parts) {
      const count = countOf(part, depthLeft - 1);
      if (count < 0) return -1;
      sum += count;
    }
    return sum;
  }
  const shape = typeof geometry.type === "string" ? SHAPES.get(geometry.type) : undefined;
  const coordinates: unknown = "coordinates" in geometry ? geometry.coordinates : null;
  return shape ? positionsIn(coordinates, shape.depth, shape.least, shape.least === 4) : -1;
}

/**
 * The geometry, when it is a whole one in degrees: rings closed and of four positions at least, no more positions than a
 * filter may have. Throws {@link FilterError}.
 */
export function checkedGeometry(geometry: unknown, at: Place): Geometry {
  const count = countOf(geometry, 3);
  if (count < 0)
    throw new FilterError(
      "the geometry is not well formed: positions are longitude, latitude in degrees and rings are closed",
      at,
    );
  if (count > FILTER_LIMITS.positions)
    throw new FilterError(`the geometry has ${count} positions, the limit is ${FILTER_LIMITS.positions}`, at);
  return geometry as Geometry;
}

/** The ground of a box of four numbers, or six with heights. West above east crosses the antimeridian. */
export function rectangleOf(numbers: readonly number[], at: Place): Geometry {
  const [west, south, east, north] =
    numbers.length === 6
      ? [numbers[0]!, numbers[1]!, numbers[3]!, numbers[4]!]
      : [numbers[0]!, numbers[1]!, numbers[2]!, numbers[3]!];
  const wellFormed =
    (numbers.length === 4 || numbers.length === 6) && south <= north && Math.abs(west) <= 180 && Math.abs(east) <= 180;
  if (!wellFormed || south < -90 || north > 90)
    throw new FilterError("a box is west, south, east, north in degrees, south not above north", at);
  const ring = (w: number, e: number) => [
    [
      [w, south],
      [e, south],
      [e, north],
      [w, north],
      [w, south],
    ],
  ];
  if (west <= east) return { type: "Polygon", coordinates: ring(west, east) };
  return { type: "MultiPolygon", coordinates: [ring(west, 180), ring(-180, east)] };
}
