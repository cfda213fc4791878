import type { Position } from "geojson";
import { crsFromCode } from "../../crs/crs-from-code.ts";
import type { LonLat } from "../../crs/position.ts";
import { tmForward, tmInverse } from "../../crs/transverse-mercator.ts";
import type { Areal } from "../../geometry/types.ts";
import { RAD_PER_DEG } from "../../units.ts";
import type { Dataset } from "../types.ts";

/** A position in the plane, whole millimetres: on one grid, so that what touches in the data touches here. */
export interface GridPoint {
  readonly x: number;
  readonly y: number;
}

/** Rings without the closing position; outer rings counter-clockwise, holes clockwise, so that they can be overlaid together. */
export type GridRings = readonly (readonly GridPoint[])[];

export const MM_PER_M = 1000;

/** The plane in which the edges of a dataset are straight, so that a vertex on a neighbour's long edge lies on it here too. */
export interface Plane {
  readonly toGrid: (position: Position) => GridPoint;
  readonly toLonLat: (point: GridPoint) => LonLat;
  /** True area of one square millimetre of the grid at a point, m². */
  readonly m2PerMm2: (point: GridPoint) => number;
}

/** Metres in a degree of the equator: only a scale, which `m2PerMm2` corrects. */
const M_PER_DEG = 111_320;
const M2_PER_MM2 = 1e-6;

/**
 * The plane of a dataset: its working CRS where edges are straight in it, and where they are geodesic (which bend from it by
 * under 1 mm over 1 km, 100 km from the meridian); longitude and latitude themselves where edges are straight in those.
 */
export function planeOf(dataset: Dataset, middle: LonLat): Plane {
  const crs = crsFromCode(dataset.workingCrs);
  if (dataset.edgeModel === "lonlat" || crs.kind !== "transverse-mercator") return degreePlane(middle);
  const { projection } = crs;
  const buffer = new Float64Array(2);
  return {
    toGrid: ([lonDeg, latDeg]) => {
      tmForward(projection, lonDeg!, latDeg!, buffer, 0);
      return { x: Math.round(buffer[0]! * MM_PER_M), y: Math.round(buffer[1]! * MM_PER_M) };
    },
    toLonLat: ({ x, y }) => {
      tmInverse(projection, x / MM_PER_M, y / MM_PER_M, buffer, 0);
      return [buffer[0]!, buffer[1]!];
    },
    m2PerMm2: () => M2_PER_MM2,
  };
}

function degreePlane([lon0Deg, lat0Deg]: LonLat): Plane {
  const xScale = M_PER_DEG * Math.cos(lat0Deg * RAD_PER_DEG) * MM_PER_M;
  const yScale = M_PER_DEG * MM_PER_M;
  const latDegOf = (y: number) => lat0Deg + y / yScale;
  return {
    toGrid: ([lonDeg, latDeg]) => ({ x: Math.round((lonDeg! - lon0Deg) * xScale), y: Math.round((latDeg! - lat0Deg) * yScale) }),
    toLonLat: ({ x, y }) => [lon0Deg + x / xScale, latDegOf(y)],
    m2PerMm2: ({ y }) => (M2_PER_MM2 * Math.cos(latDegOf(y) * RAD_PER_DEG)) / Math.cos(lat0Deg * RAD_PER_DEG),
  };
}

/** An outline on the grid, with its bounds in millimetres. */
export interface GridShape {
  readonly rings: GridRings;
  readonly bounds: readonly [minX: number, minY: number, maxX: number, maxY: number];
}

export function shapeOf(geometry: Areal, plane: Plane): GridShape {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const rings = polygons.flatMap((polygon) => polygon.map((ring, index) => gridRing(ring, index === 0, plane)));
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings)
    for (const { x, y } of ring) {
      minX = Math.min(minX, x);
      minY = Math.min(minY, y);
      maxX = Math.max(maxX, x);
      maxY = Math.max(maxY, y);
    }
  return { rings, bounds: [minX, minY, maxX, maxY] };
}

function gridRing(ring: readonly Position[], isOuter: boolean, plane: Plane): readonly GridPoint[] {
  const points = ring.slice(0, -1).map(plane.toGrid);
  return signedAreaMm2(points) > 0 === isOuter ? points : points.toReversed();
}

/** Shoelace from the first point; positive = counter-clockwise. */
export function signedAreaMm2(ring: readonly GridPoint[]): number {
  const first = ring[0];
  if (first === undefined) return 0;
  let twice = 0;
  for (let i = 1; i + 1 < ring.length; i++) {
    const a = ring[i]!;
    const b = ring[i + 1]!;
    twice += (a.x - first.x) * (b.y - first.y) - (b.x - first.x) * (a.y - first.y);
  }
  return twice / 2;
}
