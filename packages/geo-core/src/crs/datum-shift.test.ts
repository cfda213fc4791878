import { expectWithin, seededRandom } from "@parkatlas/test-support";
import { describe, expect, test } from "vitest";
import { isGeoError } from "../errors.ts";
import { type FourParameterShift, type SevenParameterShift, shiftDatum, shiftPlane } from "./datum-shift.ts";
import { projectTo, unprojectFrom } from "./project.ts";

const codeOfError = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (isGeoError(error)) return error.code;
  }
  return "no GeoError";
};
const ARCSEC_DEG = 1 / 3600;
const SEVEN: SevenParameterShift = {
  kind: "seven-parameter",
  from: "Xian 1980",
  to: "CGCS2000",
  convention: "coordinate-frame",
  translationM: [12.5, -130.25, -70],
  rotationArcsec: [1.5, -0.75, 2.25],
  scalePpm: -1.2,
};
const FOUR: FourParameterShift = {
  kind: "four-parameter",
  from: "EPSG:2364",
  to: "EPSG:4528",
  eastM: 115.25,
  northM: -4.5,
  rotationArcsec: 1,
  scalePpm: 0,
};
const STILL = { ...SEVEN, translationM: [0, 0, 0], rotationArcsec: [0, 0, 0], scalePpm: 0 } as const;

describe("seven parameters", () => {
  test("a shift of 100 m along x, where x is up, changes the height by it and by the radii's difference of 3 m", () => {
    const [lonDeg, latDeg, heightM] = shiftDatum([0, 0, 0], { ...STILL, translationM: [100, 0, 0] });
    expect([lonDeg, latDeg]).toEqual([0, 0]);
    expectWithin(heightM, 103, { tolM: 2e-9 });
  });

  test("a turn of one second about z moves longitudes by it, east or west as the convention says", () => {
    const turn = { ...STILL, rotationArcsec: [0, 0, 1] } as const;
    expectWithin(shiftDatum([0, 0, 0], { ...turn, convention: "position-vector" })[0], ARCSEC_DEG, { tolDeg: 1e-13 });
    expectWithin(shiftDatum([0, 0, 0], turn)[0], -ARCSEC_DEG, { tolDeg: 1e-13 });
  });

  test("bridge Xian 1980 and CGCS2000 when unprojecting and projecting, whichever way they are given", () => {
    // echo "40512345.678 4400123.456 0 0" | cct -d 12 (PROJ 9.1.1): inverse tmerc on IAG 1975, cart, helmert with the numbers
    // above and +convention=coordinate_frame, inverse cart on GRS 80.
    const shifted = [120.143708608285, 39.73499743766] as const;
    const found = unprojectFrom("EPSG:2364", [40_512_345.678, 4_400_123.456], { datumShift: SEVEN });
    expectWithin(found[0], shifted[0], { tolDeg: 1e-11 });
    expectWithin(found[1], shifted[1], { tolDeg: 1e-11 });
    // Heights are taken as 0 on either side, and the other side's is −141 m: 141 m · (180 m/6371 km + 2.8″) = 6 mm at most.
    const [eastM, northM] = projectTo("EPSG:2364", shifted, { datumShift: SEVEN });
    expectWithin(eastM, 40_512_345.678, { tolM: 6e-3 });
    expectWithin(northM, 4_400_123.456, { tolM: 6e-3 });
    const inXian = { lonLatCrs: "EPSG:4610", datumShift: SEVEN };
    const there = projectTo("EPSG:4528", [120.1, 39.7], inXian);
    const back = unprojectFrom("EPSG:4528", there, inXian);
    expectWithin(back[0], 120.1, { tolDeg: 5e-8 });
    expectWithin(back[1], 39.7, { tolDeg: 5e-8 });
  });
});

