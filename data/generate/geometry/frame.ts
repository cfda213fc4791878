import type { XY } from "./plane.ts";

/** A geographic position, degrees, longitude first. */
export type LonLat = readonly [number, number];

const EQUATOR_M = 6_378_137;
const FLATTENING = 1 / 298.257222101;
const ECCENTRICITY_2 = FLATTENING * (2 - FLATTENING);
const RAD = Math.PI / 180;

export interface Frame {
  readonly centre: LonLat;
  toLonLat(point: XY): LonLat;
  toXY(position: LonLat): XY;
}

const rounded = (degrees: number) => Math.round(degrees * 1e9) / 1e9;

/**
 * A flat frame around a place: metres along the meridian and the parallel of the CGCS2000 ellipsoid, turned by
 * `rotationRad`. Good for drawing land a few kilometres across (about 5e-4 of scale at 5 km); every length and area
 * that is stated is measured on the finished coordinates, never in this frame. Positions carry 9 decimals (0.1 mm).
 */
export function localFrame(centre: LonLat, rotationRad = 0): Frame {
  const latitude = centre[1] * RAD;
  const w2 = 1 - ECCENTRICITY_2 * Math.sin(latitude) ** 2;
  const perLat = ((EQUATOR_M * (1 - ECCENTRICITY_2)) / (w2 * Math.sqrt(w2))) * RAD;
  const perLon = (EQUATOR_M / Math.sqrt(w2)) * Math.cos(latitude) * RAD;
  const cos = Math.cos(rotationRad);
  const sin = Math.sin(rotationRad);
  return {
    centre,
    toLonLat: ([x, y]) => [rounded(centre[0] + (x * cos - y * sin) / perLon), rounded(centre[1] + (x * sin + y * cos) / perLat)],
    toXY: ([lonDeg, latDeg]) => {
      const east = (lonDeg - centre[0]) * perLon;
      const north = (latDeg - centre[1]) * perLat;
      return [east * cos + north * sin, north * cos - east * sin];
    },
  };
}
