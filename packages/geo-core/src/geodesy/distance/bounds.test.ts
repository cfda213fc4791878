import { describe, expect, test } from "vitest";
import { CGCS2000 } from "../../crs/ellipsoid.ts";
import { tmForward, tmInverse, transverseMercator } from "../../crs/transverse-mercator.ts";
import { geodesicInverse, positionOnGeodesic } from "../geographiclib.ts";
import { curvatureAtLatRad, MAX_CURVATURE } from "./bounds.ts";

const plane = transverseMercator(CGCS2000, 0);
const out = new Float64Array(2);

/**
 * Point scale at a place of the plane, by definition: planar over geodesic length of a short step, here 20 m both ways, lengths by
 * GeographicLib. Its noise is 15 nm over 40 m, 4e-10.
 */
function scaleAt(x: number, y: number, dx: number, dy: number): number {
  tmInverse(plane, x - dx, y - dy, out, 0);
  const from = [out[0]!, out[1]!] as const;
  tmInverse(plane, x + dx, y + dy, out, 0);
  return (2 * Math.hypot(dx, dy)) / geodesicInverse(from, [out[0]!, out[1]!]).distanceM;
}

const NOISE = 1e-9;
const places: { x: number; y: number; latRad: number }[] = [];
for (const latDeg of [0.01, 5, 15, 25, 35, 45, 55, 65, 75, 85])
  for (const x of [1e3, 5e3, 2e4, 5e4, 1e5, 2e5, 4e5, 6.5e5, 9e5]) {
    tmForward(plane, 0, latDeg, out, 0);
    const y = out[1]!;
    tmInverse(plane, x, y, out, 0);
    places.push({ x, y, latRad: (out[1]! * Math.PI) / 180 });
  }

describe("the inequalities of the distance bound, on a grid to 900 km and 85°", () => {
  test("B1 and B3: ln k lies between Ǩx²/2 − K̂²x⁴/10 and K̂x²/2, K at the place and on the meridian", () => {
    for (const { x, y, latRad } of places) {
      const lnK = Math.log(scaleAt(x, y, 20, 0));
      tmInverse(plane, 0, y, out, 0);
      const footRad = (out[1]! * Math.PI) / 180;
      expect(lnK).toBeLessThanOrEqual((curvatureAtLatRad(latRad) * x * x) / 2 + NOISE);
      const least = curvatureAtLatRad(footRad);
      expect(lnK).toBeGreaterThanOrEqual((least * x * x) / 2 - (MAX_CURVATURE * x * x) ** 2 / 10 - NOISE);
    }
  });

  test("B2: |∇ ln k| is at most 1.01·K̂·|x|", () => {
    for (const { x, y } of places) {
      // Differences over 2 km; ln k has a noise of 1e-9, so the gradient one of 1e-12 a metre.
      const h = 1000;
      const along = (dx: number, dy: number): number => Math.log(scaleAt(x + dx, y + dy, 20, 0));
      const gradient = Math.hypot((along(h, 0) - along(-h, 0)) / (2 * h), (along(0, h) - along(0, -h)) / (2 * h));
      expect(gradient).toBeLessThanOrEqual(1.01 * MAX_CURVATURE * x + 2e-12);
    }
  });

  test("the plane is conformal: scale is the same to the east and to the north", () => {
    for (const { x, y } of places) expect(Math.abs(scaleAt(x, y, 20, 0) / scaleAt(x, y, 0, 20) - 1)).toBeLessThan(NOISE);
  });

  test("curvature falls from 1/b² on the equator to b²/a⁴ at the pole", () => {
    expect(curvatureAtLatRad(0)).toBe(1 / CGCS2000.bM ** 2);
    expect(curvatureAtLatRad(Math.PI / 2) / (CGCS2000.bM ** 2 / CGCS2000.aM ** 4)).toBeCloseTo(1, 12);
  });

  test("a geodesic's image stays as near its chord as B2 says, and is no shorter", () => {
    for (const { x, y } of places.filter((place) => place.x >= 5e3 && place.x <= 2e5)) {
      tmInverse(plane, x, y, out, 0);
      const from = [out[0]!, out[1]!] as const;
      tmInverse(plane, x + 3000, y + 20_000, out, 0);
      const to = [out[0]!, out[1]!] as const;
      const middle = positionOnGeodesic(from, to, 0.5);
      tmForward(plane, middle[0], middle[1], out, 0);
      const chordM = Math.hypot(3000, 20_000);
      const offM = Math.hypot(out[0]! - x - 1500, out[1]! - y - 10_000);
      expect(offM).toBeLessThanOrEqual((1.04 * chordM ** 2 * MAX_CURVATURE * (x + 3000 + 0.51 * chordM)) / 8);
      expect(geodesicInverse(from, to).distanceM).toBeLessThanOrEqual(chordM + 1e-7);
    }
  });
});
