import { CGCS2000 } from "../crs/ellipsoid.ts";
import { DEG_PER_RAD, RAD_PER_DEG } from "../units.ts";
import { MIN_RADIUS_M } from "./distance/bounds.ts";
import type { LocalFrame } from "./local-frame.ts";

/** Taylor coefficients of a frame's inverse about its origin. */
export interface FrameInverse {
  readonly lonDeg: number;
  readonly latDeg: number;
  /** Of isometric latitude + i·longitude (radians) in y + ix (metres), orders 1 to 4. */
  readonly conformal: readonly [number, number, number, number];
  /** Of latitude in isometric latitude, radians, orders 1 to 4. */
  readonly latitude: readonly [number, number, number, number];
}

/** What the series may be off by: nothing beside the rounding of an outline. */
const LIMIT_M = 1e-5;
/** Greatest fifth coefficient of both series together, over the fifth power of 1/(a cos φ), rounded up from 0.3. */
const FIFTH = 0.5;

/**
 * The inverse of a frame as two short series, for places within `reachM` of its origin; null where they could be off by 10 µm.
 *
 * Method: the transverse Mercator is conformal, so ζ = ψ + iλ is an analytic function of y + ix; its derivatives on the meridian are those
 * of dψ/dy = 1/(N cos φ). Latitude follows from dφ/dψ = cos φ + e′² cos³ φ. The remainder is bounded by the fifth derivatives
 * at the highest latitude in reach (docs/accuracy.md, "Buffer") and held against the projection in buffer-unproject.test.ts.
 */
export function frameInverse({ lonDeg, latDeg }: LocalFrame, reachM: number): FrameInverse | null {
  const highestRad = Math.abs(latDeg) * RAD_PER_DEG + reachM / MIN_RADIUS_M;
  if (highestRad > 1.5) return null;
  const share = reachM / (MIN_RADIUS_M * Math.cos(highestRad));
  if (FIFTH * CGCS2000.aM * share ** 5 > LIMIT_M) return null;
  const s = Math.sin(latDeg * RAD_PER_DEG);
  const c = Math.cos(latDeg * RAD_PER_DEG);
  const t = s / c;
  const second = CGCS2000.e2 / (1 - CGCS2000.e2);
  const eta2 = second * c * c;
  const n = CGCS2000.aM / Math.sqrt(1 - CGCS2000.e2 * s * s);
  const h = c + second * c ** 3;
  const h1 = -s * (1 + 3 * eta2);
  const h2 = -c + 6 * second * c - 9 * second * c ** 3;
  const h3 = s - 6 * second * s + 27 * eta2 * s;
  return {
    lonDeg,
    latDeg,
    conformal: [
      1 / (n * c),
      t / (2 * n * n * c),
      (1 + 2 * t * t + eta2) / (6 * n ** 3 * c),
      (t * (5 + 6 * t * t + eta2 - 4 * eta2 * eta2)) / (24 * n ** 4 * c),
    ],
    latitude: [h, (h * h1) / 2, (h * (h1 * h1 + h * h2)) / 6, (h * (h1 ** 3 + 4 * h * h1 * h2 + h * h * h3)) / 24],
  };
}

/** Longitudes and latitudes (degrees, in turn) of places of the frame (x, y in turn, metres). */
export function unprojectNear({ lonDeg, latDeg, conformal, latitude }: FrameInverse, xy: readonly number[]): Float64Array {
  const [f1, f2, f3, f4] = conformal;
  const [p1, p2, p3, p4] = latitude;
  const lonLat = new Float64Array(xy.length);
  for (let i = 0; i < xy.length; i += 2) {
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
    lonLat[i] = lonDeg + (re1 * x + im1 * y) * DEG_PER_RAD;
    lonLat[i + 1] = latDeg + q * (p1 + q * (p2 + q * (p3 + q * p4))) * DEG_PER_RAD;
  }
  return lonLat;
}
