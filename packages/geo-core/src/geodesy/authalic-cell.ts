import { CGCS2000 } from "../crs/ellipsoid.ts";
import { RAD_PER_DEG } from "../units.ts";

const { e2: E2, bM: B } = CGCS2000;
const E = Math.sqrt(E2);
const B2 = B * B;
/** Cells stand on multiples of this latitude, so that a layer shares a handful of them. A power of two: centres are exact. */
export const CELL_DEG = 0.25;
/** Edges longer than this share of (a cos φ) leave the series' reach of 1e-5 m² an edge and go to GeographicLib. */
const LONGEST_EDGE_SHARE = 6e-4;
/** Powers of latitude kept. Q needs five for 3e-14/cos φ of an area within a cell's height of its centre, the edge terms three. */
const ORDER = 6;

/**
 * What a ring needs to know of the latitudes near it, as numbers in a row, so that a kernel reads them into registers. In
 * degrees: for an edge with `v` northward, `w` eastward and its middle `u/2` north of the centre,
 * `∫ (Q − Q(centre)) dλ = w·(Σ q_k u^k + v²·Σ a_k u^k + w²·Σ c_k u^k)`, m²,
 * valid while `v² + cell[1]·w² ≤ cell[2]` and `|u| ≤ 2·CELL_DEG`.
 * Order: centre, weight of w², limit, q1…q5, a0…a3, c0…c3.
 */
export type AuthalicCell = Float64Array;

const cells: AuthalicCell[] = [];

/** The cell whose centre is nearest to a latitude in ±90. */
export function authalicCellAt(latDeg: number): AuthalicCell {
  const index = Math.round(latDeg / CELL_DEG) + 90 / CELL_DEG;
  const known = cells[index];
  if (known) return known;
  const cell = makeCell((index - 90 / CELL_DEG) * CELL_DEG);
  cells[index] = cell;
  return cell;
}

/**
 * Q is the authalic function, dQ/dφ = b² cos φ/w² with w = 1 − e² sin² φ. Along an edge straight in (φ, λ) its mean is
 * Q + Q″v²/24 at the middle. The geodesic obeys φ″ = −[N sin φ cos φ/M + (2M tan φ/N + 3e² sin φ cos φ/w)·φ'²], so it lies
 * −φ″·λ(Δλ − λ)/2 poleward of that edge; times Q' and integrated, with M/N = (1 − e²)/w and MN = b²/w², this is the strip.
 */
function makeCell(centreDeg: number): AuthalicCell {
  const phi = centreDeg * RAD_PER_DEG;
  const sin = sineSeries(Math.sin(phi), Math.cos(phi));
  const cos = sineSeries(Math.cos(phi), -Math.sin(phi));
  const cos2 = product(cos, cos);
  const w = product(sin, sin).map((term, k) => (k === 0 ? 1 : 0) - E2 * term);
  const overW = reciprocal(w);
  const slope = product(cos, product(overW, overW)).map((term) => B2 * term);
  const sinOverW = product(sin, overW).map((term) => B2 * term);
  const alongLon = product(sinOverW, cos2).map((term) => term / (12 * (1 - E2)));
  const bracket = cos2.map((term, k) => (k === 0 ? 2 * (1 - E2) : 0) + 3 * E2 * term);
  const strip = product(product(sinOverW, product(overW, overW)), bracket);
  const alongLat = strip.map((term, k) => term / 12 + ((k + 1) * (slope[k + 1] ?? 0)) / 24);

  const farthest = Math.min(90, Math.abs(centreDeg) + CELL_DEG) * RAD_PER_DEG;
  const nearest = Math.max(0, Math.abs(centreDeg) - CELL_DEG) * RAD_PER_DEG;
  const limitDeg = (LONGEST_EDGE_SHARE * Math.max(0, Math.cos(farthest))) / RAD_PER_DEG;
  // From radians, and the middle's latitude, to degrees, and twice the middle's.
  const half = RAD_PER_DEG / 2;
  const cell = [centreDeg, Math.cos(nearest) ** 2, farthest < Math.PI / 2 ? limitDeg * limitDeg : 0];
  for (let k = 1; k <= 5; k++) cell.push((slope[k - 1]! / k) * half ** k * RAD_PER_DEG);
  for (let k = 0; k <= 3; k++) cell.push(alongLat[k]! * half ** k * RAD_PER_DEG ** 3);
  for (let k = 0; k <= 3; k++) cell.push(alongLon[k]! * half ** k * RAD_PER_DEG ** 3);
  return Float64Array.from(cell);
}

/** Powers of d in sin(φ + d) = sin φ + d cos φ − …; cos likewise, with cos φ and −sin φ. */
function sineSeries(value: number, slope: number): number[] {
  return [value, slope, -value / 2, -slope / 6, value / 24, slope / 120];
}

function product(a: readonly number[], b: readonly number[]): number[] {
  const terms = new Array<number>(ORDER).fill(0);
  for (let i = 0; i < ORDER; i++) for (let j = 0; i + j < ORDER; j++) terms[i + j]! += a[i]! * b[j]!;
  return terms;
}

function reciprocal(a: readonly number[]): number[] {
  const terms = [1 / a[0]!];
  for (let k = 1; k < ORDER; k++) {
    let sum = 0;
    for (let j = 1; j <= k; j++) sum += a[j]! * terms[k - j]!;
    terms.push(-sum / a[0]!);
  }
  return terms;
}

/** Q(b) − Q(a), m² per radian of longitude, without cancellation between near latitudes. */
export function authalicDifferenceM2(aLatDeg: number, bLatDeg: number): number {
  const a = Math.sin(aLatDeg * RAD_PER_DEG);
  const b = Math.sin(bLatDeg * RAD_PER_DEG);
  const difference = 2 * Math.sin(((bLatDeg - aLatDeg) / 2) * RAD_PER_DEG) * Math.cos(((aLatDeg + bLatDeg) / 2) * RAD_PER_DEG);
  const rational = (difference * (1 + E2 * a * b)) / ((1 - E2 * a * a) * (1 - E2 * b * b));
  return (B2 / 2) * (rational + Math.atanh((E * difference) / (1 - E2 * a * b)) / E);
}
