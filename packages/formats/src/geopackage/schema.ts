import { quotedName } from "./sqlite.ts";

/** `GPKG` as the number that SQLite keeps for the kind of a file, and version 1.3 of the format. */
export const FILE_MARKS = "PRAGMA application_id = 1196444487; PRAGMA user_version = 10300;";

/** The tables that each GeoPackage has (OGC 12-128r17, annex C), and that of the extensions used. */
export const METADATA_TABLES = `
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
`;

/** The table in which QGIS keeps the styles of layers. */
export const STYLES_TABLE = `
CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
  f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN,
  description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));
`;

/** Names of one layer, quoted for SQL. */
interface LayerNames {
  readonly table: string;
  readonly geometry: string;
  readonly key: string;
}

/**
 * Triggers that keep the index of a layer right when another program edits it (OGC 12-128r17, annex F.3, with the corrected updates 6
 * and 7 of version 1.4). The functions they call are those of that program.
 */
export function rtreeTriggers({ table, geometry, key }: LayerNames): string {
  const index = `rtree_${table}_${geometry}`;
  const [t, g, k, r] = [table, geometry, key, index].map(quotedName) as [string, string, string, string];
  const isThere = (row: string) => `(${row}.${g} NOTNULL AND NOT ST_IsEmpty(${row}.${g}))`;
  const isNone = (row: string) => `(${row}.${g} ISNULL OR ST_IsEmpty(${row}.${g}))`;
  const edges = ["MinX", "MaxX", "MinY", "MaxY"].map((edge) => `ST_${edge}(NEW.${g})`);
  const insert = `INSERT OR REPLACE INTO ${r} VALUES (NEW.${k}, ${edges.join(", ")});`;
  const update = `UPDATE ${r} SET minx = ${edges[0]}, maxx = ${edges[1]}, miny = ${edges[2]}, maxy = ${edges[3]} WHERE id = NEW.${k};`;
  const remove = `DELETE FROM ${r} WHERE id = OLD.${k};`;
  const trigger = (name: string, when: string, condition: string, work: string) =>
    `CREATE TRIGGER ${quotedName(`${index}_${name}`)} AFTER ${when} ON ${t} WHEN ${condition} BEGIN ${work} END;`;
  const same = `OLD.${k} = NEW.${k}`;
  const other = `OLD.${k} != NEW.${k}`;
  return [
    trigger("insert", "INSERT", isThere("NEW"), insert),
    trigger("update2", `UPDATE OF ${g}`, `${same} AND ${isNone("NEW")}`, remove),
    trigger("update4", "UPDATE", `${other} AND ${isNone("NEW")}`, `DELETE FROM ${r} WHERE id IN (OLD.${k}, NEW.${k});`),
    trigger("update5", "UPDATE", `${other} AND ${isThere("NEW")}`, `${remove} ${insert}`),
    trigger("update6", `UPDATE OF ${g}`, `${same} AND ${isThere("NEW")} AND ${isThere("OLD")}`, update),
    trigger("update7", `UPDATE OF ${g}`, `${same} AND ${isThere("NEW")} AND ${isNone("OLD")}`, insert),
    trigger("delete", "DELETE", `OLD.${g} NOT NULL`, remove),
  ].join("\n");
}
