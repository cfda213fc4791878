import { isCivilDate } from "@parkatlas/geo-core";
import { encodeText } from "../encoding/encode-text.ts";

/** What a table could not carry as it was. */
export interface DbfLosses {
  /** Names as they stand in the file, by the names they stand for, where the two differ. */
  readonly renamed: Readonly<Record<string, string>>;
  /** Fields with a text over 254 bytes, which was cut, and how many. */
  readonly cut: Readonly<Record<string, number>>;
  /** Characters that the encoding has no code for. */
  readonly lostCharacters: readonly string[];
}

type Row = Readonly<Record<string, unknown>>;

interface Field {
  readonly name: string;
  readonly fileName: string;
  readonly type: "C" | "N" | "D" | "L";
  length: number;
  readonly decimals: number;
}

const LONGEST_NAME = 10;
const LONGEST_TEXT = 254;
/** GDAL and ESRI write doubles so: 24 places, 15 of them decimals. */
const REAL = { length: 24, decimals: 15 };
const INTEGER = { length: 18, decimals: 0 };
const CODE_PAGE_936 = 0x4d;

/**
 * Rows as a dBASE III table: dates where every value is one, numbers, yes/no, texts of up to 254 bytes in UTF-8 or GBK, nested
 * values as JSON text. Names are cut to ten bytes and kept apart by a number. Nothing is lost silently: see {@link DbfLosses}.
 */
export function writeDbf(
  rows: readonly Row[],
  encoding: "utf-8" | "gbk",
  date: string,
): { readonly bytes: Uint8Array; readonly losses: DbfLosses } {
  const lost = new Set<string>();
  const cut: Record<string, number> = {};
  const encode = (text: string): Uint8Array => {
    const { bytes, lost: more } = encodeText(text, encoding);
    for (const character of more) lost.add(character);
    return bytes;
  };
  const fields = fieldsOf(rows, encode);
  const texts = rows.map((row) => fields.map((field) => valueBytes(field, row[field.name], encode, cut)));
  for (const [index, field] of fields.entries())
    if (field.type === "C") field.length = Math.max(1, ...texts.map((row) => row[index]!.length));
  const rowBytes = 1 + fields.reduce((sum, { length }) => sum + length, 0);
  const headBytes = 32 + 32 * fields.length + 1;
  const bytes = new Uint8Array(headBytes + rows.length * rowBytes + 1).fill(0x20, headBytes);
  writeHead(bytes, fields, { rows: rows.length, headBytes, rowBytes, date, isGbk: encoding === "gbk" }, encode);
  for (const [row, values] of texts.entries()) {
    let at = headBytes + row * rowBytes + 1;
    for (const [index, { length, type }] of fields.entries()) {
      const value = values[index]!;
      bytes.set(value, type === "N" ? at + length - value.length : at);
      at += length;
    }
  }
  bytes[bytes.length - 1] = 0x1a;
  const renamed = Object.fromEntries(
    fields.filter(({ name, fileName }) => name !== fileName).map(({ name, fileName }) => [name, fileName]),
  );
  return { bytes, losses: { renamed, cut, lostCharacters: [...lost] } };
}

function fieldsOf(rows: readonly Row[], encode: (text: string) => Uint8Array): Field[] {
  const values = new Map<string, unknown[]>();
  for (const row of rows)
    for (const [name, value] of Object.entries(row))
      if (value !== null && value !== undefined) {
        const list = values.get(name);
        if (list) list.push(value);
        else values.set(name, [value]);
      }
  const taken = new Set<string>();
  return [...values].map(([name, list]) => {
    const fileName = shortName(name, taken, encode);
    taken.add(fileName.toLowerCase());
    return { name, fileName, ...kindOf(list) };
  });
}

function kindOf(values: readonly unknown[]): Pick<Field, "type" | "length" | "decimals"> {
  if (values.every((value) => typeof value === "number" && Number.isFinite(value))) {
    const whole = values.every((value) => Number.isSafeInteger(value) && String(value).length <= INTEGER.length);
    return { type: "N", ...(whole ? INTEGER : REAL) };
  }
  if (values.every((value) => typeof value === "boolean")) return { type: "L", length: 1, decimals: 0 };
  if (values.every((value) => typeof value === "string" && isCivilDate(value))) return { type: "D", length: 8, decimals: 0 };
  return { type: "C", length: 1, decimals: 0 };
}

/** Ten bytes at most, no character cut in half, and unlike the names before it. */
function shortName(name: string, taken: ReadonlySet<string>, encode: (text: string) => Uint8Array): string {
  const fitting = (most: number) => {
    let short = "";
    for (const character of name.replace(/\0/g, "")) {
      if (encode(short + character).length > most) break;
      short += character;
    }
    return short;
  };
  let short = fitting(LONGEST_NAME) || "FIELD";
  for (let copy = 1; taken.has(short.toLowerCase()); copy++) short = `${fitting(LONGEST_NAME - 1 - String(copy).length)}_${copy}`;
  return short;
}

function valueBytes(field: Field, value: unknown, encode: (text: string) => Uint8Array, cut: Record<string, number>): Uint8Array {
  if (value === null || value === undefined) return new Uint8Array(0);
  if (field.type === "L") return Uint8Array.of(value ? 0x54 : 0x46);
  if (field.type === "D") return encode(String(value).replaceAll("-", ""));
  if (field.type === "N") return encode(numberText(value as number, field));
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const bytes = encode(text);
  if (bytes.length <= LONGEST_TEXT) return bytes;
  cut[field.name] = (cut[field.name] ?? 0) + 1;
  let short = "";
  let length = 0;
  for (const character of text) {
    length += encode(character).length;
    if (length > LONGEST_TEXT) break;
    short += character;
  }
  return encode(short);
}

/** A double in at most 24 places, shortest first; large and tiny ones by exponent, which GDAL reads too. */
function numberText(value: number, { length, decimals }: Field): string {
  if (decimals === 0) return String(value);
  const plain = String(value);
  return plain.length <= length ? plain : value.toPrecision(15);
}

interface Head {
  readonly rows: number;
  readonly headBytes: number;
  readonly rowBytes: number;
  readonly date: string;
  readonly isGbk: boolean;
}

function writeHead(bytes: Uint8Array, fields: readonly Field[], head: Head, encode: (text: string) => Uint8Array): void {
  const view = new DataView(bytes.buffer);
  const [year, month, day] = head.date.split("-").map(Number);
  bytes[0] = 0x03;
  bytes.set([year! - 1900, month!, day!], 1);
  view.setUint32(4, head.rows, true);
  view.setUint16(8, head.headBytes, true);
  view.setUint16(10, head.rowBytes, true);
  bytes[29] = head.isGbk ? CODE_PAGE_936 : 0;
  for (const [index, { fileName, type, length, decimals }] of fields.entries()) {
    const at = 32 + 32 * index;
    bytes.set(encode(fileName), at);
    bytes[at + 11] = type.charCodeAt(0);
    bytes[at + 16] = length;
    bytes[at + 17] = decimals;
  }
  bytes[head.headBytes - 1] = 0x0d;
}
