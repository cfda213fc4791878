import { expectWithin } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import { isGeoError } from "../errors.ts";
import { KRASSOWSKY } from "./ellipsoid.ts";
import { geocentricFromGeographic, geographicFromGeocentric } from "./geocentric.ts";
import { projectTo, unprojectFrom } from "./project.ts";

const codeOfError = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (isGeoError(error)) return error.code;
  }
  return "no GeoError";
};

// Against PROJ at 200 places: test/golden/datum.
describe("geocentric positions", () => {
  test("on the axes are the radii: a on the equator, b = a(1 − 1/298.257222101) = 6 356 752.31414 m at the pole", () => {
    expect(geocentricFromGeographic([0, 0, 0])).toEqual([6_378_137, 0, 0]);
    expectWithin(geocentricFromGeographic([90, 0, 10])[1], 6_378_147, { tolM: 2e-9 });
    expectWithin(geocentricFromGeographic([0, 90, 0])[2], 6_356_752.31414, { tolM: 1e-5 });
    expect(geocentricFromGeographic([0, 0, 0], KRASSOWSKY)[0]).toBe(6_378_245);
  });

  test("come back at the poles and the antimeridian, longitude 0 on the axis", () => {
    const [poleLonDeg, poleLatDeg, poleHeightM] = geographicFromGeocentric([0, 0, -6_356_852.31414]);
    expect([poleLonDeg, poleLatDeg]).toEqual([0, -90]);
    expectWithin(poleHeightM, 100, { tolM: 1e-5 });
    expect(geographicFromGeocentric([-6_378_137, 0, 0])[0]).toBe(180);
  });

  test("that are nowhere on Earth are refused", () => {
    expect(codeOfError(() => geographicFromGeocentric([500_000, 400_000, 0]))).toBe("position-out-of-range");
    expect(codeOfError(() => geographicFromGeocentric([Number.NaN, 0, 6e6]))).toBe("position-out-of-range");
    expect(codeOfError(() => geocentricFromGeographic([40, 120, 0]))).toBe("position-out-of-range");
    expect(codeOfError(() => geocentricFromGeographic([120, 40, -6e6]))).toBe("position-out-of-range");
  });

  test("have no eastings and northings", () => {
    expect(codeOfError(() => projectTo("EPSG:4479", [120, 40]))).toBe("crs-not-projected");
    expect(codeOfError(() => unprojectFrom("EPSG:4479", [500_000, 4_000_000]))).toBe("crs-not-projected");
  });
});
