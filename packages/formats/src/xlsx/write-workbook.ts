import { dayFromDate, isCivilDate } from "@parkatlas/geo-core";
import writeExcelFile, { type CellObject, type Row } from "write-excel-file/universal";
import type { TableCell } from "../csv/write-csv.ts";

/** A column of a sheet. Cells of a `date` column are civil dates `YYYY-MM-DD` and become real dates. */
export interface WorkbookColumn {
  readonly title: string;
  readonly kind: "text" | "number" | "date";
  /** Excel number format of a number column, such as `#,##0.00` or `0.00%`; that of the spreadsheet where absent. */
  readonly format?: string;
  /** Width in characters; Chinese ones count two. */
  readonly width?: number;
}

export interface WorkbookSheet {
  /** At most 31 characters, without `\ / ? * [ ] :`. */
  readonly name: string;
  readonly columns: readonly WorkbookColumn[];
  readonly rows: readonly (readonly TableCell[])[];
  /** The last row, in bold. */
  readonly totals?: readonly TableCell[];
  /** False for a sheet of running text: no heading, lines wrapped. */
  readonly heading?: boolean;
}

const MS_PER_DAY = 86_400_000;
/** Excel's calendar has a 29 February 1900 that never was; dates before March of that year stay texts. */
const FIRST_SAFE_DATE = "1900-03-01";
/** More characters Excel does not take in a cell. */
const LONGEST_TEXT = 32_767;
const HEADING_COLOR = "#DDE6EE";

/**
 * The sheets as an XLSX file: real numbers and dates (no texts that look like them), headings in bold and frozen with the
 * first column, a totals row at the end where one is given. Texts are never formulas; characters that XML cannot hold are
 * left out. Throws a RangeError for a sheet name that Excel refuses. Cost: O(cells), the whole file in memory.
 */
export async function xlsxFromSheets(sheets: readonly WorkbookSheet[]): Promise<Uint8Array> {
  const written = sheets.map((sheet) => {
    const hasHeading = sheet.heading !== false;
    const heading = sheet.columns.map(
      ({ title }): CellObject => ({ ...textCell(title), ...BOLD, backgroundColor: HEADING_COLOR }),
    );
    const rows = sheet.rows.map((row) => cellsOf(sheet, row));
    const totals = sheet.totals ? [cellsOf(sheet, sheet.totals).map((cell) => ({ ...cell, ...BOLD, ...RULE_ABOVE }))] : [];
    return {
      sheet: requireSheetName(sheet.name),
      data: [...(hasHeading ? [heading] : []), ...rows, ...totals] as Row[],
      columns: sheet.columns.map(({ width }) => (width === undefined ? {} : { width })),
      ...(hasHeading ? { stickyRowsCount: 1, stickyColumnsCount: 1 } : {}),
    };
  });
  const blob = await writeExcelFile(written).toBlob();
  return new Uint8Array(await blob.arrayBuffer());
}

const BOLD = { fontWeight: "bold" } as const;
const RULE_ABOVE = { topBorderStyle: "thin" } as const;

function cellsOf({ columns, heading }: WorkbookSheet, row: readonly TableCell[]): CellObject[] {
  return columns.map((column, index) => {
    const cell = cellOf(column, row[index]);
    return heading === false ? { ...cell, wrap: true, alignVertical: "top" } : cell;
  });
}

function cellOf({ kind, format }: WorkbookColumn, value: TableCell): CellObject {
  if (value === null || value === undefined || value === "") return {};
  if (typeof value === "boolean") return { type: Boolean, value };
  if (typeof value === "number") {
    // Infinity and NaN have no cell; none is written rather than a wrong one.
    if (!Number.isFinite(value)) return {};
    return { type: Number, value, ...(format === undefined ? {} : { format }) };
  }
  if (kind === "date" && isCivilDate(value) && value >= FIRST_SAFE_DATE)
    return { type: Date, value: new Date(dayFromDate(value) * MS_PER_DAY), format: "yyyy-mm-dd" };
  return textCell(value);
}

/**
 * write-excel-file 4.1.1 counts texts in a plain object, where a text such as "toString" or "__proto__" finds what was never
 * put there, and the file cannot be opened; with a zero-width space at the end it is no such name and reads the same.
 */
const NAME_GUARD = "\u200b";

function textCell(value: string): CellObject {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML 1.0 has no place for.
  const text = value.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");
  return { type: String, value: (text in Object.prototype ? text + NAME_GUARD : text).slice(0, LONGEST_TEXT), format: "@" };
}

function requireSheetName(name: string): string {
  if (name === "" || name.length > 31 || /[\\/?*[\]:]/.test(name))
    throw new RangeError(`"${name}" is no sheet name: 1 to 31 characters, none of \\ / ? * [ ] :`);
  return name;
}
