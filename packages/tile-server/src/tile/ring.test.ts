import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanRing, doubleArea, reverseRing } from "./ring.ts";

function cleaned(...coords: number[]): number[] {
  const data = Int32Array.from(coords);
  return [...data.subarray(0, cleanRing(data, 0, data.length))];
}

const ring = fc
  .array(fc.integer({ min: 0, max: 6 }), { minLength: 2, maxLength: 40 })
  .map((list) => list.slice(0, list.length & ~1));

describe("cleaning a ring", () => {
  it("takes out repeated vertices, also across its end", () => {
    expect(cleaned(0, 0, 0, 0, 4, 0, 4, 4, 4, 4, 0, 4, 0, 0)).toEqual([0, 0, 4, 0, 4, 4, 0, 4]);
  });

  it("takes out spikes, also where they end short of where they began, and across its end", () => {
    expect(cleaned(0, 0, 4, 0, 9, 0, 4, 0, 4, 4, 0, 4)).toEqual([0, 0, 4, 0, 4, 4, 0, 4]);
    expect(cleaned(0, 0, 9, 0, 4, 0, 4, 4, 0, 4)).toEqual([0, 0, 4, 0, 4, 4, 0, 4]);
    expect(cleaned(-5, 0, 4, 0, 4, 4, 0, 4, 0, 0)).toEqual([4, 0, 4, 4, 0, 4, 0, 0]);
  });

  it("keeps a vertex in the middle of a straight edge, which may be a neighbour's corner", () => {
    expect(cleaned(0, 0, 2, 0, 4, 0, 4, 4, 0, 4)).toEqual([0, 0, 2, 0, 4, 0, 4, 4, 0, 4]);
  });

  it("leaves under three vertices of a ring that encloses nothing", () => {
    for (const coords of [
      [0, 0],
      [0, 0, 4, 0],
      [0, 0, 4, 0, 0, 0, 4, 0],
      [0, 0, 4, 4, 2, 2],
      [1, 1, 1, 1, 1, 1],
    ])
      expect(cleaned(...coords).length).toBeLessThan(6);
  });

  it("never changes the area, and leaves neither a repetition nor a spike", () => {
    fc.assert(
      fc.property(ring, (coords) => {
        const result = cleaned(...coords);
        expect(doubleArea(result, 0, result.length)).toBe(doubleArea(coords, 0, coords.length));
        if (result.length < 6) return;
        const count = result.length / 2;
        for (let i = 0; i < count; i++) {
          const [a, b, c] = [i, (i + 1) % count, (i + 2) % count].map((k) => [result[2 * k]!, result[2 * k + 1]!] as const);
          const [abx, aby, bcx, bcy] = [b![0] - a![0], b![1] - a![1], c![0] - b![0], c![1] - b![1]];
          expect(abx !== 0 || aby !== 0).toBe(true);
          expect(abx * bcy === aby * bcx && abx * bcx + aby * bcy < 0).toBe(false);
        }
      }),
    );
  });
});

describe("the area of a ring", () => {
  it("is positive clockwise on a screen, as MVT asks of outer rings, and negative reversed", () => {
    // MVT 2.1 §4.3.5.6: its example polygon (0,0) (10,0) (10,10) (0,10) is an outer ring of area 100.
    const square = Int32Array.of(0, 0, 10, 0, 10, 10, 0, 10);
    expect(doubleArea(square, 0, 8)).toBe(200);
    reverseRing(square, 0, 8);
    expect([...square]).toEqual([0, 10, 10, 10, 10, 0, 0, 0]);
    expect(doubleArea(square, 0, 8)).toBe(-200);
  });
});
