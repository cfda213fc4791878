import { expectWithin, seededRandom } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import { isGeoError } from "../errors.ts";
import { containsPoint } from "../geometry/contains-point.ts";
import { findGeometryDefects } from "../geometry/find-geometry-defects.ts";
import type { Areal, Geometry, Polygon } from "../geometry/types.ts";
import { geodesicAreaM2, perimeterM } from "./area.ts";
import { bufferGeometry } from "./buffer.ts";
import { distanceBetween } from "./distance/distance-between.ts";
import { intersectionAreaM2 } from "./intersection-area.ts";

const ring = (west: number, south: number, east: number, north: number): number[][] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];
const box = (...bounds: [number, number, number, number]): Polygon => ({ type: "Polygon", coordinates: [ring(...bounds)] });
const point: Geometry = { type: "Point", coordinates: [122, 43.6] };
const polygonCount = (areal: Areal): number => (areal.type === "Polygon" ? 1 : areal.coordinates.length);
const codeOfError = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (isGeoError(error)) return error.code;
  }
  return "no GeoError";
};

describe("a buffer", () => {
  test("of a point has the area of a geodesic disc", () => {
    // π r² (1 − K r²/12) with K = 1/(MN) = 2.459e-14 at 43.6°, by hand: r = 1000 m → 3 141 592.647; r = 9000 → 254 468 963.
    expectWithin(geodesicAreaM2(bufferGeometry(point, 1000)), 3_141_592.647, { tolM2: 0.0025 * 2 * Math.PI * 1000 });
    expectWithin(geodesicAreaM2(bufferGeometry(point, 9000)), 254_468_963, { tolM2: 0.005 * 2 * Math.PI * 9000 });
  });

  test("keeps its tolerance where every corner turns by about one step of an arc", () => {
    for (let count = 320; count <= 480; count += 10) {
      const corners = Array.from({ length: count }, (_, i) => [
        122 + 0.0006 * Math.cos((2 * Math.PI * i) / count),
        43.6 + 0.0004 * Math.sin((2 * Math.PI * i) / count),
      ]);
      const polygon: Polygon = { type: "Polygon", coordinates: [[...corners, corners[0]!]] };
      const [outline] = (bufferGeometry(polygon, 300) as Polygon).coordinates;
      for (let k = 1; k < outline!.length; k += 7) {
        const [a, b] = [outline![k - 1]!, outline![k]!];
        const middle: Geometry = { type: "Point", coordinates: [(a[0]! + b[0]!) / 2, (a[1]! + b[1]!) / 2] };
        const { distanceM } = distanceBetween(middle, polygon, { edgeModel: "lonlat" });
        expectWithin(distanceM, 300, { tolM: 0.01 });
      }
    }
  });

  test("guarantees its side: inner lies in outer, and areas stay within tolerance times outline", () => {
    const areaOf = (guarantee: "inner" | "outer" | "nearest") => geodesicAreaM2(bufferGeometry(point, 500, { guarantee }));
    const outlineM = 2 * Math.PI * 500;
    const trueM2 = Math.PI * 500 ** 2;
    expect(areaOf("inner")).toBeLessThan(trueM2);
    expect(areaOf("outer")).toBeGreaterThan(trueM2);
    expect(areaOf("outer") - areaOf("inner")).toBeLessThan(0.02 * outlineM);
    expect(areaOf("inner")).toBeGreaterThan(trueM2 - 0.01 * outlineM);
  });

  test("keeps holes, fills those narrower than twice the distance, and unites parts that come to touch", () => {
    const courtyard: Polygon = {
      type: "Polygon",
      coordinates: [ring(122, 43.6, 122.02, 43.62), ring(122.008, 43.608, 122.012, 43.612).reverse()],
    };
    expect((bufferGeometry(courtyard, 100) as Polygon).coordinates).toHaveLength(2);
    expect((bufferGeometry(courtyard, 300) as Polygon).coordinates).toHaveLength(1);
    const parts: Areal = {
      type: "MultiPolygon",
      coordinates: [[ring(122, 43.6, 122.01, 43.61)], [ring(122.012, 43.6, 122.02, 43.61)]],
    };
    expect(polygonCount(bufferGeometry(parts, 50))).toBe(2);
    expect(polygonCount(bufferGeometry(parts, 100))).toBe(1);
  });

  test("of negative distance shrinks, splits, and vanishes; lines and points vanish at once", () => {
    const dumbbell: Polygon = {
      type: "Polygon",
      coordinates: [
        [
          [122, 43.6],
          [122.01, 43.6],
          [122.01, 43.604],
          [122.02, 43.604],
          [122.02, 43.6],
          [122.03, 43.6],
          [122.03, 43.61],
          [122.02, 43.61],
          [122.02, 43.606],
          [122.01, 43.606],
          [122.01, 43.61],
          [122, 43.61],
          [122, 43.6],
        ],
      ],
    };
    expect(polygonCount(bufferGeometry(dumbbell, -50))).toBe(1);
    expect(polygonCount(bufferGeometry(dumbbell, -150))).toBe(2);
    expect(bufferGeometry(dumbbell, -600)).toEqual({ type: "MultiPolygon", coordinates: [] });
    expect(
      bufferGeometry(
        {
          type: "LineString",
          coordinates: [
            [122, 43.6],
            [122.1, 43.6],
          ],
        },
        -5,
      ),
    ).toEqual({ type: "MultiPolygon", coordinates: [] });
  });

  test("of neighbours sharing a border does not shrink along that border", () => {
    const parts: Areal = {
      type: "MultiPolygon",
      coordinates: [[ring(122, 43.6, 122.01, 43.61)], [ring(122.01, 43.6, 122.02, 43.61)]],
    };
    expect(containsPoint(bufferGeometry(parts, -100), [122.01, 43.605])).toBe(true);
  });

  test("draws wide shapes as well as small ones, growing and shrinking", () => {
    const wide = box(121.5, 43, 122.5, 43.5);
    const grown = geodesicAreaM2(bufferGeometry(wide, 1000, { edgeModel: "geodesic" }));
    const shrunk = geodesicAreaM2(bufferGeometry(wide, -1000, { edgeModel: "geodesic" }));
    const itself = geodesicAreaM2(wide);
    // Steiner for a rectangle: growing adds r·perimeter + π r², shrinking takes r·perimeter − 4 r², together (π + 4) r²; the
    // perimeter is about 273.4 km, and the earth's curvature changes the sum by under 3000 m².
    expectWithin(grown + shrunk - 2 * itself, (Math.PI + 4) * 1e6, { tolM2: 0.02 * 273_400 + 3000 });
  });

  test("is valid, closed, wound as RFC 7946 asks, with nine decimals", () => {
    const comb: Polygon = {
      type: "Polygon",
      coordinates: [
        [
          [122, 43.6],
          [122.04, 43.6],
          [122.04, 43.61],
          [122.03, 43.61],
          [122.03, 43.602],
          [122.02, 43.602],
          [122.02, 43.61],
          [122.01, 43.61],
          [122.01, 43.602],
          [122, 43.602],
          [122, 43.6],
        ],
      ],
    };
    for (const distanceM of [20, 402, 403, 800, -50, -111])
      expect(findGeometryDefects(bufferGeometry(comb, distanceM)), `${distanceM} m`).toEqual([]);
    const [lonDeg] = (bufferGeometry(point, 100) as Polygon).coordinates[0]![7]!;
    expect(Number(lonDeg!.toFixed(9))).toBe(lonDeg);
  });

  test("follows the edge model: a 20 km edge straight in lon/lat bows 6 m south of the geodesic", () => {
    const line: Geometry = {
      type: "LineString",
      coordinates: [
        [122, 44],
        [122.25, 44],
      ],
    };
    // Sagitta L² tan φ/8R = 20 050² × 0.9657/(8 × 6.378e6), by hand 7.6 m; 1 m north of the parallel is inside one only.
    const north = [122.125, 44.00005] as const;
    expect(containsPoint(bufferGeometry(line, 3, { edgeModel: "lonlat" }), [122.125, 44])).toBe(true);
    expect(containsPoint(bufferGeometry(line, 3, { edgeModel: "geodesic" }), [122.125, 44])).toBe(false);
    expect(containsPoint(bufferGeometry(line, 3, { edgeModel: "geodesic" }), north)).toBe(true);
  });

  test("refuses what cannot be drawn", () => {
    expect(() => bufferGeometry(point, Number.NaN)).toThrow(RangeError);
    expect(() => bufferGeometry(point, 10, { toleranceM: 0.001 })).toThrow(RangeError);
    expect(codeOfError(() => bufferGeometry(point, 50_000))).toBe("input-out-of-range");
    expect(polygonCount(bufferGeometry(point, 50_000, { toleranceM: 5 }))).toBe(1);
    expect(codeOfError(() => bufferGeometry({ type: "Point", coordinates: [0, 89.95] }, 100))).toBe("position-out-of-range");
    expect(codeOfError(() => bufferGeometry(box(100, 30, 130, 40), 100))).toBe("position-out-of-range");
  });

  test("drawn at once is the same ground as by general overlay", () => {
    const random = seededRandom(5);
    for (let run = 0; run < 200; run++) {
      const count = 3 + Math.floor(12 * random());
      const size = 10 ** (-4.3 + 1.5 * random());
      const ring = Array.from({ length: count }, (_, i) => {
        const angle = (2 * Math.PI * (i + 0.7 * random())) / count;
        const reach = size * (0.15 + random());
        return [122 + reach * Math.cos(angle), 43.6 + reach * Math.sin(angle)];
      });
      ring.push(ring[0]!);
      const distanceM = 10 ** (1.5 + 1.5 * random());
      const once = bufferGeometry({ type: "Polygon", coordinates: [ring] }, distanceM);
      // The same polygon twice is the same ground, but two parts, which only general overlay draws.
      const general = bufferGeometry({ type: "MultiPolygon", coordinates: [[ring], [ring]] }, distanceM);
      const sharedM2 = intersectionAreaM2(once, general);
      const outlineM = perimeterM(once);
      for (const areal of [once, general]) expectWithin(geodesicAreaM2(areal) - sharedM2, 0, { tolM2: 0.02 * outlineM });
    }
  });
});
