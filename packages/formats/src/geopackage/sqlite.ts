/// <reference path="./sql-js.d.ts" />
import type { Database } from "sql.js";

export interface SqliteOptions {
  /** Where a browser finds the WebAssembly of SQLite; Node finds it in the package. */
  readonly sqliteWasmUrl?: string;
}

/** A database in memory, from the bytes of a file or empty. SQLite is loaded when it is first asked for (0.7 MB). */
export async function openDatabase(bytes: Uint8Array | undefined, { sqliteWasmUrl }: SqliteOptions = {}): Promise<Database> {
  const { default: initSqlJs } = await import("sql.js");
  const { Database: Sqlite } = await initSqlJs(sqliteWasmUrl === undefined ? undefined : { locateFile: () => sqliteWasmUrl });
  return new Sqlite(bytes);
}

/** A name as SQL quotes it, whatever stands in it: `a"b` → `"a""b"`. Throws RangeError for a zero byte, which ends a statement. */
export function quotedName(name: string): string {
  if (name.includes("\0")) throw new RangeError("a name with a zero byte cannot be said in SQL");
  return `"${name.replaceAll('"', '""')}"`;
}
