import { lonDifferenceDeg } from "../crs/transverse-mercator.ts";
import { GeoError } from "../errors.ts";
import { RAD_PER_DEG } from "../units.ts";
import { type AuthalicCell, authalicCellAt, authalicDifferenceM2, CELL_DEG } from "./authalic-cell.ts";
import { areaUnderGeodesicM2 } from "./geographiclib.ts";

/**
 * Signed area of a ring with geodesic edges on CGCS2000, m², counter-clockwise positive. `from` and `to` bound the ring's
 * positions (in positions, not numbers) in the interleaved lon, lat column; the last repeats the first.
 *
 * Method: Green's theorem, −∮ Q(φ) dλ, with Q the authalic function, expanded about a latitude near the ring, so metre-size
 * rings keep their digits (see authalic-cell.ts; Karney 2013, eqs. 58–63 for Q; docs/accuracy.md for the strip between the
 * geodesic and the edge straight in lon/lat). A ring of short edges within one cell, as nearly all are, takes no
 * trigonometry; any other is walked edge by edge.
 *
 * @throws {GeoError} `pole-enclosed` where the ring runs around a pole.
 */
export function ringGeodesicAreaM2(lonLat: Float64Array, from: number, to: number): number {
  const localM2 = localRingM2(lonLat, from, to);
  return Number.isNaN(localM2) ? wideRingM2(lonLat, from, to) : localM2;
}

/** The area of a ring of short edges near one latitude, away from the antimeridian; else NaN. */
function localRingM2(lonLat: Float64Array, from: number, to: number): number {
  let lonDeg = lonLat[2 * from]!;
  let latDeg = lonLat[2 * from + 1]!;
  const cell = authalicCellAt(latDeg);
  const centreDeg = cell[0]!;
  const weight = cell[1]!;
  const limit = cell[2]!;
  const q1 = cell[3]!;
  const q2 = cell[4]!;
  const q3 = cell[5]!;
  const q4 = cell[6]!;
  const q5 = cell[7]!;
  const a0 = cell[8]!;
  const a1 = cell[9]!;
  const a2 = cell[10]!;
  const a3 = cell[11]!;
  const c0 = cell[12]!;
  const c1 = cell[13]!;
  const c2 = cell[14]!;
  const c3 = cell[15]!;
  let d = latDeg - centreDeg;
  let sumM2 = 0;
  for (let i = from + 1; i < to; i++) {
    const nextLonDeg = lonLat[2 * i]!;
    const nextLatDeg = lonLat[2 * i + 1]!;
    const nextD = nextLatDeg - centreDeg;
    const u = d + nextD;
    const v = nextLatDeg - latDeg;
    const w = nextLonDeg - lonDeg;
    const v2 = v * v;
    const w2 = w * w;
    if (!(v2 + weight * w2 <= limit && Math.abs(u) <= 2 * CELL_DEG)) return Number.NaN;
    sumM2 +=
      w *
      (u * (q1 + u * (q2 + u * (q3 + u * (q4 + u * q5)))) +
        v2 * (a0 + u * (a1 + u * (a2 + u * a3))) +
        w2 * (c0 + u * (c1 + u * (c2 + u * c3))));
    lonDeg = nextLonDeg;
    latDeg = nextLatDeg;
    d = nextD;
  }
  return -sumM2;
}

/** The area of any ring: each edge about the cell of its own middle, long edges by GeographicLib. */
function wideRingM2(lonLat: Float64Array, from: number, to: number): number {
  let lonDeg = lonLat[2 * from]!;
  let latDeg = lonLat[2 * from + 1]!;
  const base = authalicCellAt(latDeg);
  let cell = base;
  /** Q(cell) − Q(base), m² per degree of longitude. */
  let offsetM2 = 0;
  let turnDeg = 0;
  let sumM2 = 0;
  for (let i = from + 1; i < to; i++) {
    const nextLonDeg = lonLat[2 * i]!;
    const nextLatDeg = lonLat[2 * i + 1]!;
    const stepDeg = lonDifferenceDeg(lonDeg, nextLonDeg);
    turnDeg += stepDeg;
    const nearest = authalicCellAt((latDeg + nextLatDeg) / 2);
    if (nearest !== cell) {
      cell = nearest;
      offsetM2 = cell === base ? 0 : authalicDifferenceM2(base[0]!, cell[0]!) * RAD_PER_DEG;
    }
    const shortM2 = shortEdgeM2(cell, latDeg, nextLatDeg, stepDeg);
    sumM2 += Number.isNaN(shortM2) ? longEdgeM2(lonDeg, latDeg, stepDeg, nextLatDeg, base[0]!) : offsetM2 * stepDeg + shortM2;
    lonDeg = nextLonDeg;
    latDeg = nextLatDeg;
  }
  if (Math.abs(turnDeg) > 180) throw poleEnclosed(turnDeg);
  return -sumM2;
}

/** ∫ (Q − Q(cell)) dλ along one edge; NaN where it is too long for the series. Same polynomial as {@link localRingM2}. */
function shortEdgeM2(cell: AuthalicCell, latDeg: number, nextLatDeg: number, stepDeg: number): number {
  const u = latDeg - cell[0]! + (nextLatDeg - cell[0]!);
  const v2 = (nextLatDeg - latDeg) * (nextLatDeg - latDeg);
  const w2 = stepDeg * stepDeg;
  if (v2 + cell[1]! * w2 > cell[2]!) return Number.NaN;
  const edgeQ = u * (cell[3]! + u * (cell[4]! + u * (cell[5]! + u * (cell[6]! + u * cell[7]!))));
  const alongLat = v2 * (cell[8]! + u * (cell[9]! + u * (cell[10]! + u * cell[11]!)));
  const alongLon = w2 * (cell[12]! + u * (cell[13]! + u * (cell[14]! + u * cell[15]!)));
  return stepDeg * (edgeQ + alongLat + alongLon);
}

/** ∫ (Q − Q(base)) dλ along a long edge by GeographicLib, whose reference is the equator. */
function longEdgeM2(lonDeg: number, latDeg: number, stepDeg: number, nextLatDeg: number, baseLatDeg: number): number {
  const toEquatorM2 = areaUnderGeodesicM2(lonDeg, latDeg, lonDeg + stepDeg, nextLatDeg);
  return toEquatorM2 - authalicDifferenceM2(0, baseLatDeg) * stepDeg * RAD_PER_DEG;
}

function poleEnclosed(turnDeg: number): GeoError {
  return new GeoError(
    "pole-enclosed",
    `A ring turns ${Math.round(turnDeg)}° of longitude, so it encloses a pole; its area is not defined here. ` +
      "Cut the polygon along a meridian.",
    { details: { turnDeg } },
  );
}
