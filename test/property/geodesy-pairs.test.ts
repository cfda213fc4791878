import { distanceBetween, flattenLayer, geodesicDistanceM, pairAt, pairsWithinColumns } from "@parkatlas/geo-core";
import { seededRandom } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import { randomPair } from "./geodesy-shapes.ts";
import { type EdgeModel, solveDistance } from "./geodesy-solver.ts";

const RUNS = 400;
const SOLVER_M = 1e-8;

/**
 * Touching, overlapping, holed, needle-thin, near and far pairs, lines and points. Latitude 0…60 is where tiles work; the reach is
 * drawn both above and below the distance, and near it.
 */
describe.each(["projected", "lonlat", "geodesic"] satisfies EdgeModel[])("the join of two layers with %s edges", (model) => {
  const random = seededRandom({ projected: 311, lonlat: 312, geodesic: 313 }[model]);
  const cases = Array.from({ length: RUNS }, () => {
    const pair = randomPair(random);
    const options = { edgeModel: model, workingCrs: pair.workingCrs };
    const alone = distanceBetween(pair.a, pair.b, options);
    const reachM = Math.min(25_000, alone.distanceM + [1, 200, 1e-3][Math.floor(3 * random())]!);
    const layers = [flattenLayer([pair.a]), flattenLayer([pair.b])] as const;
    const columns = pairsWithinColumns(layers[0], [reachM], layers[1], options);
    return { ...pair, options, layers, alone, reachM, columns };
  });

  test("finds the pair whenever the exact search does, and its interval holds the solver's and the exact distance", () => {
    for (const { name, a, b, workingCrs, alone, reachM, columns } of cases) {
      expect(columns.unit.length, name).toBe(alone.loM < reachM ? 1 : 0);
      if (columns.unit.length === 0) continue;
      const { interval } = pairAt(columns, 0);
      const truthM = solveDistance(a, b, model, workingCrs);
      expect(interval.loM, `${name}: truth ${truthM}`).toBeLessThanOrEqual(truthM + SOLVER_M);
      expect(interval.hiM, `${name}: truth ${truthM}`).toBeGreaterThanOrEqual(truthM - SOLVER_M);
      expect(interval.loM).toBeLessThanOrEqual(interval.distanceM);
      expect(interval.hiM).toBeGreaterThanOrEqual(interval.distanceM);
      expect(Math.abs(interval.distanceM - alone.distanceM)).toBeLessThan(1e-6);
      expect(interval.hiM - interval.loM).toBeLessThan(1e-6);
    }
  });

  test("does not find pairs that are farther apart than the reach", () => {
    for (const { layers, alone, options, name } of cases) {
      if (alone.loM < 2e-3) continue;
      expect(pairsWithinColumns(layers[0], [alone.loM - 1e-3], layers[1], options).unit.length, name).toBe(0);
    }
  });

  test("nearest places lie that far apart, in the direction of the azimuth", () => {
    for (const { columns, options } of cases) {
      if (columns.unit.length === 0) continue;
      const { distanceM, azimuthDeg, from, to } = pairAt(columns, 0).interval;
      expect(azimuthDeg === null).toBe(distanceM === 0);
      if (distanceM < 1e-6) continue;
      expect(Math.abs(geodesicDistanceM(from, to) - distanceM)).toBeLessThan(1e-7);
      const between = distanceBetween({ type: "Point", coordinates: [...from] }, { type: "Point", coordinates: [...to] }, options)
        .azimuthDeg!;
      const offDeg = Math.abs(((azimuthDeg! - between + 540) % 360) - 180);
      // A nanometre of coordinates turns short lines further.
      expect(offDeg).toBeLessThan(1e-7 + 5e-7 / distanceM);
    }
  });
});
