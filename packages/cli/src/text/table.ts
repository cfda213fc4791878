import { fixed, percent } from "./format.ts";
import { displayWidth, padToWidth, printable } from "./width.ts";

export type Cell = string | number | boolean | null;

/** How a figure is shown: in units of `per`, with so many decimals, or as a percentage. */
export interface NumberFormat {
  readonly decimals: number;
  readonly per?: number;
  readonly percent?: boolean;
}

/**
 * A column of a table that can be printed and written to files. CSV and JSON get the plain value under `key`; people and
 * spreadsheets get it under `title`, a figure in the unit that the title names.
 */
export interface Column<Row> {
  readonly title: string;
  /** Heading in CSV: the JSON name with its unit suffix, the same in both languages. */
  readonly key: string;
  readonly value: (row: Row) => Cell | undefined;
  /** The words for people, where they are not the value itself. */
  readonly show?: (row: Row) => string;
  readonly number?: NumberFormat;
  /** The values are civil dates. */
  readonly isDate?: boolean;
  readonly align?: "left" | "right";
  /** What stands in the totals row: the sum of the values (none where one is missing), or what the function says. */
  readonly total?: "sum" | ((rows: readonly Row[]) => number | null);
}

/** A figure as its format shows it. */
export function formatted(value: number | null | undefined, { decimals, per = 1, percent: isPercent }: NumberFormat): string {
  if (isPercent) return percent(value);
  return fixed(value === null || value === undefined ? null : value / per, decimals);
}

function shown<Row>(column: Column<Row>, row: Row): string {
  if (column.show) return printable(column.show(row));
  const value = column.value(row);
  if (value === null || value === undefined) return "–";
  if (column.number && typeof value === "number") return formatted(value, column.number);
  return printable(String(value));
}

/** The sum over all rows, or null where a row has none: a partial sum would pass for the whole. */
function sumOf<Row>({ value }: Column<Row>, rows: readonly Row[]): number | null {
  let sum = 0;
  for (const row of rows) {
    const each = value(row);
    if (typeof each !== "number") return null;
    sum += each;
  }
  return sum;
}

/** The values of the totals row, `label` first; null for a table without totals, or of less than two rows. */
export function totalsOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[], label: string): readonly Cell[] | null {
  if (rows.length < 2 || !columns.some((column) => column.total)) return null;
  return columns.map((column, index) => {
    if (column.total === "sum") return sumOf(column, rows);
    if (column.total) return column.total(rows);
    return index === 0 ? label : null;
  });
}

function totalText<Row>(column: Column<Row>, total: Cell): string {
  if (typeof total === "number") return column.number ? formatted(total, column.number) : String(total);
  return total === null ? (column.total ? "–" : "") : printable(String(total));
}

/**
 * The rows as aligned lines, a heading and a rule first, the totals below another rule; Chinese text counts two columns a
 * character. `totals` come from {@link totalsOf} and may cover more rows than are shown.
 */
export function renderTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  totals: readonly Cell[] | null = null,
): string {
  const texts = rows.map((row) => columns.map((column) => shown(column, row)));
  const last = totals ? columns.map((column, index) => totalText(column, totals[index] ?? null)) : null;
  const widths = columns.map((column, index) =>
    Math.max(displayWidth(column.title), ...[...texts, ...(last ? [last] : [])].map((line) => displayWidth(line[index]!))),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) =>
        padToWidth(cell, widths[index]!, columns[index]!.align ?? (columns[index]!.number ? "right" : "left")),
      )
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "-".repeat(width)).join("  ");
  return [line(columns.map((column) => column.title)), rule, ...texts.map(line), ...(last ? [rule, line(last)] : [])].join("\n");
}
