import { expectWithin, seededRandom } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import type { LonLat } from "./position.ts";
import { bd09FromLonLat, gcj02FromLonLat, lonLatFromBd09, lonLatFromGcj02 } from "./shifted-coordinates.ts";

describe("GCJ-02 and BD-09", () => {
  // Vectors of the public eviltransform library (its test suite), lat, lon: WGS 84 → GCJ-02.
  test.each<[LonLat, LonLat]>([
    [
      [121.5272106, 31.1774276],
      [121.531541859215, 31.17530398364597],
    ],
    [
      [113.912316, 22.543847],
      [113.9171764808363, 22.540796131694766],
    ],
    [
      [116.377817, 39.911954],
      [116.38404722455657, 39.91334545536069],
    ],
  ])("%o is %o on a web map", (wgs84, gcj02) => {
    const found = gcj02FromLonLat(wgs84);
    expectWithin(found[0], gcj02[0], { tolDeg: 1e-9 });
    expectWithin(found[1], gcj02[1], { tolDeg: 1e-9 });
    const back = lonLatFromGcj02(gcj02);
    expectWithin(back[0], wgs84[0], { tolDeg: 1e-9 });
    expectWithin(back[1], wgs84[1], { tolDeg: 1e-9 });
  });

  test("agree with the examples of the public coordtransform library", () => {
    // Its README: wgs84togcj02(116.404, 39.915), and gcj02tobd09 of the same numbers.
    const gcj02 = gcj02FromLonLat([116.404, 39.915]);
    expectWithin(gcj02[0], 116.41024449916938, { tolDeg: 1e-9 });
    expectWithin(gcj02[1], 39.91640428150164, { tolDeg: 1e-9 });
    const bd09 = bd09FromLonLat(lonLatFromGcj02([116.404, 39.915]));
    expectWithin(bd09[0], 116.41036949371029, { tolDeg: 1e-9 });
    expectWithin(bd09[1], 39.92133699351021, { tolDeg: 1e-9 });
  });

  test("both come back within 1e-11 degrees over the mainland", () => {
    const random = seededRandom(2002);
    for (let run = 0; run < 2000; run++) {
      const place: LonLat = [75 + 60 * random(), 4 + 49 * random()];
      for (const back of [lonLatFromGcj02(gcj02FromLonLat(place)), lonLatFromBd09(bd09FromLonLat(place))]) {
        expectWithin(back[0], place[0], { tolDeg: 1e-11 });
        expectWithin(back[1], place[1], { tolDeg: 1e-11 });
      }
    }
  });

  test("outside the mainland's rectangle nothing is shifted by GCJ-02", () => {
    expect(gcj02FromLonLat([10, 50])).toEqual([10, 50]);
    expect(lonLatFromGcj02([140, 36])).toEqual([140, 36]);
  });
});
