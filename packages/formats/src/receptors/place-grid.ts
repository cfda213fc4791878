import {
  crsFromCode,
  GeoError,
  type GridSource,
  type Issue,
  isGeoError,
  type LonLat,
  projectTo,
  type Receptor,
  unprojectFrom,
} from "@parkatlas/geo-core";
import { GridFindings, type GridIssueCode } from "./grid-issues.ts";
import type { ReceptorFile, ReceptorSeries } from "./receptor-file.ts";
import { averagingPeriodOf, convertConcentration } from "./units.ts";

/** A grid on the ground: the receptors of all its files, or null with the findings that stand in the way. */
export interface PlacedReceptors {
  readonly receptors: readonly Receptor[] | null;
  readonly issues: readonly Issue[];
}

type Position = (x: number, y: number) => LonLat;

/**
 * The receptors that a {@link GridSource} means: of its averaging period and source group, in longitude and latitude, with
 * concentrations in the unit of its limit. What is not stated is asked for, never guessed: a plane needs a CRS, a table a
 * unit, several groups a choice, and high values other than the first are no maxima.
 */
export function placeGrid(source: GridSource, files: readonly ReceptorFile[]): PlacedReceptors {
  const issues = files.flatMap((file) => file.issues);
  if (issues.length > 0) return { receptors: null, issues };
  const receptors: Receptor[] = [];
  const found: Issue[] = [];
  for (const file of files) {
    const findings = new GridFindings(file.file);
    placeFile(source, file, findings, receptors);
    found.push(...findings.issues);
  }
  return { receptors: found.length === 0 ? receptors : null, issues: found };
}

function placeFile(source: GridSource, file: ReceptorFile, findings: GridFindings, receptors: Receptor[]): void {
  const report = (code: GridIssueCode, en: string, zh: string) => findings.add(code, null, en, zh);
  const series = seriesOf(source, file, report);
  const unit = unitOf(source, file, report);
  const positionOf = positionsOf(source, file, report);
  if (!series || !unit || !positionOf) return;
  for (const [index, x] of series.x.entries()) {
    const y = series.y[index]!;
    const concentration = convertConcentration(series.concentration[index]!, unit, source.limitUnit);
    try {
      receptors.push({ position: positionOf(x, y), concentration });
    } catch (error) {
      if (!isGeoError(error)) throw error;
      report(
        "grid-position-invalid",
        `receptor ${x}, ${y} lies nowhere: ${error.message} Check the CRS and the origin, and that east comes before north`,
        `预测点 ${x}, ${y} 的位置无效：${error.message} 请核对坐标系、原点以及坐标顺序（东在前、北在后）`,
      );
      return;
    }
  }
}

type Report = (code: GridIssueCode, en: string, zh: string) => void;

/** The series of the period and group that the source asks for. A file that names no period or group is taken at its word. */
function seriesOf({ averagingPeriod, group }: GridSource, { series }: ReceptorFile, report: Report): ReceptorSeries | null {
  const ofPeriod = series.filter(
    (each) => each.averagingPeriod === null || averagingPeriodOf(each.averagingPeriod) === averagingPeriod,
  );
  if (ofPeriod.length === 0) {
    const held = listed(series.map((each) => each.averagingPeriod));
    report(
      "grid-period-missing",
      `there are no values of ${averagingPeriod}, only of ${held}; name another file or averagingPeriod`,
      `没有 ${averagingPeriod} 的数值，只有 ${held}；请改用其他文件或 averagingPeriod`,
    );
    return null;
  }
  const wanted = group ?? (ofPeriod.length > 1 ? "ALL" : undefined);
  const found = ofPeriod.filter(
    (each) => wanted === undefined || each.group === null || each.group.toUpperCase() === wanted.toUpperCase(),
  );
  if (found.length !== 1) {
    const held = listed(ofPeriod.map((each) => each.group));
    report(
      "grid-group-unclear",
      `the source groups of ${averagingPeriod} are ${held}; name one of them as group`,
      `${averagingPeriod} 的污染源组有 ${held}，请以 group 指定其一`,
    );
    return null;
  }
  const [only] = found;
  if (only!.ranks.length > 0 && !only!.ranks.some((rank) => /^1(?:ST)?$/i.test(rank))) {
    report(
      "grid-rank-not-first",
      `the values are ${listed(only!.ranks)} highest, not the highest; export the 1ST highest values`,
      `数值为第 ${listed(only!.ranks)} 高值，不是最大值；请导出第一高值（1ST）`,
    );
    return null;
  }
  return only!;
}

