import { CGCS2000 } from "../crs/ellipsoid.ts";
import { lonDifferenceDeg } from "../crs/transverse-mercator.ts";
import { GeoError } from "../errors.ts";
import { RAD_PER_DEG } from "../units.ts";
import { areaUnderGeodesicM2 } from "./geographiclib.ts";

const { e2: E2, bM: B } = CGCS2000;
const E = Math.sqrt(E2);
const B2 = B * B;
/** Terms of the authalic Taylor polynomial. Within the radius below the first one left out is under 1e-15 of the sum. */
const ORDER = 6;
const TAYLOR_RADIUS_RAD = 0.01;
/** Edges longer than this share of (a cos φ) leave the series' reach of 6e-6 m² an edge and go to GeographicLib. */
const LONGEST_EDGE_SHARE = 6e-4;

/**
 * Signed area of a ring with geodesic edges on CGCS2000, m², counter-clockwise positive. `from` and `to` bound the ring's
 * positions (in positions, not numbers) in the interleaved lon, lat column; the last repeats the first.
 *
 * Method: Green's theorem, −∮ Q(φ) dλ, with Q the authalic function. Along an edge that is straight in (φ, λ) the integral of
 * Q's Taylor polynomial is closed; the strip between that edge and the geodesic follows from the geodesic's differential
 * equation. Q is counted from a latitude near
 * the ring, so metre-size rings keep their digits.
 * Source: Karney (2013), eqs. 58–63 for Q; docs/accuracy.md for the strip.
 *
 * @throws {GeoError} `pole-enclosed` where the ring runs around a pole.
 */
export function ringGeodesicAreaM2(lonLat: Float64Array, from: number, to: number): number {
  const base = centreNear(lonLat[2 * from + 1]!);
  let centre = base;
  let offsetM2 = 0;
  let lonDeg = lonLat[2 * from]!;
  let latDeg = lonLat[2 * from + 1]!;
  let turnDeg = 0;
  let sumM2 = 0;
  for (let i = from + 1; i < to; i++) {
    const nextLonDeg = lonLat[2 * i]!;
    const nextLatDeg = lonLat[2 * i + 1]!;
    const stepDeg = lonDifferenceDeg(lonDeg, nextLonDeg);
    turnDeg += stepDeg;
    let d0 = (latDeg - centre.latDeg) * RAD_PER_DEG;
    let d1 = (nextLatDeg - centre.latDeg) * RAD_PER_DEG;
    if (Math.abs(d0) > TAYLOR_RADIUS_RAD || Math.abs(d1) > TAYLOR_RADIUS_RAD) {
      centre = centreNear((latDeg + nextLatDeg) / 2);
      offsetM2 = centre === base ? 0 : authalicDifferenceM2(base.latDeg, centre.latDeg);
      d0 = (latDeg - centre.latDeg) * RAD_PER_DEG;
      d1 = (nextLatDeg - centre.latDeg) * RAD_PER_DEG;
    }
    const edgeM2 = edgeIntegralM2(centre, offsetM2, d0, d1, stepDeg * RAD_PER_DEG);
    sumM2 += Number.isNaN(edgeM2) ? longEdgeM2(lonDeg, latDeg, stepDeg, nextLatDeg, base.latDeg) : edgeM2;
    lonDeg = nextLonDeg;
    latDeg = nextLatDeg;
  }
  if (Math.abs(turnDeg) > 180) throw poleEnclosed(turnDeg);
  return -sumM2;
}

function poleEnclosed(turnDeg: number): GeoError {
  return new GeoError(
    "pole-enclosed",
    `A ring turns ${Math.round(turnDeg)}° of longitude, so it encloses a pole; its area is not defined here. ` +
      "Cut the polygon along a meridian.",
    { details: { turnDeg } },
  );
}

/** Expansions stand on a grid of latitudes, so that a layer shares a handful of them. */
const CENTRE_STEP_DEG = 0.5;
const centres = new Map<number, Expansion>();

function centreNear(latDeg: number): Expansion {
  const number = Math.round(latDeg / CENTRE_STEP_DEG);
  let centre = centres.get(number);
  if (!centre) {
    centre = expandAt(number * CENTRE_STEP_DEG);
    centres.set(number, centre);
  }
  return centre;
}

interface Expansion {
  readonly latDeg: number;
  readonly sin: number;
  readonly cos: number;
  /** Coefficients of d¹ … d⁶ of Q(centre + d) − Q(centre). */
  readonly p: Float64Array;
}

/**
 * Taylor polynomial of Q about a latitude. dQ/ds = b²·(1 − e²s²)⁻² with s = sin φ; with x = s − s0, r = e²s0/w, u = e²/w and
 * w = 1 − e²s0² the bracket is w·(1 − 2rx − ux²). Its inverse square obeys k·g_k = 2r(k + 1)·g_{k−1} + u(k + 2)·g_{k−2};
 * integrated term by term and composed with x = sin(φ0 + d) − sin φ0 it gives the powers of d.
 */
