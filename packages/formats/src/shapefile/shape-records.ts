import type { ByteSource } from "../source/byte-source.ts";
import { finding } from "../source/finding.ts";
import type { Report } from "../source/types.ts";
import { plainShapeType } from "./shape-geometry.ts";

/** Content of one shape record. */
export interface ShapeRecord {
  /** From 1, by place in the file; the number written in the record is not trusted. */
  readonly record: number;
  readonly content: DataView;
}

const FILE_CODE = 9994;
const HEAD_BYTES = 100;
const RECORD_HEAD_BYTES = 8;
/** A vertex of 32 bytes, ten million of them: beyond it a length is damage, not a shape. */
const MOST_RECORD_BYTES = 320_000_000;

/**
 * Checks the head of a `.shp` and returns its plain shape type (0 where it holds nothing); null, with an error reported, where
 * it is none.
 */
export async function readShapeHead(shp: ByteSource, report: Report): Promise<number | null> {
  const head = await shp.read(0, HEAD_BYTES);
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const refuse = (zh: string, en: string): null => {
    report(finding("error", "shapefile-invalid", { file: shp.name }, { zh, en }));
    return null;
  };
  if (head.length < HEAD_BYTES || view.getInt32(0, false) !== FILE_CODE)
    return refuse("不是 Shapefile（文件码不是 9994）", "this is no Shapefile (its file code is not 9994)");
  const type = view.getInt32(32, true);
  const plain = plainShapeType(type);
  if (plain === null)
    return refuse(
      `图形类型 ${type} 不支持；可读点、线、面、多点`,
      `shapes of type ${type} are not read; points, lines, polygons and multipoints are`,
    );
  return plain;
}

/**
 * The records of a `.shp`, read in pieces of some kilobytes. Where a record's length cannot be true the reading ends there
 * with an error that names the place, since nothing after it can be trusted. The length in the head is not used: programs that
 * pass 2 GB write nonsense there.
 */
export async function* shapeRecords(
  shp: ByteSource,
  report: Report,
  pieceBytes = 1 << 16,
): AsyncGenerator<readonly ShapeRecord[]> {
  let offset = HEAD_BYTES;
  let record = 1;
  let wanted = pieceBytes;
  while (offset < shp.size) {
    const piece = await shp.read(offset, wanted);
    const view = new DataView(piece.buffer, piece.byteOffset, piece.byteLength);
    const records: ShapeRecord[] = [];
    let at = 0;
    wanted = pieceBytes;
    while (at + RECORD_HEAD_BYTES <= piece.length) {
      const length = 2 * view.getInt32(at + 4, false);
      const end = at + RECORD_HEAD_BYTES + length;
      if (length < 4 || length > MOST_RECORD_BYTES || offset + end > shp.size) {
        if (records.length > 0) yield records;
        report(damage(shp, record, offset + at, length));
        return;
      }
      if (end > piece.length) {
        wanted = Math.max(pieceBytes, RECORD_HEAD_BYTES + length);
        break;
      }
      records.push({ record, content: new DataView(piece.buffer, piece.byteOffset + at + RECORD_HEAD_BYTES, length) });
      record++;
      at = end;
    }
    if (at === 0 && wanted === pieceBytes) {
      report(damage(shp, record, offset, shp.size - offset));
      return;
    }
    offset += at;
    if (records.length > 0) yield records;
  }
}

function damage(shp: ByteSource, record: number, offset: number, length: number) {
  return finding(
    "error",
    "shapefile-damaged",
    { file: shp.name, record },
    {
      zh: `字节 ${offset} 处的记录长 ${length}，与文件长 ${shp.size} 不符；自此以后未读，请重新复制或导出`,
      en: `the record at byte ${offset} of length ${length} does not fit the file of ${shp.size} bytes; nothing after it was read: copy or export it again`,
    },
  );
}
