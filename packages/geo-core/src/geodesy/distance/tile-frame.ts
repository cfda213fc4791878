import { CGCS2000 } from "../../crs/ellipsoid.ts";
import { lonDifferenceDeg } from "../../crs/transverse-mercator.ts";
import { RAD_PER_DEG } from "../../units.ts";
import { curvatureAtLatRad } from "./bounds.ts";

/**
 * The transverse Mercator with k0 = 1 around one place, as Taylor polynomials: of the isometric latitude ψ in the latitude, then of
 * the projection, which is analytic in ψ + iλ. Origin at the place, x east, y north, metres. The same plane as a LocalFrame's, at a
 * twelfth of its cost and without its rounding at northings of 5 000 km.
 *
 * Accuracy: truncation under 2 nm and rounding under 0.1 nm within the limits below (docs/accuracy.md, "Bulk").
 */
export interface TileFrame {
  readonly lon0Deg: number;
  readonly lat0Deg: number;
  /** ψ − ψ0 in powers 1 … 8 of φ − φ0, radians. */
  readonly psi: Float64Array;
  /** Northing + i·easting in powers 1 … 8 of (ψ − ψ0) + iλ; real, because the meridian is straight. */
  readonly plane: Float64Array;
  /** Greatest and least Gaussian curvature between the meridian and any place within the limits. */
  readonly greatestCurvature: number;
  readonly leastCurvature: number;
}

/** Farthest from the frame's place that a position may lie, and the latitude up to which frames are made. */
export const TILE_REACH_LAT_DEG = 0.28;
export const TILE_REACH_LON_DEG = 0.55;
export const TILE_MAX_LAT_DEG = 60;

const ORDER = 8;
const { aM, e2 } = CGCS2000;

export function tileFrame(lon0Deg: number, lat0Deg: number): TileFrame {
  // 0.05° more than the limits: edges may bow that far out of them, and a place's foot on the meridian lies nearer the pole.
  const leastDeg = Math.max(0, Math.abs(lat0Deg) - TILE_REACH_LAT_DEG - 0.05);
  const greatestDeg = Math.abs(lat0Deg) + TILE_REACH_LAT_DEG + 0.05;
  return {
    lon0Deg,
    lat0Deg,
    psi: isometricSeries(lat0Deg * RAD_PER_DEG),
    plane: planeSeries(lat0Deg * RAD_PER_DEG),
    greatestCurvature: curvatureAtLatRad(leastDeg * RAD_PER_DEG),
    leastCurvature: curvatureAtLatRad(greatestDeg * RAD_PER_DEG),
  };
}

/** Coefficient n of the product of two power series. */
function product(a: Float64Array, b: Float64Array, n: number): number {
  let sum = 0;
  for (let k = 0; k <= n; k++) sum += a[k]! * b[n - k]!;
  return sum;
}

/** dψ/dφ = (1 − e²)/((1 − e² sin²φ) cos φ), divided and integrated as power series. */
function isometricSeries(lat0Rad: number): Float64Array {
  const sin = new Float64Array(ORDER);
  const cos = new Float64Array(ORDER);
  sin[0] = Math.sin(lat0Rad);
  cos[0] = Math.cos(lat0Rad);
  for (let n = 1; n < ORDER; n++) {
    sin[n] = cos[n - 1]! / n;
    cos[n] = -sin[n - 1]! / n;
  }
  const q = new Float64Array(ORDER);
  for (let n = 0; n < ORDER; n++) q[n] = (n === 0 ? 1 : 0) - e2 * product(sin, sin, n);
  const denominator = new Float64Array(ORDER);
  for (let n = 0; n < ORDER; n++) denominator[n] = product(q, cos, n);
  const slope = new Float64Array(ORDER);
  const psi = new Float64Array(ORDER + 1);
  for (let n = 0; n < ORDER; n++) {
    slope[n] = ((n === 0 ? 1 - e2 : 0) - product(slope, denominator, n)) / denominator[0]!;
    psi[n + 1] = slope[n]! / (n + 1);
  }
  return psi;
}

/**
 * The meridian's length M in powers of ψ: dφ/dψ = cos φ (1 − e² sin²φ)/(1 − e²), dM/dψ = N cos φ. On the meridian the plane is true
 * to scale, and an analytic function is settled by its values there.
 */
