import { DEG_PER_RAD, RAD_PER_DEG } from "../units.ts";
import type { Ellipsoid } from "./ellipsoid.ts";

/**
 * Transverse Mercator (Gauss–Krüger) by Krüger's series to the sixth order in n, after Karney (2011), "Transverse
 * Mercator with an accuracy of a few nanometers", J. Geodesy 85, eqs. 7–12, 35 and 36. Truncation stays under 5 nm within
 * 3 900 km of the central meridian; the rest is floating-point rounding, 1–2 nm at Chinese northings.
 */
export interface TransverseMercator {
  readonly lon0Deg: number;
  readonly k0: number;
  readonly falseEastM: number;
  readonly falseNorthM: number;
  readonly ellipsoid: Ellipsoid;
  /** Rectifying radius times k0, metres. */
  readonly scaleM: number;
  readonly e: number;
  readonly alpha: Float64Array;
  readonly beta: Float64Array;
}

/** Series beyond this angle from the central meridian are no longer good to nanometres, so callers refuse it. */
export const MAX_ANGLE_FROM_MERIDIAN_DEG = 35;

function alphaOf(n: number): Float64Array {
  const n2 = n * n;
  const n3 = n2 * n;
  const n4 = n3 * n;
  const n5 = n4 * n;
  const n6 = n5 * n;
  return Float64Array.of(
    n / 2 - (2 * n2) / 3 + (5 * n3) / 16 + (41 * n4) / 180 - (127 * n5) / 288 + (7891 * n6) / 37800,
    (13 * n2) / 48 - (3 * n3) / 5 + (557 * n4) / 1440 + (281 * n5) / 630 - (1983433 * n6) / 1935360,
    (61 * n3) / 240 - (103 * n4) / 140 + (15061 * n5) / 26880 + (167603 * n6) / 181440,
    (49561 * n4) / 161280 - (179 * n5) / 168 + (6601661 * n6) / 7257600,
    (34729 * n5) / 80640 - (3418889 * n6) / 1995840,
    (212378941 * n6) / 319334400,
  );
}

function betaOf(n: number): Float64Array {
  const n2 = n * n;
  const n3 = n2 * n;
  const n4 = n3 * n;
  const n5 = n4 * n;
  const n6 = n5 * n;
  return Float64Array.of(
    n / 2 - (2 * n2) / 3 + (37 * n3) / 96 - n4 / 360 - (81 * n5) / 512 + (96199 * n6) / 604800,
    n2 / 48 + n3 / 15 - (437 * n4) / 1440 + (46 * n5) / 105 - (1118711 * n6) / 3870720,
    (17 * n3) / 480 - (37 * n4) / 840 - (209 * n5) / 4480 + (5569 * n6) / 90720,
    (4397 * n4) / 161280 - (11 * n5) / 504 - (830251 * n6) / 7257600,
    (4583 * n5) / 161280 - (108847 * n6) / 3991680,
    (20648693 * n6) / 638668800,
  );
}

/** The constants of one transverse Mercator; build once, project many. */
export function transverseMercator(
  ellipsoid: Ellipsoid,
  lon0Deg: number,
  { k0 = 1, falseEastM = 0, falseNorthM = 0 }: { k0?: number; falseEastM?: number; falseNorthM?: number } = {},
): TransverseMercator {
  const { rectifyingRadiusM, e, alpha, beta } = seriesOf(ellipsoid);
  return { lon0Deg, k0, falseEastM, falseNorthM, ellipsoid, scaleM: rectifyingRadiusM * k0, e, alpha, beta };
}

interface Series {
  readonly rectifyingRadiusM: number;
  readonly e: number;
  readonly alpha: Float64Array;
  readonly beta: Float64Array;
}

/** Local frames are built by the thousand, so the coefficients of an ellipsoid are computed once. */
const seriesCache = new WeakMap<Ellipsoid, Series>();

function seriesOf(ellipsoid: Ellipsoid): Series {
  const known = seriesCache.get(ellipsoid);
  if (known) return known;
  const { n } = ellipsoid;
  const n2 = n * n;
  const series = {
    rectifyingRadiusM: (ellipsoid.aM / (1 + n)) * (1 + n2 / 4 + (n2 * n2) / 64 + (n2 * n2 * n2) / 256),
    e: Math.sqrt(ellipsoid.e2),
    alpha: alphaOf(n),
    beta: betaOf(n),
  };
  seriesCache.set(ellipsoid, series);
  return series;
}

/** The difference b − a of two longitudes, taken the short way round, in (−180, 180]. Exact for neighbours (Sterbenz). */
export function lonDifferenceDeg(aDeg: number, bDeg: number): number {
  const d = bDeg - aDeg;
  if (d > 180) return d - 360 * Math.ceil((d - 180) / 360);
  return d <= -180 ? d + 360 * Math.floor((180 - d) / 360) : d;
}

