import { expectWithin, seededRandom } from "@parkatlas/test-support";
import { describe, expect, it } from "vitest";
import { createSum, sumOf } from "./compensated-sum.ts";

describe("a compensated sum", () => {
  it("keeps what doubles lose: 1e16 + 1 − 1e16 is 1, not 0", () => {
    expect(sumOf([1e16, 1, -1e16])).toBe(1);
    expect(sumOf([1, 1e100, 1, -1e100])).toBe(2);
  });

  it("does not depend on the order: a million areas forwards and backwards agree to a millionth of a square metre", () => {
    const random = seededRandom(1029);
    const cents = Array.from({ length: 1_000_000 }, () => Math.floor(random() * 60_000_000));
    const areasM2 = cents.map((cent) => cent / 100);
    // Whole cents add up without loss below 2^53, so their sum is exact.
    const exactM2 = cents.reduce((sum, cent) => sum + cent, 0) / 100;
    expectWithin(sumOf(areasM2), exactM2, { tolM2: 1e-6 });
    expectWithin(sumOf([...areasM2].reverse()), exactM2, { tolM2: 1e-6 });
  });

  it("is 0 for nothing", () => {
    expect(createSum().value()).toBe(0);
  });
});
