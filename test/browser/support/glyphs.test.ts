import { describe, expect, it } from "vitest";
import { distinctShapes, glyphBitmaps } from "./glyphs.ts";
import type { Picture, Rgb } from "./png.ts";

const INK: Rgb = [20, 60, 60];
const PAPER: Rgb = [250, 250, 250];

/** A picture of cells of 16 px, each drawn by a function of its own. */
function drawn(cells: readonly ((x: number, y: number) => boolean)[]): Picture {
  return {
    width: cells.length * 16,
    height: 16,
    at: (x, y) => (y >= 0 && y < 16 && cells[Math.floor(x / 16)]?.(x % 16, y) ? INK : PAPER),
  };
}

const line = (count: number) => ({ centerX: count * 8, centerY: 8, pitchPx: 16, count });
const tofu = (x: number, y: number) => x > 0 && x < 15 && (x === 1 || x === 14 || y === 0 || y === 15);

describe("telling characters from tofu", () => {
  it("sees one shape in a row of hollow boxes", () => {
    const picture = drawn([tofu, tofu, tofu, tofu, tofu]);
    expect(distinctShapes(glyphBitmaps(picture, line(5), INK))).toBe(1);
  });

  it("sees as many shapes as there are different drawings", () => {
    const bars = (x: number, y: number) => y % 5 < 2 && x > 0;
    const posts = (x: number) => x % 5 < 2;
    const block = (x: number, y: number) => x > 4 && y > 4;
    const picture = drawn([tofu, bars, posts, block, tofu]);
    expect(distinctShapes(glyphBitmaps(picture, line(5), INK))).toBe(4);
  });

  it("sees nothing where nothing is written", () => {
    expect(distinctShapes(glyphBitmaps(drawn([() => false]), line(1), INK))).toBe(0);
  });
});
