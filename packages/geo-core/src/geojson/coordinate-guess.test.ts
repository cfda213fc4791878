import { describe, expect, it } from "vitest";
import { describeProjection, guessCoordinates, type NumberRange } from "./coordinate-guess.ts";

function range(...positions: readonly (readonly [number, number])[]): NumberRange {
  const first = positions.map(([x]) => x);
  const second = positions.map(([, y]) => y);
  return {
    minFirst: Math.min(...first),
    maxFirst: Math.max(...first),
    minSecond: Math.min(...second),
    maxSecond: Math.max(...second),
    minAbs: Math.min(...first.map(Math.abs), ...second.map(Math.abs)),
  };
}

describe("guessCoordinates", () => {
  it.each([
    ["Tongliao, longitude first", [[122.2, 43.6]], "degrees"],
    ["Tongliao, latitude first", [[43.6, 122.2]], "swapped"],
    ["Kashgar, latitude first: both numbers could be either", [[39.5, 76]], "swapped"],
    ["Kashgar, longitude first", [[76, 39.5]], "degrees"],
    ["Sydney, longitude first", [[151.2, -33.9]], "degrees"],
    ["Sydney, latitude first", [[-33.9, 151.2]], "swapped"],
    ["New York, longitude first", [[-74, 40.7]], "degrees"],
    ["London near the zero meridian", [[0.1, 51.5]], "degrees"],
    [
      "one corrupt latitude among good ones",
      [
        [122.2, 43.6],
        [122.3, 436],
      ],
      "degrees",
    ],
    ["3° Gauss–Krüger with zone number", [[41_500_000, 4_830_000]], "projected"],
    ["Gauss–Krüger without zone number, northing first", [[4_830_000, 435_000]], "projected"],
    [
      "one corrupt number of metres among degrees",
      [
        [122.2, 43.6],
        [4_830_000, 435_000],
      ],
      "degrees",
    ],
  ] as const)("%s", (_, positions, expected) => {
    expect(guessCoordinates(range(...positions))).toBe(expected);
  });
});

describe("describeProjection", () => {
  // Zone and code by the formulas of the EPSG register: 3° zone n is EPSG 4488 + n, 6° zone n is 4478 + n (CGCS2000).
  it.each([
    [41_517_895.2, 4_830_000, "3° zone 41 (EPSG:4529 on CGCS2000, easting first)"],
    [4_830_000, 41_517_895.2, "3° zone 41 (EPSG:4529 on CGCS2000, northing first)"],
    [21_417_895.2, 4_830_000, "6° zone 21 (EPSG:4499 on CGCS2000, easting first)"],
    [13_600_000, 5_400_000, "6° zone 13 (EPSG:4491 on CGCS2000, easting first), or Web Mercator (EPSG:3857)"],
    [13_600_000, 1_500_000, "Web Mercator (EPSG:3857)"],
    [435_000, 4_830_000, "without a zone number (easting first)"],
    [4_830_000, 435_000, "without a zone number (northing first)"],
    [24_500_000, 4_830_000, "cannot be told"],
    [5_000_000, 90_000, "cannot be told"],
  ])("says what %d, %d look like", (first, second, expected) => {
    const words = describeProjection(first, second);
    expect(words.en).toContain(expected);
    expect(words.zh).toMatch(/\p{Script=Han}/u);
  });
});
