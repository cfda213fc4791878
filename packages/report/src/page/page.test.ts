import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FONT_URL } from "../font.ts";
import { breakLines, shorten } from "./break-lines.ts";
import { glyphCoverage } from "./glyph-coverage.ts";
import { LONGEST_TEXT, plainText } from "./plain-text.ts";

/** Chinese characters are two wide, all others one. */
const measure = (text: string) => [...text].reduce((sum, each) => sum + (/[\u2E80-\uFFFF]/.test(each) ? 2 : 1), 0);

describe("breaking lines", () => {
  it("breaks Chinese anywhere, but no line begins with a closing mark or ends with an opening one", () => {
    // Six characters of 12 would fit: the comma takes the character before it along.
    expect(breakLines("一二三四五六，七八", 12, measure)).toEqual(["一二三四五", "六，七八"]);
    expect(breakLines("一二三四五（六七）", 12, measure)).toEqual(["一二三四五", "（六七）"]);
  });

  it("keeps words and numbers whole where a line has room for them", () => {
    expect(breakLines("面积 30,153.81 m²", 10, measure)).toEqual(["面积", "30,153.81", "m²"]);
  });

  it("breaks a word that is wider than a line", () => {
    expect(breakLines("abcdefgh", 3, measure)).toEqual(["abc", "def", "gh"]);
  });

  it("ends with an ellipsis where the lines do not suffice, and is never wider than it may be", () => {
    const lines = breakLines("名".repeat(10_000), 21, measure, 3);
    expect(lines).toHaveLength(3);
    expect(lines[2]).toMatch(/…$/);
    for (const line of lines) expect(measure(line)).toBeLessThanOrEqual(21);
    expect(shorten("abcdef", 4, measure)).toBe("abc…");
  });

  it("loses no character but blanks, and makes no line too wide, whatever the text", () => {
    const text = fc
      .array(fc.constantFrom("园", "，", "（", "）", "a", "12", ".", " ", "§", "—"), { maxLength: 60 })
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, fc.integer({ min: 6, max: 30 }), (written, width) => {
        const lines = breakLines(written, width, measure);
        expect(lines.join("").replaceAll(" ", "")).toBe(written.replaceAll(" ", ""));
        for (const line of lines) expect(measure(line)).toBeLessThanOrEqual(width);
      }),
    );
  });

  it("keeps the breaks of the text and gives at least one line", () => {
    expect(breakLines("a\nb", 9, measure)).toEqual(["a", "b"]);
    expect(breakLines("", 9, measure)).toEqual([""]);
  });
});

describe("plain text", () => {
  const ascii = (codePoint: number) => codePoint < 127;

  it("puts □ for what the font lacks and tells which characters those were", () => {
    const missing: number[] = [];
    expect(plainText("a😀b", ascii, (each) => missing.push(each))).toBe("a□b");
    expect(missing).toEqual([0x1f600]);
  });

  it("takes out what is invisible or turns the direction round, and keeps markup as it is written", () => {
    const never = () => expect.unreachable();
    expect(plainText("a\u202Eb\u200Dc\u0000d", ascii, never)).toBe("abc d");
    expect(plainText("<b>&amp;</b>", ascii, never)).toBe("<b>&amp;</b>");
  });

  it("shortens a name of 10 kB", () => {
    const text = plainText("x".repeat(10_000), ascii, () => undefined);
    expect(text).toHaveLength(LONGEST_TEXT);
    expect(text.at(-1)).toBe("…");
  });
});

describe("the characters of the font", () => {
  const hasGlyph = glyphCoverage(readFileSync(FONT_URL));

  it("are those that names, units and the substitute need", () => {
    for (const character of "园审图号区〔〕（）《》ABCxyz019 m²³°′′√π×·–−…□㎡，。")
      expect([character, hasGlyph(character.codePointAt(0)!)]).toEqual([character, true]);
  });

  it("have no emoji", () => expect(hasGlyph(0x1f600)).toBe(false));

  it("cannot be read from bytes that are no font", () => {
    expect(() => glyphCoverage(new Uint8Array(64))).toThrow(RangeError);
  });
});
