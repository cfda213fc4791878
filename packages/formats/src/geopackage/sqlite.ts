/// <reference path="./sql-js.d.ts" />
import type { Database } from "sql.js";

export interface SqliteOptions {
  /** Where a browser finds the WebAssembly of SQLite; Node finds it in the package. */
  readonly sqliteWasmUrl?: string;
}

/**
 * The bytes of a file as SQLite's file system in memory takes them: it keeps what `slice` gives, which for the whole is the bytes
 * themselves. A file of half a gigabyte would not be there twice. Nothing writes into a database that is read.
 */
class Whole extends Uint8Array<ArrayBuffer> {
  override slice(start = 0, end = this.length): Uint8Array<ArrayBuffer> {
    return start === 0 && end === this.length ? this : super.slice(start, end);
  }
}

/** A database in memory, from the bytes of a file or empty. SQLite is loaded when it is first asked for (0.7 MB). */
export async function openDatabase(bytes: Uint8Array | undefined, { sqliteWasmUrl }: SqliteOptions = {}): Promise<Database> {
  const { default: initSqlJs } = await import("sql.js");
  const { Database: Sqlite } = await initSqlJs(sqliteWasmUrl === undefined ? undefined : { locateFile: () => sqliteWasmUrl });
  return new Sqlite(bytes && new Whole(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length));
}

/** A name as SQL quotes it, whatever stands in it: `a"b` → `"a""b"`. Throws RangeError for a zero byte, which ends a statement. */
export function quotedName(name: string): string {
  if (name.includes("\0")) throw new RangeError("a name with a zero byte cannot be said in SQL");
  return `"${name.replaceAll('"', '""')}"`;
}
