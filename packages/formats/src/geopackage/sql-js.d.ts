/** What is used of sql.js, SQLite compiled to WebAssembly; the package brings no types. */
declare module "sql.js" {
  export type SqlValue = number | string | Uint8Array | null;

  export interface Statement {
    bind(values: readonly SqlValue[]): boolean;
    step(): boolean;
    get(): SqlValue[];
    get(params: null, options: { readonly useBigInt: true }): (SqlValue | bigint)[];
    run(values: readonly SqlValue[]): void;
    free(): boolean;
  }

  export interface Database {
    run(sql: string, values?: readonly SqlValue[]): Database;
    exec(
      sql: string,
      values?: readonly SqlValue[],
    ): readonly { readonly columns: readonly string[]; readonly values: SqlValue[][] }[];
    prepare(sql: string): Statement;
    export(): Uint8Array;
    close(): void;
  }

  export interface SqlJs {
    readonly Database: new (bytes?: Uint8Array) => Database;
  }

  function initSqlJs(options?: { readonly locateFile?: (name: string) => string }): Promise<SqlJs>;

  // biome-ignore lint/style/noDefaultExport: so the package exports it.
  export { initSqlJs as default };
}
