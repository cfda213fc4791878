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

/** Writes longitude and latitude (degrees) of a place of the frame to `out[0]`, `out[1]`. */
export function unprojectNear(
  { lonDeg, latDeg, conformal, latitude }: FrameInverse,
  x: number,
  y: number,
  out: Float64Array,
): void {
  let re = conformal[3];
  let im = 0;
  for (let k = 2; k >= 0; k--) {
    const r = re * y - im * x + conformal[k]!;
    im = re * x + im * y;
    re = r;
  }
  const q = re * y - im * x;
  out[0] = lonDeg + (re * x + im * y) * DEG_PER_RAD;
  out[1] = latDeg + q * (latitude[0] + q * (latitude[1] + q * (latitude[2] + q * latitude[3]))) * DEG_PER_RAD;
}
