import { expectWithin } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import { projectTo } from "../crs/project.ts";
import { isGeoError } from "../errors.ts";
import type { Areal } from "../geometry/types.ts";
import { geodesicAreaM2, perimeterM, planarAreaM2, surveyAreaM2 } from "./area.ts";

type Ring = readonly (readonly [number, number])[];
const closed = (ring: Ring): number[][] => [...ring, ring[0]!].map((position) => [...position]);
const polygon = (...rings: Ring[]): Areal => ({ type: "Polygon", coordinates: rings.map(closed) });
const box = (west: number, south: number, east: number, north: number): Ring => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
];
const codeOfError = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (isGeoError(error)) return error.code;
  }
  return "no GeoError";
};

describe("the three areas of the rules page, §2", () => {
  // Survey areas by the trapezoid series, geodesic areas by Karney's polygon in PROJ; rules page §2 and research of the domain.
  test.each([
    ["square", box(116, 40, 116.01, 40.01), 948_099.2125, 948_099.2119],
    [
      "pentagon",
      [
        [117.2, 36.6],
        [117.212345, 36.598765],
        [117.218, 36.607],
        [117.209, 36.6135],
        [117.1985, 36.6082],
      ],
      1_899_780.2067,
      1_899_784.4788,
    ],
    [
      "triangle",
      [
        [110, 20],
        [110.02, 20],
        [110.01, 20.015],
      ],
      1_737_651.3266,
      1_737_700.9759,
    ],
    ["square of 0.1°", box(87.5, 43.8, 87.6, 43.9), 89_340_750.1207, 89_340_740.1879],
  ] satisfies [string, Ring, number, number][])("%s", (_, ring, surveyM2, geodesicM2) => {
    expectWithin(surveyAreaM2(polygon(ring)), surveyM2, { tolM2: 1e-4 });
    expectWithin(geodesicAreaM2(polygon(ring)), geodesicM2, { tolM2: 1e-4 });
  });

  test("a map sheet of 20′ × 30′ equals the closed form to 3e-12", () => {
    // 图幅理论面积, closed form: 1 599 088 504.5035 m² (computed for the research page).
    const sheet = polygon(box(117, 39, 117.5, 39 + 1 / 3));
    expectWithin(surveyAreaM2(sheet) / 1_599_088_504.5035, 1, { tolShare: 3e-12 });
  });

  test("a square of one degree", () => {
    expectWithin(surveyAreaM2(polygon(box(105, 30, 106, 31))), 10_642_393_438.71, { tolM2: 0.01 });
    expectWithin(geodesicAreaM2(polygon(box(105, 30, 106, 31))), 10_642_455_822.16, { tolM2: 0.01 });
  });
});

