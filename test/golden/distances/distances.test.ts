import { readFileSync } from "node:fs";
import { distanceBetween, type EdgeModel, type Geometry, geodesicDistanceM, type LonLat } from "@parkatlas/geo-core";
import { expectWithin } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
const points = read("points.json") as { from: LonLat; to: LonLat; distanceM: number; azimuthDeg: number }[];
const shapes = read("shapes.json") as {
  name: string;
  workingCrs: string;
  a: Geometry;
  b: Geometry;
  truthM: Record<EdgeModel, number>;
}[];

describe("distances between places against GeodSolve", () => {
  test("500 pairs agree to 20 nm, and the interval of two points holds them", () => {
    expect(points).toHaveLength(500);
    for (const { from, to, distanceM } of points) {
      expectWithin(geodesicDistanceM(from, to), distanceM, { tolM: 2e-8 });
      const point = ([lon, lat]: LonLat): Geometry => ({ type: "Point", coordinates: [lon, lat] });
      const { loM, hiM } = distanceBetween(point(from), point(to), { edgeModel: "geodesic" });
      expect(loM).toBeLessThanOrEqual(distanceM + 5e-9);
      expect(hiM).toBeGreaterThanOrEqual(distanceM - 5e-9);
    }
  });

  test("azimuths agree wherever 10 nm of position leave them a direction", () => {
    for (const { from, to, distanceM, azimuthDeg } of points) {
      if (distanceM < 1 || distanceM > 1.9e7) continue;
      const point = ([lon, lat]: LonLat): Geometry => ({ type: "Point", coordinates: [lon, lat] });
      const found = distanceBetween(point(from), point(to), { edgeModel: "geodesic" }).azimuthDeg!;
      expectWithin(((found - azimuthDeg + 540) % 360) - 180, 0, { tolDeg: 1e-6 });
    }
  });
});

describe("distances between shapes against the independent solver", () => {
  test.each(["projected", "lonlat", "geodesic"] satisfies EdgeModel[])(
    "150 pairs with %s edges lie in their intervals",
    (edgeModel) => {
      expect(shapes).toHaveLength(150);
      for (const { name, workingCrs, a, b, truthM } of shapes) {
        const { loM, hiM, distanceM } = distanceBetween(a, b, { edgeModel, workingCrs });
        expect(loM, name).toBeLessThanOrEqual(truthM[edgeModel] + 1e-8);
        expect(hiM, name).toBeGreaterThanOrEqual(truthM[edgeModel] - 1e-8);
        expectWithin(distanceM, truthM[edgeModel], { tolM: 1e-7 });
      }
    },
  );
});
