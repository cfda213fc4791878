import type { HasGlyph } from "./glyph-coverage.ts";

/** Stands for a character that the font cannot draw. */
const SUBSTITUTE = "□";
/** No text of a sheet is longer than this; what names say beyond it is in the data. */
export const LONGEST_TEXT = 600;

// Controls, separators and everything that changes the direction or joins what is beside it: names must not rearrange a sheet.
const BLANK = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
const INVISIBLE = /\p{Cf}|\p{Cs}|\p{Co}|\p{Variation_Selector}/gu;

/**
 * Text as a sheet can print it: one line for each line break, no invisible characters, `□` for what the font lacks.
 * `onMissing` hears of each such code point.
 */
export function plainText(text: string, hasGlyph: HasGlyph, onMissing: (codePoint: number) => void): string {
  const short = text.length > LONGEST_TEXT * 4 ? text.slice(0, LONGEST_TEXT * 4) : text;
  const lines = short.split("\n").map((line) => line.replace(BLANK, " ").replace(INVISIBLE, "").trim());
  const characters = [...lines.join("\n")].map((character) => {
    const codePoint = character.codePointAt(0)!;
    if (character === "\n" || hasGlyph(codePoint)) return character;
    onMissing(codePoint);
    return SUBSTITUTE;
  });
  if (characters.length <= LONGEST_TEXT) return characters.join("");
  return `${characters.slice(0, LONGEST_TEXT - 1).join("")}…`;
}
