import { CGCS2000 } from "../../crs/ellipsoid.ts";
import { RAD_PER_DEG } from "../../units.ts";

/**
 * The inequalities on which every interval rests; the proofs stand in docs/accuracy.md, "Distance", and are checked on a dense
 * grid in bounds.test.ts. In a transverse Mercator with k0 = 1 the point scale k at easting x obeys
 *
 *   (B1) 0 ≤ ln k ≤ K̂·x²/2        (B2) |∇ ln k| ≤ 1.01·K̂·|x|        (B3) ln k ≥ Ǩ·x²/2 − K̂²·x⁴/10
 *
 * with K̂ and Ǩ the greatest and least Gaussian curvature of the ellipsoid in the region, |x| ≤ 900 km.
 */
const { e2, aM, bM } = CGCS2000;
const e2m = 1 - e2;

/** Greatest Gaussian curvature of the ellipsoid, 1/m², reached on the equator. */
export const MAX_CURVATURE = 1 / (bM * bM);
/** Least and greatest radii of curvature: meridian on the equator, either at the pole. */
export const MIN_RADIUS_M = aM * e2m;
export const MAX_RADIUS_M = aM / Math.sqrt(e2m);

/**
 * Rounding of one comparison in the frame: two projected points (Krüger series and double arithmetic, measured under 4 nm
 * each) and the planar formula; rounded up to 20 nm. The same covers the geodesic inverse (15 nm, Karney 2013 §9).
 */
export const ROUNDING_M = 2e-8;
/** Geometries nearer than this are called touching: it is below every rounding stated above together. */
export const TOUCH_M = 1e-7;

/** Gaussian curvature (1 − e² sin²φ)²/b² at a latitude; falls from equator to pole. */
export function curvatureAtLatRad(latRad: number): number {
  const s = Math.sin(latRad);
  const w = 1 - e2 * s * s;
  return w * w * MAX_CURVATURE;
}

/**
 * Bound on |x(t)|″ of an edge straight in lon/lat, over the square of the parameter's range: dn and de are the edge's
 * north and east extents in metres, rounded up. From w = F(ψ + iλ): |w″| ≤ k²[(dn² + de²)(K̂X + tan φ/N) + dn²(tan φ + 0.0136)/M].
 */
export function lonLatSecondDerivativeM(dLonDeg: number, latADeg: number, latBDeg: number, maxX: number): number {
  const maxLatRad = Math.max(Math.abs(latADeg), Math.abs(latBDeg)) * RAD_PER_DEG;
  const crossesEquator = latADeg < 0 !== latBDeg < 0;
  const minLatRad = crossesEquator ? 0 : Math.min(Math.abs(latADeg), Math.abs(latBDeg)) * RAD_PER_DEG;
  const north = MAX_RADIUS_M * Math.abs(latBDeg - latADeg) * RAD_PER_DEG;
  const east = MAX_RADIUS_M * Math.cos(minLatRad) * Math.abs(dLonDeg) * RAD_PER_DEG;
  const tan = Math.tan(maxLatRad);
  const square = north * north + east * east;
  const reach = maxX + 0.51 * Math.sqrt(square);
  return 1.03 * (square * (MAX_CURVATURE * reach + tan / aM) + (north * north * (tan + 0.0136)) / MIN_RADIUS_M);
}

/**
 * The same for an edge straight in a transverse Mercator plane (k0 = 1): `lengthM` in that plane, `maxWorkX` its greatest
 * distance from that plane's central meridian. From w = f(z), f conformal: |w″| ≤ |f′|·(|f′|·K̂X + K̂X_work)·|Δz|².
 */
export function projectedSecondDerivativeM(lengthM: number, maxWorkX: number, maxX: number): number {
  const reach = maxX + 0.51 * lengthM;
  return 1.04 * lengthM * lengthM * MAX_CURVATURE * (reach + maxWorkX);
}

/** The same for a geodesic whose image has a chord of `chordM`: |w″| ≤ k²·|∇ ln k|·s², and s ≤ chord because k ≥ 1. */
export function geodesicSecondDerivativeM(chordM: number, maxX: number): number {
  return 1.04 * chordM * chordM * MAX_CURVATURE * (maxX + 0.51 * chordM);
}
