import { expectWithin, seededRandom } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import type { LonLat } from "../crs/position.ts";
import { bd09FromLonLat, gcj02FromLonLat } from "../crs/shifted-coordinates.ts";
import type { Polygon } from "../geometry/types.ts";
import { checkDatum } from "./check-datum.ts";

const random = seededRandom(9);
/** Blocks of parcels with irregular corners over 6 km, the reference. */
const reference: Polygon[] = Array.from({ length: 80 }, (_, i) => {
  const [lon, lat] = [122.2 + 0.008 * (i % 10) + 0.002 * random(), 43.6 + 0.006 * Math.floor(i / 10) + 0.002 * random()];
  const corner = (x: number, y: number): number[] => [lon + x * (0.002 + 0.003 * random()), lat + y * (0.001 + 0.002 * random())];
  const ring = [corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)];
  return { type: "Polygon", coordinates: [[...ring, ring[0]!]] };
});
/** The same parcels as another surveyor drew them, metres of noise, some left out, moved by a function. */
const drawnAs = (move: (lonLat: LonLat) => LonLat, noiseDeg = 2e-5): Polygon[] =>
  reference.slice(5, 70).map((polygon) => {
    const ring = polygon.coordinates[0]!.slice(1).map(([lon, lat]) => {
      const moved = move([lon!, lat!]);
      return [moved[0] + noiseDeg * (random() - 0.5), moved[1] + noiseDeg * (random() - 0.5)];
    });
    return { type: "Polygon", coordinates: [[...ring, ring[0]!]] };
  });

describe("the datum of a layer, told by its coordinates", () => {
  test("unshifted layers are said to lie on the reference", () => {
    const check = checkDatum(
      drawnAs((place) => place),
      reference,
    );
    expect(check.verdict).toBe("same");
    expect(check.residualM).toBeLessThan(3);
  });

  test("GCJ-02 is recognised, with its shift and what is left", () => {
    const check = checkDatum(drawnAs(gcj02FromLonLat), reference);
    expect(check.verdict).toBe("gcj-02");
    // The published formula at 122.24°E 43.62°N, degrees into metres by hand.
    const [lonDeg, latDeg] = gcj02FromLonLat([122.24, 43.62]);
    expectWithin(check.eastM, (lonDeg - 122.24) * 111_320 * Math.cos((43.62 * Math.PI) / 180), { tolM: 15 });
    expectWithin(check.northM, (latDeg - 43.62) * 111_100, { tolM: 15 });
    expect(check.residualM).toBeLessThan(3);
    expect(check.message).toMatch(/^This looks like GCJ-02, shifted \d+ m E \d+ m N, residual \d\.\d m\.$/);
    expect(check.messageZh).toContain("火星坐标");
  });

  test("BD-09 is recognised", () => {
    expect(checkDatum(drawnAs(bd09FromLonLat), reference).verdict).toBe("bd-09");
  });

  test("a constant shift, as another datum leaves it, is given east and north", () => {
    const check = checkDatum(
      drawnAs(([lon, lat]) => [lon + 0.0009, lat - 0.0005]),
      reference,
    );
    expect(check.verdict).toBe("shifted");
    expectWithin(check.eastM, 0.0009 * 111_320 * Math.cos((43.62 * Math.PI) / 180), { tolM: 3 });
    expectWithin(check.northM, -0.0005 * 111_100, { tolM: 3 });
  });

  test("layers of different things are called unclear, and nothing is refused", () => {
    const elsewhere = drawnAs(() => [122.2 + 0.08 * random(), 43.6 + 0.05 * random()]);
    expect(checkDatum(elsewhere, reference).verdict).toBe("unclear");
    expect(() => checkDatum([], reference)).toThrow("needs positions");
  });
});
