import { seededRandom } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import { distanceBetween } from "../geodesy/distance/distance-between.ts";
import type { EdgeModel, Geometry, Polygon } from "../geometry/types.ts";
import { pairsWithin } from "./pairs-within.ts";
import { buildSpatialIndex } from "./spatial-index.ts";

const random = seededRandom(55);
const blob = (lonDeg: number, latDeg: number, sizeDeg: number): Polygon => {
  const ring = Array.from({ length: 6 }, (_, i) => {
    const r = sizeDeg * (0.4 + 0.6 * random());
    return [lonDeg + (r * Math.cos(i)) / Math.cos((latDeg * Math.PI) / 180), latDeg + r * Math.sin(i)];
  });
  return { type: "Polygon", coordinates: [[...ring, ring[0]!]] };
};

describe("the spatial join", () => {
  test.each(["projected", "lonlat", "geodesic"] satisfies EdgeModel[])(
    "misses no pair and adds none: %s edges against all pairs",
    (edgeModel) => {
      const options = { edgeModel, workingCrs: "EPSG:4550" };
      // Long thin units as well, whose edges bulge out of their boxes, and sites from points to large ones that hold a unit.
      const units: Geometry[] = [
        ...Array.from({ length: 12 }, () => blob(122 + 0.2 * random(), 43.5 + 0.2 * random(), 0.002)),
        {
          type: "LineString",
          coordinates: [
            [121.7, 43.6],
            [122.6, 43.6],
          ],
        },
      ];
      const sites: Geometry[] = [
        ...Array.from({ length: 40 }, () => blob(122 + 0.2 * random(), 43.5 + 0.2 * random(), 0.004)),
        { type: "Point", coordinates: [122.15, 43.6004] },
        blob(122.1, 43.6, 0.2),
      ];
      const reachM = units.map((_, i) => [0, 50, 500, 3000][i % 4]!);
      const expected: [number, number][] = [];
      units.forEach((unit, u) => {
        sites.forEach((site, s) => {
          if (distanceBetween(unit, site, options).loM < reachM[u]!) expected.push([u, s]);
        });
      });
      const pairs = pairsWithin(units, reachM, sites, options);
      expect(pairs.map(({ unit, site }) => [unit, site])).toEqual(expected);
      expect(expected.length).toBeGreaterThan(15);
      for (const { unit, site, interval } of pairs) {
        const alone = distanceBetween(units[unit]!, sites[site]!, options);
        expect(Math.abs(interval.distanceM - alone.distanceM)).toBeLessThan(1e-7);
        expect(interval.loM).toBeLessThanOrEqual(alone.hiM);
        expect(interval.hiM).toBeGreaterThanOrEqual(alone.loM);
      }
    },
  );

  test("finds neighbours across the antimeridian and near the poles", () => {
    const options = { edgeModel: "geodesic" } as const;
    const [east, west] = [blob(179.999, 10, 0.0005), blob(-179.999, 10, 0.0005)];
    expect(pairsWithin([east], [500], [west], options)).toHaveLength(1);
    const [here, beyond] = [blob(10, 89.99, 0.001), blob(-170, 89.99, 0.001)];
    expect(pairsWithin([here], [3000], [beyond], options)).toHaveLength(1);
  });

  test("of nothing is nothing; a reach that is none is the caller's mistake", () => {
    const unit = blob(122, 43.6, 0.01);
    expect(pairsWithin([], [], [unit], { edgeModel: "lonlat" })).toEqual([]);
    expect(pairsWithin([unit], [10], [], { edgeModel: "lonlat" })).toEqual([]);
    expect(() => pairsWithin([unit], [], [unit], { edgeModel: "lonlat" })).toThrow(RangeError);
    expect(() => pairsWithin([unit], [-1], [unit], { edgeModel: "lonlat" })).toThrow(RangeError);
    expect(() => pairsWithin([unit], [Number.NaN], [unit], { edgeModel: "lonlat" })).toThrow(RangeError);
  });
});

describe("the spatial index", () => {
  test("finds every box that touches, ascending, as a plain scan does", () => {
    const boxes = Array.from({ length: 500 }, () => {
      const [x, y] = [100 * random(), 50 * random()];
      return [x, y, x + random(), y + random()] as const;
    });
    const index = buildSpatialIndex(boxes);
    for (let run = 0; run < 100; run++) {
      const [w, s] = [100 * random(), 50 * random()];
      const [e, n] = [w + 5 * random(), s + 5 * random()];
      const scan = boxes.flatMap((b, i) => (b[0] <= e && b[2] >= w && b[1] <= n && b[3] >= s ? [i] : []));
      expect(index.search([w, s, e, n])).toEqual(scan);
    }
    expect(buildSpatialIndex([]).search([-180, -90, 180, 90])).toEqual([]);
  });
});
