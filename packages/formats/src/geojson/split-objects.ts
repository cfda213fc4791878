import type { ByteSource } from "../source/byte-source.ts";

/** Bytes of one object of a list, and its number from 1. */
export interface SplitObject {
  readonly record: number;
  readonly bytes: Uint8Array;
}

export interface SplitOptions {
  /** `collection`: the objects in the array of the member `features`; `sequence`: every object at the top. */
  readonly form: "collection" | "sequence";
  /** True where a byte above 0x80 takes the next one with it (GBK, Big5), which may look like a bracket or a quote. */
  readonly doubleByte: boolean;
  readonly pieceBytes?: number;
}

/** How the reading ended: whole, or inside an object, whose number it is. */
export interface SplitEnd {
  readonly unfinished: number | null;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const NO_START = -1;

/**
 * Cuts a long JSON text into its objects without building a value of the whole, so that a file of any length is read in bounded
 * memory: only brackets, strings and escapes are looked at. Whether an object is JSON is for its parser to say. Cost: one pass
 * over the bytes.
 */
export class ObjectSplitter {
  readonly #inside: number;
  readonly #doubleByte: boolean;
  readonly #isCollection: boolean;
  #depth = 0;
  #inString = false;
  #skip = 0;
  #key: number[] = [];
  #inFeatures = false;
  #record = 0;
  #rest: Uint8Array[] = [];

  constructor({ form, doubleByte }: SplitOptions) {
    this.#isCollection = form === "collection";
    // A feature of a collection lies in its array in its object.
    this.#inside = this.#isCollection ? 2 : 0;
    this.#doubleByte = doubleByte;
  }

  get end(): SplitEnd {
    return { unfinished: this.#rest.length > 0 ? this.#record + 1 : null };
  }

  /** The objects that end in this piece; one that began in an earlier piece is put together. */
  push(piece: Uint8Array): readonly SplitObject[] {
    const found: SplitObject[] = [];
    let start = this.#rest.length > 0 ? 0 : NO_START;
    for (let at = 0; at < piece.length; at++) {
      const byte = piece[at]!;
      if (this.#skip > 0) {
        this.#skip--;
        continue;
      }
      if (this.#inString) {
        if (byte === QUOTE) this.#inString = false;
        else if (byte === BACKSLASH || (this.#doubleByte && byte > 0x80)) this.#skip = 1;
        else if (this.#depth === 1 && this.#isCollection && this.#key.length < 16) this.#key.push(byte);
        continue;
      }
      if (byte === QUOTE) {
        this.#inString = true;
        if (this.#depth === 1) this.#key = [];
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        if (byte === OPEN_BRACE && this.#depth === this.#inside && (this.#inFeatures || !this.#isCollection)) start = at;
        if (this.#depth === 1 && byte === OPEN_BRACKET) this.#inFeatures = String.fromCharCode(...this.#key) === "features";
        this.#depth++;
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        this.#depth = Math.max(0, this.#depth - 1);
        if (this.#depth === 1 && byte === CLOSE_BRACKET) this.#inFeatures = false;
        if (start !== NO_START && this.#depth === this.#inside) {
          found.push({ record: ++this.#record, bytes: this.#joined(piece.subarray(start, at + 1)) });
          start = NO_START;
        }
      }
    }
    if (start !== NO_START) this.#rest.push(piece.slice(start));
    return found;
  }

  #joined(last: Uint8Array): Uint8Array {
    if (this.#rest.length === 0) return last;
    const pieces = [...this.#rest, last];
    this.#rest = [];
    const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }
}

/** The objects of a source, in batches as the pieces come. */
export async function* splitObjects(source: ByteSource, options: SplitOptions): AsyncGenerator<readonly SplitObject[], SplitEnd> {
  const splitter = new ObjectSplitter(options);
  const { pieceBytes = 1 << 22 } = options;
  for (let offset = 0; offset < source.size; offset += pieceBytes) {
    const found = splitter.push(await source.read(offset, pieceBytes));
    if (found.length > 0) yield found;
  }
  return splitter.end;
}
