import initGeosJs from "geos-wasm";
import { geojsonToGeosGeom, geosGeomToGeojson } from "geos-wasm/helpers";

// GEOS logs what it notices; run.ts reads figures from the standard output.
console.log = console.error;

/** GEOS 3.13 as WebAssembly, LGPL: a peer and a judge here, never a part of the library. */
export const geos = await initGeosJs();

export const toGeos = (geometry) => geojsonToGeosGeom(geometry, geos);
export const fromGeos = (pointer) => geosGeomToGeojson(pointer, geos);

/** How many of the geometries GEOS calls invalid; null ones are left out. */
export function geosInvalid(geometries) {
  let invalid = 0;
  for (const geometry of geometries) {
    if (!geometry) continue;
    const pointer = toGeos(geometry);
    if (geos.GEOSisValid(pointer) !== 1) invalid++;
    geos.GEOSGeom_destroy(pointer);
  }
  return invalid;
}
