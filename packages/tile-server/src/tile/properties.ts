import type { ByteWriter } from "../pmtiles/varint.ts";

/** TILE: values of properties as MVT has them. */

/** What a tile may carry. Never null: a value that is not known is the word "unknown". */
export type TileValue = string | number | boolean;

const utf8 = new TextEncoder();
/** Up to this length a text is first tried as ASCII, without a call into the engine. */
const SHORT_TEXT = 48;

/**
 * Appends the length of an MVT `Value` message and the message: string, bool, unsigned or zigzag integer, or double.
 *
 * @throws {RangeError} a number that is not finite.
 */
export function encodeValue(value: TileValue, out: ByteWriter): void {
  if (typeof value === "string") {
    encodeText(value, out);
  } else if (typeof value === "boolean") {
    out.byte(2);
    out.byte(0x38);
    out.byte(value ? 1 : 0);
  } else if (!Number.isFinite(value)) {
    throw new RangeError(`A tile cannot carry the number ${value}`);
  } else if (Number.isSafeInteger(value) && value >= 0) {
    out.byte(1 + varintLength(value));
    out.byte(0x28);
    out.varint(value);
  } else if (Number.isInteger(value) && value < 0 && value >= -(2 ** 52)) {
    const zigzag = -value * 2 - 1;
    out.byte(1 + varintLength(zigzag));
    out.byte(0x30);
    out.varint(zigzag);
  } else {
    out.byte(9);
    out.byte(0x19);
    out.double(value);
  }
}

function encodeText(text: string, out: ByteWriter): void {
  const { length } = text;
  if (length <= SHORT_TEXT) {
    const start = out.length;
    out.byte(length + 2);
    out.byte(0x0a);
    out.byte(length);
    let i = 0;
    for (; i < length; i++) {
      const code = text.charCodeAt(i);
      if (code >= 0x80) break;
      out.byte(code);
    }
    if (i === length) return;
    out.length = start;
  }
  const bytes = utf8.encode(text);
  out.varint(bytes.length + 1 + varintLength(bytes.length));
  out.byte(0x0a);
  out.varint(bytes.length);
  out.raw(bytes);
}

/** Bytes that a varint takes. */
export function varintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) length++;
  return length;
}
