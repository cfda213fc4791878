import type { Cell, Column } from "./table.ts";

/** Excel takes a text that starts like this as a formula; a leading apostrophe keeps it a text (OWASP, CSV injection). */
const FORMULA_START = /^[=+\-@\t\r]/;

function csvCell(value: Cell | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "string") return String(value);
  const text = FORMULA_START.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * The rows as CSV (RFC 4180: commas, CRLF) with a byte-order mark, without which Excel reads Chinese as garbage.
 * Numbers are written in full, unrounded.
 */
export function renderCsv<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const lines = rows.map((row) => columns.map((column) => csvCell(column.value(row))).join(","));
  return `\uFEFF${[columns.map((column) => column.key).join(","), ...lines].join("\r\n")}\r\n`;
}