describe("four parameters", () => {
  test("turn as the national form does: one second is 4.848137e-6, north and east by hand", () => {
    // 4 400 000 · 4.848137e-6 = 21.331802; 500 000 · 4.848137e-6 = 2.424068; cosines are 1 to 1e-11 (5e-5 m).
    const [eastM, northM] = shiftPlane([500_000, 4_400_000], FOUR);
    expectWithin(eastM, 500_000 + 115.25 + 21.331802, { tolM: 1e-4 });
    expectWithin(northM, 4_400_000 - 4.5 - 2.424068, { tolM: 1e-4 });
    const [widerM] = shiftPlane([500_000, 0], { ...FOUR, eastM: 0, rotationArcsec: 0, scalePpm: 20 });
    expectWithin(widerM, 500_010, { tolM: 1e-9 });
  });

  test("come back within a nanometre or rounding", () => {
    const random = seededRandom(4);
    for (let run = 0; run < 500; run++) {
      const place = [40_300_000 + 400_000 * random(), 6e6 * random()] as const;
      const shift = { ...FOUR, rotationArcsec: 20 * random() - 10, scalePpm: 100 * random() - 50 };
      const [eastM, northM] = shiftPlane(shiftPlane(place, shift), shift, "inverse");
      expectWithin(eastM, place[0], { tolM: 3e-8 });
      expectWithin(northM, place[1], { tolM: 3e-8 });
    }
  });

  test("bridge the two zones they name, both ways, and no others", () => {
    const place = [40_512_345.678, 4_400_123.456] as const;
    const expected = unprojectFrom("EPSG:4528", shiftPlane(place, FOUR));
    const found = unprojectFrom("EPSG:2364", place, { datumShift: FOUR });
    expect(found).toEqual(expected);
    const back = projectTo("EPSG:2364", found, { datumShift: FOUR });
    expectWithin(back[0], place[0], { tolM: 5e-8 });
    expectWithin(back[1], place[1], { tolM: 5e-8 });
    const reversed = { ...FOUR, from: FOUR.to, to: FOUR.from };
    expect(unprojectFrom("EPSG:2364", place, { datumShift: reversed })).toEqual(
      unprojectFrom("EPSG:4528", shiftPlane(place, reversed, "inverse")),
    );
    expect(codeOfError(() => unprojectFrom("EPSG:2365", place, { datumShift: FOUR }))).toBe("datum-shift-needed");
    expect(codeOfError(() => projectTo("EPSG:2364", [120, 40], { lonLatCrs: "EPSG:4214", datumShift: FOUR }))).toBe(
      "datum-shift-needed",
    );
  });
});

describe("a datum shift", () => {
  test("is refused between other datums, and unused on one datum", () => {
    expect(codeOfError(() => projectTo("EPSG:2404", [84, 40], { datumShift: SEVEN }))).toBe("datum-shift-needed");
    expect(projectTo("EPSG:4528", [120.1, 40], { datumShift: SEVEN })).toEqual(projectTo("EPSG:4528", [120.1, 40]));
  });

  test("with numbers in other units is refused; without a convention it is a programmer's mistake", () => {
    const degrees = { ...SEVEN, rotationArcsec: [0, 0, 4000] } as const;
    expect(codeOfError(() => shiftDatum([120, 40, 0], degrees))).toBe("input-out-of-range");
    expect(codeOfError(() => shiftDatum([120, 40, 0], { ...SEVEN, translationM: [0, 1e6, 0] }))).toBe("input-out-of-range");
    expect(codeOfError(() => shiftDatum([120, 40, 0], { ...SEVEN, scalePpm: Number.NaN }))).toBe("input-out-of-range");
    expect(codeOfError(() => shiftPlane([500_000, 4e6], { ...FOUR, scalePpm: 1e6 }))).toBe("input-out-of-range");
    const { convention: _, ...unsaid } = SEVEN;
    expect(() => shiftDatum([120, 40, 0], unsaid as SevenParameterShift)).toThrow(RangeError);
  });
});
