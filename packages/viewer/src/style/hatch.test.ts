import { describe, expect, it } from "vitest";
import { hatchImage } from "./hatch.ts";

const alphaAt = (image: ReturnType<typeof hatchImage>, x: number, y: number) =>
  image.data[((y % image.height) * image.width + (x % image.width)) * 4 + 3]!;

describe("hatch images", () => {
  it("carry the ink where they draw", () => {
    const { data } = hatchImage("rising", "#743a68");
    expect([...data.slice(0, 3)]).toEqual([0x74, 0x3a, 0x68]);
  });

  it("repeat without a seam: rising lines are constant along x + y, falling ones along x − y", () => {
    const rising = hatchImage("rising", "#000000");
    const falling = hatchImage("falling", "#000000");
    for (let step = 0; step < 40; step++) {
      expect(alphaAt(rising, step, 40 * 16 - step)).toBe(alphaAt(rising, 0, 0));
      expect(alphaAt(falling, step, step + 5)).toBe(alphaAt(falling, 0, 5));
    }
  });

  it("cover a part of the square and leave the rest clear", () => {
    for (const hatch of ["rising", "falling", "cross", "dots"] as const) {
      const { data } = hatchImage(hatch, "#000000");
      const covered = data.filter((_, index) => index % 4 === 3).reduce((sum, alpha) => sum + alpha / 255, 0) / 256;
      expect(covered, hatch).toBeGreaterThan(0.04);
      expect(covered, hatch).toBeLessThan(0.45);
    }
    expect(hatchImage("none", "#000000").data.some((part) => part > 0)).toBe(false);
  });
});