function listed(names: readonly (string | null)[]): string {
  return [...new Set(names.map((name) => name ?? "–"))].join(", ");
}

/** The unit of the concentrations: of the file's header, else what the source states. AERMOD and ISCST3 write µg/m³ by default. */
function unitOf(source: GridSource, file: ReceptorFile, report: Report) {
  const isTable = file.program === "CSV";
  if (isTable && file.unit !== null && source.unit !== undefined && file.unit !== source.unit) {
    report(
      "grid-unit-differs",
      `the header says ${file.unit}, the dataset ${source.unit}; correct one of them`,
      `表头单位为 ${file.unit}，数据集注明为 ${source.unit}，请更正其一`,
    );
    return null;
  }
  const unit = isTable ? (file.unit ?? source.unit) : (source.unit ?? file.unit);
  if (unit) return unit;
  report(
    "grid-unit-missing",
    'the concentrations have no unit; write it into the header, as in "concentration (ug/m3)", or state unit',
    "浓度没有单位；请写在表头中，如“浓度(µg/m³)”，或注明 unit",
  );
  return null;
}

/** How a receptor's x and y become longitude and latitude. */
function positionsOf(source: GridSource, file: ReceptorFile, report: Report): Position | null {
  if (file.coordinates === "lonlat") return degrees;
  if (source.crs === undefined) {
    report(
      "grid-crs-missing",
      "x and y are metres in some plane; state its crs, such as EPSG:4550, and the origin of a local grid",
      "x、y 为平面米制坐标，请注明 crs（如 EPSG:4550）；局部坐标还须注明原点",
    );
    return null;
  }
  try {
    const crs = crsFromCode(source.crs);
    // Degrees need a plane, and this is where a geographic CRS is refused.
    const origin = originOf(source, source.crs);
    if (!origin) {
      report(
        "grid-origin-unclear",
        "the origin needs both numbers, in metres (originEastM, originNorthM) or in degrees (originLonDeg, originLatDeg), and not both kinds",
        "原点须成对给出：米（originEastM、originNorthM）或度（originLonDeg、originLatDeg），两者只取其一",
      );
      return null;
    }
    return (x, y) => unprojectFrom(crs, [origin[0] + x, origin[1] + y]);
  } catch (error) {
    if (!isGeoError(error)) throw error;
    report(
      "grid-crs-missing",
      `crs "${source.crs}" cannot be used: ${error.message}`,
      `crs“${source.crs}”不可用：${error.message}`,
    );
    return null;
  }
}

const degrees: Position = (lonDeg, latDeg) => {
  if (Math.abs(lonDeg) <= 180 && Math.abs(latDeg) <= 90) return [lonDeg, latDeg];
  throw new GeoError("position-out-of-range", "It is no longitude and latitude in degrees.");
};

/** Where x = 0, y = 0 lies in the plane; null where that is not stated clearly. */
function originOf(
  { originEastM, originNorthM, originLonDeg, originLatDeg }: GridSource,
  crs: string,
): readonly [number, number] | null {
  const inMetres = originEastM !== undefined || originNorthM !== undefined;
  const inDegrees = originLonDeg !== undefined || originLatDeg !== undefined;
  if (!inMetres && !inDegrees) return [0, 0];
  if (inMetres && inDegrees) return null;
  if (originEastM !== undefined && originNorthM !== undefined) return [originEastM, originNorthM];
  if (originLonDeg !== undefined && originLatDeg !== undefined) return projectTo(crs, [originLonDeg, originLatDeg]);
  return null;
}
