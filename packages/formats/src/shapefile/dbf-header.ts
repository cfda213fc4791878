import type { ByteSource } from "../source/byte-source.ts";
import { finding } from "../source/finding.ts";
import type { Report } from "../source/types.ts";

export interface DbfField {
  /** The bytes of the name, before an encoding is known. */
  readonly nameBytes: Uint8Array;
  /** Letter of the type: C text, N and F number, D date, L yes/no, I and B binary numbers; others are left out. */
  readonly type: string;
  /** Place of the value in a record, after the mark of deletion. */
  readonly offset: number;
  readonly length: number;
  readonly decimals: number;
}

export interface DbfHeader {
  readonly rowCount: number;
  readonly headerBytes: number;
  readonly rowBytes: number;
  /** What the language byte stands for, where it names a Chinese code page; the other values are set by habit and mean nothing. */
  readonly declared: string | null;
  readonly fields: readonly DbfField[];
}

const LANGUAGE_BYTES: Readonly<Record<number, string>> = { 77: "936", 122: "936", 79: "950", 120: "950" };
const READ_TYPES = "CNFDLIB";
const MOST_FIELDS = 2048;

/**
 * The head of a dBASE table (dBASE III and IV, as ESRI and GDAL write it). Returns null and reports an error where the file is
 * none. A row count above what the file can hold is cut to it, with a finding.
 */
export async function readDbfHeader(dbf: ByteSource, report: Report): Promise<DbfHeader | null> {
  const file = dbf.name;
  const refuse = (zh: string, en: string): null => {
    report(finding("error", "dbf-invalid", { file }, { zh, en }));
    return null;
  };
  const head = await dbf.read(0, 32 + 32 * MOST_FIELDS + 1);
  if (head.length < 33) return refuse("不足 33 字节，不是 DBF 表", "fewer than 33 bytes: this is no DBF table");
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const headerBytes = view.getUint16(8, true);
  const rowBytes = view.getUint16(10, true);
  if (headerBytes < 33 || rowBytes < 1 || headerBytes > dbf.size)
    return refuse(
      `表头长 ${headerBytes}、行长 ${rowBytes} 字节，与文件不符；请重新导出`,
      `a head of ${headerBytes} and rows of ${rowBytes} bytes do not fit the file; export it again`,
    );
  const fields: DbfField[] = [];
  let offset = 1;
  for (let at = 32; at + 32 <= headerBytes && at + 32 <= head.length && head[at] !== 0x0d; at += 32) {
    const name = head.subarray(at, at + 11);
    const end = name.indexOf(0);
    const type = String.fromCharCode(head[at + 11]!);
    // Text longer than 255 keeps the high byte of its length where numbers keep their decimals.
    const length = type === "C" ? view.getUint16(at + 16, true) : head[at + 16]!;
    const field: DbfField = {
      nameBytes: name.slice(0, end < 0 ? 11 : end),
      type,
      offset,
      length: offset + length > rowBytes ? head[at + 16]! : length,
      decimals: type === "C" ? 0 : head[at + 17]!,
    };
    offset += field.length;
    if (READ_TYPES.includes(type)) fields.push(field);
    else
      report(
        finding(
          "warning",
          "dbf-field-left-out",
          { file },
          {
            zh: `字段 ${String.fromCharCode(...field.nameBytes)} 的类型 ${type} 不在表内存值，已略过`,
            en: `field ${String.fromCharCode(...field.nameBytes)} is of type ${type}, whose values are not in the table; left out`,
          },
        ),
      );
  }
  if (offset > rowBytes)
    return refuse(
      `各字段共 ${offset} 字节，超过行长 ${rowBytes}；文件已损坏`,
      `the fields take ${offset} bytes, more than a row of ${rowBytes}: the file is damaged`,
    );
  const told = view.getUint32(4, true);
  const held = Math.floor((dbf.size - headerBytes) / rowBytes);
  if (told > held)
    report(
      finding(
        "error",
        "dbf-truncated",
        { file },
        {
          zh: `表头称 ${told} 行，文件只够 ${held} 行；文件不完整，请重新复制`,
          en: `the head tells of ${told} rows, the file holds ${held}: it is cut off, copy it again`,
        },
      ),
    );
  return { rowCount: Math.min(told, held), headerBytes, rowBytes, declared: LANGUAGE_BYTES[head[29]!] ?? null, fields };
}
