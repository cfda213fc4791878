/** A sentence for people in both languages. */
export interface Words {
  readonly en: string;
  readonly zh: string;
}

/** A field of a record by its columns, counted from 0. `decimals` is the d of Fw.d, 0 for other kinds. */
export interface FortranField {
  readonly kind: "real" | "integer" | "text";
  readonly start: number;
  readonly width: number;
  readonly decimals: number;
}

/** The layout of one record. `gaps` are the columns that the format skips: [start, end). */
export interface FortranFormat {
  readonly fields: readonly FortranField[];
  readonly gaps: readonly (readonly [start: number, end: number])[];
  readonly width: number;
}

export type ParsedFormat =
  | { readonly format: FortranFormat; readonly problem: null }
  | { readonly format: null; readonly problem: Words };

/** Wider records and longer lists no dispersion model writes; they keep a hostile file from filling the memory. */
const MOST = { fields: 1000, width: 20_000, depth: 8 };
const DESCRIPTOR =
  /(?:(\d+)\s*)?(?:(X|\(|\))|(-?\d+)?(P)|(ES|EN|[FEDG])(\d+)\.(\d+)(?:E\d+)?|(I)(\d+)(?:\.\d+)?|(A)(\d+)|(TR)(\d+)|(:))|'([^']*)'/iy;

class FormatError extends Error {
  readonly words: Words;
  constructor(en: string, zh: string) {
    super(en);
    this.words = { en, zh };
  }
}

/**
 * The columns that a Fortran FORMAT gives the fields of one record: `(3(1X,F13.5),2X,A6,2X,I8.8)`. Knows what formatted
 * output of dispersion models is made of: F, E, D, G, ES, EN, I, A with widths, nX, TRn, nP, quoted texts, `:`, and groups with
 * repeat counts. Anything else (several lines a record, free widths, tabs to the left) is a problem that names the place.
 *
 * Source: ISO/IEC 1539-1, format specification.
 */
export function parseFortranFormat(text: string): ParsedFormat {
  const source = text.trim();
  try {
    const reader = new FormatReader(source);
    return { format: reader.read(), problem: null };
  } catch (error) {
    if (error instanceof FormatError) return { format: null, problem: error.words };
    throw error;
  }
}

class FormatReader {
  readonly #source: string;
  readonly #fields: FortranField[] = [];
  readonly #gaps: (readonly [number, number])[] = [];
  #at = 0;
  #column = 0;

  constructor(source: string) {
    this.#source = source;
  }