function expandAt(latDeg: number): Expansion {
  const phi0 = latDeg * RAD_PER_DEG;
  const sin = Math.sin(phi0);
  const cos = Math.cos(phi0);
  const w = 1 - E2 * sin * sin;
  const r = (E2 * sin) / w;
  const u = E2 / w;
  const x = [cos, -sin / 2, -cos / 6, sin / 24, cos / 120, -sin / 720];
  const p = new Float64Array(ORDER);
  let power: readonly number[] = x;
  let g1 = 0;
  let g = B2 / (w * w);
  for (let k = 0; k < ORDER; k++) {
    for (let j = 0; j < ORDER; j++) p[j]! += (g / (k + 1)) * power[j]!;
    power = multiplySeries(power, x);
    const next = (2 * r * (k + 2) * g + u * (k + 3) * g1) / (k + 1);
    g1 = g;
    g = next;
  }
  return { latDeg, sin, cos, p };
}

/** Product of two series without constant term (index 0 = first power), cut at ORDER. */
function multiplySeries(a: readonly number[], b: readonly number[]): number[] {
  const product = new Array<number>(ORDER).fill(0);
  for (let i = 0; i < ORDER; i++) for (let j = 0; i + j + 1 < ORDER; j++) product[i + j + 1]! += a[i]! * b[j]!;
  return product;
}

/**
 * ∫ (Q − Q(base)) dλ along the geodesic of an edge that spans latitudes centre + d0 … centre + d1 and `dLambda` of longitude,
 * with `offsetM2` = Q(centre) − Q(base); NaN where the edge is too long for the series.
 *
 * The geodesic obeys φ'' = −[N sin φ cos φ/M + (2M tan φ/N + 3e² sin φ cos φ/w)·φ'²], so it lies −φ''·λ(Δλ − λ)/2 poleward of
 * the straight edge; times Q' = MN cos φ and integrated, with M/N = (1 − e²)/w and MN = b²/w².
 */
function edgeIntegralM2(centre: Expansion, offsetM2: number, d0: number, d1: number, dLambda: number): number {
  const dPhi = d1 - d0;
  const m = (d0 + d1) / 2;
  const m2 = m * m;
  const s = centre.sin * (1 - m2 / 2) + centre.cos * m * (1 - m2 / 6);
  const c = centre.cos * (1 - m2 / 2) - centre.sin * m * (1 - m2 / 6);
  const c2 = c * c;
  if (dPhi * dPhi + c2 * dLambda * dLambda > LONGEST_EDGE_SHARE * LONGEST_EDGE_SHARE * c2) return Number.NaN;
  const { p } = centre;
  const h2 = (dPhi * dPhi) / 4;
  const meanM2 =
    p[0]! * m +
    p[1]! * (m2 + h2 / 3) +
    p[2]! * m * (m2 + h2) +
    p[3]! * (m2 * m2 + 2 * m2 * h2 + (h2 * h2) / 5) +
    p[4]! * m * (m2 * m2 + (10 / 3) * m2 * h2 + h2 * h2) +
    p[5]! * (m2 * m2 * m2 + 5 * m2 * m2 * h2 + 3 * m2 * h2 * h2 + (h2 * h2 * h2) / 7);
  const w = 1 - E2 * s * s;
  const strip =
    (((B2 * s) / (w * w)) * ((w * c2 * dLambda * dLambda) / (1 - E2) + ((2 * (1 - E2) + 3 * E2 * c2) * dPhi * dPhi) / w)) / 12;
  return dLambda * (offsetM2 + meanM2 + strip);
}

/** The same integral for a long edge by GeographicLib, whose reference is the equator. */
function longEdgeM2(lonDeg: number, latDeg: number, stepDeg: number, nextLatDeg: number, baseLatDeg: number): number {
  const toEquatorM2 = areaUnderGeodesicM2(lonDeg, latDeg, lonDeg + stepDeg, nextLatDeg);
  return toEquatorM2 - authalicDifferenceM2(0, baseLatDeg) * stepDeg * RAD_PER_DEG;
}

/** Q(b) − Q(a), m² per radian of longitude, without cancellation between near latitudes. */
function authalicDifferenceM2(aLatDeg: number, bLatDeg: number): number {
  const a = Math.sin(aLatDeg * RAD_PER_DEG);
  const b = Math.sin(bLatDeg * RAD_PER_DEG);
  const difference = 2 * Math.sin(((bLatDeg - aLatDeg) / 2) * RAD_PER_DEG) * Math.cos(((aLatDeg + bLatDeg) / 2) * RAD_PER_DEG);
  const rational = (difference * (1 + E2 * a * b)) / ((1 - E2 * a * a) * (1 - E2 * b * b));
  return (B2 / 2) * (rational + Math.atanh((E * difference) / (1 - E2 * a * b)) / E);
}
