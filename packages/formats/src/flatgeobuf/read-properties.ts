import type { SourceValue } from "../source/types.ts";
import { COLUMN_TYPE, type FgbColumn } from "./read-header.ts";

const decoder = new TextDecoder();
const LITTLE = true;

/**
 * The values of one feature: number of a column, then the value by the column's type (feature.fbs). What is absent is null. Throws
 * RangeError where a value is longer than the bytes, or its column does not exist. Bytes are left out.
 */
export function readProperties(bytes: Uint8Array | null, columns: readonly FgbColumn[]): Record<string, SourceValue> {
  const properties: Record<string, SourceValue> = {};
  for (const { name, type } of columns) if (type !== COLUMN_TYPE.binary) set(properties, name, null);
  if (bytes === null) return properties;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  while (at < bytes.length) {
    const column = columns[view.getUint16(at, LITTLE)];
    if (!column) throw new RangeError("a value of a column that does not exist");
    at += 2;
    const width = WIDTHS[column.type];
    if (width !== undefined) {
      set(properties, column.name, numberAt(view, at, column.type));
      at += width;
      continue;
    }
    const length = view.getUint32(at, LITTLE);
    at += 4;
    if (at + length > bytes.length) throw new RangeError("a text is longer than its feature");
    if (column.type !== COLUMN_TYPE.binary) set(properties, column.name, textOf(bytes, at, at + length));
    at += length;
  }
  return properties;
}

/** `__proto__` as a column must be a column like any other. */
function set(properties: Record<string, SourceValue>, name: string, value: SourceValue): void {
  if (name === "__proto__") Object.defineProperty(properties, name, { value, enumerable: true, configurable: true });
  else properties[name] = value;
}

/** Bytes of the types of fixed width. */
const WIDTHS: Readonly<Record<number, number>> = {
  [COLUMN_TYPE.byte]: 1,
  [COLUMN_TYPE.ubyte]: 1,
  [COLUMN_TYPE.bool]: 1,
  [COLUMN_TYPE.short]: 2,
  [COLUMN_TYPE.ushort]: 2,
  [COLUMN_TYPE.int]: 4,
  [COLUMN_TYPE.uint]: 4,
  [COLUMN_TYPE.float]: 4,
  [COLUMN_TYPE.long]: 8,
  [COLUMN_TYPE.ulong]: 8,
  [COLUMN_TYPE.double]: 8,
};

function numberAt(view: DataView, at: number, type: number): SourceValue {
  switch (type) {
    case COLUMN_TYPE.byte:
      return view.getInt8(at);
    case COLUMN_TYPE.ubyte:
      return view.getUint8(at);
    case COLUMN_TYPE.bool:
      return view.getUint8(at) !== 0;
    case COLUMN_TYPE.short:
      return view.getInt16(at, LITTLE);
    case COLUMN_TYPE.ushort:
      return view.getUint16(at, LITTLE);
    case COLUMN_TYPE.int:
      return view.getInt32(at, LITTLE);
    case COLUMN_TYPE.uint:
      return view.getUint32(at, LITTLE);
    case COLUMN_TYPE.long:
      return whole(view.getBigInt64(at, LITTLE));
    case COLUMN_TYPE.ulong:
      return whole(view.getBigUint64(at, LITTLE));
    case COLUMN_TYPE.float:
      return finite(view.getFloat32(at, LITTLE));
    default:
      return finite(view.getFloat64(at, LITTLE));
  }
}

/** Codes of 19 digits stay what they are, as text. */
function whole(value: bigint): SourceValue {
  const plain = Number(value);
  return Number.isSafeInteger(plain) ? plain : String(value);
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** Short ASCII, which most values are, does not need the decoder. */
function textOf(bytes: Uint8Array, from: number, to: number): string {
  if (to - from > 32) return decoder.decode(bytes.subarray(from, to));
  let text = "";
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!;
    if (byte >= 0x80) return decoder.decode(bytes.subarray(from, to));
    text += String.fromCharCode(byte);
  }
  return text;
}
