import { RAD_PER_DEG } from "../units.ts";
import type { LonLat } from "./position.ts";

/**
 * GCJ-02 and BD-09: the shifted coordinates of Chinese web maps. The shift is a published-by-reverse-engineering formula over
 * Krassowsky's ellipsoid, 300–700 m, smooth over a few hundred metres; it applies on the mainland's rectangle only.
 * Source: the code circulated since 2011 ("eviltransform", "coordtransform"); test vectors in the test.
 */
const A = 6378245;
const EE = 0.006693421622965943;
/** The rectangle outside which web maps do not shift. */
const SHIFTED = { west: 72.004, south: 0.8293, east: 137.8347, north: 55.8271 } as const;
/** BD-09's own twist uses this factor on degrees. */
const X_PI = (Math.PI * 3000) / 180;
const BD_OFFSET = [0.0065, 0.006] as const;
/** Fixed-point steps of the inverses; each gains about two digits, and the first guess is within 700 m. */
const MAX_STEPS = 30;

/** GCJ-02 position of a WGS 84 (CGCS2000) one; unchanged outside the mainland's rectangle. */
export function gcj02FromLonLat([lonDeg, latDeg]: LonLat): LonLat {
  if (lonDeg < SHIFTED.west || lonDeg > SHIFTED.east || latDeg < SHIFTED.south || latDeg > SHIFTED.north) return [lonDeg, latDeg];
  const x = lonDeg - 105;
  const y = latDeg - 35;
  const latRad = latDeg * RAD_PER_DEG;
  const w = 1 - EE * Math.sin(latRad) ** 2;
  const root = Math.sqrt(w);
  const dLat = (northShift(x, y) * 180) / (((A * (1 - EE)) / (w * root)) * Math.PI);
  const dLon = (eastShift(x, y) * 180) / ((A / root) * Math.cos(latRad) * Math.PI);
  return [lonDeg + dLon, latDeg + dLat];
}

/** WGS 84 (CGCS2000) position of a GCJ-02 one: fixed-point iteration, round trip within 1e-11 degrees (1 µm). */
export function lonLatFromGcj02(shifted: LonLat): LonLat {
  return invert(gcj02FromLonLat, shifted);
}

/** BD-09 position of a WGS 84 (CGCS2000) one: GCJ-02, then Baidu's own twist. */
export function bd09FromLonLat(lonLat: LonLat): LonLat {
  return bd09FromGcj02(gcj02FromLonLat(lonLat));
}

/** WGS 84 (CGCS2000) position of a BD-09 one, round trip within 1e-11 degrees (1 µm). */
export function lonLatFromBd09(shifted: LonLat): LonLat {
  return lonLatFromGcj02(invert(bd09FromGcj02, shifted));
}

function bd09FromGcj02([lonDeg, latDeg]: LonLat): LonLat {
  const z = Math.hypot(lonDeg, latDeg) + 0.00002 * Math.sin(latDeg * X_PI);
  const theta = Math.atan2(latDeg, lonDeg) + 0.000003 * Math.cos(lonDeg * X_PI);
  return [z * Math.cos(theta) + BD_OFFSET[0], z * Math.sin(theta) + BD_OFFSET[1]];
}

/** The place whose image is the given one: x ← x + (target − f(x)); the shift varies slowly, so the step contracts. */
function invert(forward: (lonLat: LonLat) => LonLat, [lonDeg, latDeg]: LonLat): LonLat {
  let x = lonDeg;
  let y = latDeg;
  for (let step = 0; step < MAX_STEPS; step++) {
    const [fx, fy] = forward([x, y]);
    x += lonDeg - fx;
    y += latDeg - fy;
    if (Math.abs(lonDeg - fx) + Math.abs(latDeg - fy) < 1e-13) break;
  }
  return [x, y];
}

/** Metres north, x and y degrees from 105°E 35°N. */
function northShift(x: number, y: number): number {
  return (
    -100 +
    2 * x +
    3 * y +
    0.2 * y * y +
    0.1 * x * y +
    0.2 * Math.sqrt(Math.abs(x)) +
    waves(6 * x, 2 * x) +
    (2 / 3) * (20 * Math.sin(y * Math.PI) + 40 * Math.sin((y / 3) * Math.PI)) +
    (2 / 3) * (160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30))
  );
}

/** Metres east. */
function eastShift(x: number, y: number): number {
  return (
    300 +
    x +
    2 * y +
    0.1 * x * x +
    0.1 * x * y +
    0.1 * Math.sqrt(Math.abs(x)) +
    waves(6 * x, 2 * x) +
    (2 / 3) * (20 * Math.sin(x * Math.PI) + 40 * Math.sin((x / 3) * Math.PI)) +
    (2 / 3) * (150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI))
  );
}

function waves(a: number, b: number): number {
  return (2 / 3) * (20 * Math.sin(a * Math.PI) + 20 * Math.sin(b * Math.PI));
}
