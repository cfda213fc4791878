import { describe, expect, test } from "vitest";
import { findGeometryDefects } from "./find-geometry-defects.ts";
import type { Geometry, Polygon } from "./types.ts";

const ring = (x: number, y: number, size: number): number[][] => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
];
const hole = (x: number, y: number, size: number): number[][] => ring(x, y, size).reverse();
const polygon = (...rings: number[][][]): Polygon => ({ type: "Polygon", coordinates: rings });
const found = (geometry: Geometry): string[] => findGeometryDefects(geometry).map(({ code, path }) => `${code} ${path}`);

describe("sound geometries have no defects", () => {
  test.each<[string, Geometry]>([
    ["polygon", polygon(ring(122, 43, 1))],
    [
      "hole touching its shell in a corner",
      polygon(ring(0, 0, 4), [
        [0, 0],
        [1, 2],
        [2, 1],
        [0, 0],
      ]),
    ],
    ["holes touching in one corner", polygon(ring(0, 0, 9), hole(1, 1, 2), hole(3, 3, 2))],
    ["island in a hole", { type: "MultiPolygon", coordinates: [[ring(0, 0, 9), hole(1, 1, 7)], [ring(2, 2, 2)]] }],
    ["parts touching in a corner", { type: "MultiPolygon", coordinates: [[ring(0, 0, 1)], [ring(1, 1, 1)]] }],
    [
      "line crossing itself",
      {
        type: "LineString",
        coordinates: [
          [0, 0],
          [1, 1],
          [1, 0],
          [0, 1],
        ],
      },
    ],
    ["point", { type: "Point", coordinates: [180, -90] }],
  ])("%s", (_, geometry) => {
    expect(findGeometryDefects(geometry)).toEqual([]);
  });
});

describe("each defect is found and located", () => {
  test.each<[string, Geometry, string[]]>([
    ["open ring", polygon(ring(0, 0, 1).slice(0, 4)), ["ring-not-closed coordinates[0][3]"]],
    [
      "two corners",
      polygon([
        [0, 0],
        [1, 1],
        [0, 0],
        [0, 0],
      ]),
      ["ring-too-short coordinates[0]"],
    ],
    [
      "three positions",
      polygon([
        [0, 0],
        [1, 1],
        [0, 0],
      ]),
      ["ring-too-short coordinates[0]"],
    ],
    ["no ring at all", polygon([]), ["ring-too-short coordinates[0]"]],
    [
      "bow-tie",
      polygon([
        [0, 0],
        [1, 1],
        [1, 0],
        [0, 1],
        [0, 0],
      ]),
      ["self-intersection coordinates[0][2]"],
    ],
    [
      "ring touching itself",
      polygon([
        [0, 0],
        [2, 0],
        [2, 2],
        [1, 0],
        [0, 2],
        [0, 0],
      ]),
      ["self-intersection coordinates[0][3]"],
    ],
    [
      "repeated position",
      polygon([
        [0, 0],
        [0, 0],
        [2, 0],
        [2, 2],
        [0, 0],
      ]),
      ["duplicate-point coordinates[0][1]"],
    ],
    [
      "repeated closing position",
      polygon([
        [0, 0],
        [2, 0],
        [2, 2],
        [0, 0],
        [0, 0],
      ]),
      ["duplicate-point coordinates[0][4]"],
    ],
    [
      "spike at a corner",
      polygon([
        [0, 0],
        [4, 0],
        [2, 0],
        [2, 2],
        [0, 0],
      ]),
      ["spike coordinates[0][1]", "self-intersection coordinates[0][2]"],
    ],
    ["clockwise shell", polygon(hole(0, 0, 1)), ["wrong-winding coordinates[0]"]],
    ["counter-clockwise hole", polygon(ring(0, 0, 4), ring(1, 1, 1)), ["wrong-winding coordinates[1]"]],
    ["hole outside", polygon(ring(0, 0, 4), hole(5, 5, 1)), ["hole-outside-shell coordinates[1]"]],
    ["hole in a hole", polygon(ring(0, 0, 9), hole(1, 1, 7), hole(2, 2, 1)), ["nested-hole coordinates[2]"]],
    [
      "hole across the shell",
      polygon(ring(0, 0, 4), hole(3, 1, 2)),
      ["self-intersection coordinates[0][1]", "self-intersection coordinates[0][1]"],
    ],
    [
      "hole along the shell",
      polygon(ring(0, 0, 4), hole(0, 1, 1)),
      ["self-intersection coordinates[1][0]", "self-intersection coordinates[1][3]"],
    ],
    [
      "parts overlapping",
      { type: "MultiPolygon", coordinates: [[ring(0, 0, 4)], [ring(1, 1, 1)]] },
      ["self-intersection coordinates[1][0]"],
    ],
    ["exchanged axes", { type: "Point", coordinates: [43.6, 122.2] }, ["position-out-of-range coordinates"]],
    [
      "metres",
      {
        type: "MultiLineString",
        coordinates: [
          [
            [0, 0],
            [40_500_000, 4_800_000],
          ],
        ],
      },
      ["position-out-of-range coordinates[0][1]"],
    ],
    [
      "not a number",
      polygon([
        [0, 0],
        [Number.NaN, 0],
        [1, 1],
        [0, 0],
      ]),
      ["position-out-of-range coordinates[0][1]"],
    ],
    [
      "in a collection",
      { type: "GeometryCollection", geometries: [polygon(hole(0, 0, 1))] },
      ["wrong-winding geometries[0].coordinates[0]"],
    ],
  ])("%s", (_, geometry, expected) => {
    expect(found(geometry)).toEqual(expected);
  });

  test("at the place on the ground, in both languages, with what to do", () => {
    const [defect] = findGeometryDefects(
      polygon([
        [122, 43],
        [123, 44],
        [123, 43],
        [122, 44],
        [122, 43],
      ]),
    );
    expect(defect!.at).toEqual([122.5, 43.5]);
    expect(defect!.message).toBe("Edges cross at [122.5, 43.5]: the ring with itself; correct the order of the positions.");
    expect(defect!.messageZh).toBe("同一环自身的边在 [122.5, 43.5] 处相交，请更正点序。");
    const [swapped] = findGeometryDefects({ type: "Point", coordinates: [43.6, 122.2] });
    expect(swapped!.message).toContain("longitude and latitude look exchanged");
    const [metres] = findGeometryDefects({ type: "Point", coordinates: [40_500_000, 4_800_000] });
    expect(metres!.messageZh).toContain("以米计");
  });

  test("a crossing of one unit in the last place is seen", () => {
    // The third position lies above the first edge by one double; moved below it by one, the edges cross.
    const up = 43.600000000000009;
    const down = 43.599999999999994;
    const shape = (lat: number) =>
      polygon([
        [122, 43.6],
        [123, 43.6],
        [123, 44],
        [122.5, lat],
        [122, 44],
        [122, 43.6],
      ]);
    expect(found(shape(up))).toEqual([]);
    expect(found(shape(down))).toEqual(["self-intersection coordinates[0][3]", "self-intersection coordinates[0][2]"]);
  });
});