describe("every area", () => {
  const shell = box(122, 43.6, 122.01, 43.61);
  const hole = box(122.002, 43.602, 122.004, 43.604);
  const kinds = [geodesicAreaM2, surveyAreaM2, (areal: Areal) => planarAreaM2(areal, "EPSG:4550")];

  test("ignores winding, rotation of the ring, and where the antimeridian lies", () => {
    const rotated = [...shell.slice(2), ...shell.slice(0, 2)];
    for (const area of kinds) {
      expectWithin(area(polygon([...shell].reverse())), area(polygon(shell)), { tolM2: 1e-8 });
      expectWithin(area(polygon(rotated)), area(polygon(shell)), { tolM2: 1e-8 });
    }
    // printf '-10 179.5\n-10 -179.5\n-9 -179.5\n-9 179.5\n' | Planimeter -e 6378137 1/298.257222101 -p 12: 12144824142.73706
    const across: Ring = [
      [179.5, -10],
      [-179.5, -10],
      [-179.5, -9],
      [179.5, -9],
    ];
    expectWithin(geodesicAreaM2(polygon(across)), 12_144_824_142.737, { tolM2: 0.02 });
    expectWithin(surveyAreaM2(polygon(across)), surveyAreaM2(polygon(box(10, -10, 11, -9))), { tolM2: 1e-3 });
  });

  test("subtracts holes and adds parts", () => {
    // Planimeter -e 6378137 1/298.257222101 -p 12: shell 897017.86984, hole 35881.89097
    expectWithin(geodesicAreaM2(polygon(shell, hole)), 897_017.86984 - 35_881.89097, { tolM2: 1e-3 });
    for (const area of kinds) {
      const ring = area(polygon(shell, hole));
      expectWithin(ring, area(polygon(shell)) - area(polygon(hole)), { tolM2: 1e-8 });
      const both: Areal = { type: "MultiPolygon", coordinates: [[closed(shell), closed(hole)], [closed(hole)]] };
      expectWithin(area(both), area(polygon(shell)), { tolM2: 1e-8 });
      expect(area({ type: "MultiPolygon", coordinates: [] })).toBe(0);
    }
  });

  test("keeps its digits down to a square metre, where a plane is exact", () => {
    // Corners 1 m apart on the ground: 1/M, 1/(N cos φ) radians at 40°, M = 6361815.827, N = 6386976.166 by hand; the square's
    // own sides differ by 1e-7.
    const dLat = 180 / Math.PI / 6_361_815.827;
    const dLon = 180 / Math.PI / (6_386_976.166 * Math.cos((40 * Math.PI) / 180));
    const square = polygon(box(116, 40, 116 + dLon, 40 + dLat));
    expectWithin(geodesicAreaM2(square), 1, { tolM2: 1e-6 });
    expectWithin(surveyAreaM2(square), 1, { tolM2: 1e-6 });
  });

  test("does not see the cells of latitude that the kernel works in: a strip over six of them, a square over the seam of two", () => {
    // Planimeter -e 6378137 1/298.257222101 -p 12: strip 105681244.85207, square 904042.28142 (cells meet at 43.125°).
    const steps = Array.from({ length: 60 }, (_, i) => i);
    const strip: Ring = [
      ...steps.map((i): [number, number] => [122, (4310 + 2 * i) / 100]),
      ...steps.map((i): [number, number] => [122.01, (4430 - 2 * i) / 100]),
    ];
    expectWithin(geodesicAreaM2(polygon(strip)), 105_681_244.85207, { tolM2: 2e-3 });
    expectWithin(geodesicAreaM2(polygon(box(122, 43.12, 122.01, 43.13))), 904_042.28142, { tolM2: 1e-4 });
  });

  test("refuses what is no ring, and positions that are no degrees", () => {
    const open: Areal = { type: "Polygon", coordinates: [[...shell].map((position) => [...position])] };
    const short: Areal = { type: "Polygon", coordinates: [closed(shell.slice(0, 2))] };
    const metres: Areal = polygon(box(500_000, 4_800_000, 501_000, 4_801_000));
    for (const area of kinds) {
      expect(codeOfError(() => area(open))).toBe("ring-not-closed");
      expect(codeOfError(() => area(short))).toBe("ring-too-short");
      expect(codeOfError(() => area(metres))).toBe("position-out-of-range");
    }
  });

  test("a ring around a pole is refused", () => {
    const cap: Ring = [
      [0, 80],
      [90, 80],
      [180, 80],
      [-90, 80],
    ];
    expect(codeOfError(() => geodesicAreaM2(polygon(cap)))).toBe("pole-enclosed");
  });
});

describe("planar area and perimeter", () => {
  test("the plane's area of a kilometre square in the plane is a million m²; on the ellipsoid it is less by the square of the scale", () => {
    // Northing 4 000 000, easting 500 km + 50 km: ellipsoidal share 0.999937184 (research page, by PROJ and Karney).
    const corners = [
      [550_000, 4_000_000],
      [551_000, 4_000_000],
      [551_000, 4_001_000],
      [550_000, 4_001_000],
    ] as const;
    const ring = corners.map(([eastM, northM]) => unprojectCorner(eastM, northM));
    expectWithin(planarAreaM2(polygon(ring), "EPSG:4548"), 1e6, { tolM2: 1e-3 });
    expectWithin(geodesicAreaM2(polygon(ring)) / 1e6, 0.999937184, { tolShare: 2e-6 });
  });

  test("a perimeter counts holes; a line's is its length; a point's 0", () => {
    // Planimeter perimeters of shell and hole: 3836.8184157831, 767.3742273781 m
    const shell = box(122, 43.6, 122.01, 43.61);
    const hole = box(122.002, 43.602, 122.004, 43.604);
    expectWithin(perimeterM(polygon(shell, hole)), 3_836.8184157831 + 767.3742273781, { tolM: 1e-8 });
    // GeodSolve -i: 43.61 122.01 43.61 122.02 → 807.297014423
    expectWithin(
      perimeterM({
        type: "LineString",
        coordinates: [
          [122.01, 43.61],
          [122.02, 43.61],
        ],
      }),
      807.297014423,
      { tolM: 2e-8 },
    );
    expect(perimeterM({ type: "Point", coordinates: [122, 43] })).toBe(0);
  });
});

/** Inverse of projectTo by fixed point, so that the test above does not lean on unprojectFrom. */
function unprojectCorner(eastM: number, northM: number): [number, number] {
  let [lonDeg, latDeg] = [117, 36];
  for (let i = 0; i < 60; i++) {
    const [e, n] = projectTo("EPSG:4548", [lonDeg, latDeg]);
    lonDeg += (eastM - e) / (111_195 * Math.cos((latDeg * Math.PI) / 180));
    latDeg += (northM - n) / 111_195;
  }
  return [lonDeg, latDeg];
}
