import type { ByteSource } from "../source/byte-source.ts";
import { finding } from "../source/finding.ts";
import { geometryNotes } from "../source/geometry-notes.ts";
import type { Report, SourceFeature, SourceLayer } from "../source/types.ts";
import { FlatTable } from "./flat-table.ts";
import { readFgbGeometry } from "./read-geometry.ts";
import { COLUMN_TYPE, type FgbHeader, fieldOf, readHeader } from "./read-header.ts";
import { readProperties } from "./read-properties.ts";

/** `fgb`, major version 3, `fgb`; the patch version after it may be any. */
const MAGIC = [0x66, 0x67, 0x62, 0x03, 0x66, 0x67, 0x62];
const MAGIC_BYTES = 8;
const SIZE_BYTES = 4;
const MOST_HEADER_BYTES = 1 << 24;
/** As of a shape: beyond it a length is damage, not a feature. */
const MOST_FEATURE_BYTES = 320_000_000;
const PIECE_BYTES = 1 << 16;

/**
 * Opens a FlatGeobuf file (version 3). The index is passed over: all features are read, in the order of the file, in pieces of some
 * kilobytes. What is wrong is reported; damage ends the reading there. Null where the file is none.
 */
export async function openFlatgeobuf(file: ByteSource, report: Report): Promise<SourceLayer | null> {
  const refuse = (zh: string, en: string): null => {
    report(finding("error", "flatgeobuf-invalid", { file: file.name }, { zh, en }));
    return null;
  };
  const head = await file.read(0, MAGIC_BYTES + SIZE_BYTES);
  if (head.length < MAGIC_BYTES + SIZE_BYTES || !MAGIC.every((byte, index) => head[index] === byte))
    return refuse("不是 FlatGeobuf 第 3 版文件", "this is no FlatGeobuf file of version 3");
  const headerBytes = new DataView(head.buffer, head.byteOffset).getUint32(MAGIC_BYTES, true);
  const header = headerBytes > MOST_HEADER_BYTES ? null : headerOf(await file.read(head.length, headerBytes), headerBytes);
  const start = header && head.length + headerBytes + header.indexBytes;
  if (header === null || start === null || start > file.size)
    return refuse(
      `文件头（${headerBytes} 字节）或索引与文件长 ${file.size} 不符；文件已损坏，请重新复制或导出`,
      `its head (${headerBytes} bytes) or index does not fit the file of ${file.size} bytes: it is damaged, copy or export it again`,
    );
  for (const { name, type } of header.columns)
    if (type === COLUMN_TYPE.binary)
      report(
        finding(
          "warning",
          "field-left-out",
          { file: file.name },
          { zh: `字段 ${name} 为二进制内容，未读`, en: `the field ${name} holds bytes, which are not read` },
        ),
      );
  return {
    name: header.name || file.name.replace(/^.*[/\\]/, "").replace(/\.fgb$/i, ""),
    format: "flatgeobuf",
    crs: header.crs,
    encoding: null,
    fields: header.columns.filter(({ type }) => type !== COLUMN_TYPE.binary).map(fieldOf),
    recordCount: header.featureCount === 0 ? null : header.featureCount,
    batches: () => batchesOf(file, header, start, report),
  };
}

function headerOf(bytes: Uint8Array, length: number): FgbHeader | null {
  if (bytes.length < length) return null;
  try {
    return readHeader(bytes);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

async function* batchesOf(
  file: ByteSource,
  header: FgbHeader,
  start: number,
  report: Report,
): AsyncGenerator<readonly SourceFeature[]> {
  const toFeature = featureReader(header, file.name, report);
  let offset = start;
  let record = 0;
  let wanted = PIECE_BYTES;
  while (offset < file.size) {
    const piece = await file.read(offset, wanted);
    const view = new DataView(piece.buffer, piece.byteOffset, piece.byteLength);
    const features: SourceFeature[] = [];
    let at = 0;
    let isDamaged = false;
    wanted = PIECE_BYTES;
    while (at + SIZE_BYTES <= piece.length) {
      const length = view.getUint32(at, true);
      const end = at + SIZE_BYTES + length;
      isDamaged = length < SIZE_BYTES || length > MOST_FEATURE_BYTES || offset + end > file.size;
      if (isDamaged) break;
      if (end > piece.length) {
        wanted = Math.max(PIECE_BYTES, SIZE_BYTES + length);
        break;
      }
      features.push(toFeature(piece.subarray(at + SIZE_BYTES, end), ++record));
      at = end;
    }
    if (features.length > 0) yield features;
    if (isDamaged || (at === 0 && wanted === PIECE_BYTES)) {
      report(damage(file, record + 1, offset + at));
      return;
    }
    offset += at;
  }
  if (header.featureCount !== 0 && header.featureCount !== record)
    report(
      finding(
        "error",
        "flatgeobuf-truncated",
        { file: file.name },
        {
          zh: `文件头称 ${header.featureCount} 个要素，只有 ${record} 个；文件不完整，请重新复制`,
          en: `the head tells of ${header.featureCount} features, the file holds ${record}: it is cut off, copy it again`,
        },
      ),
    );
}

function featureReader({ columns, geometryType, hasMore }: FgbHeader, file: string, report: Report) {
  const notes = geometryNotes(file, report);
  return (bytes: Uint8Array, record: number): SourceFeature => {
    if (hasMore) notes.heights();
    try {
      const table = FlatTable.root(bytes);
      const geometry = readFgbGeometry(table.table(0), geometryType);
      if (typeof geometry === "string") notes.fault(geometry, record);
      const properties = readProperties(table.bytes(1), columns);
      return { record, geometry: typeof geometry === "string" ? null : geometry, properties };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      notes.fault("malformed", record);
      return { record, geometry: null, properties: readProperties(null, columns) };
    }
  };
}

function damage(file: ByteSource, record: number, offset: number) {
  return finding(
    "error",
    "flatgeobuf-damaged",
    { file: file.name, record },
    {
      zh: `字节 ${offset} 处的要素长度与文件长 ${file.size} 不符；自此以后未读，请重新复制或导出`,
      en: `the length of the feature at byte ${offset} does not fit the file of ${file.size} bytes; nothing after it was read: copy or export it again`,
    },
  );
}
