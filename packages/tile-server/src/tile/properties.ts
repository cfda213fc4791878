import { ByteWriter } from "../pmtiles/varint.ts";

/** TILE: the properties of a layer's features as numbers into two tables, ready to be renumbered for each tile. */

/** What a tile may carry. Never null: a value that is not known is the word "unknown". */
export type TileValue = string | number | boolean;

/** Keys and values of a layer, each once by type and value, values already encoded as MVT `Value` messages. */
export class PropertyTable {
  readonly keys: Uint8Array[] = [];
  readonly values: Uint8Array[] = [];
  readonly #keyNumbers = new Map<string, number>();
  readonly #valueNumbers = new Map<string, number>();

  /** Key number and value number in turn. @throws {RangeError} a number that is not finite. */
  tagsOf(properties: Readonly<Record<string, TileValue>>): Int32Array {
    const entries = Object.entries(properties);
    const tags = new Int32Array(entries.length * 2);
    entries.forEach(([key, value], i) => {
      tags[2 * i] = this.#keyNumber(key);
      tags[2 * i + 1] = this.#valueNumber(value);
    });
    return tags;
  }

  #keyNumber(key: string): number {
    const known = this.#keyNumbers.get(key);
    if (known !== undefined) return known;
    this.#keyNumbers.set(key, this.keys.length);
    return this.keys.push(new TextEncoder().encode(key)) - 1;
  }

  #valueNumber(value: TileValue): number {
    // "1", 1 and true are three values.
    const name = `${typeof value}:${value}`;
    const known = this.#valueNumbers.get(name);
    if (known !== undefined) return known;
    this.#valueNumbers.set(name, this.values.length);
    return this.values.push(encodeValue(value)) - 1;
  }
}

/** An MVT `Value` message: string, bool, unsigned or zigzag integer, or double. */
function encodeValue(value: TileValue): Uint8Array {
  const out = new ByteWriter(16);
  if (typeof value === "string") {
    const bytes = new TextEncoder().encode(value);
    out.byte(0x0a);
    out.varint(bytes.length);
    out.raw(bytes);
  } else if (typeof value === "boolean") {
    out.byte(0x38);
    out.byte(value ? 1 : 0);
  } else if (!Number.isFinite(value)) {
    throw new RangeError(`A tile cannot carry the number ${value}`);
  } else if (Number.isSafeInteger(value) && value >= 0) {
    out.byte(0x28);
    out.varint(value);
  } else if (Number.isInteger(value) && value < 0 && value >= -(2 ** 52)) {
    out.byte(0x30);
    out.varint(-value * 2 - 1);
  } else {
    out.byte(0x19);
    out.double(value);
  }
  return out.view().slice();
}
