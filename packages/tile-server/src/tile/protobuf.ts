import { archiveInvalid } from "../pmtiles/archive-error.ts";
import { VarintReader } from "../pmtiles/varint.ts";

/** TILE: the part of the protobuf wire format that vector tiles use, read without ever leaving the bytes. */

export const WIRE_VARINT = 0;
export const WIRE_64 = 1;
export const WIRE_BYTES = 2;
export const WIRE_32 = 5;

const utf8 = new TextDecoder("utf-8", { fatal: true });

export class ProtobufReader extends VarintReader {
  tag(): { readonly field: number; readonly wire: number } {
    const tag = this.varint();
    const field = Math.floor(tag / 8);
    if (field === 0) throw archiveInvalid("A field of a tile has number 0");
    return { field, wire: tag % 8 };
  }

  /** A length-delimited field; a view, not a copy. */
  chunk(): Uint8Array {
    return this.#take(this.varint());
  }

  #take(length: number): Uint8Array {
    const end = this.position + length;
    if (end > this.bytes.length) throw archiveInvalid(`A field of ${length} bytes is cut off by the end of its message`);
    const part = this.bytes.subarray(this.position, end);
    this.position = end;
    return part;
  }

  text(): string {
    try {
      return utf8.decode(this.chunk());
    } catch (error) {
      throw archiveInvalid(`A text of a tile is not UTF-8 (${error instanceof Error ? error.message : String(error)})`);
    }
  }

  packed(): number[] {
    const reader = new VarintReader(this.chunk());
    const numbers: number[] = [];
    while (!reader.done) numbers.push(reader.varint());
    return numbers;
  }

  float(): number {
    const part = this.#take(4);
    return new DataView(part.buffer, part.byteOffset, 4).getFloat32(0, true);
  }

  double(): number {
    const part = this.#take(8);
    return new DataView(part.buffer, part.byteOffset, 8).getFloat64(0, true);
  }

  /** An int64 varint: negative numbers take ten bytes, as two's complement. @throws {GeoError} beyond ±2^53. */
  int64(): number {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#take(1)[0]!;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte >= 0x80) continue;
      const signed = Number(BigInt.asIntN(64, value));
      if (Number.isSafeInteger(signed)) return signed;
      break;
    }
    throw archiveInvalid("An integer of a tile is not exact in 53 bits");
  }

  skip(wire: number): void {
    if (wire === WIRE_VARINT) this.int64();
    else if (wire === WIRE_64) this.#take(8);
    else if (wire === WIRE_BYTES) this.chunk();
    else if (wire === WIRE_32) this.#take(4);
    else throw archiveInvalid(`A field of a tile has the unknown wire type ${wire}`);
  }
}
