import { expectWithin, seededRandom } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import type { Areal } from "../geometry/types.ts";
import { geodesicAreaM2 } from "./area.ts";
import { subtractAreal } from "./subtract-areal.ts";

const ring = (west: number, south: number, east: number, north: number) => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];
const box = (west: number, south: number, east: number, north: number): Areal => ({
  type: "Polygon",
  coordinates: [ring(west, south, east, north)],
});
const parcel = box(122.2, 43.6, 122.204, 43.604);
const areaM2 = (areal: Areal | null) => (areal ? geodesicAreaM2(areal) : 0);

describe("taking polygons away from a polygon", () => {
  test("nothing taken away leaves the parcel, vertices unmoved", () => {
    const left = subtractAreal(parcel, [])!;
    expect(left.type).toBe("Polygon");
    expect(areaM2(left)).toBe(areaM2(parcel));
    expect(areaM2(subtractAreal(parcel, [box(122.3, 43.6, 122.31, 43.61)]))).toBe(areaM2(left));
  });

  test("the western half taken away leaves the eastern one", () => {
    // printf '43.6 122.202\n43.6 122.204\n43.604 122.204\n43.604 122.202\n' | Planimeter (GeographicLib 2.1.2): 71765 m².
    expectWithin(areaM2(subtractAreal(parcel, [box(122.19, 43.59, 122.202, 43.61)])), 71765, { tolM2: 0.5 });
  });

  test("all of it taken away leaves nothing", () => {
    expect(subtractAreal(parcel, [box(122.1, 43.5, 122.3, 43.7)])).toBeNull();
    expect(subtractAreal(parcel, [parcel])).toBeNull();
  });

  test("a middle strip taken away leaves two polygons", () => {
    const left = subtractAreal(parcel, [box(122.2015, 43.59, 122.2025, 43.61)])!;
    expect(left.type).toBe("MultiPolygon");
    expect(left.coordinates).toHaveLength(2);
  });

  test("an island taken away leaves a hole, and an island in that hole comes back", () => {
    const middle = box(122.201, 43.601, 122.203, 43.603);
    const left = subtractAreal(parcel, [middle])!;
    expect(left.coordinates).toHaveLength(2);
    expectWithin(areaM2(left), areaM2(parcel) - areaM2(middle), { tolM2: 0.2 });
    const yard: Areal = {
      type: "Polygon",
      coordinates: [ring(122.201, 43.601, 122.203, 43.603), ring(122.2015, 43.6015, 122.2025, 43.6025)],
    };
    const withIsland = subtractAreal(parcel, [yard])!;
    expect(withIsland.type).toBe("MultiPolygon");
    expectWithin(areaM2(withIsland), areaM2(parcel) - areaM2(yard), { tolM2: 0.2 });
  });

  test("overlapping takers count once, in any winding and order", () => {
    const a = box(122.19, 43.59, 122.201, 43.61);
    const b = box(122.19, 43.59, 122.202, 43.602);
    const reversed: Areal = { type: "Polygon", coordinates: [[...(a.coordinates as number[][][])[0]!].reverse()] };
    const left = areaM2(subtractAreal(parcel, [a, b]));
    expect(areaM2(subtractAreal(parcel, [b, reversed]))).toBe(left);
    expect(areaM2(subtractAreal(parcel, [a, a, b]))).toBe(left);
  });

  test("what is left and what both share add up to the parcel, for random triangles", () => {
    const random = seededRandom(20201231);
    const place = () => [122.199 + 0.006 * random(), 43.599 + 0.006 * random()];
    for (let run = 0; run < 200; run++) {
      const [a, b, c] = [place(), place(), place()];
      const triangle: Areal = { type: "Polygon", coordinates: [[a!, b!, c!, a!]] };
      const left = subtractAreal(parcel, [triangle]);
      const shared = left ? subtractAreal(parcel, [left]) : parcel;
      // The parcel's two east–west edges of 323 m are straight in lon/lat for the overlay and geodesic for the area; cut
      // anywhere they lose or gain up to L³·tan φ/12R = 0.42 m² each (by hand).
      expectWithin(areaM2(left) + areaM2(shared), areaM2(parcel), { tolM2: 0.9 });
    }
  });
});
