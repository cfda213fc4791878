import { expectWithin, seededRandom } from "@parkatlas/test-support";
import { describe, expect, it } from "vitest";
import { distanceBeside, fixed, percent } from "./format.ts";
import { languageOf } from "./language.ts";

describe("numbers for people", () => {
  it("have exactly the decimals asked for, thousands apart, and a dash where there is none", () => {
    expect(fixed(1_234_567.891, 2)).toBe("1,234,567.89");
    expect(fixed(0, 2)).toBe("0.00");
    expect(fixed(-0.001, 2)).toBe("0.00");
    expect(fixed(null, 2)).toBe("–");
    expect(fixed(Number.NaN, 2)).toBe("–");
    expect(percent(0.12345)).toBe("12.35 %");
    expect(percent(null)).toBe("–");
  });

  it("gain digits until the distance stands on its own side of the limit (rules §1)", () => {
    expect(distanceBeside(499.998, 500)).toBe("499.998");
    expect(distanceBeside(499.99, 500)).toBe("499.99");
    expect(distanceBeside(500.0000004, 500)).toBe("500.0000004");
    expect(distanceBeside(500, 500)).toBe("500.00");
    expect(distanceBeside(120.456, 500)).toBe("120.46");
  });
});

describe("any distance", () => {
  it("is shown within half a centimetre, and on its own side of the limit", () => {
    const random = seededRandom(500);
    for (let round = 0; round < 2000; round++) {
      const requiredM = 50 * Math.ceil(random() * 20);
      const distanceM = requiredM + (random() - 0.5) * 10 ** -Math.floor(random() * 8);
      const shownM = Number(distanceBeside(distanceM, requiredM).replaceAll(",", ""));
      expectWithin(shownM, distanceM, { tolM: 0.005 + 1e-9 });
      expect(shownM < requiredM, `${distanceM} of ${requiredM} shown as ${shownM}`).toBe(distanceM < requiredM);
    }
  });
});

describe("the language of the texts", () => {
  it("is English in an English locale and Chinese elsewhere; LC_ALL outranks LC_MESSAGES and LANG", () => {
    expect(languageOf({ LANG: "en_GB.UTF-8" })).toBe("en");
    expect(languageOf({ LANG: "zh_CN.UTF-8" })).toBe("zh");
    expect(languageOf({ LANG: "en_US.UTF-8", LC_ALL: "C" })).toBe("zh");
    expect(languageOf({ LANG: "zh_CN.UTF-8", LC_MESSAGES: "en_US.UTF-8" })).toBe("en");
    expect(languageOf({ LANG: "en_US.UTF-8", LC_ALL: "" })).toBe("en");
    expect(languageOf({})).toBe("zh");
  });
});