function planeSeries(lat0Rad: number): Float64Array {
  const sin = new Float64Array(ORDER + 1);
  const cos = new Float64Array(ORDER + 1);
  const q = new Float64Array(ORDER + 1);
  const root = new Float64Array(ORDER + 1);
  const turn = new Float64Array(ORDER + 1);
  const radius = new Float64Array(ORDER + 1);
  const plane = new Float64Array(ORDER + 1);
  sin[0] = Math.sin(lat0Rad);
  cos[0] = Math.cos(lat0Rad);
  for (let n = 0; n < ORDER; n++) {
    q[n] = (n === 0 ? 1 : 0) - e2 * product(sin, sin, n);
    // root² = q and radius·root = cos, coefficient by coefficient; the unknown one is still 0 in the product.
    root[n] = n === 0 ? Math.sqrt(q[0]!) : (q[n]! - product(root, root, n)) / (2 * root[0]!);
    radius[n] = (cos[n]! - product(radius, root, n)) / root[0]!;
    turn[n] = product(cos, q, n) / (1 - e2);
    sin[n + 1] = product(cos, turn, n) / (n + 1);
    cos[n + 1] = -product(sin, turn, n) / (n + 1);
    plane[n + 1] = (aM * radius[n]!) / (n + 1);
  }
  return plane;
}

/** Whether positions first … end − 1 of a lon, lat column all lie within the limits of the frame. */
export function isInTile({ lon0Deg, lat0Deg }: TileFrame, lonLat: Float64Array, first: number, end: number): boolean {
  for (let i = 2 * first; i < 2 * end; i += 2) {
    if (!(Math.abs(lonLat[i + 1]! - lat0Deg) <= TILE_REACH_LAT_DEG)) return false;
    if (!(Math.abs(lonDifferenceDeg(lon0Deg, lonLat[i]!)) <= TILE_REACH_LON_DEG)) return false;
  }
  return true;
}

/**
 * Writes x, y of positions first … end − 1 of a lon, lat column, all within the limits, to `out` from `out[at]` on. (Columns and
 * places in them, because numbers handed over one by one would each be allocated.)
 *
 * Coefficients are real, so the value at ζ = ψ + iλ comes by Goertzel's recurrence in real numbers: with p = 2ψ and q = |ζ|²,
 * c_k = a_k + p·c_(k+1) − q·c_(k+2) and Σ a_k ζ^(k−1) = a_1 − q·c_3 + ζ·c_2.
 */
export function tileForward(
  tile: TileFrame,
  lonLat: Float64Array,
  first: number,
  end: number,
  out: Float64Array,
  at: number,
): void {
  const { plane, lon0Deg, lat0Deg } = tile;
  for (let i = 2 * first, k = at; i < 2 * end; i += 2, k += 2) {
    const lambda = lonDifferenceDeg(lon0Deg, lonLat[i]!) * RAD_PER_DEG;
    const psi = isometricStep(tile.psi, (lonLat[i + 1]! - lat0Deg) * RAD_PER_DEG);
    const p = 2 * psi;
    const q = psi * psi + lambda * lambda;
    const c8 = plane[8]!;
    const c7 = plane[7]! + p * c8;
    const c6 = plane[6]! + p * c7 - q * c8;
    const c5 = plane[5]! + p * c6 - q * c7;
    const c4 = plane[4]! + p * c5 - q * c6;
    const c3 = plane[3]! + p * c4 - q * c5;
    const c2 = plane[2]! + p * c3 - q * c4;
    const re = plane[1]! - q * c3 + psi * c2;
    out[k] = lambda * (re + psi * c2);
    out[k + 1] = psi * re - lambda * lambda * c2;
  }
}

/**
 * Writes the derivative of northing + i·easting by ψ + iλ at position `i` of a column, metres a radian, to `out[0]` (real) and `out[1]`
 * (imaginary): its angle is the bearing of true north in the plane, clockwise.
 */
export function tileDerivative(tile: TileFrame, lonLat: Float64Array, i: number, out: Float64Array): void {
  const { plane, lon0Deg, lat0Deg } = tile;
  const lambda = lonDifferenceDeg(lon0Deg, lonLat[2 * i]!) * RAD_PER_DEG;
  const psi = isometricStep(tile.psi, (lonLat[2 * i + 1]! - lat0Deg) * RAD_PER_DEG);
  let re = 0;
  let im = 0;
  for (let n = ORDER; n >= 1; n--) {
    const r = re * psi - im * lambda + n * plane[n]!;
    im = re * lambda + im * psi;
    re = r;
  }
  out[0] = re;
  out[1] = im;
}

/** ψ − ψ0 a step of latitude, radians, from the frame's. */
function isometricStep(psi: Float64Array, d: number): number {
  const high = psi[5]! + d * (psi[6]! + d * (psi[7]! + d * psi[8]!));
  return d * (psi[1]! + d * (psi[2]! + d * (psi[3]! + d * (psi[4]! + d * high))));
}
