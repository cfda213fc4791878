import { finding } from "../source/finding.ts";
import type { Report } from "../source/types.ts";

export interface PointLine {
  readonly line: number;
  readonly pointName: string;
  readonly ring: string;
  /** The two coordinates in the order of the file: northing first by the format, easting first in files that swap them. */
  readonly first: number;
  readonly second: number;
}

export interface PlotLines {
  readonly line: number;
  /** The fields of the head line, without the @ at its end. */
  readonly head: readonly string[];
  readonly points: readonly PointLine[];
}

/** The text of a boundary-point file taken apart; nothing is interpreted yet. */
export interface Sections {
  /** `坐标系` → `2000国家大地坐标系` and the like, of every section before the plots. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly plots: readonly PlotLines[];
}

const NUMBER = /^[-+]?\d+(\.\d*)?([eE][-+]?\d+)?$/;

/**
 * Takes a boundary-point file (勘测定界界址点坐标交换格式) apart into attributes and plots. Blank lines, blanks at the edges and
 * full-width signs are no obstacle; a line that is neither head nor point is reported with its number and left out.
 */
export function readSections(text: string, file: string, report: Report): Sections {
  const attributes = new Map<string, string>();
  const plots: { line: number; head: string[]; points: PointLine[] }[] = [];
  let inPlots = false;
  for (const [index, raw] of text
    .replace(/^\ufeff/, "")
    .split(/\r\n|\r|\n/)
    .entries()) {
    const line = index + 1;
    const plain = halfWidth(raw.trim());
    if (plain === "") continue;
    const section = /^\[(.*)\]$/.exec(plain)?.[1]?.trim();
    if (section !== undefined) {
      inPlots = section === "地块坐标";
      continue;
    }
    if (!inPlots) {
      const [, key, value] = /^([^=]*)=(.*)$/.exec(plain) ?? [];
      if (key !== undefined) attributes.set(key.trim(), value!.trim());
      continue;
    }
    const fields = plain
      .replace(/,?\s*@\s*$/, "")
      .split(",")
      .map((field) => field.trim());
    const point = plain.endsWith("@") ? null : pointOf(fields, line);
    if (point && plots.length > 0) plots.at(-1)!.points.push(point);
    else if (!point && (plain.endsWith("@") || fields.length >= 5)) plots.push({ line, head: fields, points: [] });
    else
      report(
        finding(
          "error",
          "line-not-understood",
          { file, line },
          {
            zh: `“${plain.slice(0, 40)}”既不是地块行（以 @ 结尾）也不是界址点行（点号,圈号,X,Y）；请改正`,
            en: `"${plain.slice(0, 40)}" is neither a plot (ending in @) nor a point (name,ring,X,Y); correct it`,
          },
        ),
      );
  }
  return { attributes, plots };
}

/** Structure written in full-width signs, as a Chinese keyboard gives them; beside half-width ones they belong to a name. */
function halfWidth(line: string): string {
  const closed = line.replace(/＠$/, "@").replace(/^［(.*)］$/, "[$1]");
  const split = closed.includes(",") ? closed : closed.replaceAll("，", ",");
  return split.includes("=") ? split : split.replace("＝", "=");
}

/** A point has four fields whose last two are numbers; more fields at the end, such as a remark, are passed over. */
function pointOf(fields: readonly string[], line: number): PointLine | null {
  const [pointName, ring, first, second] = fields;
  if (fields.length < 4 || fields.length > 6 || !NUMBER.test(first!) || !NUMBER.test(second!)) return null;
  return { line, pointName: pointName!, ring: ring!, first: Number(first), second: Number(second) };
}
