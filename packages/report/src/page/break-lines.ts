/** Width of a text in the unit of the wanted width. */
export type Measure = (text: string) => number;

// Words and numbers stay together; Chinese may break anywhere but before closing and after opening marks.
const PIECES = /[\p{Script=Latin}\p{Nd}\p{M}.,:;%/²³°′″'’()+\-–_=<>≤≥~^√·&@#*]+|\s+|./gsu;
const NEVER_FIRST = /^[，。、；：！？）】》〉」』”’·…%‰℃]/u;
const NEVER_LAST = /[（【《〈「『“‘]$/u;

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
  kept[mostLines - 1] = shorten(`${kept[mostLines - 1]}${lines[mostLines]}`, width, measure);
  return kept;
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
  return `${characters.slice(0, fits).join("").trimEnd()}…`;
}

function breakParagraph(text: string, width: number, measure: Measure): string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of (text.match(PIECES) ?? []).flatMap((each) => splitWide(each, width, measure))) {
    if (line === "" || measure((line + piece).trimEnd()) <= width) {
      line = line === "" ? piece.trimStart() : line + piece;
      continue;
    }
    const carried = carriedOver(line, piece);
    lines.push(line.slice(0, line.length - carried.length).trimEnd());
    line = (carried + piece).trimStart();
  }
  return line.trimEnd() === "" && lines.length > 0 ? lines : [...lines, line.trimEnd()];
}

/** The end of a line that has to go with the piece after it, so that no mark stands where none may. */
function carriedOver(line: string, piece: string): string {
  const last = [...line].at(-1)!;
  const must = NEVER_FIRST.test(piece) || NEVER_LAST.test(line);
  return must && last.trim() !== "" && line.length > last.length ? last : "";
}

/** A word that is wider than a line, character by character. */
function splitWide(piece: string, width: number, measure: Measure): readonly string[] {
  return measure(piece) <= width ? [piece] : [...piece];
}
