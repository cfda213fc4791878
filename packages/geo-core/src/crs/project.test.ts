import { expectWithin } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import { isGeoError } from "../errors.ts";
import { projectTo, unprojectFrom } from "./project.ts";

const codeOfError = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (isGeoError(error)) return error.code;
  }
  return "no GeoError";
};

describe("projecting", () => {
  test("is easting first and agrees with PROJ, which gives the northing first", () => {
    // echo "43.5 120.5" | cs2cs -f %.6f EPSG:4490 EPSG:4550 (PROJ 9.1.1): 4821306.163158 297804.844429
    const [eastM, northM] = projectTo("EPSG:4550", [120.5, 43.5]);
    expectWithin(eastM, 297_804.844429, { tolM: 1e-6 });
    expectWithin(northM, 4_821_306.163158, { tolM: 1e-6 });
  });

  test("a point on the central meridian has the false easting exactly, with the zone before it", () => {
    expect(projectTo("EPSG:4528", [120, 40])[0]).toBe(40_500_000);
    expect(projectTo("EPSG:4549", [120, 40])[0]).toBe(500_000);
  });

  test("Web Mercator ends at ±20 037 508.342789 m, by hand π·6378137", () => {
    expectWithin(projectTo("EPSG:3857", [180, 0])[0], 20_037_508.342789, { tolM: 1e-6 });
    const [lonDeg, latDeg] = unprojectFrom("EPSG:3857", projectTo("EPSG:3857", [122.3, 43.6]));
    expectWithin(lonDeg, 122.3, { tolDeg: 1e-13 });
    expectWithin(latDeg, 43.6, { tolDeg: 1e-13 });
    expect(codeOfError(() => projectTo("EPSG:3857", [0, 86]))).toBe("position-out-of-range");
  });

  test("degrees on another datum are refused, on the CRS's own datum accepted, and CGCS2000 and WGS 84 count as one", () => {
    expect(codeOfError(() => projectTo("EPSG:2385", [120, 40]))).toBe("datum-shift-needed");
    expect(codeOfError(() => unprojectFrom("EPSG:2385", [500_000, 4_400_000]))).toBe("datum-shift-needed");
    expect(codeOfError(() => projectTo("EPSG:2385", [120, 40], { lonLatCrs: "EPSG:4214" }))).toBe("datum-shift-needed");
    expect(projectTo("EPSG:2385", [120, 40], { lonLatCrs: "EPSG:4610" })[0]).toBe(500_000);
    expect(projectTo("EPSG:4549", [120, 40], { lonLatCrs: "EPSG:4326" })).toEqual(projectTo("EPSG:4549", [120, 40]));
  });

  test("impossible requests are refused by name", () => {
    expect(codeOfError(() => projectTo("EPSG:4490", [120, 40]))).toBe("crs-not-projected");
    expect(codeOfError(() => projectTo("EPSG:4549", [40, 120]))).toBe("position-out-of-range");
    expect(codeOfError(() => projectTo("EPSG:4549", [84.9, 40]))).toBe("position-out-of-range");
    expect(codeOfError(() => projectTo("EPSG:4549", [Number.NaN, 40]))).toBe("position-out-of-range");
    expect(codeOfError(() => projectTo("EPSG:9999", [120, 40]))).toBe("unknown-crs");
    // North before east, and a prefixed easting in a zone without prefix.
    expect(codeOfError(() => unprojectFrom("EPSG:4549", [4_429_529, 500_000]))).toBe("position-out-of-range");
    expect(codeOfError(() => unprojectFrom("EPSG:4549", [40_500_000, 4_429_529]))).toBe("position-out-of-range");
  });

  test("longitudes beyond the antimeridian are taken the short way round", () => {
    const [eastM] = projectTo("EPSG:32601", [179.9, 10]);
    expectWithin(eastM, projectTo("EPSG:32601", [-180.1, 10])[0], { tolM: 1e-8 });
    expect(eastM).toBeLessThan(500_000 - 300_000);
  });
});
