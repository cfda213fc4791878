import type { Bbox } from "@parkatlas/geo-core";
import type { Database } from "sql.js";
import { rtreeTables } from "./rtree-nodes.ts";
import { rtreeTriggers } from "./schema.ts";
import { quotedName } from "./sqlite.ts";

/** A layer whose rows are written. */
export interface IndexedLayer {
  readonly table: string;
  readonly geometry: string;
  readonly key: string;
  readonly boxes: readonly { readonly id: number; readonly box: Bbox }[];
}

/**
 * The extension `gpkg_rtree_index` of a layer: the tree in the tables of SQLite's module, the virtual table over them put into the
 * schema as text (this SQLite has no such module, those that read the file have), and the triggers.
 */
export function writeRtree(database: Database, layer: IndexedLayer): void {
  const name = `rtree_${layer.table}_${layer.geometry}`;
  const part = (suffix: string): string => quotedName(`${name}_${suffix}`);
  database.run(`CREATE TABLE ${part("rowid")}(rowid INTEGER PRIMARY KEY,nodeno)`);
  database.run(`CREATE TABLE ${part("node")}(nodeno INTEGER PRIMARY KEY,data)`);
  database.run(`CREATE TABLE ${part("parent")}(nodeno INTEGER PRIMARY KEY,parentnode)`);
  const { nodes, leafOf, parentOf } = rtreeTables(layer.boxes);
  const insertAll = <T>(
    suffix: string,
    rows: readonly T[],
    values: (row: T, index: number) => readonly (number | Uint8Array)[],
  ) => {
    const insert = database.prepare(`INSERT INTO ${part(suffix)} VALUES (?, ?)`);
    for (const [index, row] of rows.entries()) insert.run(values(row, index));
    insert.free();
  };
  insertAll("node", nodes, (bytes, index) => [index + 1, bytes]);
  insertAll("rowid", leafOf, (pair) => pair);
  insertAll("parent", parentOf, (pair) => pair);
  database.run(
    "INSERT INTO gpkg_extensions VALUES (?, ?, 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')",
    [layer.table, layer.geometry],
  );
  database.run(rtreeTriggers(layer));
  database.run("PRAGMA writable_schema = ON");
  database.run("INSERT INTO sqlite_master(type, name, tbl_name, rootpage, sql) VALUES ('table', ?, ?, 0, ?)", [
    name,
    name,
    `CREATE VIRTUAL TABLE ${quotedName(name)} USING rtree(id, minx, maxx, miny, maxy)`,
  ]);
  database.run("PRAGMA writable_schema = OFF");
}
