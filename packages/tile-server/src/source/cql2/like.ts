/** A pattern of LIKE, ready to be held against many texts. */
export type Matcher = (text: string) => boolean;

const ANY = Symbol("any run of characters");
const ONE = Symbol("any one character");
type Piece = string | typeof ANY | typeof ONE;

function piecesOf(pattern: string): readonly Piece[] {
  const pieces: Piece[] = [];
  const characters = [...pattern];
  for (let i = 0; i < characters.length; i++) {
    const char = characters[i]!;
    if (char === "\\" && i + 1 < characters.length) pieces.push(characters[++i]!);
    else if (char === "_") pieces.push(ONE);
    else if (char !== "%") pieces.push(char);
    else if (pieces.at(-1) !== ANY) pieces.push(ANY);
  }
  return pieces;
}

/**
 * LIKE of CQL2: `%` stands for any run of characters, `_` for one, a backslash takes the next character as it is. Never a
 * regular expression: only the last `%` is ever tried again, so the cost is at most pattern times text.
 */
export function likeMatcher(pattern: string): Matcher {
  const pieces = piecesOf(pattern);
  return (source) => {
    const text = [...source];
    let at = 0;
    let piece = 0;
    let afterAny = -1;
    let triedFrom = 0;
    while (at < text.length) {
      const wanted = pieces[piece];
      if (wanted === ANY) {
        afterAny = ++piece;
        triedFrom = at;
      } else if (wanted !== undefined && (wanted === ONE || wanted === text[at])) {
        piece++;
        at++;
      } else if (afterAny >= 0) {
        piece = afterAny;
        at = ++triedFrom;
      } else return false;
    }
    while (pieces[piece] === ANY) piece++;
    return piece === pieces.length;
  };
}
