import { CGCS2000 } from "../crs/ellipsoid.ts";
import { type TransverseMercator, tmForward, transverseMercator } from "../crs/transverse-mercator.ts";

/**
 * A local metric frame: transverse Mercator with k0 = 1 on CGCS2000, origin at the centre, x east, y north, metres.
 * On the central meridian it is true to scale; at distance x it stretches by about 1 + x²/2R² (0.3 mm per km at 5 km).
 */
export interface LocalFrame {
  readonly projection: TransverseMercator;
  readonly lonDeg: number;
  readonly latDeg: number;
}

/** Beyond this distance from the central meridian the bounds of this folder are not claimed. */
export const FRAME_REACH_M = 900_000;

export function localFrame(lonDeg: number, latDeg: number): LocalFrame {
  const origin = new Float64Array(2);
  tmForward(transverseMercator(CGCS2000, lonDeg), lonDeg, latDeg, origin, 0);
  return { projection: transverseMercator(CGCS2000, lonDeg, { falseNorthM: -origin[1]! }), lonDeg, latDeg };
}

/** Projects a whole interleaved lon, lat column into the frame. */
export function projectColumn(projection: TransverseMercator, lonLat: Float64Array): Float64Array {
  const xy = new Float64Array(lonLat.length);
  for (let i = 0; i < lonLat.length; i += 2) tmForward(projection, lonLat[i]!, lonLat[i + 1]!, xy, i);
  return xy;
}
