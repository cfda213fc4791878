import { extname } from "node:path";
import { writeFileWhole } from "../input/files.ts";
import { UsageError } from "../input/usage-error.ts";
import { renderCsv } from "../text/csv.ts";
import { type Column, renderTable } from "../text/table.ts";
import { type Call, say } from "./command.ts";

/** A table with its rows bound in, printable and writable. */
export interface Sheet {
  readonly rows: number;
  csv(): string;
  /** The first rows for people, and how many more there are. */
  text(call: Call, mostRows?: number): string;
}

export function sheet<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Sheet {
  return {
    rows: rows.length,
    csv: () => renderCsv(columns, rows),
    text(call, mostRows = 30) {
      const rest = rows.length - mostRows;
      const table = renderTable(columns, rows.slice(0, mostRows));
      if (rest <= 0) return table;
      return `${table}\n${say(call, { zh: `…… 另有 ${rest} 行；全部见 --json 或 --out`, en: `… ${rest} more rows; all of them with --json or --out` })}`;
    },
  };
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
  /** The text for people. */
  readonly text: string;
  /** The rows of `--out FILE.csv`. */
  readonly table: Sheet;
  /** The features of `--out FILE.geojson`, where the verb has any. */
  readonly features?: () => FeatureCollectionOut;
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
      `--out cannot write ${format === "" ? "a file without extension" : `.${format}`}: ${path}`,
      `this verb writes ${formats.map((each) => `.${each}`).join(", ")}`,
    );
  return { path, format };
}

function contentOf(answer: Answer, format: string): string {
  if (format === "csv") return answer.table.csv();
  if (format === "geojson" && answer.features) return `${JSON.stringify(answer.features())}\n`;
  return `${JSON.stringify(answer.json, null, 2)}\n`;
}

/** Prints the answer as the flags ask: to the file of `--out`, as JSON, or as text. */
export async function give(call: Call, formats: readonly string[], answer: Answer): Promise<void> {
  const out = outFileOf(call, formats);
  if (out) {
    await writeFileWhole(out.path, contentOf(answer, out.format));
    call.io.err(`${say(call, { zh: "已写入", en: "written:" })} ${out.path}\n`);
  }
  if (call.args.has("json")) call.io.out(`${JSON.stringify(answer.json, null, 2)}\n`);
  else if (!out) call.io.out(`${answer.text}\n`);
}
