import { type Bbox, crsFromCode, type Geometry } from "@parkatlas/geo-core";
import type { Database, SqlValue } from "sql.js";
import { esriWkt } from "../shapefile/esri-wkt.ts";
import { type ColumnKind, textOfValue, type WritableColumn, writableColumns } from "../source/writable-columns.ts";
import { type LayerStyle, qmlOf } from "./qml-style.ts";
import { FILE_MARKS, METADATA_TABLES, STYLES_TABLE } from "./schema.ts";
import { openDatabase, quotedName, type SqliteOptions } from "./sqlite.ts";
import { extentOf, GeometryWriter, type PlainGeometry } from "./write-geometry.ts";
import { writeRtree } from "./write-rtree.ts";

export interface GeopackageRecord {
  /** In the CRS of the file, easting or longitude first. */
  readonly geometry: Geometry | null;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface WriteGeopackageOptions extends SqliteOptions {
  /** Name of the layer. */
  readonly name: string;
  /** `EPSG:4490` or a Gauss–Krüger zone of CGCS2000. */
  readonly crs: string;
  /** Day of the data, which is also said to be that of the last change: the same records give the same bytes. */
  readonly date: string;
  /** How QGIS draws the polygons; its own colours where absent. */
  readonly style?: LayerStyle;
}

export interface WrittenGeopackage {
  readonly bytes: Uint8Array;
  /** Names of columns as they stand in the file, by the names they stand for, where the two differ. */
  readonly renamed: Readonly<Record<string, string>>;
}

const KEY = "fid";
const GEOMETRY = "geom";
/** Names that belong to the format, to SQLite, or to QGIS. */
const RESERVED = /^(gpkg_|sqlite_|rtree_|layer_styles$)/i;
const SQL_TYPE: Readonly<Record<ColumnKind, string>> = {
  text: "TEXT",
  integer: "INTEGER",
  real: "REAL",
  boolean: "BOOLEAN",
  date: "DATE",
};
const WGS84 =
  'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]';

/**
 * A layer as a GeoPackage 1.3 that QGIS and GDAL open, with its R-tree, and its style where one is given. Points, lines and polygons
 * become layers of their own (`name_point` …), as QGIS wants them; polygons beside multi-polygons become multi-polygons of one part.
 *
 * @throws {GeoError} `unknown-crs` for a CRS off the national datum.
 */
export async function writeGeopackage(
  records: readonly GeopackageRecord[],
  { name, crs, date, style, ...sqlite }: WriteGeopackageOptions,
): Promise<WrittenGeopackage> {
  const srs = { id: Number(crs.replace(/^EPSG:/i, "")), name: crsFromCode(crs).name, definition: esriWkt(crs) };
  const columns = writableColumns(
    records.map(({ properties }) => properties),
    [KEY, GEOMETRY],
  );
  const database = await openDatabase(undefined, sqlite);
  try {
    database.run("PRAGMA journal_mode = OFF; BEGIN;");
    database.run(METADATA_TABLES);
    const insertSrs = "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, NULL)";
    database.run(insertSrs, ["Undefined Cartesian SRS", -1, "NONE", -1, "undefined"]);
    database.run(insertSrs, ["Undefined geographic SRS", 0, "NONE", 0, "undefined"]);
    database.run(insertSrs, ["WGS 84 geodetic", 4326, "EPSG", 4326, WGS84]);
    database.run(insertSrs, [srs.name, srs.id, "EPSG", srs.id, srs.definition]);
    const layers = layersOf(records, RESERVED.test(name) ? `layer_${name}` : name);
    for (const layer of layers) writeLayer(database, layer, columns, srs.id, date);
    if (style) writeStyle(database, layers, style, date);
    database.run(`COMMIT; ${FILE_MARKS}`);
    const renamed = columns.filter(({ name: own, fileName }) => own !== fileName);
    return { bytes: database.export(), renamed: Object.fromEntries(renamed.map((each) => [each.name, each.fileName])) };
  } finally {
    database.close();
  }
}

type Dimension = "point" | "line" | "polygon";

interface Layer {
  readonly table: string;
  readonly dimension: Dimension | null;
  /** The one type of its geometries. */
  readonly type: string;
  readonly records: readonly { readonly geometry: PlainGeometry | null; readonly properties: GeopackageRecord["properties"] }[];
}

function dimensionOf({ type }: Geometry): Dimension | null {
  if (type === "GeometryCollection") return null;
  return type.endsWith("Point") ? "point" : type.endsWith("LineString") ? "line" : "polygon";
}

/** Records by the dimension of their geometry; those without one go with the first. */
function layersOf(records: readonly GeopackageRecord[], name: string): readonly Layer[] {
  const present = [...new Set(records.flatMap(({ geometry }) => (geometry && dimensionOf(geometry)) ?? []))];
  const dimensions: readonly (Dimension | null)[] = present.length === 0 ? [null] : present;
  return dimensions.map((dimension, index) => {
    const own = records.filter(({ geometry }) => {
      const its = geometry && dimensionOf(geometry);
      return its === null ? index === 0 : its === dimension;
    });
    const types = new Set(own.flatMap(({ geometry }) => (geometry ? [geometry.type] : [])));
    const plain = own.map(({ geometry, properties }) => ({
      geometry: geometry?.type === "GeometryCollection" ? null : geometry && (types.size > 1 ? multi(geometry) : geometry),
      properties,
    }));
    const type = types.size > 1 ? `Multi${[...types][0]!.replace("Multi", "")}` : ([...types][0] ?? "Geometry");
    return {
      table: dimensions.length === 1 ? name : `${name}_${dimension}`,
      dimension,
      type: type.toUpperCase(),
      records: plain,
    };
  });
}

function multi(geometry: PlainGeometry): PlainGeometry {
  if (geometry.type.startsWith("Multi")) return geometry;
  return { type: `Multi${geometry.type}`, coordinates: [geometry.coordinates] } as PlainGeometry;
}

function writeLayer(
  database: Database,
  { table, type, records }: Layer,
  columns: readonly WritableColumn[],
  srsId: number,
  date: string,
): void {
  const own = columns.map(({ fileName, kind }) => `, ${quotedName(fileName)} ${SQL_TYPE[kind]}`);
  database.run(
    `CREATE TABLE ${quotedName(table)} (${KEY} INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, ${GEOMETRY} ${type}${own.join("")})`,
  );
  const insert = database.prepare(`INSERT INTO ${quotedName(table)} VALUES (?, ?${", ?".repeat(columns.length)})`);
  const writer = new GeometryWriter(srsId);
  const boxes: { id: number; box: Bbox }[] = [];
  for (const [index, { geometry, properties }] of records.entries()) {
    const id = index + 1;
    const box = geometry && extentOf(geometry);
    if (box) boxes.push({ id, box });
    const values = columns.map(({ name, kind }) => sqlValue(properties[name], kind));
    insert.run([id, geometry && box && writer.bytesOf(geometry, box), ...values]);
  }
  insert.free();
  const extent = boxes.reduce<Bbox | null>(
    (all, { box }) =>
      all ? [Math.min(all[0], box[0]), Math.min(all[1], box[1]), Math.max(all[2], box[2]), Math.max(all[3], box[3])] : box,
    null,
  );
  const changed = `${date}T00:00:00.000Z`;
  database.run("INSERT INTO gpkg_contents VALUES (?, 'features', ?, '', ?, ?, ?, ?, ?, ?)", [
    table,
    table,
    changed,
    ...(extent ?? [null, null, null, null]),
    srsId,
  ]);
  database.run("INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, 0, 0)", [table, GEOMETRY, type, srsId]);
  writeRtree(database, { table, geometry: GEOMETRY, key: KEY, boxes });
}

function sqlValue(value: unknown, kind: ColumnKind): SqlValue {
  if (value === null || value === undefined) return null;
  if (kind === "boolean") return value ? 1 : 0;
  return kind === "integer" || kind === "real" ? (value as number) : textOfValue(value);
}

function writeStyle(database: Database, layers: readonly Layer[], style: LayerStyle, date: string): void {
  const changed = `${date}T00:00:00.000Z`;
  database.run(STYLES_TABLE);
  database.run(
    "INSERT INTO gpkg_contents(table_name, data_type, identifier, last_change) VALUES ('layer_styles', 'attributes', 'layer_styles', ?)",
    [changed],
  );
  for (const { table, dimension } of layers)
    if (dimension === "polygon")
      database.run(
        "INSERT INTO layer_styles(f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner, update_time) VALUES ('', '', ?, ?, ?, ?, '', 1, '', '', ?)",
        [table, GEOMETRY, style.name, qmlOf(style), changed],
      );
}
