import { FILTER_LIMITS, FilterError } from "./ast.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** Tokens of a filter, taken one by one; it also counts what the filter may cost. */
export class TokenStream {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;
  #nodes = 0;

  constructor(source: string) {
    this.#tokens = tokensOf(source);
  }

  get here(): Token {
    return this.#tokens[this.#next]!;
  }

  after(steps: number): Token {
    return this.#tokens[Math.min(this.#next + steps, this.#tokens.length - 1)]!;
  }

  take(): Token {
    const token = this.here;
    if (token.kind !== "end") this.#next++;
    return token;
  }

  /** Whether an unquoted word stands here, in any case. */
  isWord(word: string, token: Token = this.here): boolean {
    return token.kind === "word" && token.text.toUpperCase() === word;
  }

  isSymbol(symbol: string, token: Token = this.here): boolean {
    return token.kind === "symbol" && token.text === symbol;
  }

  /** Takes the word where it stands here. */
  takesWord(word: string): boolean {
    const found = this.isWord(word);
    if (found) this.#next++;
    return found;
  }

  takesSymbol(symbol: string): boolean {
    const found = this.isSymbol(symbol);
    if (found) this.#next++;
    return found;
  }

  needsWord(word: string): void {
    if (!this.takesWord(word)) throw this.unexpected(word);
  }

  needsSymbol(symbol: string): void {
    if (!this.takesSymbol(symbol)) throw this.unexpected(JSON.stringify(symbol));
  }

  /** The error that something else stands here than what is needed. */
  unexpected(needed: string): FilterError {
    const { kind, text, at } = this.here;
    return new FilterError(
      `${needed} is needed, but ${kind === "end" ? "the filter ends" : JSON.stringify(text.slice(0, 40))}`,
      at,
    );
  }

  /** Runs `read` one level deeper. Throws where the filter nests deeper than allowed. */
  deeper<T>(read: () => T): T {
    if (++this.#depth > FILTER_LIMITS.depth)
      throw new FilterError(`the filter nests deeper than ${FILTER_LIMITS.depth} levels`, this.here.at);
    const value = read();
    this.#depth--;
    return value;
  }

  /** Counts one condition. */
  counted<T>(node: T): T {
    if (++this.#nodes > FILTER_LIMITS.nodes)
      throw new FilterError(`the filter has more than ${FILTER_LIMITS.nodes} conditions`, this.here.at);
    return node;
  }
}
