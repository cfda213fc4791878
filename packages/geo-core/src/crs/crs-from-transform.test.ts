import { expectWithin } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import { isGeoError } from "../errors.ts";
import { planarAreaM2 } from "../geodesy/area.ts";
import { crsFromTransform } from "./crs-from-transform.ts";
import { projectTo, unprojectFrom } from "./project.ts";

const codeOfError = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (isGeoError(error)) return error.code;
  }
  return "no GeoError";
};
/** An equirectangular plane of 100 km a degree about 122°E 43°N: by hand as simple as can be. */
const plane = crsFromTransform({
  code: "local:plane",
  name: "a plane",
  forward: ([lonDeg, latDeg]) => [(lonDeg - 122) * 1e5, (latDeg - 43) * 1e5, 0],
  inverse: ([eastM, northM]) => [122 + eastM / 1e5, 43 + northM / 1e5],
});

describe("a CRS from the user's functions", () => {
  test("projects, unprojects and measures planar areas", () => {
    expect(projectTo(plane, [122.5, 43.25])).toEqual([50_000, 25_000]);
    expect(unprojectFrom(plane, [50_000, 25_000])).toEqual([122.5, 43.25]);
    const ring = [
      [122, 43],
      [122.5, 43],
      [122.5, 43.5],
      [122, 43.5],
      [122, 43],
    ];
    expectWithin(planarAreaM2({ type: "Polygon", coordinates: [ring] }, plane), 2.5e9, { tolM2: 1e-3 });
  });

  test("is on CGCS2000 unless told, and mixing datums is refused as ever", () => {
    const old = crsFromTransform({ ...plane, code: "local:old", datum: "Beijing 1954" });
    expect(plane.datum).toBe("CGCS2000");
    expect(codeOfError(() => projectTo(old, [122.5, 43]))).toBe("datum-shift-needed");
    expect(projectTo(old, [122.5, 43], { lonLatCrs: "EPSG:4214" })).toEqual([50_000, 0]);
  });

  test("whose functions give no position is refused by name", () => {
    const nowhere = crsFromTransform({ ...plane, forward: () => [Number.POSITIVE_INFINITY, 0], inverse: ([e, n]) => [n, e] });
    expect(codeOfError(() => projectTo(nowhere, [122, 43]))).toBe("position-out-of-range");
    expect(codeOfError(() => unprojectFrom(nowhere, [122, 43]))).toBe("position-out-of-range");
    expect(codeOfError(() => unprojectFrom(nowhere, [43, 122]))).toBe("no GeoError");
  });
});
