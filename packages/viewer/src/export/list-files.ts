import { aboutOf, type ExportContext, notesOf } from "./notes.ts";
import { csvOf, type ExportColumn, type NoteRow, workbookOf } from "./sheet.ts";

export const EXPORT_FORMATS = ["csv", "xlsx", "geojson"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** A list ready to be written: rows, columns, features and the words of the choice behind it. */
export interface ExportList<Row> {
  readonly context: ExportContext;
  /** File name without extension. */
  readonly name: string;
  readonly sheet: string;
  readonly columns: readonly ExportColumn<Row>[];
  readonly rows: readonly Row[];
  readonly choices: readonly NoteRow[];
  readonly features: () => readonly unknown[];
}

const TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: "text/csv;charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  geojson: "application/geo+json",
};

/** The list as a file of the format, with its name. */
export async function listFile<Row>(list: ExportList<Row>, format: ExportFormat): Promise<File> {
  const content = await contentOf(list, format);
  return new File([content as BlobPart], `${list.name}.${format}`, { type: TYPES[format] });
}

async function contentOf<Row>(list: ExportList<Row>, format: ExportFormat): Promise<string | Uint8Array> {
  const { context, columns, rows, choices, sheet } = list;
  if (format === "csv") return csvOf(columns, rows);
  const { exported } = context.dict;
  if (format === "xlsx")
    return workbookOf(columns, rows, notesOf(context, choices), { sheet, notes: exported.notes, total: exported.total });
  return `${JSON.stringify({ type: "FeatureCollection", parkatlas: aboutOf(context), features: list.features() })}\n`;
}

/** Hands a file to the reader as a download. */
export function saveFile(file: File): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