/**
 * Writes easting and northing (metres) of a geographic position to `out[at]`, `out[at + 1]`. No range check and no
 * allocation: the kernel under every local frame.
 */
export function tmForward(tm: TransverseMercator, lonDeg: number, latDeg: number, out: Float64Array, at: number): void {
  const lambda = lonDifferenceDeg(tm.lon0Deg, lonDeg) * RAD_PER_DEG;
  const phi = latDeg * RAD_PER_DEG;
  // Conformal latitude as its tangent: tau' = tau·sqrt(1 + sigma²) − sigma·sqrt(1 + tau²).
  const sinPhi = Math.sin(phi);
  const tau = Math.tan(phi);
  const sigma = Math.sinh(tm.e * Math.atanh(tm.e * sinPhi));
  const tauC = tau * Math.sqrt(1 + sigma * sigma) - sigma * Math.sqrt(1 + tau * tau);
  const cosLambda = Math.cos(lambda);
  const xi0 = Math.atan2(tauC, cosLambda);
  const eta0 = Math.asinh(Math.sin(lambda) / Math.hypot(tauC, cosLambda));
  // Clenshaw summation of Σ α_j sin 2j(ξ + iη) in complex arithmetic, written out in real parts.
  const s0 = Math.sin(2 * xi0);
  const c0 = Math.cos(2 * xi0);
  const sh0 = Math.sinh(2 * eta0);
  const ch0 = Math.cosh(2 * eta0);
  const ar = 2 * c0 * ch0;
  const ai = -2 * s0 * sh0;
  let y1r = 0;
  let y1i = 0;
  let y2r = 0;
  let y2i = 0;
  for (let j = 5; j >= 0; j--) {
    const r = ar * y1r - ai * y1i - y2r + tm.alpha[j]!;
    const i = ar * y1i + ai * y1r - y2i;
    y2r = y1r;
    y2i = y1i;
    y1r = r;
    y1i = i;
  }
  const sr = s0 * ch0;
  const si = c0 * sh0;
  out[at] = tm.falseEastM + tm.scaleM * (eta0 + sr * y1i + si * y1r);
  out[at + 1] = tm.falseNorthM + tm.scaleM * (xi0 + sr * y1r - si * y1i);
}

/** Writes longitude and latitude (degrees) of a projected position to `out[at]`, `out[at + 1]`; inverse of {@link tmForward}. */
export function tmInverse(tm: TransverseMercator, eastM: number, northM: number, out: Float64Array, at: number): void {
  const xi = (northM - tm.falseNorthM) / tm.scaleM;
  const eta = (eastM - tm.falseEastM) / tm.scaleM;
  const s0 = Math.sin(2 * xi);
  const c0 = Math.cos(2 * xi);
  const sh0 = Math.sinh(2 * eta);
  const ch0 = Math.cosh(2 * eta);
  const ar = 2 * c0 * ch0;
  const ai = -2 * s0 * sh0;
  let y1r = 0;
  let y1i = 0;
  let y2r = 0;
  let y2i = 0;
  for (let j = 5; j >= 0; j--) {
    const r = ar * y1r - ai * y1i - y2r - tm.beta[j]!;
    const i = ar * y1i + ai * y1r - y2i;
    y2r = y1r;
    y2i = y1i;
    y1r = r;
    y1i = i;
  }
  const sr = s0 * ch0;
  const si = c0 * sh0;
  const xi0 = xi + sr * y1r - si * y1i;
  const eta0 = eta + sr * y1i + si * y1r;
  const sinhEta = Math.sinh(eta0);
  const cosXi = Math.cos(xi0);
  const tauC = Math.sin(xi0) / Math.hypot(sinhEta, cosXi);
  out[at] = wrapLonDeg(tm.lon0Deg + Math.atan2(sinhEta, cosXi) * DEG_PER_RAD);
  out[at + 1] = Math.atan(tauFromConformal(tm, tauC)) * DEG_PER_RAD;
}

/** tan φ from the tangent of the conformal latitude, by Newton (Karney 2011, eqs. 19–21): two steps reach full precision. */
function tauFromConformal(tm: TransverseMercator, tauC: number): number {
  const e2m = 1 - tm.ellipsoid.e2;
  let tau = tauC / e2m;
  for (let step = 0; step < 5; step++) {
    const root = Math.sqrt(1 + tau * tau);
    const sigma = Math.sinh(tm.e * Math.atanh((tm.e * tau) / root));
    const tauA = tau * Math.sqrt(1 + sigma * sigma) - sigma * root;
    const delta = ((tauC - tauA) * (1 + e2m * tau * tau)) / (e2m * root * Math.sqrt(1 + tauA * tauA));
    tau += delta;
    if (Math.abs(delta) <= 1e-16 * (1 + Math.abs(tau))) break;
  }
  return tau;
}

function wrapLonDeg(lonDeg: number): number {
  if (lonDeg > 180) return lonDeg - 360;
  return lonDeg < -180 ? lonDeg + 360 : lonDeg;
}
