/** A cell of a table; null and undefined are an empty cell. */
export type TableCell = string | number | boolean | null | undefined;

/** A column of a CSV file: its heading and the cell of a row. */
export interface CsvColumn<Row> {
  readonly key: string;
  readonly value: (row: Row) => TableCell;
}

/** Excel takes a text that starts like this as a formula; a leading apostrophe keeps it a text (OWASP, CSV injection). */
const FORMULA_START = /^[=+\-@\t\r]/;

/**
 * The rows as CSV (RFC 4180: commas, CRLF) with a byte-order mark, without which Excel reads Chinese as garbage. Numbers are
 * written in full, unrounded; a text that a spreadsheet would take for a formula gets a leading apostrophe. The same rows give
 * the same bytes. Cost: O(cells).
 */
export function csvFromRows<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
  const lines = rows.map((row) => columns.map((column) => csvCell(column.value(row))).join(","));
  return `\uFEFF${[columns.map((column) => csvCell(column.key)).join(","), ...lines].join("\r\n")}\r\n`;
}

function csvCell(value: TableCell): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string") return String(value);
  const text = FORMULA_START.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
