import { describe, expect, test } from "vitest";
import { distanceBetween } from "../geodesy/distance/distance-between.ts";
import { flattenLayer } from "../geometry/flat-layer.ts";
import type { Geometry, Polygon } from "../geometry/types.ts";
import { pairAt, pairBuffers, VERDICT_CODES, verdictColumn } from "./pair-columns.ts";
import { pairsWithin } from "./pairs-within.ts";
import { pairsWithinColumns } from "./pairs-within-columns.ts";

const box = (west: number, south: number, size: number): Polygon => ({
  type: "Polygon",
  coordinates: [
    [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ],
  ],
});
const point = (lonDeg: number, latDeg: number): Geometry => ({ type: "Point", coordinates: [lonDeg, latDeg] });
const options = { edgeModel: "geodesic" } as const;
// The units lie in different tiles, the eastern first, so that the order of the answer is not that of the work.
const units = [box(122.4, 43.6, 0.002), box(121.3, 43.6, 0.002), point(121.302, 43.605)];
const sites = [point(122.405, 43.601), box(121.304, 43.6, 0.001), point(121.301, 43.601), box(122.4, 43.61, 0.001)];
const reachM = [2000, 1000, 1000];

describe("pairs as columns", () => {
  const columns = pairsWithinColumns(flattenLayer(units), reachM, flattenLayer(sites), options);

  test("hold the pairs by unit and then by site, as objects do", () => {
    expect([...columns.unit]).toEqual([0, 0, 1, 1, 2, 2]);
    expect([...columns.site]).toEqual([0, 3, 1, 2, 1, 2]);
    expect(pairsWithin(units, reachM, sites, options)).toEqual([0, 1, 2, 3, 4, 5].map((i) => pairAt(columns, i)));
  });

  test("hold what distanceBetween measures, 0 and no azimuth for a site in its unit", () => {
    for (let i = 0; i < columns.unit.length; i++) {
      const { unit, site, interval } = pairAt(columns, i);
      const alone = distanceBetween(units[unit]!, sites[site]!, options);
      expect(Math.abs(interval.distanceM - alone.distanceM)).toBeLessThan(1e-7);
      expect(interval.azimuthDeg === null).toBe(alone.azimuthDeg === null);
    }
    expect(pairAt(columns, 3).interval).toEqual({
      distanceM: 0,
      loM: 0,
      hiM: 0,
      from: [121.301, 43.601],
      to: [121.301, 43.601],
      azimuthDeg: null,
    });
  });

  test("tell the verdict against what each unit requires, undecided where that lies within the interval", () => {
    const [first] = columns.distanceM;
    const verdicts = (requiredM: readonly number[]) => [...verdictColumn(columns, requiredM)].map((code) => VERDICT_CODES[code]);
    expect(verdicts([first! + 1e-6, 100, 0])).toEqual(["inside", "outside", "outside", "inside", "outside", "outside"]);
    expect(verdicts([first! - 1e-6, 0, 0])[0]).toBe("outside");
    expect(verdicts([(columns.loM[0]! + columns.hiM[0]!) / 2, 0, 0])[0]).toBe("indeterminate");
  });

  test("can be transferred to another thread and back", () => {
    const copy = pairsWithinColumns(flattenLayer(units), reachM, flattenLayer(sites), options);
    const moved = structuredClone(copy, { transfer: pairBuffers(copy) });
    expect(moved).toEqual(columns);
    expect(copy.unit).toHaveLength(0);
  });

  test("of a reach beyond a tile are found by the exact search, and the one interval a pair has does not depend on the reach", () => {
    const far = pairsWithinColumns(flattenLayer(units), [95_000, 1000, 0], flattenLayer(sites), options);
    expect([...far.site]).toEqual([0, 1, 2, 3, 1, 2]);
    expect([far.loM[0], far.hiM[3]]).toEqual([columns.loM[0], columns.hiM[1]]);
    expect(Math.abs(far.distanceM[1]! - distanceBetween(units[0]!, sites[1]!, options).distanceM)).toBeLessThan(1e-6);
  });
});