  read(): FortranFormat {
    if (this.#source[0] !== "(") this.#refuse();
    this.#at = 1;
    this.#list(1);
    this.#skipBlanks();
    if (this.#at < this.#source.length) this.#refuse();
    if (this.#fields.length === 0) this.#refuse();
    return { fields: this.#fields, gaps: this.#gaps, width: this.#column };
  }

  /** Reads items up to the closing bracket and leaves the place behind it. */
  #list(depth: number): void {
    if (depth > MOST.depth) this.#tooLarge();
    for (;;) {
      this.#skipBlanks();
      if (this.#source[this.#at] === ",") {
        this.#at += 1;
        continue;
      }
      if (this.#source[this.#at] === ")") {
        this.#at += 1;
        return;
      }
      this.#item(depth);
    }
  }

  #item(depth: number): void {
    DESCRIPTOR.lastIndex = this.#at;
    const match = DESCRIPTOR.exec(this.#source);
    if (!match) this.#refuse();
    this.#at = DESCRIPTOR.lastIndex;
    const [, count, sign, , scale, , realWidth, decimals, , integerWidth, , textWidth, , right, colon, literal] = match;
    const times = count === undefined ? 1 : Number(count);
    if (sign === "(") this.#group(times, depth);
    else if (sign === ")") this.#refuse();
    else if (sign !== undefined) this.#gap(times);
    else if (right !== undefined) this.#gap(Number(right));
    else if (literal !== undefined) this.#gap(literal.length);
    else if (scale === undefined && colon === undefined)
      for (let index = 0; index < times; index++) {
        if (realWidth !== undefined) this.#field("real", Number(realWidth), Number(decimals));
        else if (integerWidth !== undefined) this.#field("integer", Number(integerWidth), 0);
        else this.#field("text", Number(textWidth), 0);
      }
  }

  #group(times: number, depth: number): void {
    const begin = this.#at;
    for (let index = 0; index < times; index++) {
      this.#at = begin;
      const before = this.#column;
      this.#list(depth + 1);
      // A group that takes no columns would be repeated for nothing, however often it says.
      if (this.#column === before) return;
    }
    if (times === 0) this.#refuse();
  }

  #gap(width: number): void {
    if (width === 0) return;
    this.#gaps.push([this.#column, this.#column + width]);
    this.#advance(width);
  }

  #field(kind: FortranField["kind"], width: number, decimals: number): void {
    if (width === 0) this.#refuse();
    this.#fields.push({ kind, start: this.#column, width, decimals });
    this.#advance(width);
  }

  #advance(width: number): void {
    this.#column += width;
    if (this.#fields.length > MOST.fields || this.#gaps.length > MOST.fields || this.#column > MOST.width) this.#tooLarge();
  }

  #skipBlanks(): void {
    while (this.#source[this.#at] === " ") this.#at += 1;
  }

  #refuse(): never {
    const place = `${this.#at + 1}`;
    const rest = this.#source.slice(this.#at, this.#at + 12);
    throw new FormatError(
      `the FORMAT cannot be read from character ${place} on ("${rest}")`,
      `FORMAT 自第 ${place} 个字符起无法识别（“${rest}”）`,
    );
  }

  #tooLarge(): never {
    throw new FormatError(
      `the FORMAT describes more than ${MOST.fields} fields or ${MOST.width} columns`,
      `FORMAT 描述的字段超过 ${MOST.fields} 个或列数超过 ${MOST.width}`,
    );
  }
}

/** What stands in a field: the value, or why it cannot be read. `null` for a blank field. */
export type FieldValue =
  | { readonly value: string | number | null; readonly problem: null }
  | { readonly value: null; readonly problem: Words };

const REAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[ED][+-]?\d{1,3}|[+-]\d{1,3})?$/i;

/**
 * The value of a field in a record. Stricter than Fortran, which reads a blank number as 0, moves the point of a number
 * without one, and takes what a line cut short leaves: all of these are problems here.
 */
export function fieldOf(record: string, { kind, start, width, decimals }: FortranField): FieldValue {
  const raw = record.slice(start, start + width);
  const text = raw.trim();
  if (kind === "text") return { value: text === "" ? null : text, problem: null };
  if (text === "") return { value: null, problem: null };
  if (/^\*+$/.test(text))
    return problem(
      "is too large for its field; write the file again with exponents (FILEFORM EXP)",
      "超出字段宽度，请以指数格式（FILEFORM EXP）重新输出",
    );
  if (record.length < start + width) return problem("is cut off by the end of the line", "被行尾截断");
  if (kind === "integer") return /^[+-]?\d+$/.test(text) ? { value: Number(text), problem: null } : notNumber();
  if (!REAL.test(text)) return notNumber();
  if (decimals > 0 && !text.includes(".") && !/[ed]/i.test(text))
    return problem(
      `has no decimal point, and Fortran would read it as ${Number(text) / 10 ** decimals}; write the point`,
      `没有小数点，按 Fortran 规则会读作 ${Number(text) / 10 ** decimals}，请写出小数点`,
    );
  const value = Number(
    text.replace(/d/i, "E").replace(/(\d|\.)([+-]\d{1,3})$/, (_, last: string, exponent: string) => `${last}E${exponent}`),
  );
  return Number.isFinite(value) ? { value, problem: null } : notNumber();
}

function problem(en: string, zh: string): FieldValue {
  return { value: null, problem: { en, zh } };
}

const notNumber = (): FieldValue => problem("is no number; the columns may be shifted", "不是数字，列可能错位");
