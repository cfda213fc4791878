/** Width of a text in the unit of the wanted width. */
export type Measure = (text: string) => number;

// Words and numbers stay together; Chinese may break anywhere but before closing and after opening marks.
const PIECES = /[\p{Script=Latin}\p{Nd}\p{M}.,:;%/²³°′″'’()+\-–−_=<>≤≥~^√·&@#*]+|\s+|./gsu;
const NEVER_FIRST = /^[，。、；：！？）】》〉」』〕”’·…%‰℃)]/u;
const NEVER_LAST = /[（【《〈「『〔“‘(§]$/u;

/**
 * Breaks a text into lines of at most `width`. Where it does not fit into `mostLines`, the last line ends with an ellipsis.
 * Returns at least one line; no line is wider than `width` unless one character is.
 */
export function breakLines(
  text: string,
  width: number,
  measure: Measure,
  mostLines = Number.POSITIVE_INFINITY,
): readonly string[] {
  const lines = text.split("\n").flatMap((paragraph) => breakParagraph(paragraph, width, measure));
  if (lines.length <= mostLines) return lines;
  const kept = lines.slice(0, mostLines);
  const [last, next] = [kept[mostLines - 1]!, lines[mostLines]!];
  // The blank between two words was taken off at the end of the line.
  const isBlank = /[!-~]$/.test(last) && /^[!-~]/.test(next);
  kept[mostLines - 1] = shorten(`${last}${isBlank ? " " : ""}${next}…`, width, measure);
  return kept;
}

/** Width of the widest part of a text that a line should hold whole. */
export function widestPiece(text: string, measure: Measure): number {
  return Math.max(0, ...(text.match(PIECES) ?? []).map(measure));
}

/** The text if it fits, else as much of it as does, with an ellipsis. */
export function shorten(text: string, width: number, measure: Measure): string {
  if (measure(text) <= width) return text;
  const characters = [...text];
  let [fits, tooLong] = [0, characters.length];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (measure(`${characters.slice(0, middle).join("")}…`) <= width) fits = middle;
    else tooLong = middle;
  }
  return `${characters
    .slice(0, fits)
    .join("")
    .replace(/[\s…]+$/, "")}…`;
}

function breakParagraph(text: string, width: number, measure: Measure): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  for (const piece of (text.match(PIECES) ?? []).flatMap((each) => splitWide(each, width, measure))) {
    if (line.length === 0 || measure([...line, piece].join("").trimEnd()) <= width) {
      if (line.length > 0 || piece.trim() !== "") line.push(piece);
      continue;
    }
    // No line begins with a closing mark or ends with an opening one: the piece before goes with what comes.
    const last = line.at(-1)!;
    const isTorn = NEVER_FIRST.test(piece) || NEVER_LAST.test(last);
    const mustCarry = isTorn && line.length > 1 && measure(last + piece) <= width;
    const carried = mustCarry ? line.splice(-1) : [];
    lines.push(line.join("").trimEnd());
    line = [...carried, piece].filter((each, index) => index > 0 || each.trim() !== "");
  }
  return line.length === 0 && lines.length > 0 ? lines : [...lines, line.join("").trimEnd()];
}

/** A word that is wider than a line, character by character. */
function splitWide(piece: string, width: number, measure: Measure): readonly string[] {
  return measure(piece) <= width ? [piece] : [...piece];
}
