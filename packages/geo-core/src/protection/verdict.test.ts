import { describe, expect, test } from "vitest";
import type { DistanceInterval } from "../geodesy/types.ts";
import { isWithinUncertainty, strictest, testDistance, verdictOf } from "./verdict.ts";

const interval = (loM: number, distanceM: number, hiM: number): DistanceInterval => ({
  distanceM,
  loM,
  hiM,
  from: [122, 43],
  to: [122, 43],
  azimuthDeg: null,
});

// Rules §7: outside lo ≥ required, inside hi < required, else indeterminate.
describe("verdict of an interval", () => {
  test.each([
    [500, 500.1, "outside"],
    [500, 500, "outside"],
    [499.9, 499.999, "inside"],
    [499.9, 500, "indeterminate"],
    [499.999, 500.001, "indeterminate"],
    [0, 0, "inside"],
  ])("[%d, %d] against 500 m is %s", (loM, hiM, verdict) => {
    expect(verdictOf({ loM, hiM }, 500)).toBe(verdict);
  });

  test("the shortfall is what is missing to the required distance, and nothing where it is kept", () => {
    expect(testDistance(interval(420, 420, 420), { kind: "health", requiredM: 500 }, [null, null]).shortfallM).toBe(80);
    expect(testDistance(interval(501, 501, 501), { kind: "health", requiredM: 500 }, [null, null]).shortfallM).toBe(0);
    expect(testDistance(interval(499, 500, 501), { kind: "health", requiredM: 500 }, [null, null]).shortfallM).toBe(0);
  });
});

describe("uncertainty of the data", () => {
  // √(0.3² + 0.4²) = 0.5 m, by hand.
  test.each<[number, number | null, number | null, boolean | null]>([
    [0.49, 0.3, 0.4, true],
    [-0.49, 0.3, 0.4, true],
    [0.5, 0.3, 0.4, false],
    [0, 0, 0, false],
    [0.1, null, 0.4, null],
    [0.1, 0.3, null, null],
  ])("a margin of %d m with accuracies %s and %s gives %s", (marginM, a, b, expected) => {
    expect(isWithinUncertainty(marginM, a, b)).toBe(expected);
  });
});

test("the most serious verdict governs, and a known violation outweighs an unknown distance", () => {
  expect(strictest(["outside", "inside", "unknown"])).toBe("inside");
  expect(strictest(["outside", "unknown"])).toBe("unknown");
  expect(strictest(["outside", "indeterminate", "unknown"])).toBe("indeterminate");
  expect(strictest(["outside", "outside"])).toBe("outside");
  expect(strictest([])).toBe("not-required");
});
