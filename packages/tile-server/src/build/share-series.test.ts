import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeShares, MAX_SHARE_RECORDS, type ShareStep } from "./share-series.ts";

/** The share on a day as docs/tiles.md says how to read it: the last record whose day has come; the first holds before all. */
function shareOn(text: string, day: number): number {
  let share = Number(text.slice(5, 10));
  for (let at = 10; Number(text.slice(at, at + 5)) <= day; at += 10) share = Number(text.slice(at + 5, at + 10));
  return share / 10_000;
}

function trueShareOn(first: number, steps: readonly ShareStep[], day: number): number {
  return steps.findLast((step) => step.day <= day)?.share ?? first;
}

describe("a share over time as text", () => {
  it("is records of five digits of day and five of ten-thousandths, and an end", () => {
    expect(encodeShares(0, [])).toBe("0000000000" + "99999");
    expect(
      encodeShares(0, [
        { day: 12_034, share: 0.45 },
        { day: 18_262, share: 1 },
      ]),
    ).toBe("0000000000" + "1203404500" + "1826210000" + "99999");
  });

  it("lets a day before 1970 count as the first of 1970, and leaves out what comes after the year 2243", () => {
    expect(
      encodeShares(0.1, [
        { day: -3000, share: 0.2 },
        { day: -10, share: 0.3 },
        { day: 100_000, share: 0.9 },
      ]),
    ).toBe("0000003000" + "99999");
  });

  it("never makes nothing of something, nor something of nothing", () => {
    expect(
      encodeShares(0, [
        { day: 10, share: 0.000_01 },
        { day: 20, share: 0 },
      ]),
    ).toBe("0000000000" + "0001000001" + "0002000000" + "99999");
  });

  const days = fc
    .uniqueArray(fc.integer({ min: 0, max: 20_000 }), { maxLength: MAX_SHARE_RECORDS - 1 })
    .map((all) => all.sort((a, b) => a - b));
  const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 250, maxLength: 250 });

  it("is true to its rounding on every day, where there are no more steps than records", () => {
    fc.assert(
      fc.property(days, shares, fc.double({ min: 0, max: 1, noNaN: true }), (on, values, first) => {
        const steps = on.map((day, i) => ({ day, share: values[i]! }));
        const text = encodeShares(first, steps);
        // What is there at all is at least one ten-thousandth, so rounding is a whole one at most.
        for (const day of on.flatMap((each) => [each - 1, each]).filter((each) => each > 0))
          expect(Math.abs(shareOn(text, day) - trueShareOn(first, steps, day))).toBeLessThanOrEqual(1e-4);
      }),
      { numRuns: 200 },
    );
  });

  it("of many steps is within a hundredth on every day: a hundred bands cover what goes from nothing to all", () => {
    const steps = Array.from({ length: 1000 }, (_, i) => ({ day: i + 1, share: (i + 1) / 1000 }));
    const text = encodeShares(0, steps);
    for (let day = 1; day <= 1000; day++) expect(Math.abs(shareOn(text, day) - day / 1000)).toBeLessThanOrEqual(0.01);
  });

  it("never has more records than a style can search", () => {
    const steps = Array.from({ length: 2000 }, (_, i) => ({ day: i + 1, share: (i * 7919) % 2 === 0 ? 0.9 : 0 }));
    const text = encodeShares(0, steps);
    expect(Math.floor(text.length / 10)).toBeLessThanOrEqual(MAX_SHARE_RECORDS);
    expect(text.length % 10).toBe(5);
  });
});
