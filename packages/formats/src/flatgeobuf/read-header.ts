import type { SourceCrs, SourceField } from "../source/types.ts";
import { FlatTable } from "./flat-table.ts";

/** Types of columns by their number in the schema (header.fbs of FlatGeobuf 3). */
export const COLUMN_TYPE = {
  byte: 0,
  ubyte: 1,
  bool: 2,
  short: 3,
  ushort: 4,
  int: 5,
  uint: 6,
  long: 7,
  ulong: 8,
  float: 9,
  double: 10,
  string: 11,
  json: 12,
  dateTime: 13,
  binary: 14,
} as const;

export interface FgbColumn {
  readonly name: string;
  readonly type: number;
}

export interface FgbHeader {
  readonly name: string;
  /** Kind of all geometries; 0 where each says its own. */
  readonly geometryType: number;
  readonly hasMore: boolean;
  readonly columns: readonly FgbColumn[];
  /** 0 where the writer did not know. */
  readonly featureCount: number;
  readonly indexBytes: number;
  readonly crs: SourceCrs;
}

const NODE_BYTES = 40;
/** Columns may share the bytes of their names, so that both are bounded. */
const MOST = { columns: 16_384, nameBytes: 1024 };

/** The header table (header.fbs). Throws RangeError where its bytes contradict themselves. */
export function readHeader(bytes: Uint8Array): FgbHeader {
  const table = FlatTable.root(bytes);
  const featureCount = table.uint64(8);
  return {
    name: table.string(0) ?? "",
    geometryType: table.uint8(2),
    hasMore: [3, 4, 5, 6].some((field) => table.uint8(field) !== 0),
    columns: columnsOf(table),
    featureCount,
    indexBytes: indexBytes(featureCount, table.uint16(9, 16)),
    crs: crsOf(table.table(10)),
  };
}

function columnsOf(header: FlatTable): readonly FgbColumn[] {
  const columns = header.tables(7);
  if (columns.length > MOST.columns) throw new RangeError(`${columns.length} columns`);
  return columns.map((column) => {
    if ((column.bytes(0)?.length ?? 0) > MOST.nameBytes) throw new RangeError("a name that is too long");
    return { name: column.string(0) ?? "", type: column.uint8(1) };
  });
}

/** Bytes of the packed R-tree over `count` features; 0 for a node size of 0, which stands for none. */
function indexBytes(count: number, nodeSize: number): number {
  if (nodeSize === 0 || count === 0) return 0;
  const width = Math.max(2, nodeSize);
  let level = count;
  let nodes = count;
  do {
    level = Math.ceil(level / width);
    nodes += level;
  } while (level > 1);
  return nodes * NODE_BYTES;
}

function crsOf(crs: FlatTable | null): SourceCrs {
  if (!crs) return { kind: "none" };
  const organisation = (crs.string(0) ?? "").toUpperCase();
  const code = crs.int32(1);
  if (code > 0 && (organisation === "EPSG" || organisation === "")) return { kind: "code", code: `EPSG:${code}` };
  const definition = crs.string(4) ?? "";
  return definition === "" ? { kind: "none" } : { kind: "definition", text: definition };
}

export function fieldOf({ name, type }: FgbColumn): SourceField {
  if (type === COLUMN_TYPE.bool) return { name, kind: "boolean" };
  if (type === COLUMN_TYPE.dateTime) return { name, kind: "date" };
  return { name, kind: type === COLUMN_TYPE.string || type === COLUMN_TYPE.json ? "text" : "number" };
}
