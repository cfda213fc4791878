import type { Database, SqlValue, Statement } from "sql.js";
import { type ByteSource, readWhole } from "../source/byte-source.ts";
import { finding } from "../source/finding.ts";
import { geometryNotes } from "../source/geometry-notes.ts";
import type { Report, SourceFeature, SourceField, SourceLayer, SourceValue } from "../source/types.ts";
import { type LayerHead, layerHeads } from "./layer-heads.ts";
import { readGeopackageGeometry } from "./read-geometry.ts";
import { openDatabase, quotedName, type SqliteOptions } from "./sqlite.ts";

export interface GeopackageOptions extends SqliteOptions {
  /** The layer that is wanted; all where absent. */
  readonly sheet?: string;
}

/** SQLite works in memory here; above this a file would not leave room for what is made of it. */
const MOST_BYTES = 2 ** 30;
const BATCH = 128;
const MAGIC = "SQLite format 3\0";

/**
 * Opens the feature layers of a GeoPackage. Coordinates are easting or longitude first, as the format stores them whatever the CRS
 * says. The file is held in memory while its head or its records are read. What is wrong is reported; damage ends the layer there.
 */
export async function openGeopackage(
  file: ByteSource,
  report: Report,
  options: GeopackageOptions = {},
): Promise<readonly SourceLayer[]> {
  const bytes = await databaseBytes(file, report);
  if (bytes === null) return [];
  const heads = await withDatabase(bytes, file, report, options, (database) => layerHeads(database, file.name, report));
  if (heads === undefined) return [];
  if (heads === null || heads.length === 0) {
    report(
      finding(
        "error",
        "geopackage-invalid",
        { file: file.name },
        {
          zh: "数据库中没有 GeoPackage 图形图层；请确认文件，或重新导出",
          en: "the database holds no feature layer of a GeoPackage; check the file, or export it again",
        },
      ),
    );
    return [];
  }
  return heads
    .filter(({ table }) => options.sheet === undefined || table === options.sheet)
    .map((head) => ({
      name: head.table,
      format: "geopackage" as const,
      crs: head.crs,
      encoding: null,
      fields: head.fields,
      recordCount: head.recordCount,
      batches: () => batchesOf(head, file, report, options),
    }));
}

/** The bytes as SQLite takes them; null, with an error, for what is no database or too large. */
async function databaseBytes(file: ByteSource, report: Report): Promise<Uint8Array | null> {
  const refuse = (code: string, zh: string, en: string): null => {
    report(finding("error", code, { file: file.name }, { zh, en }));
    return null;
  };
  const head = await file.read(0, 100);
  if (head.length < 100 || !MAGIC.split("").every((sign, index) => head[index] === sign.charCodeAt(0)))
    return refuse(
      "geopackage-invalid",
      "不是 GeoPackage（文件头不是 SQLite）",
      "this is no GeoPackage (its head is not that of SQLite)",
    );
  if (file.size > MOST_BYTES)
    return refuse(
      "file-too-large",
      `GeoPackage 有 ${file.size} 字节，超过 1 GiB；请转换为 FlatGeobuf 或 Shapefile，或分成几个文件`,
      `the GeoPackage has ${file.size} bytes, more than 1 GiB; convert it to FlatGeobuf or Shapefile, or split it`,
    );
  const bytes = await readWhole(file, MOST_BYTES);
  if (head[18] !== 2 && head[19] !== 2) return bytes;
  report(
    finding(
      "warning",
      "geopackage-in-use",
      { file: file.name },
      {
        zh: "文件未正常关闭（WAL 模式），旁边 -wal 文件中的最近修改未读；请在 QGIS 中关闭后再试",
        en: "the file was left open (WAL mode): what stands in a -wal file beside it was not read; close it in QGIS and try again",
      },
    ),
  );
  const plain = bytes.slice();
  plain.fill(1, 18, 20);
  return plain;
}

