import { crsFromCode, isGeoError } from "@parkatlas/geo-core";
import type { Database, SqlValue } from "sql.js";
import { finding } from "../source/finding.ts";
import type { Report, SourceCrs, SourceField } from "../source/types.ts";
import { quotedName } from "./sqlite.ts";

/** A feature table, as the tables of the GeoPackage describe it. */
export interface LayerHead {
  readonly table: string;
  readonly geometryColumn: string;
  /** The column that identifies a record: the whole number that SQLite keeps for it; null where the table has none. */
  readonly keyColumn: string | null;
  readonly crs: SourceCrs;
  /** Columns that are attributes: neither the geometry nor the key. */
  readonly fields: readonly SourceField[];
  readonly recordCount: number;
}

type Row = Readonly<Record<string, SqlValue>>;

function rowsOf(database: Database, sql: string, values: readonly SqlValue[] = []): readonly Row[] {
  const [result] = database.exec(sql, values);
  return (result?.values ?? []).map((row) => Object.fromEntries(row.map((value, index) => [result!.columns[index]!, value])));
}

/** Tables that are stored, not computed: a view or a virtual table may run for ever, and is not asked. */
function storedTables(database: Database): ReadonlySet<string> {
  const rows = rowsOf(database, "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0");
  return new Set(rows.map(({ name }) => String(name)));
}

/**
 * The feature tables of a GeoPackage (OGC 12-128r17 §2.1). What is there besides is told, not read. Null where the database is no
 * GeoPackage.
 */
export function layerHeads(database: Database, file: string, report: Report): readonly LayerHead[] | null {
  const stored = storedTables(database);
  if (!["gpkg_contents", "gpkg_geometry_columns", "gpkg_spatial_ref_sys"].every((name) => stored.has(name))) return null;
  const contents = rowsOf(database, "SELECT table_name, data_type FROM gpkg_contents");
  const heads: LayerHead[] = [];
  for (const { table_name, data_type } of contents) {
    const table = String(table_name);
    if (table === "layer_styles") continue;
    if (data_type !== "features") {
      report(
        finding(
          "info",
          "table-left-out",
          { file },
          {
            zh: `表 ${table} 不是图形（${data_type}），未读`,
            en: `the table ${table} holds no features (${data_type}); left out`,
          },
        ),
      );
      continue;
    }
    const [geometry] = rowsOf(
      database,
      "SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE lower(table_name) = lower(?)",
      [table],
    );
    if (geometry && stored.has(table)) heads.push(headOf(database, table, geometry, file, report));
    else
      report(
        finding(
          "error",
          "table-unreadable",
          { file },
          {
            zh: `图层 ${table} 没有存储的表或图形列（可能是视图），未读；请另存为普通图层`,
            en: `the layer ${table} has no stored table or no geometry column (it may be a view) and was not read; save it as a plain layer`,
          },
        ),
      );
  }
  return heads;
}

function headOf(database: Database, table: string, geometry: Row, file: string, report: Report): LayerHead {
  const geometryColumn = String(geometry.column_name);
  const columns = rowsOf(database, "SELECT name, type, pk FROM pragma_table_info(?)", [table]);
  const fields: SourceField[] = [];
  let keyColumn: string | null = null;
  for (const { name, type, pk } of columns) {
    const declared = String(type).toUpperCase();
    if (String(name).toLowerCase() === geometryColumn.toLowerCase()) continue;
    if (pk === 1 && declared === "INTEGER") {
      keyColumn = String(name);
      continue;
    }
    if (declared.startsWith("BLOB")) {
      report(
        finding(
          "warning",
          "field-left-out",
          { file },
          { zh: `字段 ${name} 为二进制内容，未读`, en: `the field ${name} holds bytes, which are not read` },
        ),
      );
      continue;
    }
    fields.push({ name: String(name), kind: kindOf(declared) });
  }
  const [counted] = rowsOf(database, `SELECT count(*) AS n FROM ${quotedName(table)}`);
  return {
    table,
    geometryColumn,
    keyColumn,
    crs: crsOf(database, Number(geometry.srs_id)),
    fields,
    recordCount: Number(counted?.n ?? 0),
  };
}

function kindOf(declared: string): SourceField["kind"] {
  if (declared === "BOOLEAN") return "boolean";
  if (declared === "DATE" || declared === "DATETIME") return "date";
  return /^(TINYINT|SMALLINT|MEDIUMINT|INT|INTEGER|FLOAT|DOUBLE|REAL|NUMERIC|DECIMAL)/.test(declared) ? "number" : "text";
}

/** −1 and 0 stand for an unknown plane and unknown degrees; a code that the library does not know goes by its definition. */
function crsOf(database: Database, srsId: number): SourceCrs {
  const [row] = rowsOf(
    database,
    "SELECT organization, organization_coordsys_id AS code, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?",
    [srsId],
  );
  if (!row || srsId === -1 || srsId === 0) return { kind: "none" };
  const code = `EPSG:${row.code}`;
  const definition = String(row.definition ?? "");
  const hasDefinition = definition !== "" && definition.toLowerCase() !== "undefined";
  const isEpsg = String(row.organization).toUpperCase() === "EPSG";
  if (isEpsg && (!hasDefinition || isKnownCode(code))) return { kind: "code", code };
  return hasDefinition ? { kind: "definition", text: definition } : { kind: "none" };
}

function isKnownCode(code: string): boolean {
  try {
    crsFromCode(code);
    return true;
  } catch (error) {
    if (isGeoError(error)) return false;
    throw error;
  }
}
