import { extname } from "node:path";
import { csvFromRows, type WorkbookSheet, xlsxFromSheets } from "@parkatlas/formats";
import { writeFileWhole } from "../input/files.ts";
import { UsageError } from "../input/usage-error.ts";
import { softwareVersion } from "../input/version.ts";
import { type Notes, noteRows, noticesOf } from "../text/notes.ts";
import { type Column, type NumberFormat, renderTable, totalsOf } from "../text/table.ts";
import { displayWidth } from "../text/width.ts";
import { type Call, say } from "./command.ts";

/** A table with its rows bound in, printable and writable. */
export interface Sheet {
  readonly rows: number;
  csv(): string;
  /** The first rows for people, how many more there are, and the totals of all of them. */
  text(call: Call, mostRows?: number): string;
  workbook(call: Call, name: string): WorkbookSheet;
}

export function sheet<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Sheet {
  const totals = (call: Call) => totalsOf(columns, rows, say(call, { zh: "合计", en: "total" }));
  return {
    rows: rows.length,
    csv: () => csvFromRows(columns, rows),
    text(call, mostRows = 30) {
      const rest = rows.length - mostRows;
      const table = renderTable(columns, rows.slice(0, mostRows), totals(call));
      if (rest <= 0) return table;
      return `${table}\n${say(call, { zh: `…… 另有 ${rest} 行；全部见 --json 或 --out`, en: `… ${rest} more rows; all of them with --json or --out` })}`;
    },
    workbook: (call, name) => workbookSheet(columns, rows, totals(call), name),
  };
}

/** Widest column of a spreadsheet, characters; longer texts run on or are cut by the program that shows them. */
const WIDEST = 48;

function workbookSheet<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  totals: ReturnType<typeof totalsOf>,
  name: string,
): WorkbookSheet {
  const inUnit = ({ number }: Column<Row>, value: ReturnType<Column<Row>["value"]>) =>
    typeof value === "number" && number?.per !== undefined ? value / number.per : value;
  const cells = (row: Row) =>
    columns.map((column) => (column.show && !column.number ? blankDash(column.show(row)) : inUnit(column, column.value(row))));
  const body = rows.map(cells);
  return {
    name,
    columns: columns.map((column, index) => ({
      title: column.title,
      kind: column.isDate ? "date" : column.number ? "number" : "text",
      ...(column.number ? { format: excelFormat(column.number) } : {}),
      width: Math.min(WIDEST, 2 + Math.max(10, displayWidth(column.title), ...body.map((row) => widthOf(row[index])))),
    })),
    rows: body,
    ...(totals ? { totals: totals.map((total, index) => inUnit(columns[index]!, total)) } : {}),
  };
}

/** On a screen a dash says that there is nothing; in a spreadsheet the empty cell does. */
function blankDash(text: string): string | null {
  return text === "–" ? null : text;
}

function widthOf(value: unknown): number {
  return typeof value === "string" ? displayWidth(value) : 0;
}

function excelFormat({ decimals, percent }: NumberFormat): string {
  if (percent) return "0.00%";
  return decimals === 0 ? "#,##0" : `#,##0.${"0".repeat(decimals)}`;
}

/** GeoJSON as it is written to a file. */
interface FeatureCollectionOut {
  readonly type: "FeatureCollection";
  readonly features: readonly { readonly type: "Feature"; readonly geometry: unknown; readonly properties: unknown }[];
}

/** What a verb found, in every form that it can take. */
export interface Answer {
  /** The object of `--json`, by the contract. */
  readonly json: unknown;
  /** The text for people; the notices of `notes` are put below it. */
  readonly text: string;
  /** The rows of `--out FILE.csv`. */
  readonly table: Sheet;
  /** The sheets of `--out FILE.xlsx` by name; `table` alone where absent. A notes sheet follows. */
  readonly sheets?: readonly (readonly [name: string, sheet: Sheet])[];
  /** The features of `--out FILE.geojson`, where the verb has any. */
  readonly features?: () => FeatureCollectionOut;
  /** The bytes of `--out FILE.png`, where the verb can draw. */
  readonly picture?: () => Promise<Uint8Array>;
  /** What the answer rests on; absent where no dataset is asked. */
  readonly notes?: Notes;
}

/**
 * The file of `--out` with its format, checked before any work is done. Throws a {@link UsageError} that names the
 * formats this verb writes.
 */
export function outFileOf({ args }: Call, formats: readonly string[]): { readonly path: string; readonly format: string } | null {
  const path = args.text("out");
  if (path === undefined) return null;
  const format = extname(path).slice(1).toLowerCase();
  if (!formats.includes(format))
    throw new UsageError(
      {
        zh: `--out 不能写${format === "" ? "没有扩展名的文件" : ` .${format} `}：${path}`,
        en: `--out cannot write ${format === "" ? "a file without extension" : `.${format}`}: ${path}`,
      },
      {
        zh: `此命令可写 ${formats.map((each) => `.${each}`).join("、")}`,
        en: `this verb writes ${formats.map((each) => `.${each}`).join(", ")}`,
      },
    );
  return { path, format };
}

/** The collection with what it rests on beside the features, as a foreign member (RFC 7946 §6.1). */
function geojsonText(call: Call, { features }: FeatureCollectionOut, notes: Notes | undefined): string {
  const about = notes && {
    dataset: notes.dataset,
    datasetSha256: notes.sha256,
    asOf: notes.asOf,
    synthetic: notes.synthetic,
    notices: noticesOf(notes, call.language),
    software: `ParkAtlas ${softwareVersion()}`,
  };
  return `${JSON.stringify({ type: "FeatureCollection", ...(about ? { parkatlas: about } : {}), features })}\n`;
}

async function workbookOf(call: Call, { table, sheets, notes }: Answer): Promise<Uint8Array> {
  const named = sheets ?? [[say(call, { zh: "结果", en: "answer" }), table] as const];
  const written = named.map(([name, each]) => each.workbook(call, name));
  if (notes)
    written.push({
      name: say(call, { zh: "说明", en: "notes" }),
      columns: [
        { title: "", kind: "text", width: 18 },
        { title: "", kind: "text", width: 100 },
      ],
      rows: noteRows(notes, softwareVersion(), call.language),
      heading: false,
    });
  return xlsxFromSheets(written);
}

async function contentOf(call: Call, answer: Answer, format: string): Promise<string | Uint8Array> {
  if (format === "csv") return answer.table.csv();
  if (format === "xlsx") return workbookOf(call, answer);
  if (format === "geojson" && answer.features) return geojsonText(call, answer.features(), answer.notes);
  if (format === "png" && answer.picture) return answer.picture();
  return `${JSON.stringify(answer.json, null, 2)}\n`;
}

/** Prints the answer as the flags ask: to the file of `--out`, as JSON, or as text. */
export async function give(call: Call, formats: readonly string[], answer: Answer): Promise<void> {
  const out = outFileOf(call, formats);
  if (out) {
    await writeFileWhole(out.path, await contentOf(call, answer, out.format));
    call.io.err(`${say(call, { zh: "已写入", en: "written:" })} ${out.path}\n`);
  }
  if (call.args.has("json")) call.io.out(`${JSON.stringify(answer.json, null, 2)}\n`);
  else if (!out) {
    const notices = answer.notes ? noticesOf(answer.notes, call.language) : [];
    call.io.out(`${[answer.text, ...(notices.length > 0 ? ["", ...notices] : [])].join("\n")}\n`);
  }
}
