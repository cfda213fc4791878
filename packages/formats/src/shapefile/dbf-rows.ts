import { isCivilDate } from "@parkatlas/geo-core";
import type { ByteSource } from "../source/byte-source.ts";
import { finding } from "../source/finding.ts";
import type { Report, SourceField, SourceValue } from "../source/types.ts";
import type { DbfField, DbfHeader } from "./dbf-header.ts";

export type Row = Record<string, SourceValue>;

/** Integers above this lose digits as numbers; codes of 19 digits stay text. */
const MOST_EXACT_DIGITS = 15;

/** Names of the fields as read, made different where the table repeats one (names are cut at ten bytes). */
export function fieldNames(header: DbfHeader, decoder: TextDecoder, file: string, report: Report): readonly string[] {
  const taken = new Set<string>();
  return header.fields.map(({ nameBytes }, index) => {
    const plain = decoder.decode(nameBytes).trim() || `FIELD_${index + 1}`;
    let name = plain;
    for (let copy = 2; taken.has(name); copy++) name = `${plain}_${copy}`;
    taken.add(name);
    if (name !== plain)
      report(
        finding(
          "warning",
          "field-name-repeated",
          { file },
          {
            zh: `字段名 ${plain} 重复，第 ${index + 1} 个字段改称 ${name}`,
            en: `the field name ${plain} is there twice; field ${index + 1} is called ${name}`,
          },
        ),
      );
    return name;
  });
}

export function sourceFields(header: DbfHeader, names: readonly string[]): readonly SourceField[] {
  return header.fields.map(({ type }, index) => {
    const kind = type === "D" ? "date" : type === "L" ? "boolean" : type === "C" ? "text" : "number";
    return { name: names[index]!, kind };
  });
}

/** Bytes of text values of the first rows, to tell the encoding by. */
export async function sampleTexts(dbf: ByteSource, header: DbfHeader, rows = 2000): Promise<readonly Uint8Array[]> {
  const { headerBytes, rowBytes, rowCount, fields } = header;
  const count = Math.min(rows, rowCount);
  const bytes = await dbf.read(headerBytes, count * rowBytes);
  const texts = fields.map(({ nameBytes }) => nameBytes);
  for (let row = 0; row < count; row++)
    for (const { type, offset, length } of fields)
      if (type === "C") texts.push(trimmed(bytes.subarray(row * rowBytes + offset, row * rowBytes + offset + length)));
  return texts.filter((text) => text.length > 0);
}

function trimmed(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0x20 || bytes[end - 1] === 0)) end--;
  return bytes.subarray(0, end);
}

/** Reads rows by their number. A value that is none of its type stays as the text that stands there, with a finding. */
export class DbfRows {
  readonly #dbf: ByteSource;
  readonly #header: DbfHeader;
  readonly #names: readonly string[];
  readonly #decoder: TextDecoder;
  readonly #report: Report;

  constructor(dbf: ByteSource, header: DbfHeader, names: readonly string[], decoder: TextDecoder, report: Report) {
    this.#dbf = dbf;
    this.#header = header;
    this.#names = names;
    this.#decoder = decoder;
    this.#report = report;
  }

  /** Rows from `first` (from 0); null in place of one that is marked as deleted. Fewer than `count` at the end. */
  async rows(first: number, count: number): Promise<readonly (Row | null)[]> {
    const { headerBytes, rowBytes, rowCount } = this.#header;
    const wanted = Math.max(0, Math.min(count, rowCount - first));
    const bytes = await this.#dbf.read(headerBytes + first * rowBytes, wanted * rowBytes);
    const rows: (Row | null)[] = [];
    for (let at = 0; at + rowBytes <= bytes.length; at += rowBytes)
      rows.push(bytes[at] === 0x2a ? null : this.#row(bytes.subarray(at, at + rowBytes), first + rows.length + 1));
    return rows;
  }

  #row(bytes: Uint8Array, record: number): Row {
    const row: Row = {};
    const { fields } = this.#header;
    for (let index = 0; index < fields.length; index++) {
      const field = fields[index]!;
      const value = this.#value(field, bytes.subarray(field.offset, field.offset + field.length), record, index);
      // `__proto__` as a field name must be a name like any other.
      if (this.#names[index] === "__proto__") Object.defineProperty(row, "__proto__", { value, enumerable: true });
      else row[this.#names[index]!] = value;
    }
    return row;
  }

  #value({ type, length }: DbfField, bytes: Uint8Array, record: number, index: number): SourceValue {
    if (type === "I" || type === "B") {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      return type === "I" && length === 4 ? view.getInt32(0, true) : length === 8 ? view.getFloat64(0, true) : null;
    }
    const text = textOf(bytes, this.#decoder);
    if (type === "C") return text === "" ? null : text;
    if (text === "" || /^[*?]+$/.test(text)) return null;
    if (type === "L") return /^[YyTt]$/.test(text) ? true : /^[NnFf]$/.test(text) ? false : null;
    if (type === "D") return this.#date(text, record, index);
    const digits = text.replace(/^[-+]|\.\d*$/g, "");
    if (/^\d+$/.test(digits) && digits.length > MOST_EXACT_DIGITS) return text;
    const value = Number(text);
    if (Number.isFinite(value)) return value;
    this.#wrong(text, record, index, "数字", "number");
    return text;
  }

  #date(text: string, record: number, index: number): SourceValue {
    if (/^0+$/.test(text)) return null;
    const date = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
    if (text.length === 8 && isCivilDate(date)) return date;
    this.#wrong(text, record, index, "日期", "date");
    return text;
  }

  #wrong(text: string, record: number, index: number, zh: string, en: string): void {
    const name = this.#names[index]!;
    this.#report(
      finding(
        "warning",
        "value-not-of-its-type",
        { file: this.#dbf.name, record },
        {
          zh: `字段 ${name} 的值“${text}”不是${zh}，按文字保留`,
          en: `"${text}" in the field ${name} is no ${en}; it is kept as text`,
        },
      ),
    );
  }
}

/** Text without what the end of a full field cuts off: half a character, which decodes to a mark of replacement. */
function decoded(bytes: Uint8Array, decoder: TextDecoder): string {
  return decoder
    .decode(bytes)
    .replace(/\ufffd$/, "")
    .trim();
}

/** Text without the blanks that fill a field up. ASCII, which most values are, does not need the decoder. */
function textOf(bytes: Uint8Array, decoder: TextDecoder): string {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0x20 || bytes[end - 1] === 0)) end--;
  let start = 0;
  while (start < end && bytes[start] === 0x20) start++;
  if (end - start > 32) return decoded(bytes.subarray(start, end), decoder);
  let text = "";
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte >= 0x80) return decoded(bytes.subarray(start, end), decoder);
    text += String.fromCharCode(byte);
  }
  return text;
}
