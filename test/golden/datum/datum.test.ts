import { readFileSync } from "node:fs";
import {
  geocentricFromGeographic,
  geographicFromGeocentric,
  type LonLatHeight,
  type SevenParameterShift,
  shiftDatum,
} from "@parkatlas/geo-core";
import { expectWithin } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";

type Triple = readonly [number, number, number];
const { geocentric, sevenParameter } = JSON.parse(readFileSync(new URL("expected.json", import.meta.url), "utf8")) as {
  geocentric: { lonLatHeight: LonLatHeight; xyz: Triple }[];
  sevenParameter: { shift: SevenParameterShift; places: LonLatHeight[]; shifted: Triple[] }[];
};
/** A micrometre and nanometres in degrees of latitude. */
const UM_DEG = 9e-12;

/** Degrees of longitude count by what they are worth on the ground. */
function expectSamePlace(actual: LonLatHeight, expected: Triple, tolDeg: number, tolM: number): void {
  const lonOff = (((actual[0] - expected[0] + 540) % 360) - 180) * Math.cos((expected[1] * Math.PI) / 180);
  expectWithin(lonOff, 0, { tolDeg });
  expectWithin(actual[1], expected[1], { tolDeg });
  expectWithin(actual[2], expected[2], { tolM });
}

describe("EPSG:4480 and 4479 against PROJ", () => {
  test("holds 200 places, poles among them", () => {
    expect(geocentric).toHaveLength(200);
    expect(geocentric.filter(({ lonLatHeight }) => Math.abs(lonLatHeight[1]) === 90)).toHaveLength(2);
  });

  test("to geocentric agrees to 10 nm", () => {
    for (const { lonLatHeight, xyz } of geocentric) {
      const found = geocentricFromGeographic(lonLatHeight);
      for (const axis of [0, 1, 2] as const) expectWithin(found[axis], xyz[axis], { tolM: 1e-8 });
    }
  });

  test("back from PROJ's geocentric is the place within 10 nm, and the own round trip too", () => {
    for (const { lonLatHeight, xyz } of geocentric) {
      expectSamePlace(geographicFromGeocentric(xyz), lonLatHeight, 9e-14, 1e-8);
      expectSamePlace(geographicFromGeocentric(geocentricFromGeographic(lonLatHeight)), lonLatHeight, 9e-14, 1e-8);
    }
  });
});

describe("seven parameters against PROJ", () => {
  test("holds 12 sets of both conventions and both old datums", () => {
    expect(sevenParameter).toHaveLength(12);
    expect(new Set(sevenParameter.map(({ shift }) => shift.convention + shift.from)).size).toBe(4);
  });

  test("every place moves as PROJ moves it, to a micrometre", () => {
    for (const { shift, places, shifted } of sevenParameter)
      for (const [i, place] of places.entries()) expectSamePlace(shiftDatum(place, shift), shifted[i]!, UM_DEG, 1e-6);
  });

  test("and comes back within 5 nm", () => {
    for (const { shift, places } of sevenParameter)
      for (const place of places) expectSamePlace(shiftDatum(shiftDatum(place, shift), shift, "inverse"), place, 4.5e-14, 5e-9);
  });
});
