import { seededRandom } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import { CGCS2000 } from "../../crs/ellipsoid.ts";
import { tmForward, transverseMercator } from "../../crs/transverse-mercator.ts";
import { localFrame } from "../local-frame.ts";
import {
  TILE_MAX_LAT_DEG,
  TILE_REACH_LAT_DEG,
  TILE_REACH_LON_DEG,
  tileDerivative,
  tileForward,
  tileFrame,
} from "./tile-frame.ts";

const random = seededRandom(77);

describe("the plane of a tile", () => {
  test("is the transverse Mercator of the Krüger series to 10 nm, out to its corners", () => {
    // 10 nm: the series in double arithmetic is itself good to 5 nm at northings of 6 000 km.
    let worstM = 0;
    for (let run = 0; run < 400; run++) {
      const [lon0Deg, lat0Deg] = [360 * random() - 180, TILE_MAX_LAT_DEG * (2 * random() - 1)];
      const tile = tileFrame(lon0Deg, lat0Deg);
      const { projection } = localFrame(lon0Deg, lat0Deg);
      const [tileXy, seriesXy] = [new Float64Array(2), new Float64Array(2)];
      for (const u of [-1, -0.3, 0, 1])
        for (const v of [-1, 0, 0.4, 1]) {
          const [lonDeg, latDeg] = [lon0Deg + u * TILE_REACH_LON_DEG, lat0Deg + v * TILE_REACH_LAT_DEG];
          tileForward(tile, Float64Array.of(lonDeg, latDeg), 0, 1, tileXy, 0);
          tmForward(projection, lonDeg, latDeg, seriesXy, 0);
          worstM = Math.max(worstM, Math.hypot(tileXy[0]! - seriesXy[0]!, tileXy[1]! - seriesXy[1]!));
        }
    }
    expect(worstM).toBeLessThan(1e-8);
  });

  test("has the derivative that differences of the Krüger series show", () => {
    const tile = tileFrame(122, 44);
    const projection = transverseMercator(CGCS2000, 122);
    const [east, west, slope] = [new Float64Array(2), new Float64Array(2), new Float64Array(2)];
    const h = 1e-5;
    for (const [lonDeg, latDeg] of [
      [122.2, 44.1],
      [121.7, 43.85],
    ] as const) {
      tmForward(projection, lonDeg + h, latDeg, east, 0);
      tmForward(projection, lonDeg - h, latDeg, west, 0);
      tileDerivative(tile, Float64Array.of(lonDeg, latDeg), 0, slope);
      // Along λ northing + i·easting changes by i·F′: easting by Re F′, northing by −Im F′.
      const perRad = 180 / Math.PI / (2 * h);
      expect(Math.abs((east[0]! - west[0]!) * perRad - slope[0]!)).toBeLessThan(0.1);
      expect(Math.abs((east[1]! - west[1]!) * perRad + slope[1]!)).toBeLessThan(0.1);
    }
  });
});
