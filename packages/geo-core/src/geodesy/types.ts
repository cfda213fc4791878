import type { LonLat } from "../crs/position.ts";

/**
 * Shortest distance between two geometries on the ellipsoid. The true distance lies in [loM, hiM]; `distanceM` is the
 * best estimate inside it. `from` and `to` are the nearest points, `azimuthDeg` the geodesic azimuth at `from`
 * (clockwise from north, 0…360), null where the geometries touch or overlap.
 */
export interface DistanceInterval {
  readonly distanceM: number;
  readonly loM: number;
  readonly hiM: number;
  readonly from: LonLat;
  readonly to: LonLat;
  readonly azimuthDeg: number | null;
}
