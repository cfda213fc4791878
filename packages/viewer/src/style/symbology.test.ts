import { LAND_CLASSES as CLASSES_OF_THE_RULES } from "@parkatlas/geo-core";
import { describe, expect, it } from "vitest";
import { zh } from "../core/dictionary-zh.ts";
import { LAND_CLASSES, LAND_SYMBOLS, SITE_SYMBOLS, SITING_SYMBOLS, VERDICT_SYMBOLS } from "./symbology.ts";

type Rgb = readonly [number, number, number];

// Machado, Oliveira & Fernandes (2009), "A Physiologically-based Model for Simulation of Color Vision Deficiency",
// severity 1.0, matrices on linear RGB.
const VISIONS: Readonly<Record<string, readonly number[]>> = {
  normal: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};

const linear = (hex: string): Rgb =>
  [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;

function seenBy(vision: string, hex: string): Rgb {
  const [r, g, b] = linear(hex);
  const m = VISIONS[vision]!;
  const row = (at: number) => Math.min(Math.max(m[at]! * r + m[at + 1]! * g + m[at + 2]! * b, 0), 1);
  return [row(0), row(3), row(6)];
}

/** CIE L*a*b* of linear sRGB, D65. */
function lab([r, g, b]: Rgb): Rgb {
  const f = (t: number) => (t > 216 / 24_389 ? Math.cbrt(t) : (841 / 108) * t + 4 / 29);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function differenceE(vision: string, a: string, b: string): number {
  const [p, q] = [lab(seenBy(vision, a)), lab(seenBy(vision, b))];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

const luminance = (hex: string) => {
  const [r, g, b] = linear(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a: string, b: string) => {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
};

describe("symbology", () => {
  it("has a name in both languages for every class, kind and verdict", () => {
    for (const symbols of [LAND_SYMBOLS, VERDICT_SYMBOLS, SITE_SYMBOLS, SITING_SYMBOLS]) {
      for (const symbol of Object.values(symbols)) {
        expect(symbol.label.zh).toMatch(/\p{Script=Han}/u);
        expect(symbol.label.en).toMatch(/^[A-Z][\x20-\x7e]+$/);
      }
    }
    expect(Object.keys(zh.landClass).sort()).toEqual([...LAND_CLASSES].sort());
    expect([...LAND_CLASSES].sort()).toEqual([...CLASSES_OF_THE_RULES].sort());
  });

  it.each(Object.keys(VISIONS))("tells any two land classes apart under %s vision, by colour or by hatch", (vision) => {
    const tooClose: string[] = [];
    for (const a of LAND_CLASSES) {
      for (const b of LAND_CLASSES) {
        if (a >= b || LAND_SYMBOLS[a].hatch !== LAND_SYMBOLS[b].hatch) continue;
        const difference = differenceE(vision, LAND_SYMBOLS[a].fill, LAND_SYMBOLS[b].fill);
        // 2.3 is a just noticeable difference side by side; areas apart on a map need several times that.
        if (difference < 10) tooClose.push(`${a} ~ ${b}: ${difference.toFixed(1)}`);
      }
    }
    expect(tooClose).toEqual([]);
  });

  it.each(Object.keys(VISIONS))("tells what asks for action from what does not under %s vision by colour alone", (vision) => {
    const action = ["idle", "suspected-idle-2y", "suspected-idle-1y", "suspected-idle-stalled"] as const;
    const quiet = ["built", "under-construction", "supplied-pending", "approved-unsupplied", "unknown"] as const;
    for (const a of action) {
      for (const b of quiet) {
        const difference = differenceE(vision, LAND_SYMBOLS[a].fill, LAND_SYMBOLS[b].fill);
        expect(difference, `${a} against ${b}`).toBeGreaterThan(16);
      }
    }
  });

  it.each(Object.keys(VISIONS))("tells siting classes and verdicts apart under %s vision by colour alone", (vision) => {
    for (const symbols of [SITING_SYMBOLS, VERDICT_SYMBOLS] as const) {
      const entries = Object.entries(symbols);
      for (const [a, symbolA] of entries)
        for (const [b, symbolB] of entries)
          if (a < b) expect(differenceE(vision, symbolA.fill, symbolB.fill), `${a} against ${b}`).toBeGreaterThan(10);
    }
  });

  it.each(Object.keys(VISIONS))("keeps hatch lines apart from their ground under %s vision", (vision) => {
    for (const [name, { hatch, ink, fill }] of Object.entries({ ...LAND_SYMBOLS, ...SITING_SYMBOLS })) {
      if (hatch !== "none") expect(differenceE(vision, ink, fill), name).toBeGreaterThan(20);
    }
  });

  it.each(Object.keys(VISIONS))("gives every outline a contrast of 3:1 to the ground under %s vision", (vision) => {
    const seen = (hex: string) => {
      const [r, g, b] = seenBy(vision, hex);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = seen("#f8f6f1");
    for (const [name, { fill, outline }] of Object.entries({ ...LAND_SYMBOLS, ...VERDICT_SYMBOLS, ...SITING_SYMBOLS })) {
      const darkest = Math.min(seen(fill), seen(outline));
      expect((ground + 0.05) / (darkest + 0.05), name).toBeGreaterThan(3);
    }
  });

  it("gives every outline a contrast of 3:1 against the ground, by its fill or its outline", () => {
    for (const [name, symbol] of Object.entries({ ...LAND_SYMBOLS, ...VERDICT_SYMBOLS, ...SITE_SYMBOLS, ...SITING_SYMBOLS })) {
      const best = Math.max(contrast(symbol.fill, "#f8f6f1"), contrast(symbol.outline, "#f8f6f1"));
      expect(best, name).toBeGreaterThan(3);
    }
  });
});
