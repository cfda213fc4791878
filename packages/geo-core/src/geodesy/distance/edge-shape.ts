import type { TransverseMercatorCrs } from "../../crs/crs.ts";
import { crsFromCode } from "../../crs/crs-from-code.ts";
import { assertSameDatum } from "../../crs/datum.ts";
import { lonDifferenceDeg, type TransverseMercator, tmInverse, transverseMercator } from "../../crs/transverse-mercator.ts";
import { GeoError } from "../../errors.ts";
import { type FlatGeometry, flattenGeometry } from "../../geometry/flat-geometry.ts";
import type { EdgeModel, Geometry } from "../../geometry/types.ts";
import { positionOnGeodesic } from "../geographiclib.ts";
import { FRAME_REACH_M, projectColumn } from "../local-frame.ts";
import { geodesicSecondDerivativeM, lonLatSecondDerivativeM, projectedSecondDerivativeM } from "./bounds.ts";

/** The surface on which edges are straight. */
export type EdgeSurface = { readonly model: "lonlat" } | { readonly model: "geodesic" } | ProjectedSurface;

interface ProjectedSurface {
  readonly model: "projected";
  /** The working plane with k0 = 1 and no false origin. */
  readonly plane: TransverseMercator;
  readonly crs: TransverseMercatorCrs;
}

/** A geometry with its edges, independent of any frame. Edge `i` runs from position `first[i]` to `last[i]` (equal for a point). */
export interface EdgeShape {
  readonly flat: FlatGeometry;
  readonly surface: EdgeSurface;
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** First edge of each path, plus the end. */
  readonly pathEdges: Int32Array;
  /** Positions in the working plane (k0 = 1, no false origin), for projected edges. */
  readonly plane: Float64Array | null;
}

/**
 * The surface of an edge model.
 *
 * @throws {GeoError} `unknown-crs`, `crs-not-projected` unless `workingCrs` is a transverse Mercator, `datum-shift-needed`.
 */
export function edgeSurface(model: EdgeModel, workingCrs: string | undefined, fallbackCrs: () => string): EdgeSurface {
  if (model !== "projected") return { model };
  const crs = crsFromCode(workingCrs ?? fallbackCrs());
  assertSameDatum(crsFromCode("EPSG:4490"), crs);
  if (crs.kind !== "transverse-mercator")
    throw new GeoError(
      "crs-not-projected",
      `Edges cannot be straight in ${crs.code} (${crs.name}); name a Gauss–Krüger or UTM zone as workingCrs, for example EPSG:4550.`,
      { details: { crs: crs.code } },
    );
  return { model, crs, plane: transverseMercator(crs.ellipsoid, crs.projection.lon0Deg) };
}

/** Edges of a geometry on a surface. @throws {GeoError} as flattenGeometry; `position-out-of-range` far from the plane's zone. */
export function edgeShape(geometry: Geometry, surface: EdgeSurface): EdgeShape {
  return edgesOf(flattenGeometry(geometry), surface);
}

/** Edges of a geometry given as columns. @throws {GeoError} `position-out-of-range` far from the plane's zone. */
export function edgesOf(flat: FlatGeometry, surface: EdgeSurface): EdgeShape {
  const { pathStarts } = flat;
  const first: number[] = [];
  const last: number[] = [];
  const pathEdges = [0];
  for (let path = 0; path + 1 < pathStarts.length; path++) {
    const from = pathStarts[path]!;
    const to = pathStarts[path + 1]!;
    if (to - from === 1) {
      first.push(from);
      last.push(from);
    }
    for (let i = from + 1; i < to; i++) {
      first.push(i - 1);
      last.push(i);
    }
    pathEdges.push(first.length);
  }
  return {
    flat,
    surface,
    first: Int32Array.from(first),
    last: Int32Array.from(last),
    pathEdges: Int32Array.from(pathEdges),
    plane: surface.model === "projected" ? planeColumn(flat, surface) : null,
  };
}

