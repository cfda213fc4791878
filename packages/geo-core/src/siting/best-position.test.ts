import { expectWithin, seededRandom } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import { unprojectFrom } from "../crs/project.ts";
import { isGeoError } from "../errors.ts";
import { distanceBetween } from "../geodesy/distance/distance-between.ts";
import { containsPoint } from "../geometry/contains-point.ts";
import type { Areal } from "../geometry/types.ts";
import type { Site } from "../model/types.ts";
import { type BestPositionOptions, bestPosition } from "./best-position.ts";

/** Positions in the plane of the zone on its central meridian, where metres are true to 1e-7. */
const CRS = "EPSG:4550";
const at = (eastM: number, northM: number) => [...unprojectFrom(CRS, [500_000 + eastM, 4_830_000 + northM])];
const polygon = (...corners: readonly (readonly [number, number])[]): Areal => ({
  type: "Polygon",
  coordinates: [[...corners, corners[0]!].map(([x, y]) => at(x, y))],
});
const site = (id: string, eastM: number, northM: number): Site => ({
  type: "Feature",
  id,
  geometry: { type: "Point", coordinates: at(eastM, northM) },
  properties: { name: id, kind: "village" },
});
const find = (parcel: Areal, sites: readonly Site[], options: Partial<BestPositionOptions> = {}) =>
  bestPosition(parcel, sites, { edgeModel: "projected", workingCrs: CRS, distanceM: 300, ...options });

const field = polygon([0, 0], [400, 0], [400, 300], [0, 300]);

describe("the position with the largest clearance", () => {
  test("of a point from one site is the far corner", () => {
    // Site at the south-west corner: the 3-4-5 triangle, 500 m.
    const best = find(field, [site("s", 0, 0)])!;
    expectWithin(best.clearanceM, 500, { tolM: 0.1 });
    expect(best).toMatchObject({ nearestSiteId: "s", unitRadiusM: 0, fits: true });
    expectWithin(
      distanceBetween(
        { type: "Point", coordinates: [...best.position] },
        { type: "Point", coordinates: at(400, 300) },
        { edgeModel: "projected", workingCrs: CRS },
      ).distanceM,
      0,
      { tolM: 0.2 },
    );
  });

  test("between four sites at the corners is the middle", () => {
    const corners = [site("a", 0, 0), site("b", 400, 0), site("c", 400, 300), site("d", 0, 300)];
    expectWithin(find(field, corners)!.clearanceM, 250, { tolM: 0.1 });
  });

  test("of a disc stays inside the parcel by its radius", () => {
    // Radius 50 m: centre at (350, 250), √(350² + 250²) = 430.12 m from the site, less the radius 380.12 m.
    const best = find(field, [site("s", 0, 0)], { unitAreaM2: Math.PI * 2500 })!;
    expectWithin(best.unitRadiusM, 50, { tolM: 1e-9 });
    expectWithin(best.clearanceM, Math.hypot(350, 250) - 50, { tolM: 0.1 });
  });

  test("in an L-shaped parcel lies in the arm away from the site", () => {
    const angle = polygon([0, 0], [400, 0], [400, 100], [100, 100], [100, 300], [0, 300]);
    const best = find(angle, [site("s", 450, 50)])!;
    // The corner (0, 300): √(450² + 250²) = 514.78 m.
    expectWithin(best.clearanceM, Math.hypot(450, 250), { tolM: 0.1 });
    expect(containsPoint(angle, best.position)).toBe(true);
  });

  test("says whether the distance is kept", () => {
    expect(find(field, [site("s", 0, 0)], { distanceM: 499.8 })!.fits).toBe(true);
    expect(find(field, [site("s", 0, 0)], { distanceM: 500.2 })!.fits).toBe(false);
  });

  test("is matched by no sampled position, for random parcels and sites", () => {
    const random = seededRandom(99);
    for (let run = 0; run < 12; run++) {
      const count = 5 + Math.floor(5 * random());
      const corners = Array.from({ length: count }, (_, index) => {
        const angle = (2 * Math.PI * index) / count;
        const radiusM = 60 + 200 * random();
        return [radiusM * Math.cos(angle), radiusM * Math.sin(angle)] as const;
      });
      const parcel = polygon(...corners);
      const sites = Array.from({ length: 6 }, (_, index) => site(`s${index}`, 800 * random() - 400, 800 * random() - 400));
      const best = find(parcel, sites)!;
      expect(best.clearanceBoundM - best.clearanceM).toBeLessThan(0.15);
      for (let sample = 0; sample < 150; sample++) {
        const place = at(520 * random() - 260, 520 * random() - 260);
        if (!containsPoint(parcel, [place[0]!, place[1]!])) continue;
        const roomM = Math.min(
          ...sites.map(
            ({ geometry }) =>
              distanceBetween({ type: "Point", coordinates: place }, geometry, { edgeModel: "projected", workingCrs: CRS })
                .distanceM,
          ),
        );
        expect(roomM).toBeLessThanOrEqual(best.clearanceBoundM + 1e-3);
      }
    }
  });
});

describe("no position", () => {
  test("a unit larger than the parcel has none", () => {
    // A disc fits 400 × 300 m up to a radius of 150 m.
    expect(find(field, [site("s", 0, 0)], { unitAreaM2: Math.PI * 151 ** 2 })).toBeNull();
    expect(find(field, [site("s", 0, 0)], { unitAreaM2: Math.PI * 149 ** 2 })).not.toBeNull();
  });

  test("without sites there is nothing to keep away from", () => {
    expect(find(field, [])).toBeNull();
  });

  test("a site that covers the parcel leaves no clearance", () => {
    const town: Site = { ...site("town", 0, 0), geometry: polygon([-500, -500], [900, -500], [900, 800], [-500, 800]) };
    const best = find(field, [town])!;
    expect(best.clearanceM).toBe(0);
    expect(best.fits).toBe(false);
  });

  test("a negative area is refused", () => {
    try {
      find(field, [site("s", 0, 0)], { unitAreaM2: -1 });
      expect.unreachable();
    } catch (error) {
      expect(isGeoError(error) && error.code).toBe("input-out-of-range");
    }
  });
});
