import { GeoError } from "../errors.ts";
import { DEG_PER_RAD, RAD_PER_DEG } from "../units.ts";
import { CGCS2000, type Ellipsoid } from "./ellipsoid.ts";

/** Geographic position with ellipsoidal height (大地高, not the height above sea level): degrees, degrees, metres. EPSG:4480. */
export type LonLatHeight = readonly [lonDeg: number, latDeg: number, heightM: number];

/** Earth-centred position, metres: x to the Greenwich meridian on the equator, z to the north pole. EPSG:4479. */
export type Geocentric = readonly [xM: number, yM: number, zM: number];

/** Nearer the centre than this the latitude is not unique, and no position on Earth is meant. */
const LEAST_RADIUS_M = 1_000_000;
const FARTHEST_M = 1e9;

/**
 * Geocentric position of a geographic one: EPSG:4480 to EPSG:4479, on CGCS2000 unless another ellipsoid is given.
 *
 * Accuracy: rounding, about 1 nm. Source: GB 22021-2008; EPSG method 9602.
 *
 * @throws {GeoError} `position-out-of-range` unless degrees are within ±360 and ±90 and the height within a million kilometres.
 */
export function geocentricFromGeographic([lonDeg, latDeg, heightM]: LonLatHeight, { aM, e2 }: Ellipsoid = CGCS2000): Geocentric {
  if (!(Math.abs(lonDeg) <= 360 && Math.abs(latDeg) <= 90 && heightM > LEAST_RADIUS_M - aM && heightM < FARTHEST_M))
    throw new GeoError(
      "position-out-of-range",
      `Position lon ${lonDeg}, lat ${latDeg}, height ${heightM} m is not on or above the ellipsoid; give degrees, longitude first, ` +
        "and the ellipsoidal height in metres.",
      { details: { lonDeg, latDeg, heightM } },
    );
  const sin = Math.sin(latDeg * RAD_PER_DEG);
  const cos = Math.cos(latDeg * RAD_PER_DEG);
  const primeVerticalM = aM / Math.sqrt(1 - e2 * sin * sin);
  const fromAxisM = (primeVerticalM + heightM) * cos;
  return [
    fromAxisM * Math.cos(lonDeg * RAD_PER_DEG),
    fromAxisM * Math.sin(lonDeg * RAD_PER_DEG),
    (primeVerticalM * (1 - e2) + heightM) * sin,
  ];
}

/**
 * Geographic position of a geocentric one: EPSG:4479 to EPSG:4480, longitude in (−180, 180]; inverse of
 * {@link geocentricFromGeographic} within 3 nm from the sea floor to satellites. On the axis the longitude is 0.
 *
 * Source: Bowring (1976), iterated to rest: the parametric latitude is a fixed point that gains five digits a step near the
 * ellipsoid.
 *
 * @throws {GeoError} `position-out-of-range` nearer than 1 000 km to the Earth's centre or farther than a million.
 */
export function geographicFromGeocentric([xM, yM, zM]: Geocentric, ellipsoid: Ellipsoid = CGCS2000): LonLatHeight {
  const { aM, bM, e2 } = ellipsoid;
  const fromAxisM = Math.hypot(xM, yM);
  const radiusM = Math.hypot(fromAxisM, zM);
  if (!(radiusM > LEAST_RADIUS_M && radiusM < FARTHEST_M))
    throw new GeoError(
      "position-out-of-range",
      `Geocentric ${xM}, ${yM}, ${zM} lies ${Math.round(radiusM / 1000)} km from the Earth's centre; a place on Earth lies about ` +
        "6 370 km from it. Give metres, and check that the numbers are not a zone's northing and easting.",
      { details: { xM, yM, zM } },
    );
  const secondE2 = e2 / (1 - e2);
  let beta = Math.atan2(aM * zM, bM * fromAxisM);
  let phi = 0;
  for (let step = 0; step < 10; step++) {
    const sinBeta = Math.sin(beta);
    const cosBeta = Math.cos(beta);
    const next = Math.atan2(zM + secondE2 * bM * sinBeta ** 3, fromAxisM - e2 * aM * cosBeta ** 3);
    const moved = Math.abs(next - phi);
    phi = next;
    if (step > 0 && moved < 1e-16) break;
    beta = Math.atan2((1 - ellipsoid.flattening) * Math.sin(phi), Math.cos(phi));
  }
  const sin = Math.sin(phi);
  const heightM = fromAxisM * Math.cos(phi) + zM * sin - aM * Math.sqrt(1 - e2 * sin * sin);
  return [Math.atan2(yM, xM) * DEG_PER_RAD, phi * DEG_PER_RAD, heightM];
}
