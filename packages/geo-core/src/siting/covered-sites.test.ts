import { expect, test } from "vitest";
import type { Geometry, Polygon } from "../geometry/types.ts";
import { coveredSites } from "./covered-sites.ts";

const square = (west: number, south: number, sizeDeg: number): Polygon => ({
  type: "Polygon",
  coordinates: [
    [
      [west, south],
      [west + sizeDeg, south],
      [west + sizeDeg, south + sizeDeg],
      [west, south + sizeDeg],
      [west, south],
    ],
  ],
});
const point = (lonDeg: number, latDeg: number): Geometry => ({ type: "Point", coordinates: [lonDeg, latDeg] });

test("houses in a village are covered by it; what is on its edge, beyond it, or the village itself is not", () => {
  const village = square(122, 43, 0.004);
  const sites = [village, square(122.001, 43.001, 0.0002), point(122.002, 43.002), point(122.004, 43.002), point(122.005, 43)];
  expect([...coveredSites(sites)].sort()).toEqual([1, 2]);
  expect([...coveredSites([village, village])]).toEqual([]);
});

test("a village with a hole, or one kilometres wide, covers nothing: its outline could bow over what it seems to hold", () => {
  const holed: Polygon = {
    type: "Polygon",
    coordinates: [...square(122, 43, 0.01).coordinates, ...square(122.004, 43.004, 0.002).coordinates],
  };
  expect([...coveredSites([holed, point(122.001, 43.001)])]).toEqual([]);
  expect([...coveredSites([square(122, 43, 0.1), point(122.05, 43.05)])]).toEqual([]);
});
