import { type FortranFormat, fieldOf, parseFortranFormat } from "./fortran-format.ts";
import { GridFindings } from "./grid-issues.ts";
import type { ReceptorFile, ReceptorLayout } from "./receptor-file.ts";
import { SeriesCollector } from "./series-collector.ts";

/** Names of columns in header lines; those of two words must not fall apart. */
const COLUMN_NAME = /(?:AVERAGE|TOTAL|DRY|WET) (?:CONC|DEPO)|DATE ?\(CONC\)|NET ID|NUM (?:HRS|YRS)|\S+/g;
const HEADER_OF_NAMES = /^\*\s*X\s+Y\s/;
const CONCENTRATION = "AVERAGE CONC";
const NEEDED = ["X", "Y", CONCENTRATION] as const;

interface Layout {
  readonly format: FortranFormat;
  /** Place of each named column among the fields. */
  readonly placeOf: ReadonlyMap<string, number>;
}

/**
 * Reads a PLOTFILE or POSTFILE of AERMOD, or of ISCST3: comments begin with `*`; the line `* FORMAT:` gives the columns of a
 * record, the line `* X Y AVERAGE CONC …` their names. Concatenated files are taken part by part, each by its own header.
 * Without a header the caller's `layout` says both. Nothing is guessed: a record that does not fit its format is an error.
 *
 * Source: AERMOD user's guide (EPA-454/B-22-007), appendix C; formats PLTFRM and PSTFRM of its source.
 */
export function readDispersionFile(text: string, file: string, layout?: ReceptorLayout): ReceptorFile {
  const reader = new DispersionReader(file, layout);
  let line = 0;
  for (let at = 0; at <= text.length && !reader.isDone; ) {
    const end = text.indexOf("\n", at);
    const stop = end < 0 ? text.length : end;
    line += 1;
    reader.take(text.slice(at, text[stop - 1] === "\r" ? stop - 1 : stop), line);
    at = stop + 1;
  }
  return reader.result();
}

class DispersionReader {
  readonly #file: string;
  readonly #findings: GridFindings;
  readonly #collector = new SeriesCollector();
  #program: ReceptorFile["program"] = "Fortran";
  #format: FortranFormat | null = null;
  #layout: Layout | null = null;
  #stated: number | null = null;
  #statedLine: number | null = null;
  #records = 0;
  #hasGivenUp = false;
  #inHeader = true;

  constructor(file: string, layout: ReceptorLayout | undefined) {
    this.#file = file;
    this.#findings = new GridFindings(file);
    if (!layout) return;
    this.#takeFormat(layout.format, null);
    this.#takeNames(layout.columns, null);
  }

  get isDone(): boolean {
    return this.#hasGivenUp || this.#findings.isFull;
  }

  take(record: string, line: number): void {
    if (record.startsWith("*")) this.#header(record, line);
    else if (record.trim() !== "") this.#record(record, line);
  }

  result(): ReceptorFile {
    this.#collector.closePart(this.#stated, this.#statedLine, this.#findings);
    if (this.#records === 0 && this.#findings.issues.length === 0)
      this.#findings.add("grid-no-receptors", null, "there are no records", "没有预测点数据");
    const { issues } = this.#findings;
    return {
      file: this.#file,
      program: this.#program,
      coordinates: "plane",
      unit: "ug/m3",
      series: issues.length === 0 ? this.#collector.result() : [],
      issues,
    };
  }

  #header(record: string, line: number): void {
    if (!this.#inHeader && /^\*\s*(?:AERMOD|ISC|AERMET|MODELING|(?:POST\/)?PLOT FILE)/.test(record)) this.#nextPart();
    this.#inHeader = true;
    const program = /^\*\s*(AERMOD|ISCST3|ISC)\b/.exec(record)?.[1];
    if (program) this.#program = program === "AERMOD" ? "AERMOD" : "ISCST3";
    const stated = /FOR A TOTAL OF\s+(\d+)\s+RECEPTORS/.exec(record)?.[1];
    if (stated !== undefined) {
      this.#stated = Number(stated);
      this.#statedLine = line;
    }
    const format = /^\*\s*FORMAT:\s*(\(.*\))/.exec(record)?.[1];
    if (format !== undefined) this.#takeFormat(format, line);
    if (HEADER_OF_NAMES.test(record)) this.#takeNames(record.slice(1).match(COLUMN_NAME) ?? [], line);
  }

  #nextPart(): void {
    this.#collector.closePart(this.#stated, this.#statedLine, this.#findings);
    this.#stated = null;
    this.#statedLine = null;
    this.#format = null;
    this.#layout = null;
  }

