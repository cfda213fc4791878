import {
  type Areal,
  bufferGeometry,
  containsPoint,
  distanceBetween,
  type EdgeModel,
  findGeometryDefects,
  type Geometry,
  geodesicAreaM2,
  geodesicDistanceM,
  intersectionAreaM2,
  type LonLat,
  unionAreaM2,
} from "@parkatlas/geo-core";
import { seededRandom } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import { randomPair } from "./geodesy-shapes.ts";

const RUNS = 60;
const TOLERANCE_M = 0.01;
/** Vertices are rounded to 1e-9 degrees; the guarantees allow for that, this for the measuring. */
const MEASURE_M = 1e-7;
const allRings = (areal: Areal): number[][][] => (areal.type === "Polygon" ? areal.coordinates : areal.coordinates.flat());

/** Signed distance of a place to a geometry: negative inside polygons, by the distance to their outline. */
function signedDistanceM(at: LonLat, geometry: Geometry, outline: Geometry, edgeModel: EdgeModel, workingCrs: string): number {
  const place: Geometry = { type: "Point", coordinates: [...at] };
  const { distanceM } = distanceBetween(place, geometry, { edgeModel, workingCrs });
  return distanceM > 0 ? distanceM : -distanceBetween(place, outline, { edgeModel, workingCrs }).distanceM;
}

function outlineOf(geometry: Geometry): Geometry {
  if (geometry.type === "Polygon") return { type: "MultiLineString", coordinates: geometry.coordinates };
  return geometry;
}

/** Greatest difference in area between edges straight in lon/lat and geodesic ones. */
function bowM2(areal: Areal): number {
  let sumM2 = 0;
  for (const ring of allRings(areal))
    for (let i = 1; i < ring.length; i++) {
      const [a, b] = [ring[i - 1] as [number, number], ring[i] as [number, number]];
      sumM2 += (geodesicDistanceM(a, b) ** 3 * (Math.tan((b[1] * Math.PI) / 180) + 0.1)) / (12 * 6.35e6);
    }
  return sumM2;
}

describe.each(["projected", "lonlat", "geodesic"] satisfies EdgeModel[])(
  "buffers of random shapes with %s edges",
  (edgeModel) => {
    const random = seededRandom({ projected: 21, lonlat: 22, geodesic: 23 }[edgeModel]);
    const cases = Array.from({ length: RUNS }, () => {
      const { name, b, workingCrs } = randomPair(random);
      const distanceM = (random() < 0.2 && b.type === "Polygon" ? -1 : 1) * 10 ** (1 + 2.5 * random());
      const guarantee = (["inner", "outer", "nearest"] as const)[Math.floor(3 * random())]!;
      const buffer = bufferGeometry(b, distanceM, { edgeModel, workingCrs, guarantee });
      return { name, geometry: b, workingCrs, distanceM, guarantee, buffer };
    });

    test("are valid geometries", () => {
      for (const { name, buffer, distanceM } of cases) expect(findGeometryDefects(buffer), `${name} by ${distanceM}`).toEqual([]);
    });

    test("have every vertex and middle of an edge within tolerance, on the side of the guarantee", () => {
      for (const { name, geometry, workingCrs, distanceM, guarantee, buffer } of cases) {
        const [low, high] = { inner: [-TOLERANCE_M, 0], outer: [0, TOLERANCE_M], nearest: [-TOLERANCE_M, TOLERANCE_M] }[
          guarantee
        ]!;
        for (const ring of allRings(buffer)) {
          const step = Math.ceil(ring.length / 40);
          for (let i = 1; i < ring.length; i += step) {
            const [a, b] = [ring[i - 1]!, ring[i]!];
            for (const at of [
              [b[0]!, b[1]!],
              [(a[0]! + b[0]!) / 2, (a[1]! + b[1]!) / 2],
            ] as const) {
              const offM = signedDistanceM(at, geometry, outlineOf(geometry), edgeModel, workingCrs) - distanceM;
              expect(offM, `${name} by ${distanceM}, ${guarantee}`).toBeGreaterThanOrEqual(low! - MEASURE_M);
              expect(offM, `${name} by ${distanceM}, ${guarantee}`).toBeLessThanOrEqual(high! + MEASURE_M);
            }
          }
        }
      }
    });

    test("hold what they should: outer every place nearer, inner none farther", () => {
      for (const { name, geometry, workingCrs, distanceM, guarantee, buffer } of cases) {
        if (guarantee === "nearest" || allRings(buffer).length === 0) continue;
        const [lon, lat] = allRings(buffer)[0]![0] as [number, number];
        for (let k = 0; k < 12; k++) {
          const spanDeg = (Math.abs(distanceM) / 60_000) * (random() + 0.05);
          const at: LonLat = [lon + (2 * random() - 1) * spanDeg, lat + (2 * random() - 1) * spanDeg];
          const isNear = signedDistanceM(at, geometry, outlineOf(geometry), edgeModel, workingCrs) <= distanceM;
          if (guarantee === "outer" && isNear) expect(containsPoint(buffer, at), name).toBe(true);
          if (guarantee === "inner" && !isNear) expect(containsPoint(buffer, at), name).toBe(false);
        }
      }
    });
  },
);

describe("areas of intersections and unions", () => {
  const random = seededRandom(31);
  const pairs = Array.from({ length: 200 }, () => randomPair(random)).filter(
    (pair): pair is typeof pair & { a: Areal; b: Areal } => pair.a.type === "Polygon" && pair.b.type === "Polygon",
  );

  test("obey A∩B + A∪B = A + B", () => {
    for (const { name, a, b } of pairs) {
      const sumM2 = geodesicAreaM2(a) + geodesicAreaM2(b);
      const found = intersectionAreaM2(a, b) + unionAreaM2([a, b]);
      // Edges are cut where straight in lon/lat, areas follow the geodesic: up to L³ tan φ/12R for every edge that is cut.
      expect(Math.abs(found - sumM2), name).toBeLessThan(4 + bowM2(a) + bowM2(b));
    }
  });

  test("do not depend on order, and a polygon shares all of itself", () => {
    for (const { a, b } of pairs) {
      expect(Math.abs(intersectionAreaM2(a, b) - intersectionAreaM2(b, a))).toBeLessThan(0.5);
      // 1e-9 degrees is 0.11 mm along an outline of up to 40 km.
      expect(Math.abs(intersectionAreaM2(a, a) - geodesicAreaM2(a))).toBeLessThan(4);
      // The same outline from another first vertex: an edge of 10 km adds the 5e10 m² down to the equator, rounded to 4e-6.
      expect(Math.abs(intersectionAreaM2(a, a) - unionAreaM2([a, a]))).toBeLessThan(1e-3);
    }
  });
});
