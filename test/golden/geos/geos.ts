import type { Areal, Geometry } from "@parkatlas/geo-core";
import initGeosJs from "geos-wasm";
import { geojsonToGeosGeom, geosGeomToGeojson } from "geos-wasm/helpers";

/** GEOS 3.13 as WebAssembly (LGPL): an independent judge for tests, never a part of the library. It logs notices; tests need none. */
console.log = () => undefined;
const geos = await initGeosJs();

type Pointer = number;
const nothing: Areal = { type: "MultiPolygon", coordinates: [] };

function inGeos<Result>(geometries: readonly (Geometry | null)[], work: (...pointers: Pointer[]) => Result): Result {
  const pointers = geometries.map((geometry) => geojsonToGeosGeom((geometry ?? nothing) as never, geos) as Pointer);
  try {
    return work(...pointers);
  } finally {
    for (const pointer of pointers) geos.GEOSGeom_destroy(pointer);
  }
}

/** Frees what `make` returned after `read` has read it. */
function reading<Result>(made: Pointer, read: (pointer: Pointer) => Result): Result {
  try {
    return read(made);
  } finally {
    geos.GEOSGeom_destroy(made);
  }
}

function numberOf(write: (at: Pointer) => number): number {
  const at = geos.Module._malloc(8);
  write(at);
  const value = geos.Module.getValue(at, "double") as number;
  geos.Module._free(at);
  return value;
}
const areaAt = (pointer: Pointer) => numberOf((at) => geos.GEOSArea(pointer, at));

/** Whether a geometry is valid in the sense of OGC. */
export const isValid = (geometry: Geometry | null): boolean => inGeos([geometry], (it) => geos.GEOSisValid(it!) === 1);

/** Planar area in the units of the coordinates. */
export const areaOf = (geometry: Geometry | null): number => inGeos([geometry], (it) => areaAt(it!));

/** Length of the outline. */
export const lengthOf = (geometry: Geometry | null): number =>
  inGeos([geometry], (it) => numberOf((at) => geos.GEOSLength(it!, at)));

const OVERLAYS = { intersection: "GEOSIntersection", union: "GEOSUnion", difference: "GEOSDifference" } as const;
export type OverlayName = keyof typeof OVERLAYS;

/** Planar area of an overlay of two areals. */
export const overlayArea = (name: OverlayName, a: Geometry | null, b: Geometry | null): number =>
  inGeos([a, b], (p, q) => reading(geos[OVERLAYS[name]](p!, q!), areaAt));

/** The union of many polygons. */
export const unionOf = (polygons: readonly Areal[]): Areal =>
  inGeos(
    [
      {
        type: "MultiPolygon",
        coordinates: polygons.flatMap((areal) => (areal.type === "Polygon" ? [areal.coordinates] : areal.coordinates)),
      },
    ],
    (it) => reading(geos.GEOSUnaryUnion(it!), (union) => geosGeomToGeojson(union, geos) as unknown as Areal),
  );

/** A difference of two areals. */
export const differenceOf = (a: Areal, b: Areal): Areal =>
  inGeos([a, b], (p, q) => reading(geos.GEOSDifference(p!, q!), (rest) => geosGeomToGeojson(rest, geos) as unknown as Areal));

/** Whether polygons form a coverage: borders shared vertex by vertex, no overlap, no gap narrower than the width. */
export const isCoverage = (polygons: readonly Areal[], gapWidth: number): boolean =>
  inGeos([{ type: "GeometryCollection", geometries: [...polygons] }], (it) => geos.GEOSCoverageIsValid(it!, gapWidth, 0) === 1);
