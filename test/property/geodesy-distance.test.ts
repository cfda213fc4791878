import { distanceBetween, geodesicDistanceM } from "@parkatlas/geo-core";
import { seededRandom } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import { randomPair } from "./geodesy-shapes.ts";
import { type EdgeModel, solveDistance } from "./geodesy-solver.ts";

const RUNS = 400;
/** The solver finds its minimum and GeographicLib measures it to this. */
const SOLVER_M = 1e-8;

describe.each(["projected", "lonlat", "geodesic"] satisfies EdgeModel[])(
  "distances with %s edges against an independent solver",
  (model) => {
    const random = seededRandom({ projected: 11, lonlat: 12, geodesic: 13 }[model]);
    const cases = Array.from({ length: RUNS }, () => {
      const pair = randomPair(random);
      const interval = distanceBetween(pair.a, pair.b, { edgeModel: model, workingCrs: pair.workingCrs });
      return { ...pair, interval, truthM: solveDistance(pair.a, pair.b, model, pair.workingCrs) };
    });

    test("the true distance is never outside the interval", () => {
      for (const { name, interval, truthM } of cases) {
        expect(interval.loM, `${name}: lo ${interval.loM} above the truth ${truthM}`).toBeLessThanOrEqual(truthM + SOLVER_M);
        expect(interval.hiM, `${name}: hi ${interval.hiM} under the truth ${truthM}`).toBeGreaterThanOrEqual(truthM - SOLVER_M);
      }
    });

    test("intervals stay under 1 µm, most under 0.1 µm", () => {
      const widthsM = cases.map(({ interval }) => interval.hiM - interval.loM).sort((a, b) => a - b);
      expect(widthsM.at(-1)!).toBeLessThan(1e-6);
      expect(widthsM[Math.floor(0.9 * RUNS)]!).toBeLessThan(1e-7 + 1e-11 * 20_000);
    });

    test("the nearest points are that far apart, and touching pairs have none", () => {
      for (const { interval, truthM } of cases) {
        expect(interval.azimuthDeg === null).toBe(interval.distanceM === 0);
        if (truthM > 1e-6) expect(Math.abs(geodesicDistanceM(interval.from, interval.to) - truthM)).toBeLessThan(1e-7 + SOLVER_M);
      }
    });

    test("the pairs cover contact and every order of magnitude", () => {
      const contact = cases.filter(({ truthM }) => truthM === 0).length;
      expect(contact).toBeGreaterThan(RUNS / 20);
      for (const [low, high] of [
        [1e-4, 1],
        [1, 100],
        [100, 2000],
        [2000, 30_000],
      ] as const)
        expect(cases.filter(({ truthM }) => truthM > low && truthM <= high).length).toBeGreaterThan(RUNS / 40);
    });
  },
);
