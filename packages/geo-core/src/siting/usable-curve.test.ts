import { expectWithin } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import { unprojectFrom } from "../crs/project.ts";
import { isGeoError } from "../errors.ts";
import type { Areal, Geometry } from "../geometry/types.ts";
import { usableCurves } from "./usable-curve.ts";

/** Positions in the plane of the zone on its central meridian, where metres and square metres are true to 1e-7. */
const CRS = { edgeModel: "projected", workingCrs: "EPSG:4550" } as const;
const at = (eastM: number, northM: number) => [...unprojectFrom(CRS.workingCrs, [500_000 + eastM, 4_830_000 + northM])];
const square = (west: number, south: number, sizeM: number): Areal => ({
  type: "Polygon",
  coordinates: [
    [at(west, south), at(west + sizeM, south), at(west + sizeM, south + sizeM), at(west, south + sizeM), at(west, south)],
  ],
});
const point = (eastM: number, northM: number): Geometry => ({ type: "Point", coordinates: at(eastM, northM) });

describe("usable ground as a function of the distance", () => {
  test("is the park less the discs around the sites, within the stated bound", () => {
    const [curve] = usableCurves([square(0, 0, 1000)], [point(500, 500)], [100, 200, 400], CRS);
    for (const { distanceM, usableAreaM2, boundM2 } of curve!) {
      const exactM2 = 1e6 - Math.PI * distanceM * distanceM;
      // The square keeps its corners, so the circle is all that is drawn; the plane itself is true to 0.1 m² in 1 km².
      expect(usableAreaM2).toBeLessThanOrEqual(exactM2 + 0.1);
      expect(usableAreaM2 + boundM2).toBeGreaterThanOrEqual(exactM2 - 0.1);
      expect(boundM2).toBeLessThan(0.05 * 2 * Math.PI * distanceM);
    }
  });

  test("never rises, however close the distances", () => {
    const distances = Array.from({ length: 60 }, (_, index) => 300 + index * 0.01);
    const sites = [point(-20, 30), point(700, 1100), point(400, 400)];
    const [curve] = usableCurves([square(0, 0, 1000)], sites, distances, CRS);
    for (const [index, { usableAreaM2, boundM2 }] of curve!.entries()) {
      expect(usableAreaM2).toBeLessThanOrEqual(curve![index - 1]?.usableAreaM2 ?? Number.POSITIVE_INFINITY);
      expect(boundM2).toBeGreaterThanOrEqual(0);
    }
  });

  test("gives each area its own curve; one that no site reaches stays whole", () => {
    const [near, far] = usableCurves([square(0, 0, 100), square(5000, 0, 100)], [point(50, 50)], [500, 50], CRS);
    expect(near!.map(({ distanceM, usableAreaM2 }) => [distanceM, usableAreaM2 > 0])).toEqual([
      [50, true],
      [500, false],
    ]);
    for (const { usableAreaM2 } of far!) expectWithin(usableAreaM2, 10_000, { tolM2: 0.05 });
  });

  test("a distance of nothing is refused", () => {
    try {
      usableCurves([square(0, 0, 100)], [], [0], CRS);
      expect.unreachable();
    } catch (error) {
      expect(isGeoError(error) && error.code).toBe("input-out-of-range");
    }
  });
});
