import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { read, utils } from "@e965/xlsx";
import type { Page } from "playwright-core";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const run = promisify(execFile);

/** The bytes that `parkatlas …args --out FILE` writes: what an exported list is held against. */
export async function commandLineFile(args: readonly string[], extension: string): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), "parkatlas-"));
  try {
    const out = join(folder, `out.${extension}`);
    await run(process.execPath, ["packages/cli/bin/parkatlas.mjs", ...args, "--out", out], { cwd: root });
    return await readFile(out);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export interface SavedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The file that a click, or Enter on the focused button, hands to the reader. */
export async function savedFile(page: Page, act: () => Promise<unknown>): Promise<SavedFile> {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  const path = await download.path();
  return { name: download.suggestedFilename(), bytes: await readFile(path) };
}

export type CsvRow = Readonly<Record<string, string>>;

/** RFC 4180 with a byte-order mark, first line the keys. */
export function readCsv(bytes: Uint8Array): readonly CsvRow[] {
  const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  if (!text.startsWith("\uFEFF")) throw new Error("no byte-order mark: Excel would read Chinese as garbage");
  const [keys, ...rows] = text
    .slice(1)
    .trimEnd()
    .split("\r\n")
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, plain]) =>
        (quoted ?? plain ?? "").replaceAll('""', '"'),
      ),
    );
  return rows.map((cells) => Object.fromEntries(keys!.map((key, at) => [key, cells[at] ?? ""])));
}

/**
 * The rows with only the keys that both have; at least `keys` must be among them. Numbers to a millionth: two builds of the
 * engine that runs the library differ in the last bits of sines.
 */
export function shared(rows: readonly CsvRow[], other: readonly CsvRow[], keys: readonly string[]): readonly CsvRow[] {
  const known = Object.keys(other[0] ?? {});
  const missing = keys.filter((key) => !known.includes(key) || !Object.keys(rows[0] ?? {}).includes(key));
  if (missing.length > 0) throw new Error(`columns missing on one side: ${missing.join(", ")}`);
  const common = Object.keys(rows[0] ?? {}).filter((key) => known.includes(key));
  return rows
    .map((row) => Object.fromEntries(common.map((key) => [key, rounded(row[key]!)])))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function rounded(cell: string): string {
  return /^-?\d+\.\d+(e-?\d+)?$/.test(cell) ? Number(cell).toFixed(6) : cell;
}

/** The sheets of a workbook by name, each as rows of cells. */
export function readWorkbook(bytes: Uint8Array): Readonly<Record<string, readonly (readonly unknown[])[]>> {
  const book = read(bytes, { type: "array" });
  return Object.fromEntries(
    book.SheetNames.map((name) => [name, utils.sheet_to_json<unknown[]>(book.Sheets[name]!, { header: 1, raw: true })]),
  );
}
