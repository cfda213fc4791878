import { displayWidth, padToWidth, printable } from "./width.ts";

export type Cell = string | number | boolean | null;

/** A table that can be printed and written as CSV. `show` words a cell for people; CSV and JSON get the plain value. */
export interface Column<Row> {
  readonly title: string;
  /** Heading in CSV: the JSON name with its unit suffix, the same in both languages. */
  readonly key: string;
  readonly value: (row: Row) => Cell | undefined;
  readonly show?: (row: Row) => string;
  readonly align?: "left" | "right";
}

function shown<Row>(column: Column<Row>, row: Row): string {
  if (column.show) return printable(column.show(row));
  const value = column.value(row);
  return value === null || value === undefined ? "–" : printable(String(value));
}

/** The rows as aligned lines, a heading and a rule first; Chinese text counts two columns a character. */
export function renderTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const texts = rows.map((row) => columns.map((column) => shown(column, row)));
  const widths = columns.map((column, index) =>
    Math.max(displayWidth(column.title), ...texts.map((line) => displayWidth(line[index]!))),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => padToWidth(cell, widths[index]!, columns[index]!.align ?? "left"))
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "-".repeat(width)).join("  ");
  return [line(columns.map((column) => column.title)), rule, ...texts.map(line)].join("\n");
}
