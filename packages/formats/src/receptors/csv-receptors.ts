import { GridFindings } from "./grid-issues.ts";
import type { ConcentrationUnit, ReceptorFile } from "./receptor-file.ts";
import { SeriesCollector } from "./series-collector.ts";
import { concentrationUnitOf } from "./units.ts";

type Role = "x" | "y" | "lon" | "lat" | "concentration" | "period" | "group" | "rank" | "time";

/** What the columns are called, in Chinese reports and in English programs; without blanks, underscores, units and case. */
const NAMES: Readonly<Record<Role, readonly string[]>> = {
  x: ["x", "xm", "xcoord", "x坐标", "east", "easting", "eastm", "东坐标", "东向坐标", "横坐标"],
  y: ["y", "ym", "ycoord", "y坐标", "north", "northing", "northm", "北坐标", "北向坐标", "纵坐标"],
  lon: ["lon", "lng", "long", "longitude", "londeg", "经度", "东经"],
  lat: ["lat", "latitude", "latdeg", "纬度", "北纬"],
  concentration: [
    "concentration",
    "conc",
    "averageconc",
    "浓度",
    "贡献值",
    "浓度贡献值",
    "贡献浓度",
    "最大浓度",
    "预测浓度",
    "预测值",
  ],
  period: ["averagingperiod", "averaging", "ave", "period", "平均时段", "平均时间", "时段", "浓度类型"],
  group: ["group", "grp", "sourcegroup", "源组", "污染源组"],
  rank: ["rank", "hival", "排序", "高值序号"],
  time: ["date", "time", "datetime", "时间", "出现时间", "日期"],
};
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i;

interface Header {
  readonly separator: string;
  readonly placeOf: ReadonlyMap<Role, number>;
  readonly unit: ConcentrationUnit | null;
  readonly coordinates: ReceptorFile["coordinates"];
}

/**
 * Reads receptors from a table: a header row, then one receptor a row; separated by comma, semicolon or tab. Columns are found
 * by their names (`x,y,concentration` or `lon,lat,concentration`, or the Chinese words), the unit stands in brackets behind
 * the name: `浓度(mg/m³)`. Further columns are passed over. Lines that begin with `#` or `*` are comments.
 */
export function readCsvReceptors(text: string, file: string): ReceptorFile {
  const findings = new GridFindings(file);
  const collector = new SeriesCollector();
  let header: Header | null = null;
  let isReadable = true;
  let records = 0;
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    if (raw.trim() === "" || raw.startsWith("#") || raw.startsWith("*")) continue;
    if (findings.isFull || !isReadable) break;
    if (header) {
      records += 1;
      addRow(raw, index + 1, header, collector, findings);
    } else {
      header = headerOf(raw, index + 1, findings);
      isReadable = header !== null;
    }
  }
  if (records === 0 && isReadable)
    findings.add("grid-no-receptors", null, "there are no receptors below the header", "表头之下没有预测点");
  return {
    file,
    program: "CSV",
    coordinates: header?.coordinates ?? "plane",
    unit: header?.unit ?? null,
    series: findings.issues.length === 0 ? collector.result() : [],
    issues: findings.issues,
  };
}

function headerOf(row: string, line: number, findings: GridFindings): Header | null {
  const separator = [",", ";", "\t", "，"].reduce((best, each) =>
    row.split(each).length > row.split(best).length ? each : best,
  );
  const titles = cellsOf(row, separator);
  const placeOf = new Map<Role, number>();
  let unit: ConcentrationUnit | null = null;
  for (const [place, title] of titles.entries()) {
    const [, words = "", unitText = ""] = /^([^(（[【/]*)[(（[【/]?(.*?)[)）\]】]?$/.exec(title) ?? [];
    const name = words.replace(/[\s_]/g, "").toLowerCase();
    const role = (Object.keys(NAMES) as Role[]).find((each) => NAMES[each].includes(name));
    if (role === undefined) continue;
    if (placeOf.has(role)) {
      findings.add(
        "grid-column-missing",
        line,
        `two columns could be the ${role}: "${titles[placeOf.get(role)!]}" and "${title}"; leave one`,
        `有两列均可作为 ${role}：“${titles[placeOf.get(role)!]}”与“${title}”，请只保留一列`,
      );
      return null;
    }
    placeOf.set(role, place);
    if (role === "concentration") unit = concentrationUnitOf(unitText);
  }
  const isLonLat = placeOf.has("lon") && placeOf.has("lat");
  if (placeOf.has("concentration") && (isLonLat || (placeOf.has("x") && placeOf.has("y"))))
    return { separator, placeOf, unit, coordinates: isLonLat ? "lonlat" : "plane" };
  findings.add(
    "grid-column-missing",
    line,
    `the header is ${titles.map((title) => `"${title}"`).join(", ")}; needed are x, y, concentration, or lon, lat, concentration`,
    `表头为${titles.map((title) => `“${title}”`).join("、")}，应含 x、y、浓度，或经度、纬度、浓度`,
  );
  return null;
}

function addRow(
  row: string,
  line: number,
  { separator, placeOf, coordinates }: Header,
  collector: SeriesCollector,
  findings: GridFindings,
): void {
  const cells = cellsOf(row, separator);
  const textOf = (role: Role): string | null => {
    const place = placeOf.get(role);
    return place === undefined ? null : (cells[place] ?? "") || null;
  };
  const number = (role: Role): number | null => {
    const text = textOf(role) ?? "";
    const value = NUMBER.test(text) ? Number(text) : Number.NaN;
    if (Number.isFinite(value) && (role !== "concentration" || value >= 0)) return value;
    const limit = role === "concentration" ? ["a number of 0 or more", "不小于 0 的数字"] : ["a number", "数字"];
    findings.add(
      "grid-value-invalid",
      line,
      `${role} is "${text}"; it must be ${limit[0]}, without thousands separators`,
      `${role} 为“${text}”，应为${limit[1]}，不带千位分隔符`,
    );
    return null;
  };
  const x = number(coordinates === "lonlat" ? "lon" : "x");
  const y = number(coordinates === "lonlat" ? "lat" : "y");
  const concentration = number("concentration");
  if (x === null || y === null || concentration === null) return;
  const [averagingPeriod, group, rank, time] = [textOf("period"), textOf("group"), textOf("rank"), textOf("time")];
  collector.add({ x, y, concentration, averagingPeriod, group, rank, time });
}

/** The cells of a row; a cell in quotes may hold the separator, and a quote written twice. */
function cellsOf(row: string, separator: string): readonly string[] {
  const cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let at = 0; at < row.length; at++) {
    const character = row[at]!;
    if (character === '"') {
      if (isQuoted && row[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = !isQuoted;
    } else if (character === separator && !isQuoted) {
      cells.push(cell.trim());
      cell = "";
    } else cell += character;
  }
  return [...cells, cell.trim()];
}
