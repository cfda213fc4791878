import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clipLine, clipRing, X_AXIS, Y_AXIS } from "./clip.ts";
import { IntList } from "./int-list.ts";
import { doubleArea } from "./ring.ts";

function clipped(ring: readonly number[], axis: 0 | 1, low: number, high: number): number[] {
  const out = new IntList();
  clipRing(Int32Array.from(ring), 0, ring.length, axis, low, high, new IntList(), out);
  return [...out.view()];
}

function clippedLine(line: readonly number[], axis: 0 | 1, low: number, high: number): number[][] {
  const out = new IntList();
  const ends: number[] = [];
  clipLine(Int32Array.from(line), 0, line.length, axis, low, high, out, ends);
  return ends.map((end, i) => [...out.view().subarray(i === 0 ? 0 : ends[i - 1]!, end)]);
}

const coordinate = fc.integer({ min: -1000, max: 1000 });
const triangle = fc.array(coordinate, { minLength: 6, maxLength: 6 });

describe("clipping a ring", () => {
  it("cuts a square where the limits cross it", () => {
    // By hand: the square 0…10 cut to 2 ≤ x ≤ 5.
    expect(clipped([0, 0, 10, 0, 10, 10, 0, 10], X_AXIS, 2, 5)).toEqual(expect.arrayContaining([2, 0, 5, 0, 5, 10, 2, 10]));
    expect(doubleArea(clipped([0, 0, 10, 0, 10, 10, 0, 10], X_AXIS, 2, 5), 0, 8)).toBe(60);
    expect(clipped([0, 0, 10, 0, 10, 10, 0, 10], Y_AXIS, 11, 20)).toEqual([]);
  });

  it("leaves nothing outside the limits, and the parts on both sides add up to the whole within the rounding", () => {
    fc.assert(
      fc.property(triangle, fc.integer({ min: -1000, max: 1000 }), fc.constantFrom(X_AXIS, Y_AXIS), (ring, limit, axis) => {
        const below = clipped(ring, axis, -1000, limit);
        const above = clipped(ring, axis, limit, 1000);
        for (let i = axis; i < below.length; i += 2) expect(below[i]!).toBeLessThanOrEqual(limit);
        for (let i = axis; i < above.length; i += 2) expect(above[i]!).toBeGreaterThanOrEqual(limit);
        const parts = doubleArea(below, 0, below.length) + doubleArea(above, 0, above.length);
        // Two crossings moved by half a unit each, along edges of under 2829 units, on both sides of the limit.
        expect(Math.abs(parts - doubleArea(ring, 0, 6))).toBeLessThanOrEqual(2 * 2 * 0.5 * 2829);
      }),
    );
  });

  it("gives an edge the same crossing in whichever direction it is run through", () => {
    fc.assert(
      fc.property(triangle, coordinate, fc.constantFrom(X_AXIS, Y_AXIS), (ring, limit, axis) => {
        const backward = [ring[4]!, ring[5]!, ring[2]!, ring[3]!, ring[0]!, ring[1]!];
        const vertices = (coords: number[]): string[] =>
          coords.flatMap((v, i) => (i % 2 ? [] : [`${v},${coords[i + 1]}`])).sort();
        expect(vertices(clipped(ring, axis, limit, 2000))).toEqual(vertices(clipped(backward, axis, limit, 2000)));
      }),
    );
  });
});

describe("clipping a line", () => {
  it("gives one part for each time that it is inside", () => {
    // By hand: a zigzag over the band 0…10 of y.
    expect(clippedLine([0, -10, 10, 10, 20, 30, 30, 10, 40, -10], Y_AXIS, 0, 10)).toEqual([
      [5, 0, 10, 10],
      [30, 10, 35, 0],
    ]);
    expect(clippedLine([0, 0, 5, 5, 9, 0], X_AXIS, -1, 10)).toEqual([[0, 0, 5, 5, 9, 0]]);
    expect(clippedLine([-20, 5, 20, 5], X_AXIS, 0, 10)).toEqual([[0, 5, 10, 5]]);
    expect(clippedLine([-20, 5, -1, 5], X_AXIS, 0, 10)).toEqual([]);
  });

  it("keeps nothing outside, and no part shorter than an edge", () => {
    fc.assert(
      fc.property(fc.array(coordinate, { minLength: 8, maxLength: 8 }), (line) => {
        for (const part of clippedLine(line, X_AXIS, -300, 300)) {
          expect(part.length).toBeGreaterThanOrEqual(4);
          for (let i = 0; i < part.length; i += 2) expect(Math.abs(part[i]!)).toBeLessThanOrEqual(300);
        }
      }),
    );
  });
});
