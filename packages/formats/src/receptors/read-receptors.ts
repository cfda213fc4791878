import { readCsvReceptors } from "./csv-receptors.ts";
import { readDispersionFile } from "./dispersion-file.ts";
import { GridFindings, type GridIssueCode } from "./grid-issues.ts";
import type { ReceptorFile, ReceptorLayout } from "./receptor-file.ts";

/** Larger files do not fit the memory as text; hourly values of a year do not belong here, their maxima do. */
const MOST_BYTES = 400e6;

export interface ReadReceptorsOptions {
  /** Name of the file, for findings. */
  readonly file: string;
  /** Format and columns of a file without header (AERMOD's NOHEADER). */
  readonly layout?: ReceptorLayout;
}

/**
 * The receptors in a file: PLOTFILE or POSTFILE of AERMOD or ISCST3, or a table (CSV). Recognised by its first characters:
 * dispersion models begin with a comment, tables with a header. Text in UTF-8 or GB18030. Everything wrong is a finding, and
 * a file with an error gives no receptors at all. Never throws on bad data; cost O(bytes).
 */
export function readReceptors(bytes: Uint8Array, { file, layout }: ReadReceptorsOptions): ReceptorFile {
  if (bytes.length > MOST_BYTES)
    return refused(
      file,
      "grid-not-text",
      `the file has ${Math.round(bytes.length / 1e6)} MB, the most is ${MOST_BYTES / 1e6} MB; export the highest values (PLOTFILE) instead of every hour (POSTFILE)`,
      `文件为 ${Math.round(bytes.length / 1e6)} MB，上限为 ${MOST_BYTES / 1e6} MB；请导出最大值（PLOTFILE），而不是逐时值（POSTFILE）`,
    );
  if (bytes.subarray(0, 4096).includes(0))
    return refused(
      file,
      "grid-not-text",
      "the file is not text; write POSTFILE with PLOT, not UNFORM",
      "不是文本文件；POSTFILE 请用 PLOT 而不是 UNFORM 格式输出",
    );
  const text = decoded(bytes);
  const isDispersion = layout !== undefined || text.trimStart().startsWith("*");
  return isDispersion ? readDispersionFile(text, file, layout) : readCsvReceptors(text, file);
}

function refused(file: string, code: GridIssueCode, en: string, zh: string): ReceptorFile {
  const findings = new GridFindings(file);
  findings.add(code, null, en, zh);
  return { file, program: "Fortran", coordinates: "plane", unit: null, series: [], issues: findings.issues };
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    // Titles and headers in Chinese come from programs that write GB18030, in which every byte sequence means something.
    return new TextDecoder("gb18030").decode(bytes);
  }
}
