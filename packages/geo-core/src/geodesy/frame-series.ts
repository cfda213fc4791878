import { CGCS2000 } from "../crs/ellipsoid.ts";
import { lonDifferenceDeg } from "../crs/transverse-mercator.ts";
import { DEG_PER_RAD, RAD_PER_DEG } from "../units.ts";
import { MIN_RADIUS_M } from "./distance/bounds.ts";

type Four = readonly [number, number, number, number];

/** Taylor coefficients, orders 1 to 4, of a local frame (transverse Mercator, k0 = 1) and of its inverse about the origin. */
export interface FrameSeries {
  readonly lonDeg: number;
  readonly latDeg: number;
  /** Of isometric latitude in latitude, radians. */
  readonly isometric: Four;
  /** Of y + ix (metres) in isometric latitude + i·longitude (radians). */
  readonly plane: Four;
  /** Of isometric latitude + i·longitude in y + ix. */
  readonly conformal: Four;
  /** Of latitude in isometric latitude, radians. */
  readonly latitude: Four;
}

/** What the series may be off by: nothing beside the rounding of an outline. */
const LIMIT_M = 1e-5;
/** Greatest fifth coefficient of two series in turn, over the fifth power of 1/(a cos φ), rounded up from 0.3. */
const FIFTH = 0.5;

/**
 * A frame as two short series each way, for places within `reachM` of its origin; null where they could be off by 10 µm.
 *
 * Method: the transverse Mercator is conformal, so ζ = ψ + iλ and w = y + ix are analytic functions of each other; their derivatives on
 * the meridian are those of dw/dψ = N cos φ. Latitude follows from dφ/dψ = cos φ + e′² cos³ φ. The remainder is bounded by the
 * fifth derivatives at the highest latitude in reach (docs/accuracy.md, "Buffer") and held against the projection in
 * frame-series.test.ts. Cost: a sine and a cosine.
 */
export function frameSeries(lonDeg: number, latDeg: number, reachM: number): FrameSeries | null {
  const highestRad = Math.abs(latDeg) * RAD_PER_DEG + reachM / MIN_RADIUS_M;
  if (!(highestRad <= 1.5)) return null;
  const share = reachM / (MIN_RADIUS_M * Math.cos(highestRad));
  if (FIFTH * CGCS2000.aM * share ** 5 > LIMIT_M) return null;
  const s = Math.sin(latDeg * RAD_PER_DEG);
  const c = Math.cos(latDeg * RAD_PER_DEG);
  const t = s / c;
  const second = CGCS2000.e2 / (1 - CGCS2000.e2);
  const eta2 = second * c * c;
  const n = CGCS2000.aM / Math.sqrt(1 - CGCS2000.e2 * s * s);
  // h = dφ/dψ and its derivatives by φ.
  const h = c + second * c * c * c;
  const h1 = -s * (1 + 3 * eta2);
  const h2 = -c + 6 * second * c - 9 * second * c * c * c;
  const h3 = s - 6 * second * s + 27 * eta2 * s;
  const g = n * c;
  const n2 = n * n;
  return {
    lonDeg,
    latDeg,
    isometric: [
      1 / h,
      -h1 / (2 * h * h),
      (2 * h1 * h1 - h * h2) / (6 * h * h * h),
      (6 * h * h1 * h2 - 6 * h1 * h1 * h1 - h * h * h3) / (24 * h * h * h * h),
    ],
    plane: [
      g,
      (-g * s) / 2,
      (g * c * c * (t * t - 1 - eta2)) / 6,
      (g * s * c * c * (5 - t * t + 9 * eta2 + 4 * eta2 * eta2)) / 24,
    ],
    conformal: [
      1 / g,
      t / (2 * n * g),
      (1 + 2 * t * t + eta2) / (6 * n2 * g),
      (t * (5 + 6 * t * t + eta2 - 4 * eta2 * eta2)) / (24 * n2 * n * g),
    ],
    latitude: [h, (h * h1) / 2, (h * (h1 * h1 + h * h2)) / 6, (h * (h1 * h1 * h1 + 4 * h * h1 * h2 + h * h * h3)) / 24],
  };
}

/** Writes x and y (metres) of a place in degrees to `out[at]`, `out[at + 1]`. */
export function projectNear(
  { lonDeg, latDeg, isometric, plane }: FrameSeries,
  atLonDeg: number,
  atLatDeg: number,
  out: Float64Array,
  at: number,
): void {
  const d = (atLatDeg - latDeg) * RAD_PER_DEG;
  const u = d * (isometric[0] + d * (isometric[1] + d * (isometric[2] + d * isometric[3])));
  const v = lonDifferenceDeg(lonDeg, atLonDeg) * RAD_PER_DEG;
  // Horner's rule in u + iv, written out in real parts.
  const re3 = plane[3] * u + plane[2];
  const im3 = plane[3] * v;
  const re2 = re3 * u - im3 * v + plane[1];
  const im2 = re3 * v + im3 * u;
  const re1 = re2 * u - im2 * v + plane[0];
  const im1 = re2 * v + im2 * u;
  out[at] = re1 * v + im1 * u;
  out[at + 1] = re1 * u - im1 * v;
}

/** Writes longitudes and latitudes (degrees, in turn) of the places `xy[0]` … `xy[length − 1]` of the frame to `out` from `at` on. */
export function unprojectNear(
  { lonDeg, latDeg, conformal, latitude }: FrameSeries,
  xy: Float64Array,
  length: number,
  out: Float64Array,
  at: number,
): void {
  const [f1, f2, f3, f4] = conformal;
  const [p1, p2, p3, p4] = latitude;
  for (let i = 0; i < length; i += 2) {
    const x = xy[i]!;
    const y = xy[i + 1]!;
    // Horner's rule in y + ix, written out in real parts.
    const re3 = f4 * y + f3;
    const im3 = f4 * x;
    const re2 = re3 * y - im3 * x + f2;
    const im2 = re3 * x + im3 * y;
    const re1 = re2 * y - im2 * x + f1;
    const im1 = re2 * x + im2 * y;
    const q = re1 * y - im1 * x;
    out[at + i] = lonDeg + (re1 * x + im1 * y) * DEG_PER_RAD;
    out[at + i + 1] = latDeg + q * (p1 + q * (p2 + q * (p3 + q * p4))) * DEG_PER_RAD;
  }
}
