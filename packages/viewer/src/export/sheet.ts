import { type CsvColumn, csvFromRows, type TableCell, type WorkbookSheet, xlsxFromSheets } from "@parkatlas/formats";

/**
 * A column of a list that leaves the house, as the command line writes it: CSV gets the plain value under `key`, the
 * spreadsheet gets it, or the words of `show`, under `title`.
 */
export interface ExportColumn<Row> extends CsvColumn<Row> {
  readonly title: string;
  readonly show?: (row: Row) => string | null;
  /** Decimals of a number; absent for texts and dates. */
  readonly decimals?: number;
  readonly isDate?: boolean;
  readonly isSummed?: boolean;
}

export interface NoteRow {
  readonly name: string;
  readonly text: string;
}

export function csvOf<Row>(columns: readonly ExportColumn<Row>[], rows: readonly Row[]): string {
  return csvFromRows(columns, rows);
}

interface WorkbookTexts {
  readonly sheet: string;
  readonly notes: string;
  readonly total: string;
}

/** The list with its totals on one sheet, what it rests on on a second. */
export function workbookOf<Row>(
  columns: readonly ExportColumn<Row>[],
  rows: readonly Row[],
  notes: readonly NoteRow[],
  texts: WorkbookTexts,
): Promise<Uint8Array> {
  return xlsxFromSheets([
    sheetOf(columns, rows, texts),
    {
      name: texts.notes,
      columns: [
        { title: "", kind: "text", width: 18 },
        { title: "", kind: "text", width: 100 },
      ],
      rows: notes.map(({ name, text }) => [name, text]),
      heading: false,
    },
  ]);
}

const NARROWEST = 12;
const WIDEST = 48;

function sheetOf<Row>(columns: readonly ExportColumn<Row>[], rows: readonly Row[], texts: WorkbookTexts): WorkbookSheet {
  const cells = rows.map((row) => columns.map(({ show, value }): TableCell => (show ? show(row) : value(row))));
  const sum = (at: number) => cells.reduce((total, row) => total + Number(row[at] ?? 0), 0);
  return {
    name: texts.sheet,
    columns: columns.map(({ title, isDate, decimals }, at) => ({
      title,
      kind: isDate ? "date" : decimals === undefined ? "text" : "number",
      ...(decimals === undefined ? {} : { format: decimals === 0 ? "#,##0" : `#,##0.${"0".repeat(decimals)}` }),
      width: Math.min(WIDEST, Math.max(NARROWEST, ...[title, ...cells.map((row) => row[at])].map(widthOf))),
    })),
    rows: cells,
    ...(rows.length < 2
      ? {}
      : { totals: columns.map(({ isSummed }, at): TableCell => (isSummed ? sum(at) : at === 0 ? texts.total : null)) }),
  };
}

/** Characters of a text, Chinese ones counted twice. */
function widthOf(cell: TableCell): number {
  if (typeof cell !== "string") return 0;
  return [...cell].reduce((width, character) => width + (/[\u2e80-\uffef]/.test(character) ? 2 : 1), 2);
}
