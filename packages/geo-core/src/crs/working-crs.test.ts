import { describe, expect, test } from "vitest";
import { isGeoError } from "../errors.ts";
import { crsFromEasting, defaultWorkingCrs } from "./working-crs.ts";

const codeOfError = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (isGeoError(error)) return error.code;
  }
  return "no GeoError";
};

describe("the default working CRS", () => {
  // Central meridians 120, 108/111 and 105/108: Tongliao 122.2°E, Ordos 109.8°E, Wuhai 106.8°E.
  test.each([
    [122.2, "EPSG:4550"],
    [121.49, "EPSG:4549"],
    [109.8, "EPSG:4546"],
    [106.8, "EPSG:4545"],
    [73.5, "EPSG:4534"],
    [136.4, "EPSG:4554"],
    [10, "EPSG:32632"],
    [-180, "EPSG:32601"],
    [180, "EPSG:32660"],
  ])("at %d° is %s", (lonDeg, code) => {
    expect(defaultWorkingCrs(lonDeg)).toBe(code);
  });

  test("a longitude that is none is refused", () => {
    expect(codeOfError(() => defaultWorkingCrs(500_000))).toBe("position-out-of-range");
    expect(codeOfError(() => defaultWorkingCrs(Number.NaN))).toBe("position-out-of-range");
  });
});

describe("the CRS of an easting", () => {
  test.each([
    [40_512_345.678, {}, "EPSG:4528"],
    [25_500_000, {}, "EPSG:4513"],
    [45_499_999, {}, "EPSG:4533"],
    [13_500_000, {}, "EPSG:4491"],
    [21_400_000, {}, "EPSG:4499"],
    [40_512_345, { datum: "Xian 1980" }, "EPSG:2364"],
    [21_400_000, { datum: "Beijing 1954" }, "EPSG:21421"],
    [512_345, { centralMeridianDeg: 123 }, "EPSG:4550"],
    [512_345, { centralMeridianDeg: 123, zoneWidthDeg: 6 }, "EPSG:4510"],
  ] as const)("%d with %o is %s", (eastM, options, code) => {
    expect(crsFromEasting(eastM, options).code).toBe(code);
  });

  test("an easting without prefix must be told its meridian; other prefixes are no zone", () => {
    for (const eastM of [512_345, 24_500_000, 46_500_000, 4_821_306, -1, Number.NaN])
      expect(
        codeOfError(() => crsFromEasting(eastM)),
        String(eastM),
      ).toBe("zone-unknown");
    expect(codeOfError(() => crsFromEasting(512_345, { centralMeridianDeg: 122 }))).toBe("zone-unknown");
    expect(codeOfError(() => crsFromEasting(512_345, { centralMeridianDeg: 78, zoneWidthDeg: 6 }))).toBe("zone-unknown");
  });
});
