import { describe, expect, it } from "vitest";
import { checkHoles, HoleBudget } from "./check-holes.ts";

const check = (outer: readonly number[], ...holes: number[][]) => checkHoles(outer, holes, new HoleBudget());
const square = (low: number, high: number) => [low, low, high, low, high, high, low, high];
/** A square with a notch from above down to its middle. */
const notched = [0, 0, 40, 0, 50, 50, 60, 0, 100, 0, 100, 100, 0, 100];

describe("holes against their outer ring", () => {
  it("are inside where they lie in it, or touch it at a vertex, along an edge, or all around", () => {
    expect(check(square(0, 100), square(10, 20), square(30, 90))).toBe("inside");
    expect(check(square(0, 100), [0, 50, 20, 40, 20, 60])).toBe("inside");
    expect(check(square(0, 100), square(0, 50))).toBe("inside");
    expect(check(square(0, 100), square(0, 100))).toBe("inside");
  });

  it("are outside where they lie beside it, around it, or cross it", () => {
    expect(check(square(0, 100), square(110, 120))).toBe("outside");
    expect(check(square(10, 20), square(0, 100))).toBe("outside");
    expect(check(square(0, 100), [50, 50, 120, 40, 120, 60])).toBe("outside");
  });

  it("are outside where only an edge between two vertices inside leaves it", () => {
    expect(check(notched, [30, 20, 70, 20, 70, 90, 30, 90])).toBe("outside");
    expect(check(notched, [40, 0, 60, 0, 70, 90, 30, 90])).toBe("outside");
    expect(check(notched, [30, 60, 70, 60, 70, 90, 30, 90])).toBe("inside");
  });

  it("are unchecked, in bounded time, where a tile was made to cost too much", () => {
    // A comb whose every tooth is as high as the ring: each question would meet every edge.
    const comb = Array.from({ length: 40_000 }, (_, i) => [i, i % 2 === 0 ? 0 : 1000]).flat();
    expect(
      check(
        [...comb, 40_000, 2000, 0, 2000],
        comb.map((value) => value + 1),
      ),
    ).toMatch(/outside|unchecked/);
    const budget = new HoleBudget();
    expect(budget.spend(19_999_999)).toBe(true);
    expect(checkHoles(square(0, 100), [square(10, 20)], budget)).toBe("unchecked");
  });
});
