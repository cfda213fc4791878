import { expectWithin, seededRandom } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import { geodesicAreaM2 } from "../geodesy/area.ts";
import { arealFromGrid, STEPS_PER_DEG } from "../geodesy/overlay/degree-grid.ts";
import { subtractAreal } from "../geodesy/subtract-areal.ts";
import { findGeometryDefects } from "../geometry/find-geometry-defects.ts";
import type { Areal, Polygon } from "../geometry/types.ts";
import { clipParcel } from "./clip-parcel.ts";
import { gridShape } from "./grid-shape.ts";

const random = seededRandom(8105);
/** An irregular star in metres around a place, with a hole in it where asked for. */
const star = (eastM: number, northM: number, sizeM: number, hasHole = false): Polygon => {
  const ring = (scale: number) => {
    const count = 4 + Math.floor(30 * random());
    const positions = Array.from({ length: count }, (_, i) => {
      const radiusM = scale * sizeM * (0.5 + 0.5 * random());
      const angle = (2 * Math.PI * i) / count;
      return [122 + (eastM + radiusM * Math.cos(angle)) / 80_743, 43.6 + (northM + radiusM * Math.sin(angle)) / 111_099];
    });
    return [...positions, positions[0]!];
  };
  return { type: "Polygon", coordinates: hasHole ? [ring(1), ring(0.4)] : [ring(1)] };
};

const clipped = (parcel: Areal, others: readonly Areal[]): Areal | null | "unsettled" => {
  const shape = gridShape(parcel);
  const rings = clipParcel(shape, others.map(gridShape));
  if (rings === null) return "unsettled";
  return arealFromGrid({ originLonDeg: shape.minX / STEPS_PER_DEG, x0: shape.minX, y0: shape.minY }, rings);
};
const areaM2 = (areal: Areal | null) => (areal === null ? 0 : geodesicAreaM2(areal));

describe("a parcel cut the quick way", () => {
  test("leaves what the general overlay (clipper2) leaves: random stars with holes, taken from each other", () => {
    let settled = 0;
    let divided = 0;
    for (let run = 0; run < 1500; run++) {
      const parcel = star(0, 0, 100, random() < 0.3);
      const others = Array.from({ length: 1 + Math.floor(5 * random()) }, () =>
        star(300 * random() - 150, 300 * random() - 150, 20 + 120 * random(), random() < 0.2),
      );
      const rest = clipped(parcel, others);
      if (rest === "unsettled") continue;
      settled++;
      const expected = subtractAreal(parcel, others);
      // Rounding of cuts to 0.1 mm along some hundred metres of outline.
      expect(Math.abs(areaM2(rest) - areaM2(expected)), `run ${run}`).toBeLessThan(0.02);
      if (rest) expect(findGeometryDefects(rest), `run ${run}`).toEqual([]);
      if (rest?.type === "MultiPolygon") divided++;
    }
    expect(settled).toBeGreaterThan(1450);
    expect(divided).toBeGreaterThan(200);
  });

  test("is nothing within a larger shape, all of it apart from one, and holed by one inside", () => {
    const parcel = star(0, 0, 100);
    expect(clipped(parcel, [star(0, 0, 500)])).toBeNull();
    // Positions are rounded to 0.1 mm.
    expectWithin(areaM2(clipped(parcel, [star(400, 0, 100)]) as Areal), geodesicAreaM2(parcel), { tolM2: 0.01 });
    const holed = clipped(parcel, [star(0, 0, 10)]) as Polygon;
    expect(holed.coordinates).toHaveLength(2);
  });

  test("is left to the general overlay where outlines touch or share a border", () => {
    const square = (west: number): Polygon => ({
      type: "Polygon",
      coordinates: [
        [
          [west, 43.6],
          [west + 0.001, 43.6],
          [west + 0.001, 43.601],
          [west, 43.601],
          [west, 43.6],
        ],
      ],
    });
    expect(clipped(square(122), [square(122.001)])).toBe("unsettled");
    expect(clipped(square(122), [square(122)])).toBe("unsettled");
  });
});