/** Runs `work` on the database; undefined, with an error, where SQLite finds it damaged. */
async function withDatabase<T>(
  bytes: Uint8Array,
  file: ByteSource,
  report: Report,
  options: SqliteOptions,
  work: (database: Database) => T,
): Promise<T | undefined> {
  const database = await openDatabase(bytes, options);
  try {
    return work(database);
  } catch (error) {
    report(damage(file.name, error));
    return undefined;
  } finally {
    database.close();
  }
}

function damage(file: string, error: unknown, record?: number) {
  const why = error instanceof Error ? error.message : String(error);
  return finding(
    "error",
    "geopackage-damaged",
    { file, ...(record === undefined ? {} : { record }) },
    {
      zh: `数据库已损坏（${why}），自此以后未读；请重新复制或导出`,
      en: `the database is damaged (${why}); nothing after this was read: copy or export it again`,
    },
  );
}

async function* batchesOf(
  head: LayerHead,
  file: ByteSource,
  report: Report,
  options: SqliteOptions,
): AsyncGenerator<readonly SourceFeature[]> {
  // What the head had to say is not said again.
  const bytes = await databaseBytes(file, () => {});
  if (bytes === null) return;
  const database = await openDatabase(bytes, options);
  let record = 0;
  try {
    const rows = database.prepare(selectOf(head));
    try {
      const toFeature = featureReader(head.fields, file.name, report);
      for (let batch: SourceFeature[] = []; ; batch = []) {
        while (batch.length < BATCH && rows.step()) batch.push(toFeature(rows, ++record));
        if (batch.length > 0) yield batch;
        if (batch.length < BATCH) break;
      }
    } finally {
      rows.free();
    }
  } catch (error) {
    report(damage(file.name, error, record + 1));
  } finally {
    database.close();
  }
}

function selectOf({ table, geometryColumn, keyColumn, fields }: LayerHead): string {
  const key = keyColumn === null ? "NULL" : quotedName(keyColumn);
  const columns = [key, ...[geometryColumn, ...fields.map(({ name }) => name)].map(quotedName)];
  return `SELECT ${columns.join(", ")} FROM ${quotedName(table)}`;
}

function featureReader(fields: readonly SourceField[], file: string, report: Report) {
  const notes = geometryNotes(file, report);
  const geometryOf = (value: SqlValue, record: number): SourceFeature["geometry"] => {
    if (value === null) return null;
    const read = value instanceof Uint8Array ? readGeopackageGeometry(value) : "malformed";
    if (typeof read === "string") {
      notes.fault(read, record);
      return null;
    }
    if (read.hasMore) notes.heights();
    return read.geometry;
  };
  return (rows: Statement, record: number): SourceFeature => {
    const values = rows.get();
    const exact = values.some(isInexact) ? rows.get(null, { useBigInt: true }) : values;
    const properties: Record<string, SourceValue> = {};
    for (const [index, { name, kind }] of fields.entries()) {
      const value = sourceValue(exact[index + 2]!, kind);
      // `__proto__` as a column must be a column like any other.
      if (name === "__proto__") Object.defineProperty(properties, name, { value, enumerable: true });
      else properties[name] = value;
    }
    const key = values[0];
    const geometry = geometryOf(values[1]!, record);
    return typeof key === "number" ? { record, id: key, geometry, properties } : { record, geometry, properties };
  };
}

/** Whole numbers that a double does not hold: codes of 19 digits. */
function isInexact(value: SqlValue): boolean {
  return typeof value === "number" && Math.abs(value) > Number.MAX_SAFE_INTEGER && Number.isInteger(value);
}

function sourceValue(value: SqlValue | bigint, kind: SourceField["kind"]): SourceValue {
  if (typeof value === "bigint") {
    const plain = Number(value);
    return Number.isSafeInteger(plain) ? sourceValue(plain, kind) : String(value);
  }
  if (value instanceof Uint8Array) return null;
  return kind === "boolean" && typeof value === "number" ? value !== 0 : value;
}
