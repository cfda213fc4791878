import { finding } from "../source/finding.ts";
import type { Report, SourceCrs } from "../source/types.ts";
import type { PlotLines, Sections } from "./sections.ts";

/** How the numbers of a file are to be taken. */
export interface PointsFrame {
  readonly crs: SourceCrs;
  /** True where the file writes the easting before the northing, against its format. */
  readonly eastingFirst: boolean;
}

type Datum = "cgcs2000" | "xian80" | "beijing54";

/** EPSG codes of the Gauss–Krüger zones: of zone 0 with the prefix, and of the central meridian 75° without it. */
const CODES: Readonly<Record<Datum, Readonly<Record<3 | 6, { readonly zone0: number; readonly meridian75: number }>>>> = {
  cgcs2000: { 3: { zone0: 4488, meridian75: 4534 }, 6: { zone0: 4478, meridian75: 4502 } },
  xian80: { 3: { zone0: 2324, meridian75: 2370 }, 6: { zone0: 2314, meridian75: 2338 } },
  beijing54: { 3: { zone0: 2376, meridian75: 2422 }, 6: { zone0: 21_400, meridian75: 21_453 } },
};

const NORTHING = { least: 1_800_000, most: 6_000_000 };

type Role = "northing" | "prefixed-easting" | "bare-easting" | "degrees" | "unknown";

/** What a number can be, by its size alone; northings and eastings of China share no range. */
function roleOf(value: number): Role {
  if (value >= NORTHING.least && value <= NORTHING.most) return "northing";
  const zone = Math.floor(value / 1e6);
  if ((zone >= 13 && zone <= 23) || (zone >= 25 && zone <= 45)) return "prefixed-easting";
  if (value >= 100_000 && value < 1_000_000) return "bare-easting";
  return Math.abs(value) <= 180 ? "degrees" : "unknown";
}

function datumOf(text: string | undefined): Datum | null {
  if (text === undefined) return null;
  if (/2000|CGCS/i.test(text)) return "cgcs2000";
  if (/80|西安/.test(text)) return "xian80";
  return /54|北京/.test(text) ? "beijing54" : null;
}

function numberIn(text: string | undefined): number | null {
  const digits = /\d+/.exec(text ?? "")?.[0];
  return digits === undefined ? null : Number(digits);
}

/**
 * The CRS a file declares (`坐标系`, `几度分带`, `带号`), checked against its numbers, and the order of its two columns told from
 * their size. Where the file does not say enough, or contradicts itself, the CRS is none and the finding says what to ask for:
 * the datum is never guessed, since no number tells it.
 */
export function pointsFrame({ attributes, plots }: Sections, file: string, report: Report): PointsFrame {
  const roles = columnRoles(plots);
  const eastingFirst = roles.second === "northing" && roles.first !== "northing";
  if (eastingFirst)
    report(
      finding(
        "warning",
        "columns-swapped",
        { file },
        {
          zh: "X、Y 两列颠倒（应为北坐标在前），已按数值大小识别",
          en: "the columns X and Y are swapped (the northing belongs first); told by the size of the numbers",
        },
      ),
    );
  const easting = eastingFirst ? roles.first : roles.second;
  const northing = eastingFirst ? roles.second : roles.first;
  if (plots.length > 0 && (northing !== "northing" || (easting !== "prefixed-easting" && easting !== "bare-easting"))) {
    report(
      finding(
        "error",
        "coordinates-not-projected",
        { file },
        {
          zh: `坐标 ${sample(plots)} 不像高斯－克吕格坐标（北坐标七位、东坐标六位或带带号八位）；请核对，或以 --crs 指定`,
          en: `the coordinates ${sample(plots)} are no Gauss–Krüger ones (northing of seven digits, easting of six, or eight with the zone); check them, or say --crs`,
        },
      ),
    );
    return { crs: { kind: "none" }, eastingFirst };
  }
  return { crs: declaredCrs(attributes, plots, easting === "prefixed-easting", eastingFirst, file, report), eastingFirst };
}

function sample(plots: readonly PlotLines[]): string {
  const point = plots.find(({ points }) => points.length > 0)?.points[0];
  return point ? `${point.first}, ${point.second}` : "";
}

/** The role that every number of a column has; "unknown" where they differ. */
function columnRoles(plots: readonly PlotLines[]): { readonly first: Role; readonly second: Role } {
  const seen = { first: new Set<Role>(), second: new Set<Role>() };
  for (const { points } of plots)
    for (const { first, second } of points) {
      seen.first.add(roleOf(first));
      seen.second.add(roleOf(second));
    }
  const only = (roles: ReadonlySet<Role>): Role => (roles.size === 1 ? [...roles][0]! : "unknown");
  return { first: only(seen.first), second: only(seen.second) };
}

function declaredCrs(
  attributes: ReadonlyMap<string, string>,
  plots: readonly PlotLines[],
  hasPrefix: boolean,
  eastingFirst: boolean,
  file: string,
  report: Report,
): SourceCrs {
  const datum = datumOf(attributes.get("坐标系"));
  const prefixes = new Set(
    plots.flatMap(({ points }) => points.map(({ first, second }) => Math.floor((eastingFirst ? first : second) / 1e6))),
  );
  const prefix = hasPrefix && prefixes.size === 1 ? [...prefixes][0]! : null;
  const zone = prefix ?? numberIn(attributes.get("带号"));
  const width = zoneWidth(attributes, prefix);
  const told = numberIn(attributes.get("带号"));
  const contradicts = prefix !== null && told !== null && told !== prefix;
  if (datum && width && zone !== null && !contradicts && prefixes.size <= 1) {
    const { zone0, meridian75 } = CODES[datum][width];
    const meridianDeg = width === 3 ? 3 * zone : 6 * zone - 3;
    const inChina = meridianDeg >= 75 && meridianDeg <= 135;
    if (inChina) return { kind: "code", code: `EPSG:${hasPrefix ? zone0 + zone : meridian75 + (meridianDeg - 75) / width}` };
  }
  const lacking = contradicts
    ? { zh: `带号写 ${told}，坐标却带 ${prefix} 带`, en: `the zone is given as ${told}, but the eastings begin with ${prefix}` }
    : prefixes.size > 1 && hasPrefix
      ? { zh: `坐标分属 ${[...prefixes].join("、")} 带`, en: `the eastings lie in the zones ${[...prefixes].join(", ")}` }
      : datum
        ? { zh: "缺少带号或几度分带", en: "the zone or its width is not given" }
        : {
            zh: "没有写明坐标系（54、80、2000 无法由数值判断）",
            en: "the datum is not given, and no number tells 54, 80 and 2000 apart",
          };
  report(
    finding(
      "warning",
      "crs-not-declared",
      { file },
      {
        zh: `${lacking.zh}；请核对文件，以 --crs EPSG:n 指定`,
        en: `${lacking.en}; check the file and say --crs EPSG:n`,
      },
    ),
  );
  return { kind: "none" };
}

function zoneWidth(attributes: ReadonlyMap<string, string>, prefix: number | null): 3 | 6 | null {
  const told = numberIn(attributes.get("几度分带") ?? attributes.get("分带"));
  if (told === 3 || told === 6) return told;
  // In China the zone numbers of 3° and of 6° share none.
  return prefix === null ? null : prefix >= 25 ? 3 : 6;
}
