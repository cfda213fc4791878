/** Columns of a terminal that a text takes: Chinese characters take two, combining marks none. */

/** First and last code points of what is drawn two columns wide (Unicode East Asian Width W and F), ascending. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x2329, 0x232a],
  [0x23e9, 0x23ec],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x20000, 0x3fffd],
];
const NO_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/u;
const CONTROL = /\p{Cc}/gu;

function isWide(codePoint: number): boolean {
  return WIDE.some(([first, last]) => codePoint >= first && codePoint <= last);
}

/** Terminal columns of `text`. */
export function displayWidth(text: string): number {
  let columns = 0;
  for (const character of text) {
    const codePoint = character.codePointAt(0)!;
    if (codePoint < 0x300) columns += 1;
    else if (!NO_WIDTH.test(character)) columns += isWide(codePoint) ? 2 : 1;
  }
  return columns;
}

/** `text` filled with spaces to `columns`; text goes left, numbers go right. */
export function padToWidth(text: string, columns: number, align: "left" | "right"): string {
  const fill = " ".repeat(Math.max(0, columns - displayWidth(text)));
  return align === "right" ? fill + text : text + fill;
}

/** `text` cut to at most `columns`, with an ellipsis where something was cut; a dash where there is no text. */
export function shortened(text: string, columns: number): string {
  if (text === "") return "–";
  if (displayWidth(text) <= columns) return text;
  let kept = "";
  for (const character of text) {
    if (displayWidth(kept + character) > columns - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

/** `text` without control characters: a name in a data file must not be able to command the terminal. */
export function printable(text: string): string {
  return text.replace(CONTROL, "�");
}
