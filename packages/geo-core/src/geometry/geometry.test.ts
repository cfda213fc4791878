import { expectWithin, seededRandom } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import { isGeoError } from "../errors.ts";
import { bboxOf } from "./bbox.ts";
import { containsPoint } from "./contains-point.ts";
import { labelPoint } from "./label-point.ts";
import type { Areal, Polygon } from "./types.ts";

const ring = (west: number, south: number, east: number, north: number): number[][] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];
const holed: Polygon = { type: "Polygon", coordinates: [ring(0, 0, 4, 4), ring(1, 1, 3, 3).reverse()] };

describe("bounding boxes", () => {
  test("span every position of every part", () => {
    expect(bboxOf(holed)).toEqual([0, 0, 4, 4]);
    expect(bboxOf({ type: "Point", coordinates: [122, 43, 170] })).toEqual([122, 43, 122, 43]);
    const collection = {
      type: "GeometryCollection",
      geometries: [holed, { type: "MultiPoint", coordinates: [[-3, 9]] }],
    } as const;
    expect(bboxOf(structuredClone(collection) as never)).toEqual([-3, 0, 4, 9]);
  });

  test("an empty geometry has none", () => {
    try {
      bboxOf({ type: "MultiPolygon", coordinates: [] });
      expect.fail("no error");
    } catch (error) {
      expect(isGeoError(error) && error.code).toBe("empty-geometry");
    }
  });
});

describe("a point in a polygon", () => {
  test("counts the border as inside, also a hole's; the hole itself is outside", () => {
    for (const at of [
      [0.5, 0.5],
      [0, 0],
      [2, 0],
      [4, 4],
      [1, 1],
      [1, 2],
      [3, 2.5],
      [2, 3],
      [3.5, 2],
    ] as const)
      expect(containsPoint(holed, at), String(at)).toBe(true);
    for (const at of [
      [2, 2],
      [1.0000001, 2],
      [-1e-9, 2],
      [5, 0],
      [-1, 0],
      [-1, 4],
      [5, 4],
      [2, 4.0000001],
    ] as const)
      expect(containsPoint(holed, at), String(at)).toBe(false);
  });

  test("decides the last bit: beside a slanted edge, and on it", () => {
    // Edge from (12, 12) to (24, 24): 0.5 and its neighbours in double precision, a classic failure of naive orientation.
    const triangle: Polygon = {
      type: "Polygon",
      coordinates: [
        [
          [12, 12],
          [24, 24],
          [12, 24],
          [12, 12],
        ],
      ],
    };
    expect(containsPoint(triangle, [17.300000000000001, 17.300000000000001])).toBe(true);
    expect(containsPoint(triangle, [17.300000000000004, 17.300000000000001])).toBe(false);
    expect(containsPoint(triangle, [17.300000000000001, 17.300000000000004])).toBe(true);
  });

  test("is in a MultiPolygon when it is in any part, and does not depend on winding", () => {
    const multi: Areal = { type: "MultiPolygon", coordinates: [[ring(0, 0, 1, 1)], [ring(5, 5, 6, 6).reverse()]] };
    expect(containsPoint(multi, [5.5, 5.5])).toBe(true);
    expect(containsPoint(multi, [3, 3])).toBe(false);
    expect(containsPoint({ type: "MultiPolygon", coordinates: [] }, [0, 0])).toBe(false);
  });
});

describe("label points", () => {
  test("of a square are its middle; of an L, in its thick arm; never in a hole", () => {
    const at = labelPoint({ type: "Polygon", coordinates: [ring(122, 0, 122.01, 0.01)] });
    expectWithin(at[0], 122.005, { tolDeg: 1e-4 });
    expectWithin(at[1], 0.005, { tolDeg: 1e-4 });
    const l: Polygon = {
      type: "Polygon",
      coordinates: [
        [
          [0, 0],
          [4, 0],
          [4, 1],
          [2, 1],
          [2, 4],
          [0, 4],
          [0, 0],
        ],
      ],
    };
    // The western arm is 2 wide, the southern one 1.
    expect(labelPoint(l)[0]).toBeLessThan(2);
    expect(containsPoint(holed, labelPoint(holed))).toBe(true);
  });

  test("are inside for any star, sliver and comb", () => {
    const random = seededRandom(7);
    for (let run = 0; run < 300; run++) {
      const count = 3 + Math.floor(20 * random());
      const flat = 10 ** (-6 * random());
      const star = Array.from({ length: count }, (_, i) => {
        const angle = (2 * Math.PI * (i + 0.5 * random())) / count;
        const r = 0.01 * (0.1 + random());
        return [122 + r * Math.cos(angle), 43 + flat * r * Math.sin(angle)];
      });
      const polygon: Polygon = { type: "Polygon", coordinates: [[...star, star[0]!]] };
      expect(containsPoint(polygon, labelPoint(polygon)), JSON.stringify(polygon)).toBe(true);
    }
  });

  test("of a MultiPolygon are in its roomiest part; without area there is none", () => {
    const at = labelPoint({ type: "MultiPolygon", coordinates: [[ring(0, 0, 1, 1)], [ring(5, 5, 8, 8)]] });
    expect(at[0]).toBeGreaterThan(5);
    for (const areal of [
      { type: "MultiPolygon", coordinates: [] },
      {
        type: "Polygon",
        coordinates: [
          [
            [0, 0],
            [1, 0],
            [2, 0],
            [0, 0],
          ],
        ],
      },
    ] satisfies Areal[])
      expect(() => labelPoint(areal)).toThrow("has no inside");
  });
});
