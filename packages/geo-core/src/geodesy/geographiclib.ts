import geographiclib from "geographiclib-geodesic";
import type { LonLat } from "../crs/position.ts";

/** The only file that touches the CommonJS package `geographiclib-geodesic` (Karney 2013, "Algorithms for geodesics"). */
const { Geodesic } = geographiclib;
const ELLIPSOID = new Geodesic.Geodesic(6378137, 1 / 298.257222101);
const DISTANCE_AND_AZIMUTH = Geodesic.DISTANCE | Geodesic.AZIMUTH;

/** Result of the inverse problem on CGCS2000. */
export interface GeodesicInverse {
  readonly distanceM: number;
  /** Azimuth at the first point, clockwise from north, [0, 360). */
  readonly azimuthDeg: number;
}

/** Distance and azimuth of the geodesic from a to b on CGCS2000; error under 15 nm (Karney 2013, §9). */
export function geodesicInverse(a: LonLat, b: LonLat): GeodesicInverse {
  const { s12, azi1 } = ELLIPSOID.Inverse(a[1], a[0], b[1], b[0], DISTANCE_AND_AZIMUTH);
  return { distanceM: s12!, azimuthDeg: azi1! < 0 ? azi1! + 360 : azi1! };
}

/** Position at the share `t` of the geodesic from a to b (0 = a, 1 = b). */
export function positionOnGeodesic(a: LonLat, b: LonLat, t: number): LonLat {
  if (t <= 0) return a;
  if (t >= 1) return b;
  const line = ELLIPSOID.InverseLine(a[1], a[0], b[1], b[0], Geodesic.DISTANCE_IN | Geodesic.LATITUDE | Geodesic.LONGITUDE);
  const { lon2, lat2 } = line.Position(t * line.s13);
  return [lon2!, lat2!];
}

/** Signed area between the geodesic from a to b and the equator, m², positive for an eastward edge north of it. */
export function areaUnderGeodesicM2(aLonDeg: number, aLatDeg: number, bLonDeg: number, bLatDeg: number): number {
  return ELLIPSOID.Inverse(aLatDeg, aLonDeg, bLatDeg, bLonDeg, Geodesic.AREA).S12!;
}
