import { describe, expect, test } from "vitest";
import { isGeoError } from "../errors.ts";
import { findGeometryDefects } from "../geometry/find-geometry-defects.ts";
import type { Areal, Polygon } from "../geometry/types.ts";
import { intersectAreal } from "./intersect-areal.ts";
import { degreeGridAround } from "./overlay/degree-grid.ts";
import { uniteCoverage } from "./overlay/unite-coverage.ts";
import { dissolve, unionAreal } from "./union-areal.ts";

const ring = (x: number, y: number, w: number, h = w): number[][] => [
  [x, y],
  [x + w, y],
  [x + w, y + h],
  [x, y + h],
  [x, y],
];
const polygon = (...coordinates: number[][][]): Polygon => ({ type: "Polygon", coordinates });
const box = (x: number, y: number, w: number, h = w): Polygon => polygon(ring(x, y, w, h));
const isCoverage = (areals: readonly Areal[]): boolean => uniteCoverage(degreeGridAround(areals), areals) !== null;

/** Planar area in square degrees by the shoelace formula, rings signed by their winding. */
function squareDegrees(areal: Areal | null): number {
  const rings = !areal ? [] : areal.type === "Polygon" ? areal.coordinates : areal.coordinates.flat();
  return rings.reduce((sum, r) => sum + r.slice(1).reduce((s, [x, y], i) => s + (r[i]![0]! * y! - x! * r[i]![1]!) / 2, 0), 0);
}

describe("the union of a coverage", () => {
  // Nine unit squares without the middle one: a frame of area 8 with a hole of 1.
  const frame = [0, 1, 2].flatMap((x) => [0, 1, 2].filter((y) => x !== 1 || y !== 1).map((y) => box(x, y, 1)));

  test("cancels shared borders and keeps the yard they enclose", () => {
    expect(isCoverage(frame)).toBe(true);
    const union = unionAreal(frame)!;
    expect(union.type).toBe("Polygon");
    expect(union.coordinates).toHaveLength(2);
    expect(squareDegrees(union)).toBe(8);
    expect(findGeometryDefects(union)).toEqual([]);
  });

  test("does not care for winding, order, or where rings begin", () => {
    const turned = frame.map(({ coordinates: [r] }, i) => {
      const open = r!.slice(1);
      const shifted = [...open.slice(i % 4), ...open.slice(0, i % 4)];
      const closed = [...shifted, shifted[0]!];
      return polygon(i % 2 ? closed : closed.reverse());
    });
    expect(isCoverage(turned)).toBe(true);
    expect(squareDegrees(unionAreal([...turned].reverse()))).toBe(8);
  });

  test("fills a parcel's hole with the parcel that lies in it, and keeps an island apart", () => {
    const holed = polygon(ring(0, 0, 9), ring(3, 3, 3).reverse());
    expect(squareDegrees(unionAreal([holed, box(3, 3, 3)]))).toBe(81);
    expect(isCoverage([holed, box(3, 3, 3)])).toBe(true);
    const island = unionAreal([holed, box(4, 4, 1)])!;
    expect(island.type).toBe("MultiPolygon");
    expect(squareDegrees(island)).toBe(81 - 9 + 1);
  });

  test("parts that touch in a corner stay two polygons", () => {
    expect(unionAreal([box(0, 0, 1), box(1, 1, 1)])!.type).toBe("MultiPolygon");
  });
});

describe("what is no coverage is seen and united all the same", () => {
  test.each<[string, Areal[], number]>([
    ["overlap", [box(0, 0, 2), box(1, 1, 2)], 7],
    ["the same parcel twice", [box(0, 0, 2), box(0, 0, 2)], 4],
    ["one within another", [box(0, 0, 4), box(1, 1, 1)], 16],
    ["one within another, in its corner", [box(0, 0, 4), box(0, 0, 1)], 16],
    ["a border without the neighbour's corner", [box(0, 0, 2), box(2, 0, 1), box(2, 1, 1)], 6],
    [
      "a bow-tie beside a square",
      [
        polygon([
          [0, 0],
          [2, 2],
          [2, 0],
          [0, 2],
          [0, 0],
        ]),
        box(2, 0, 2),
      ],
      2 + 4,
    ],
    ["a hole outside its shell, covered by another", [polygon(ring(0, 0, 2), ring(2, 0, 1).reverse()), box(2, 0, 1)], 5],
    ["an overlap that shares borders", [box(0, 0, 2, 1), box(1, 0, 2, 1)], 3],
  ])("%s", (_, areals, area) => {
    expect(isCoverage(areals)).toBe(false);
    const union = unionAreal(areals)!;
    expect(squareDegrees(union)).toBeCloseTo(area, 9);
    expect(findGeometryDefects(union)).toEqual([]);
  });

  test("borders apart by less than a step of the grid are one border", () => {
    const jittered = box(1, 0, 1);
    jittered.coordinates[0] = jittered.coordinates[0]!.map(([x, y]) => [x! + 2e-13, y! - 1e-13]);
    expect(unionAreal([box(0, 0, 1), jittered])).toEqual(unionAreal([box(0, 0, 1), box(1, 0, 1)]));
  });

  test("nothing unites to nothing, and open rings are refused", () => {
    expect(unionAreal([])).toBeNull();
    try {
      unionAreal([polygon(ring(0, 0, 1).slice(0, 4))]);
      expect.unreachable();
    } catch (error) {
      expect(isGeoError(error) && error.code).toBe("ring-not-closed");
    }
  });
});

describe("intersections and dissolving", () => {
  test("the common ground of two areals, null where they only touch", () => {
    expect(squareDegrees(intersectAreal(box(0, 0, 2), box(1, 1, 2)))).toBe(1);
    expect(intersectAreal(box(0, 0, 1), box(1, 0, 1))).toBeNull();
    expect(intersectAreal(box(0, 0, 1), box(1, 1, 1))).toBeNull();
  });

  test("features unite by key, in the order in which keys first come", () => {
    const features = [0, 1, 2, 3].map((x) => ({ block: x % 3 === 0 ? "a" : "b", geometry: box(x, 0, 1) }));
    const groups = dissolve(features, ({ block }) => block);
    expect(groups.map(({ key, members }) => [key, members])).toEqual([
      ["a", [0, 3]],
      ["b", [1, 2]],
    ]);
    expect(groups.map(({ geometry }) => squareDegrees(geometry))).toEqual([2, 2]);
    expect(groups[1]!.geometry!.type).toBe("Polygon");
  });
});
