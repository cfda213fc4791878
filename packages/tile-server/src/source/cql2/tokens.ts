import { FILTER_LIMITS, FilterError } from "./ast.ts";

export interface Token {
  readonly kind: "word" | "quotedName" | "text" | "number" | "symbol" | "end";
  readonly text: string;
  /** Place of the first character, counted from 0. */
  readonly at: number;
}

const SPACE = /[\t\n\v\f\r \u0085\u00a0]/;
/** Identifiers may hold any letter, so that a property may be called 权利人. */
const WORD_START = /[\p{L}_:]/u;
const WORD_PART = /[\p{L}\p{N}\p{M}_:.]/u;
const NUMBER = /[+-]?(?:\d{1,300}(?:\.\d{0,300})?|\.\d{1,300})(?:[eE][+-]?\d{1,4})?/y;
const SYMBOLS = ["<>", "<=", ">=", "=", "<", ">", "(", ")", ","] as const;

/** Reads what stands between two quotes; a doubled quote means itself, and in text a backslash before a quote too. */
function quoted(source: string, from: number, quote: string): { readonly value: string; readonly end: number } {
  let value = "";
  for (let i = from + 1; i < source.length; i++) {
    const char = source[i]!;
    const next = source[i + 1];
    if ((char === quote && next === quote) || (quote === "'" && char === "\\" && next === "'")) {
      value += quote;
      i++;
    } else if (char === quote) return { value, end: i + 1 };
    else value += char;
  }
  throw new FilterError(`the ${quote} that opens here is never closed`, from);
}

/** The character at a place, both halves of it where it takes two. */
const charAt = (source: string, at: number) => String.fromCodePoint(source.codePointAt(at)!);

function wordFrom(source: string, start: number): string {
  let end = start;
  while (end < source.length) {
    const char = charAt(source, end);
    if (!WORD_PART.test(char)) break;
    end += char.length;
  }
  return source.slice(start, end);
}

/** The words, names, values and signs of a CQL2 text, an `end` last. Cost: one pass. Throws {@link FilterError}. */
export function tokensOf(source: string): readonly Token[] {
  if (source.length > FILTER_LIMITS.chars)
    throw new FilterError(`the filter has ${source.length} characters, the limit is ${FILTER_LIMITS.chars}`, FILTER_LIMITS.chars);
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    const char = charAt(source, at);
    if (SPACE.test(char)) {
      at += char.length;
      continue;
    }
    const token = tokenAt(source, at, char);
    tokens.push(token.token);
    at = token.end;
  }
  return [...tokens, { kind: "end", text: "", at }];
}

function tokenAt(source: string, at: number, char: string): { readonly token: Token; readonly end: number } {
  if (char === "'" || char === '"') {
    const { value, end } = quoted(source, at, char);
    return { token: { kind: char === "'" ? "text" : "quotedName", text: value, at }, end };
  }
  if (WORD_START.test(char)) {
    const text = wordFrom(source, at);
    return { token: { kind: "word", text, at }, end: at + text.length };
  }
  NUMBER.lastIndex = at;
  const number = NUMBER.exec(source)?.[0];
  if (number !== undefined) return { token: { kind: "number", text: number, at }, end: at + number.length };
  const symbol = SYMBOLS.find((each) => source.startsWith(each, at));
  if (symbol === undefined) throw new FilterError(`${JSON.stringify(char)} has no meaning here`, at);
  return { token: { kind: "symbol", text: symbol, at }, end: at + symbol.length };
}
