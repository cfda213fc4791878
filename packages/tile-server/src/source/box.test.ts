import type { Geometry } from "@parkatlas/geo-core";
import { seededRandom } from "@parkatlas/test-support";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { touchesBox } from "./box.ts";
import { tileRangeOf } from "./tile-range.ts";

const square: Geometry = {
  type: "Polygon",
  coordinates: [
    [
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 10],
      [0, 0],
    ],
    [
      [4, 4],
      [6, 4],
      [6, 6],
      [4, 6],
      [4, 4],
    ],
  ],
};

describe("a geometry and a box", () => {
  it("touch by an edge, a corner or an inside, and not by a hole or by boxes that merely overlap", () => {
    expect(touchesBox(square, [10, 10, 20, 20])).toBe(true);
    expect(touchesBox(square, [1, 1, 2, 2])).toBe(true);
    expect(touchesBox(square, [-5, -5, 15, 15])).toBe(true);
    expect(touchesBox(square, [4.5, 4.5, 5.5, 5.5])).toBe(false);
    expect(touchesBox(square, [11, 11, 12, 12])).toBe(false);
    const diagonal: Geometry = {
      type: "LineString",
      coordinates: [
        [0, 0],
        [10, 10],
      ],
    };
    expect(touchesBox(diagonal, [8, 0, 10, 2])).toBe(false);
    expect(touchesBox(diagonal, [4, 4, 5, 6])).toBe(true);
    expect(touchesBox({ type: "Point", coordinates: [3, 3] }, [3, 3, 3, 3])).toBe(true);
    expect(
      touchesBox(
        {
          type: "MultiPoint",
          coordinates: [
            [3, 3],
            [9, 9],
          ],
        },
        [8, 8, 9, 9],
      ),
    ).toBe(true);
  });

  it("agree with dense sampling of a triangle", () => {
    const unit = fc.double({ min: 0, max: 1, noNaN: true });
    const corner = fc.tuple(unit, unit);
    fc.assert(
      fc.property(corner, corner, corner, corner, corner, (a, b, c, p, q) => {
        const box = [Math.min(p[0], q[0]), Math.min(p[1], q[1]), Math.max(p[0], q[0]), Math.max(p[1], q[1])] as const;
        const triangle: Geometry = { type: "Polygon", coordinates: [[a, b, c, a]] };
        const steps = 24;
        let sampled = false;
        for (let i = 0; i <= steps; i++)
          for (let j = 0; j <= steps - i; j++) {
            const [u, v] = [i / steps, j / steps];
            const x = a[0] + (b[0] - a[0]) * u + (c[0] - a[0]) * v;
            const y = a[1] + (b[1] - a[1]) * u + (c[1] - a[1]) * v;
            sampled ||= x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3];
          }
        // A sample of the triangle inside the box proves that they touch; without one nothing is proved.
        if (sampled) expect(touchesBox(triangle, [box[0] - 1e-12, box[1] - 1e-12, box[2] + 1e-12, box[3] + 1e-12])).toBe(true);
        expect(touchesBox(triangle, [box[0] + 2, box[1], box[2] + 2, box[3]])).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

describe("the tiles that a box touches", () => {
  it("are those of the slippy-map formula", () => {
    // By hand with the formula of the OpenStreetMap wiki, "Slippy map tilenames", z = 14:
    // (13.37771 + 180) / 360 · 16384 = 8800.8; (1 − asinh(tan 52.51628°) / π) / 2 · 16384 = 5373.5.
    expect(tileRangeOf([13.37771, 52.51628, 13.37771, 52.51628], 14)).toEqual({ minX: 8800, maxX: 8800, minY: 5373, maxY: 5373 });
    expect(tileRangeOf([-180, -90, 180, 90], 2)).toEqual({ minX: 0, maxX: 3, minY: 0, maxY: 3 });
  });

  it("hold the tile of every point of the box, at every zoom", () => {
    const random = seededRandom(11);
    for (let round = 0; round < 500; round++) {
      const [west, south] = [random() * 358 - 180, random() * 160 - 80];
      const [east, north] = [west + random() * 2, south + random() * 4];
      const [lon, lat] = [west + random() * (east - west), south + random() * (north - south)];
      const z = Math.floor(random() * 17);
      const range = tileRangeOf([west, south, east, north], z);
      const point = tileRangeOf([lon, lat, lon, lat], z);
      expect(point.minX >= range.minX && point.maxX <= range.maxX && point.minY >= range.minY && point.maxY <= range.maxY).toBe(
        true,
      );
    }
  });
});
