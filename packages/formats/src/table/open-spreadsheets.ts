import readXlsxFile from "read-excel-file/universal";
import { rowsOfCsv } from "../csv/read-csv.ts";
import { decideEncoding, withPreview } from "../encoding/decide-encoding.ts";
import { type ByteSource, readWhole } from "../source/byte-source.ts";
import { finding } from "../source/finding.ts";
import type { Encoding, Report, SourceLayer, SourceValue } from "../source/types.ts";
import { tableLayer } from "./open-table.ts";

const MOST_BYTES = 1 << 28;

function nameOf(file: ByteSource): string {
  return file.name.replace(/^.*[/\\]/, "").replace(/\.[^.]*$/, "");
}

/** Opens a text table: commas, semicolons or tabs; UTF-8, GBK or UTF-16. Every cell is text, and read by its meaning later. */
export async function openCsv(
  file: ByteSource,
  report: Report,
  { encoding: asked }: { readonly encoding?: Encoding } = {},
): Promise<SourceLayer | null> {
  const bytes = await readWhole(file, MOST_BYTES);
  const encoding = decideEncoding([bytes], asked ? { asked } : {});
  const layer = tableLayer(rowsOfCsv(new TextDecoder(encoding.encoding).decode(bytes)), file.name, nameOf(file), "csv", report);
  const names = layer?.fields.map(({ name }) => name) ?? [];
  return layer && { ...layer, encoding: withPreview(encoding, names) };
}

/**
 * Opens the sheets of an XLSX workbook that hold a table; `sheet` names the one that is wanted. Cells that are dates become
 * `YYYY-MM-DD`; a number of more than fifteen digits has lost its last ones in the workbook itself, which is reported.
 */
export async function openXlsx(
  file: ByteSource,
  report: Report,
  { sheet }: { readonly sheet?: string } = {},
): Promise<readonly SourceLayer[]> {
  const bytes = await readWhole(file, MOST_BYTES);
  let sheets: Awaited<ReturnType<typeof readXlsxFile>>;
  try {
    sheets = await readXlsxFile(Uint8Array.from(bytes).buffer);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    report(
      finding(
        "error",
        "xlsx-unreadable",
        { file: file.name },
        {
          zh: `不是可读的 XLSX（${why}）；旧格式 .xls 与加密文件请另存为 .xlsx`,
          en: `it cannot be read as XLSX (${why}); save an old .xls or an encrypted file as .xlsx`,
        },
      ),
    );
    return [];
  }
  const wanted = sheets.filter(({ sheet: name }) => sheet === undefined || name === sheet);
  if (wanted.length === 0)
    report(
      finding(
        "error",
        "sheet-not-found",
        { file: file.name },
        {
          zh: `没有名为“${sheet}”的工作表；有：${sheets.map((each) => each.sheet).join("、")}`,
          en: `there is no sheet "${sheet}"; there are ${sheets.map((each) => each.sheet).join(", ")}`,
        },
      ),
    );
  return wanted.flatMap(({ sheet: name, data }) => {
    if (data.length === 0) return [];
    tellLostDigits(data, file.name, name, report);
    const cells = data.map((row) => row.map(valueOfCell));
    return tableLayer(cells, file.name, sheets.length === 1 ? nameOf(file) : name, "xlsx", report) ?? [];
  });
}

function valueOfCell(cell: unknown): SourceValue {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return typeof cell === "string" || typeof cell === "number" || typeof cell === "boolean" ? cell : null;
}

function tellLostDigits(data: readonly (readonly unknown[])[], file: string, sheet: string, report: Report): void {
  for (const [index, row] of data.entries())
    for (const cell of row)
      if (typeof cell === "number" && Number.isInteger(cell) && Math.abs(cell) >= 1e15) {
        report(
          finding(
            "warning",
            "digits-lost",
            { file, record: index + 1 },
            {
              zh: `工作表“${sheet}”中的 ${cell} 按数字存放，末几位已丢失；请把该列设为文本后重填`,
              en: `${cell} in the sheet "${sheet}" is stored as a number and has lost its last digits; make the column text and fill it in again`,
            },
          ),
        );
        return;
      }
}
