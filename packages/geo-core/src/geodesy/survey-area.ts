import { CGCS2000 } from "../crs/ellipsoid.ts";
import { lonDifferenceDeg } from "../crs/transverse-mercator.ts";
import { RAD_PER_DEG } from "../units.ts";

const { bM, e2 } = CGCS2000;
const e4 = e2 * e2;
const e6 = e4 * e2;
const e8 = e4 * e4;
/** Constants A…E of the notice, as polynomials of the first eccentricity (public code often takes Xian 1980's by mistake). */
const A = 1 + (3 / 6) * e2 + (30 / 80) * e4 + (35 / 112) * e6 + (630 / 2304) * e8;
const B = (1 / 6) * e2 + (15 / 80) * e4 + (21 / 112) * e6 + (420 / 2304) * e8;
const C = (3 / 80) * e4 + (7 / 112) * e6 + (180 / 2304) * e8;
const D = (1 / 112) * e6 + (45 / 2304) * e8;
const F = (5 / 2304) * e8;

/**
 * Signed survey area (椭球面积) of a ring, m², counter-clockwise positive: for each edge the trapezoid
 * S = 2b²·ΔL·[A sin½ΔB cos Bm − B sin 3⁄2ΔB cos 3Bm + C sin 5⁄2ΔB cos 5Bm − D sin 7⁄2ΔB cos 7Bm + E sin 9⁄2ΔB cos 9Bm] between the
 * edge and a reference meridian, ΔL the mean longitude of the edge from that meridian (图斑椭球面积计算, 国土调查办发〔2008〕32号).
 * The sum does not depend on the meridian; the first vertex's keeps the most digits.
 */
export function ringSurveyAreaM2(lonLat: Float64Array, from: number, to: number): number {
  const lon0Deg = lonLat[2 * from]!;
  let l = 0;
  let latDeg = lonLat[2 * from + 1]!;
  let sumM2 = 0;
  for (let i = from + 1; i < to; i++) {
    const nextL = lonDifferenceDeg(lon0Deg, lonLat[2 * i]!) * RAD_PER_DEG;
    const nextLatDeg = lonLat[2 * i + 1]!;
    sumM2 += ((l + nextL) / 2) * zoneFactorM2(latDeg, nextLatDeg);
    l = nextL;
    latDeg = nextLatDeg;
  }
  return sumM2;
}

/**
 * Area of the ellipsoidal zone between two latitudes, m² per radian of longitude, signed northward. Sines and cosines of the odd
 * multiples follow from the first by sin(k + 2)x = 2 cos 2x · sin kx − sin(k − 2)x, to rounding.
 */
function zoneFactorM2(fromLatDeg: number, toLatDeg: number): number {
  const s1 = Math.sin(((toLatDeg - fromLatDeg) / 2) * RAD_PER_DEG);
  const c1 = Math.cos(((fromLatDeg + toLatDeg) / 2) * RAD_PER_DEG);
  const sTurn = 2 - 4 * s1 * s1;
  const cTurn = 4 * c1 * c1 - 2;
  const s3 = (sTurn + 1) * s1;
  const c3 = (cTurn - 1) * c1;
  const s5 = sTurn * s3 - s1;
  const c5 = cTurn * c3 - c1;
  const s7 = sTurn * s5 - s3;
  const c7 = cTurn * c5 - c3;
  const s9 = sTurn * s7 - s5;
  const c9 = cTurn * c7 - c5;
  return 2 * bM * bM * (A * s1 * c1 - B * s3 * c3 + C * s5 * c5 - D * s7 * c7 + F * s9 * c9);
}
