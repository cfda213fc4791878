import { describe, expect, test } from "vitest";
import { isSimpleRing } from "./buffer-ring.ts";

const square = [-1, -1, 1, -1, 1, 1, -1, 1];

describe("a ring is simple", () => {
  test("when it meets itself nowhere, whichever way it runs and wherever its middle lies", () => {
    expect(isSimpleRing(square)).toBe(true);
    expect(isSimpleRing(square.map((value) => -value))).toBe(true);
    expect(isSimpleRing([1, 1, 1, -1, -1, -1, -1, 1])).toBe(true);
    expect(isSimpleRing(square.map((value) => value + 50))).toBe(true);
    // A hook about the origin: no ray meets it once.
    expect(isSimpleRing([2, -2, 3, -2, 3, 3, -3, 3, -3, -3, 2, -3, 2, -2.5, -2, -2.5, -2, 2, 2, 2])).toBe(true);
  });

  test("not when edges cross, touch, run back or over one another", () => {
    expect(isSimpleRing([-1, -1, 1, 1, 1, -1, -1, 1]), "bow tie").toBe(false);
    expect(isSimpleRing([50, 50, 52, 52, 52, 50, 50, 52]), "bow tie elsewhere").toBe(false);
    expect(isSimpleRing([0, 0, 4, 0, 4, 4, 2, 0, 0, 4]), "vertex on an edge").toBe(false);
    expect(isSimpleRing([0, 0, 4, 0, 4, 4, 4, 6, 4, 4, 0, 4]), "spike").toBe(false);
    expect(isSimpleRing([1, 0, 0, 1, -1, 0, 0, -1, 1, 0, 0, 1, -1, 0, 0, -1]), "twice round").toBe(false);
    expect(isSimpleRing([0, 0, 1, 0]), "two vertices").toBe(false);
  });

  test("with many edges too", () => {
    const circle = Array.from({ length: 200 }, (_, i) => (i % 2 ? Math.sin : Math.cos)(Math.floor(i / 2) / 16) + 50);
    const round = circle.slice(0, 200);
    expect(isSimpleRing(round)).toBe(true);
    const crossed = [...round];
    [crossed[20], crossed[120]] = [crossed[120]!, crossed[20]!];
    expect(isSimpleRing(crossed)).toBe(false);
  });
});
