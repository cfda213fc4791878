import { unprojectFrom } from "@parkatlas/geo-core";
import { describe, expect, it } from "vitest";
import { clustersOf } from "./clusters.ts";
import { scaleBarOf } from "./furniture.ts";
import { convergenceDeg, extentOf, groundFor, roundRatio } from "./ground.ts";

const CRS = "EPSG:4546";
const FRAME = { x: 20, y: 30, width: 180, height: 120 };
const square = (east: number, north: number, side: number) => ({
  westM: east,
  southM: north,
  eastM: east + side,
  northM: north + side,
});

describe("the ground of a map", () => {
  it("has the largest round scale at which everything is in the frame", () => {
    // 1000 m in 120 mm × 0.88 free needs 1:9470; 1:7500 is too large, 1:10 000 is the next.
    expect(groundFor(square(500_000, 4_400_000, 1000), FRAME, CRS).ratio).toBe(10_000);
    expect([roundRatio(3), roundRatio(501), roundRatio(2600), roundRatio(80_000)]).toEqual([500, 750, 3000, 100_000]);
  });

  it("puts a kilometre of the plane on as many millimetres as the scale says, north up", () => {
    const ground = groundFor(square(500_000, 4_400_000, 1000), FRAME, CRS);
    const [x0, y0] = ground.at(unprojectFrom(CRS, [500_000, 4_400_000]));
    const [x1, y1] = ground.at(unprojectFrom(CRS, [501_000, 4_401_000]));
    expect(x1 - x0).toBeCloseTo(100, 6);
    expect(y0 - y1).toBeCloseTo(100, 6);
    expect((x0 + x1) / 2).toBeCloseTo(110, 6);
  });

  it("leans from true north by the convergence of the meridians", () => {
    // By hand: tan γ = tan Δλ · sin φ on the sphere; 1° east of 111° at 39.6°: 0.6374°, to 1e-4 on the ellipsoid.
    const extent = extentOf([[112, 39.6]], CRS)!;
    expect(convergenceDeg(groundFor(extent, FRAME, CRS))).toBeCloseTo(0.6374, 3);
  });

  it("has no extent without positions", () => expect(extentOf([], CRS)).toBeNull());
});

describe("the scale bar", () => {
  it("has a round length that fits and is true to the ratio", () => {
    expect(scaleBarOf(5000, 50)).toEqual({ lengthM: 200, lengthMm: 40 });
    expect(scaleBarOf(75_000, 50)).toEqual({ lengthM: 2000, lengthMm: 2000 / 75 });
  });
});

describe("clusters", () => {
  it("take together what is near, also through a third, from north to south", () => {
    const [a, between, b, far] = [square(0, 0, 10), square(15, 0, 10), square(30, 0, 10), square(0, 500, 10)];
    expect(clustersOf([a, b, far, between], 6)).toEqual([far, { westM: 0, southM: 0, eastM: 40, northM: 10 }]);
    expect(clustersOf([a, b], 6)).toHaveLength(2);
  });
});
