import { readFileSync } from "node:fs";
import { type LonLat, projectTo, unprojectFrom } from "@parkatlas/geo-core";
import { expectWithin } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";

interface Row {
  readonly code: string;
  readonly lonLatCrs: string;
  readonly lonLat: LonLat;
  readonly eastNorth: readonly [number, number];
}
const rows = JSON.parse(readFileSync(new URL("expected.json", import.meta.url), "utf8")) as Row[];

describe("national zones and UTM against PROJ", () => {
  test("holds 995 places in 199 zones", () => {
    expect(rows).toHaveLength(995);
    expect(new Set(rows.map(({ code }) => code)).size).toBe(199);
  });

  test("forward projection agrees to 1 µm in every zone", () => {
    for (const { code, lonLatCrs, lonLat, eastNorth } of rows) {
      const [eastM, northM] = projectTo(code, lonLat, { lonLatCrs });
      expectWithin(eastM, eastNorth[0], { tolM: 1e-6 });
      expectWithin(northM, eastNorth[1], { tolM: 1e-6 });
    }
  });

  test("PROJ's coordinates come back to the place within 1 µm, 1e-11 degrees", () => {
    for (const { code, lonLatCrs, lonLat, eastNorth } of rows) {
      const [lonDeg, latDeg] = unprojectFrom(code, eastNorth, { lonLatCrs });
      expectWithin(lonDeg, lonLat[0], { tolDeg: 2e-11 });
      expectWithin(latDeg, lonLat[1], { tolDeg: 1e-11 });
    }
  });

  test("our own round trip stays within 10 nm, 9e-14 degrees of latitude", () => {
    for (const { code, lonLatCrs, lonLat } of rows) {
      const [lonDeg, latDeg] = unprojectFrom(code, projectTo(code, lonLat, { lonLatCrs }), { lonLatCrs });
      expectWithin(latDeg, lonLat[1], { tolDeg: 9e-14 });
      expectWithin((lonDeg - lonLat[0]) * Math.cos((lonLat[1] * Math.PI) / 180), 0, { tolDeg: 9e-14 });
    }
  });
});
