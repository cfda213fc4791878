import { describe, expect, test } from "vitest";
import { isGeoError } from "../errors.ts";
import { crsFromCode } from "./crs-from-code.ts";

const codeOfError = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (isGeoError(error)) return error.code;
  }
  return "no GeoError";
};

describe("CRS codes", () => {
  // Names and parameters as `projinfo EPSG:<code>` of PROJ 9.1.1 gives them.
  test.each([
    ["EPSG:4550", "CGCS2000 / 3-degree Gauss-Kruger CM 123E", 123, 500_000],
    ["EPSG:4528", "CGCS2000 / 3-degree Gauss-Kruger zone 40", 120, 40_500_000],
    ["EPSG:4513", "CGCS2000 / 3-degree Gauss-Kruger zone 25", 75, 25_500_000],
    ["EPSG:4554", "CGCS2000 / 3-degree Gauss-Kruger CM 135E", 135, 500_000],
    ["EPSG:4491", "CGCS2000 / 6-degree Gauss-Kruger zone 13", 75, 13_500_000],
    ["EPSG:4512", "CGCS2000 / 6-degree Gauss-Kruger CM 135E", 135, 500_000],
    ["EPSG:2349", "Xian 1980 / 3-degree Gauss-Kruger zone 25", 75, 25_500_000],
    ["EPSG:21453", "Beijing 1954 / 6-degree Gauss-Kruger CM 75E", 75, 500_000],
    ["EPSG:32650", "WGS 84 / UTM zone 50N", 117, 500_000],
  ])("%s is %s", (code, name, lon0Deg, falseEastM) => {
    const crs = crsFromCode(code);
    expect(crs.name).toBe(name);
    expect(crs.kind === "transverse-mercator" && crs.projection).toMatchObject({ lon0Deg, falseEastM });
  });

  test("a code is understood in the spellings that files use", () => {
    for (const spelling of ["4490", "epsg:4490", "urn:ogc:def:crs:EPSG::4490", "http://www.opengis.net/def/crs/EPSG/0/4490"])
      expect(crsFromCode(spelling).code).toBe("EPSG:4490");
    for (const spelling of ["OGC:CRS84", "urn:ogc:def:crs:OGC:1.3:CRS84"]) expect(crsFromCode(spelling).code).toBe("OGC:CRS84");
  });

  test("neighbours of the known blocks, and anything else, are refused", () => {
    for (const code of ["EPSG:4555", "EPSG:2326", "EPSG:2443", "EPSG:32661", "EPSG:32700", "EPSG:27700", "4490.5", "", "WGS84"])
      expect(
        codeOfError(() => crsFromCode(code)),
        code,
      ).toBe("unknown-crs");
  });
});
