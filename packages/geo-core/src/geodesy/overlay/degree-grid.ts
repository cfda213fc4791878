import type { Position } from "geojson";
import { lonDifferenceDeg } from "../../crs/transverse-mercator.ts";
import { assertRing } from "../../geometry/flat-geometry.ts";
import type { Areal, MultiPolygon, Polygon } from "../../geometry/types.ts";
import { assemblePolygons, type GridPolygon } from "./assemble.ts";
import { evenOdd, type GridPath, type GridPoint } from "./clipper.ts";

/** Grid steps in a degree: 1e-9° is 0.11 mm northward and less eastward; it is also the last digit positions are shown with. */
export const STEPS_PER_DEG = 1e9;

/**
 * An integer grid over longitude and latitude around an origin. Edges that are straight in lon/lat are straight on it, and
 * coordinates of up to nine decimals come back unchanged.
 */
export interface DegreeGrid {
  readonly originLonDeg: number;
  /** Origin in steps. */
  readonly x0: number;
  readonly y0: number;
}

export function degreeGridAround(areals: readonly Areal[]): DegreeGrid {
  const first = areals.flatMap((areal) => polygonsOf(areal))[0]?.[0]?.[0] ?? [0, 0];
  return gridAt(first[0]!, first[1]!);
}

export function gridAt(lonDeg: number, latDeg: number): DegreeGrid {
  return { originLonDeg: lonDeg, x0: Math.round(lonDeg * STEPS_PER_DEG), y0: Math.round(latDeg * STEPS_PER_DEG) };
}

export function toGrid(grid: DegreeGrid, lonDeg: number, latDeg: number): GridPoint {
  const nearDeg = grid.originLonDeg + lonDifferenceDeg(grid.originLonDeg, lonDeg);
  const sameTurn = Math.abs(nearDeg - lonDeg) < 1 ? lonDeg : nearDeg;
  return { x: Math.round(sameTurn * STEPS_PER_DEG) - grid.x0, y: Math.round(latDeg * STEPS_PER_DEG) - grid.y0 };
}

/**
 * The polygons of an areal as clean grid rings, shells counter-clockwise and holes clockwise. Each polygon is read even-odd, so
 * winding does not matter and a self-crossing ring counts once.
 *
 * @throws {GeoError} `ring-not-closed`, `ring-too-short`
 */
export function gridRings(grid: DegreeGrid, areal: Areal): GridPath[] {
  return polygonsOf(areal).flatMap((rings) =>
    evenOdd(
      rings.map((ring) => {
        assertRing(ring);
        return ring.slice(1).map(([lonDeg, latDeg]) => toGrid(grid, lonDeg!, latDeg!));
      }),
    ),
  );
}

/**
 * Valid GeoJSON from grid rings, wound as RFC 7946 asks; null where nothing is left. Across the antimeridian longitudes run on
 * past 180° rather than being cut there.
 */
export function arealFromGrid(grid: DegreeGrid, rings: readonly GridPath[]): Areal | null {
  return arealFromPolygons(grid, assemblePolygons(rings));
}

/** GeoJSON from polygons on the grid that are valid already; null where there is none. */
export function arealFromPolygons(grid: DegreeGrid, found: readonly GridPolygon[]): Areal | null {
  const polygons = found.map(({ shell, holes }) => [shell, ...holes].map((ring) => closedPositions(grid, ring)));
  if (polygons.length === 0) return null;
  if (polygons.length === 1) return { type: "Polygon", coordinates: polygons[0]! } satisfies Polygon;
  return { type: "MultiPolygon", coordinates: polygons } satisfies MultiPolygon;
}

function closedPositions(grid: DegreeGrid, ring: GridPath): Position[] {
  const positions = ring.map(({ x, y }) => [(grid.x0 + x) / STEPS_PER_DEG, (grid.y0 + y) / STEPS_PER_DEG]);
  positions.push([...positions[0]!]);
  return positions;
}

/** The polygons of an areal as lists of rings. */
export function polygonsOf(areal: Areal): readonly (readonly (readonly Position[])[])[] {
  return areal.type === "Polygon" ? (areal.coordinates.length > 0 ? [areal.coordinates] : []) : areal.coordinates;
}
