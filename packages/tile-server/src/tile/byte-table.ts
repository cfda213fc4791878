import { ByteWriter } from "../pmtiles/varint.ts";
import { IntList } from "./int-list.ts";

/** TILE: gives every distinct run of bytes one number. */
export class ByteTable {
  readonly #bytes = new ByteWriter(1 << 14);
  readonly #starts = new IntList(1 << 10);
  #slots = new Int32Array(1 << 11).fill(-1);

  get size(): number {
    return this.#starts.length;
  }

  /** The number of the bytes from…to of `source`; a new one where they were not yet known. */
  numberOf(source: Uint8Array, from: number, to: number): number {
    if (this.#starts.length * 2 >= this.#slots.length) this.#rehash();
    const mask = this.#slots.length - 1;
    let slot = hashOf(source, from, to) & mask;
    for (;;) {
      const number = this.#slots[slot]!;
      if (number < 0) break;
      if (this.#isEqual(number, source, from, to)) return number;
      slot = (slot + 1) & mask;
    }
    const number = this.#starts.length;
    this.#slots[slot] = number;
    this.#starts.push(this.#bytes.length);
    this.#bytes.copy(source, from, to);
    return number;
  }

  /** Appends the bytes of a number to `out`. */
  copyTo(out: ByteWriter, number: number): void {
    out.copy(this.#bytes.buffer, this.#starts.data[number]!, this.#end(number));
  }

  lengthOf(number: number): number {
    return this.#end(number) - this.#starts.data[number]!;
  }

  #end(number: number): number {
    return number + 1 < this.#starts.length ? this.#starts.data[number + 1]! : this.#bytes.length;
  }

  #isEqual(number: number, source: Uint8Array, from: number, to: number): boolean {
    const start = this.#starts.data[number]!;
    if (this.#end(number) - start !== to - from) return false;
    const { buffer } = this.#bytes;
    for (let i = 0; i < to - from; i++) if (buffer[start + i] !== source[from + i]) return false;
    return true;
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2).fill(-1);
    const mask = this.#slots.length - 1;
    for (let number = 0; number < this.#starts.length; number++) {
      let slot = hashOf(this.#bytes.buffer, this.#starts.data[number]!, this.#end(number)) & mask;
      while (this.#slots[slot]! >= 0) slot = (slot + 1) & mask;
      this.#slots[slot] = number;
    }
  }
}

function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = to - from;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  return hash ^ (hash >>> 15);
}