/** Positions in the working plane; those that end an edge must lie in its reach. */
function planeColumn({ lonLat, pathStarts }: FlatGeometry, { plane, crs }: ProjectedSurface): Float64Array {
  const column = projectColumn(plane, lonLat);
  for (let path = 0; path + 1 < pathStarts.length; path++) {
    if (pathStarts[path + 1]! - pathStarts[path]! === 1) continue;
    for (let i = 2 * pathStarts[path]!; i < 2 * pathStarts[path + 1]!; i += 2) {
      const tooFar = Math.abs(lonDifferenceDeg(plane.lon0Deg, lonLat[i]!)) > 80;
      if (Math.abs(column[i]!) <= FRAME_REACH_M && !tooFar) continue;
      throw new GeoError(
        "position-out-of-range",
        `Position lon ${lonLat[i]}, lat ${lonLat[i + 1]} lies more than ${FRAME_REACH_M / 1000} km from the central meridian of ` +
          `${crs.code}; edges are not straight there. Name the zone of the data as workingCrs.`,
        { details: { lonDeg: lonLat[i], latDeg: lonLat[i + 1], crs: crs.code } },
      );
    }
  }
  return column;
}

const scratch = new Float64Array(2);

/** Writes the position at share `t` of edge `i` on its true curve to `out[0]`, `out[1]` (lon, lat, degrees). */
export function positionOnEdge(shape: EdgeShape, i: number, t: number, out: Float64Array): void {
  const { lonLat } = shape.flat;
  const a = 2 * shape.first[i]!;
  const b = 2 * shape.last[i]!;
  const end = t >= 1 ? b : t <= 0 || a === b ? a : -1;
  if (end >= 0) {
    out[0] = lonLat[end]!;
    out[1] = lonLat[end + 1]!;
  } else if (shape.surface.model === "lonlat") {
    out[0] = lonLat[a]! + t * lonDifferenceDeg(lonLat[a]!, lonLat[b]!);
    out[1] = lonLat[a + 1]! + t * (lonLat[b + 1]! - lonLat[a + 1]!);
  } else if (shape.surface.model === "geodesic") {
    const [lonDeg, latDeg] = positionOnGeodesic([lonLat[a]!, lonLat[a + 1]!], [lonLat[b]!, lonLat[b + 1]!], t);
    out[0] = lonDeg;
    out[1] = latDeg;
  } else {
    const plane = shape.plane!;
    scratch[0] = plane[a]! + t * (plane[b]! - plane[a]!);
    scratch[1] = plane[a + 1]! + t * (plane[b + 1]! - plane[a + 1]!);
    tmInverse(shape.surface.plane, scratch[0], scratch[1], out, 0);
  }
}

/**
 * How far, in metres of the frame, the true curve of edge `i` between the shares t0 and t1 can lie from the straight piece
 * between its end points there: max|w″|/8 (linear interpolation error). `maxX` bounds |x| of both end points, `chordM` is the
 * straight piece's length.
 */
export function deviationM(shape: EdgeShape, i: number, t0: number, t1: number, maxX: number, chordM: number): number {
  const a = 2 * shape.first[i]!;
  const b = 2 * shape.last[i]!;
  if (a === b) return 0;
  const { lonLat } = shape.flat;
  if (shape.surface.model === "geodesic") return geodesicSecondDerivativeM(chordM, maxX) / 8;
  if (shape.surface.model === "lonlat") {
    const latDeg = lonLat[a + 1]!;
    const dLatDeg = lonLat[b + 1]! - latDeg;
    const dLonDeg = (t1 - t0) * lonDifferenceDeg(lonLat[a]!, lonLat[b]!);
    return lonLatSecondDerivativeM(dLonDeg, latDeg + t0 * dLatDeg, latDeg + t1 * dLatDeg, maxX) / 8;
  }
  const plane = shape.plane!;
  const dx = plane[b]! - plane[a]!;
  const lengthM = (t1 - t0) * Math.hypot(dx, plane[b + 1]! - plane[a + 1]!);
  const maxWorkX = Math.max(Math.abs(plane[a]! + t0 * dx), Math.abs(plane[a]! + t1 * dx));
  return projectedSecondDerivativeM(lengthM, maxWorkX, maxX) / 8;
}