  #takeFormat(source: string, line: number | null): void {
    const { format, problem } = parseFortranFormat(source);
    if (problem) {
      this.#findings.add(
        "grid-format-invalid",
        line,
        `${problem.en}; export the file again, or state format and columns`,
        `${problem.zh}；请重新导出，或另行给出 format 与 columns`,
      );
      this.#hasGivenUp = true;
    }
    this.#format = format;
  }

  #takeNames(names: readonly string[], line: number | null): void {
    const places = names.map(
      (name, index) => [name.toUpperCase().replace("DATE (CONC)", "DATE(CONC)").replace("HIVAL", "RANK"), index] as const,
    );
    const placeOf = new Map(places);
    const missing = NEEDED.filter((name) => !placeOf.has(name));
    const fields = this.#format?.fields ?? [];
    if (missing.length > 0)
      this.#findings.add(
        "grid-column-missing",
        line,
        `the columns are ${names.join(", ")}; ${missing.join(", ")} is missing. Export concentrations (CONC), one value a record`,
        `列为 ${names.join("、")}，缺少 ${missing.join("、")}；请导出浓度（CONC），每条记录一个值`,
      );
    else if (this.#format && NEEDED.some((name) => fields[placeOf.get(name)!]?.kind !== "real"))
      this.#findings.add(
        "grid-format-invalid",
        line,
        "the FORMAT and the names of the columns do not belong together: X, Y and the concentration must be real numbers",
        "FORMAT 与列名不符：X、Y 和浓度应为实数字段",
      );
    else if (this.#format) {
      this.#layout = { format: this.#format, placeOf };
      return;
    }
    this.#hasGivenUp ||= missing.length > 0 || this.#format !== null;
  }

  #record(record: string, line: number): void {
    this.#inHeader = false;
    if (!this.#layout) {
      this.#findings.add(
        "grid-format-missing",
        line,
        "records begin, but no `* FORMAT:` line and no line of column names came before them; export with header, or state format and columns",
        "数据之前没有 `* FORMAT:` 行和列名行；请带文件头导出，或另行给出 format 与 columns",
      );
      this.#hasGivenUp = true;
      return;
    }
    this.#records += 1;
    const { format } = this.#layout;
    const stray = format.gaps.find(([from, to]) => !/^[ *]*$/.test(record.slice(from, to)));
    if (stray) {
      this.#findings.add(
        "grid-column-shifted",
        line,
        `column ${stray[0] + 1} should be blank by the FORMAT but holds "${record.slice(...stray)}"; the columns are shifted`,
        `按 FORMAT 第 ${stray[0] + 1} 列应为空白，实为“${record.slice(...stray)}”，列已错位`,
      );
      return;
    }
    const x = this.#number(record, line, "X");
    const y = this.#number(record, line, "Y");
    const concentration = this.#number(record, line, CONCENTRATION);
    if (x === null || y === null || concentration === null) return;
    if (concentration < 0) {
      this.#findings.add(
        "grid-value-invalid",
        line,
        `the concentration is ${concentration}; it must be 0 or more`,
        `浓度为 ${concentration}，应不小于 0`,
      );
      return;
    }
    this.#collector.add({
      x,
      y,
      concentration,
      averagingPeriod: this.#text(record, "AVE"),
      group: this.#text(record, "GRP"),
      rank: this.#text(record, "RANK"),
      time: this.#text(record, "DATE"),
    });
  }

  #number(record: string, line: number, name: string): number | null {
    const field = this.#layout!.format.fields[this.#layout!.placeOf.get(name)!]!;
    const { value, problem } = fieldOf(record, field);
    if (typeof value === "number") return value;
    const [en, zh] = problem
      ? [problem.en, problem.zh]
      : ["is blank; the line is cut or the columns are shifted", "为空，行被截断或列错位"];
    const raw = record.slice(field.start, field.start + field.width).trim();
    this.#findings.add("grid-value-invalid", line, `${name} "${raw}" ${en}`, `${name}“${raw}”${zh}`);
    return null;
  }

  #text(record: string, name: string): string | null {
    const place = this.#layout!.placeOf.get(name);
    const field = place === undefined ? undefined : this.#layout!.format.fields[place];
    return field ? record.slice(field.start, field.start + field.width).trim() || null : null;
  }
}
