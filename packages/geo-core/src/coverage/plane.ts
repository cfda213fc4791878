import { crsFromCode } from "../crs/crs-from-code.ts";
import type { LonLat } from "../crs/position.ts";
import { lonDifferenceDeg, tmForward, tmInverse } from "../crs/transverse-mercator.ts";
import type { EdgeModel } from "../geometry/types.ts";
import { RAD_PER_DEG } from "../units.ts";

/** A position in the plane, whole millimetres: on one grid, so that what touches in the data touches here. */
export interface GridPoint {
  readonly x: number;
  readonly y: number;
}

/** Rings without the closing position; outer rings counter-clockwise, holes clockwise, so that they can be overlaid together. */
export type GridRings = readonly (readonly GridPoint[])[];

export const MM_PER_M = 1000;

/** The plane in which the edges of a layer are straight, so that a vertex on a neighbour's long edge lies on it here too. */
export interface Plane {
  /** Writes x and y, whole millimetres, to `out[at]`, `out[at + 1]`. */
  readonly toGrid: (lonDeg: number, latDeg: number, out: Float64Array, at: number) => void;
  readonly toLonLat: (point: GridPoint) => LonLat;
  /** True area of one square millimetre of the grid at a point, m². */
  readonly m2PerMm2: (point: GridPoint) => number;
}

/** Metres in a degree of the equator: only a scale, which `m2PerMm2` corrects. */
const M_PER_DEG = 111_320;
const M2_PER_MM2 = 1e-6;

/**
 * The plane of a layer: its working CRS where edges are straight in it, and where they are geodesic (which bend from it by
 * under 1 mm over 1 km, 100 km from the meridian); longitude and latitude themselves where edges are straight in those.
 *
 * @throws {GeoError} `unknown-crs`
 */
export function planeOf(edgeModel: EdgeModel, workingCrs: string, middle: LonLat): Plane {
  const crs = crsFromCode(workingCrs);
  if (edgeModel === "lonlat" || crs.kind !== "transverse-mercator") return degreePlane(middle);
  const { projection } = crs;
  const buffer = new Float64Array(2);
  return {
    toGrid: (lonDeg, latDeg, out, at) => {
      tmForward(projection, lonDeg, latDeg, out, at);
      out[at] = Math.round(out[at]! * MM_PER_M);
      out[at + 1] = Math.round(out[at + 1]! * MM_PER_M);
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
    toGrid: (lonDeg, latDeg, out, at) => {
      out[at] = Math.round(lonDifferenceDeg(lon0Deg, lonDeg) * xScale);
      out[at + 1] = Math.round((latDeg - lat0Deg) * yScale);
    },
    toLonLat: ({ x, y }) => [lon0Deg + x / xScale, latDegOf(y)],
    m2PerMm2: ({ y }) => (M2_PER_MM2 * Math.cos(latDegOf(y) * RAD_PER_DEG)) / Math.cos(lat0Deg * RAD_PER_DEG),
  };
}
