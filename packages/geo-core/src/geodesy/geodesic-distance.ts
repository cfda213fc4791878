import type { LonLat } from "../crs/position.ts";
import { positionOutOfRange } from "../geometry/flat-geometry.ts";
import { geodesicInverse } from "./geographiclib.ts";

/**
 * Length of the geodesic between two positions on the CGCS2000 ellipsoid, metres.
 *
 * Accuracy: 15 nm. Source: Karney (2013). Cost: about 5 µs.
 *
 * @throws {GeoError} `position-out-of-range` where a position is not in degrees, longitude first.
 */
export function geodesicDistanceM(a: LonLat, b: LonLat): number {
  for (const [lonDeg, latDeg] of [a, b])
    if (!(Math.abs(lonDeg) <= 360 && Math.abs(latDeg) <= 90)) throw positionOutOfRange(lonDeg, latDeg);
  return geodesicInverse(a, b).distanceM;
}
