import { archiveInvalid } from "./archive-error.ts";

/** ARCHIVE: base-128 varints of unsigned integers below 2^53, least significant group first. */

const SHORT_COPY = 64;

/** A growing byte buffer for varints and raw bytes. */
export class ByteWriter {
  #bytes: Uint8Array;
  length = 0;

  constructor(initialBytes = 1024) {
    this.#bytes = new Uint8Array(initialBytes);
  }

  #reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
    grown.set(this.#bytes.subarray(0, this.length));
    this.#bytes = grown;
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#bytes[this.length++] = value;
  }

  /** @param value a safe integer ≥ 0; bit operators are used only below 2^31, since they work on 32 bits. */
  varint(value: number): void {
    this.#reserve(8);
    let rest = value;
    while (rest >= 0x8000_0000) {
      this.#bytes[this.length++] = (rest % 128) | 0x80;
      rest = Math.floor(rest / 128);
    }
    while (rest >= 0x80) {
      this.#bytes[this.length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#bytes[this.length++] = rest;
  }

  raw(bytes: Uint8Array): void {
    this.copy(bytes, 0, bytes.length);
  }

  /** Appends what another writer holds. */
  append(other: ByteWriter): void {
    this.copy(other.#bytes, 0, other.length);
  }

  /** Appends the bytes from…to of a larger array. */
  copy(bytes: Uint8Array, from: number, to: number): void {
    this.#reserve(to - from);
    if (to - from > SHORT_COPY) {
      this.#bytes.set(bytes.subarray(from, to), this.length);
      this.length += to - from;
      return;
    }
    // For a few bytes a loop is quicker than a view and a call into the engine.
    for (let i = from; i < to; i++) this.#bytes[this.length++] = bytes[i]!;
  }

  double(value: number): void {
    this.#reserve(8);
    new DataView(this.#bytes.buffer).setFloat64(this.length, value, true);
    this.length += 8;
  }

  /** The whole buffer, of which the first `length` bytes are written; the next write may replace it. */
  get buffer(): Uint8Array {
    return this.#bytes;
  }

  /** The bytes so far, as a view that later writes may change; copy it to keep it. */
  view(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }

  reset(): void {
    this.length = 0;
  }
}

/** Reads varints out of bytes that may be corrupt: never past the end, never above 2^53 - 1. */
export class VarintReader {
  readonly bytes: Uint8Array;
  position: number;

  constructor(bytes: Uint8Array, position = 0) {
    this.bytes = bytes;
    this.position = position;
  }

  /** @throws {GeoError} `archive-invalid` when the bytes end inside the number or the number is not a safe integer. */
  varint(): number {
    let low = 0;
    let factor = 1;
    for (let count = 0; count < 8; count++) {
      const byte = this.bytes[this.position];
      if (byte === undefined) throw archiveInvalid(`A number at byte ${this.position} is cut off by the end of its section`);
      this.position++;
      low += (byte & 0x7f) * factor;
      if (byte < 0x80) {
        if (low > Number.MAX_SAFE_INTEGER) break;
        return low;
      }
      factor *= 128;
    }
    throw archiveInvalid(`A number before byte ${this.position} is over ${Number.MAX_SAFE_INTEGER}, the largest exact integer`);
  }

  get done(): boolean {
    return this.position >= this.bytes.length;
  }
}

/** Zigzag of a signed integer inside ±2^31, as MVT geometry and sint values use it. */
export function zigzag(value: number): number {
  return value >= 0 ? value * 2 : -value * 2 - 1;
}

/** The signed integer of a zigzag number below 2^53. */
export function unzigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
