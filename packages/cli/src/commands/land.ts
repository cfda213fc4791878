import {
  type Dataset,
  type LandReport,
  type LandReportParcel,
  landAnswer,
  landReport,
  landRulesOf,
  type Parcel,
} from "@parkatlas/geo-core";
import { LAND_BY_FLAG, landGroupByOf } from "../input/group-by.ts";
import { UsageError } from "../input/usage-error.ts";
import { type ColumnClosure, closeColumns } from "../text/closure.ts";
import { formatted } from "../text/table.ts";
import { type Answer, give, outFileOf, sheet } from "./answer.ts";
import { AS_OF_FLAG, asOfOf, type Call, type Command, JSON_FLAG, outFlag, say } from "./command.ts";
import { issueColumns } from "./issue-table.ts";
import { classColumns, classRows, groupColumns, groupFileColumns, parcelColumns, parcelFileColumns } from "./land-columns.ts";
import { SERIES_STEPS, seriesOf, seriesSheets } from "./land-series.ts";
import { whyText } from "./land-why.ts";
import { datasetOf, notesOf, provenancesOf, type UsedDataset } from "./use-dataset.ts";

const FORMATS = ["json", "csv", "xlsx", "geojson"];
const SERIES_FORMATS = ["json", "csv", "xlsx"];
/** What an officer looks at first, in this order. */
const FIRST: readonly string[] = ["idle", "suspected-idle", "overdue", "stalled", "unknown"];

/** Findings that a screen shows: of parcels that were asked for by id, and of a whole dataset. */
const FINDINGS_OF_ONE = 20;
const FINDINGS_OF_ALL = 5;

/** Parcels that ask for attention, the worst and longest first. */
function attention(parcels: readonly LandReportParcel[]): readonly LandReportParcel[] {
  const rank = (row: LandReportParcel) => FIRST.indexOf(row.status);
  return parcels
    .filter((row) => rank(row) >= 0)
    .sort((a, b) => rank(a) - rank(b) || (b.daysOverdue ?? -1) - (a.daysOverdue ?? -1) || (a.id < b.id ? -1 : 1));
}

function featuresOf(report: LandReport, parcels: readonly Parcel[]) {
  const geometries = new Map(parcels.map((parcel) => [parcel.id, parcel]));
  const features = report.parcels.map(({ timeline, conditions: _conditions, ...facts }) => ({
    type: "Feature" as const,
    id: facts.id,
    geometry: geometries.get(facts.id)!.geometry,
    properties: { ...facts, asOf: report.asOf, provenance: geometries.get(facts.id)!.properties.provenance ?? null, timeline },
  }));
  return { type: "FeatureCollection" as const, features };
}

/** The rules that the statuses follow and the clauses that they cite. */
function rulesOf(report: LandReport) {
  const clauses = new Map(
    report.parcels.flatMap(({ clause, clauseZh }) => (clause ? [[clause, clauseZh ?? clause] as const] : [])),
  );
  return {
    rules: report.ruleSets.map(({ id, version, title, source }) => ({
      zh: `${title.zh}（${id}/${version}）：${source}`,
      en: `${title.en} (${id}/${version}): ${source}`,
    })),
    clauses: [...clauses].map(([en, zh]) => ({ zh, en })),
  };
}

function closureText(call: Call, closures: readonly ColumnClosure[], ids: readonly string[]): string {
  const placed = closures.filter(({ placedAt }) => placedAt !== null);
  const each = placed.map(({ title, residual, placedAt, decimals }) => {
    const shown = formatted(residual, { decimals });
    return say(call, { zh: `${title} ${shown} 计入 ${ids[placedAt!]}`, en: `${title} ${shown} placed on ${ids[placedAt!]}` });
  });
  const what = each.length > 0 ? each.join(say(call, { zh: "；", en: "; " })) : say(call, { zh: "无尾差", en: "no residual" });
  return say(call, { zh: `强制闭合：${what}`, en: `forced closure: ${what}` });
}

/** The group table, closed where `--closure` asks for it, with what closing had to place. */
function groupsOf(call: Call, report: LandReport, dataset: Dataset) {
  const [shown, filed] = [groupColumns(call), groupFileColumns(call, dataset)];
  if (!call.args.has("closure"))
    return { shown: sheet(shown, report.groups), filed: sheet(filed, report.groups), closures: null, closureLine: [] };
  const closed = closeColumns(filed, report.groups);
  const ids = report.groups.map(({ id }) => id);
  return {
    shown: sheet(closeColumns(shown, report.groups).columns, report.groups),
    filed: sheet(closed.columns, report.groups),
    closures: closed.closures.map(({ parts, placedAt, ...closure }) => ({
      ...closure,
      placedOn: placedAt === null ? null : ids[placedAt]!,
      parts: parts.map((value, index) => ({ id: ids[index]!, value })),
    })),
    closureLine: [closureText(call, closed.closures, ids)],
  };
}

async function giveSeries(call: Call, used: UsedDataset): Promise<number> {
  const { dataset } = used;
  const series = seriesOf(call, dataset, landGroupByOf(call.args));
  const { points, flows } = seriesSheets(call, series, dataset, provenancesOf(dataset, ["parcels"]));
  const last = series.dates.at(-1)!;
  const notes = notesOf(used, ["parcels"], last, rulesOf(landReport(dataset, { asOf: last })));
  const flowTitle = say(call, { zh: "流入与流出", en: "inflow and outflow" });
  await give(call, SERIES_FORMATS, {
    json: { dataset: dataset.id, synthetic: notes.synthetic, ...series },
    text: [points.text(call, 200), "", flowTitle, flows.text(call, 50)].join("\n"),
    table: points,
    sheets: [
      [say(call, { zh: "时间序列", en: "series" }), points],
      [flowTitle, flows],
    ],
    notes,
  });
  return 0;
}

function landAnswerOf(call: Call, used: UsedDataset): Answer {
  const { dataset } = used;
  const asOf = asOfOf(call);
  const by = landGroupByOf(call.args);
  const parcelIds = call.args.texts("parcel");
  const isSingle = parcelIds.length > 0;
  const report = landReport(dataset, {
    ...(asOf === undefined ? {} : { asOf }),
    ...(by === undefined ? {} : { by }),
    ...(isSingle ? { parcelIds, withConditions: true } : {}),
  });
  const byId = new Map(dataset.parcels.map((parcel) => [parcel.id, parcel]));
  const rules = landRulesOf(dataset.config);
  const answers = isSingle ? report.parcels.map((row) => landAnswer(byId.get(row.id)!, report.asOf, rules)) : null;
  const groups = groupsOf(call, report, dataset);
  const parcels = sheet(parcelFileColumns(call, dataset), report.parcels);
  const rows = answers ? report.parcels : attention(report.parcels);
  const why = (answers ?? []).map((answer, index) => `\n${whyText(call, answer, report.parcels[index]!)}`);
  const list =
    rows.length > 0
      ? sheet(parcelColumns(call), rows).text(call, 20)
      : say(call, { zh: "没有需要关注的宗地", en: "no parcel asks for attention" });
  const issues = sheet(issueColumns(call), report.issues);
  const findingsTitle = say(call, { zh: "发现", en: "findings" });
  const findings =
    report.issues.length === 0 ? [] : ["", findingsTitle, issues.text(call, isSingle ? FINDINGS_OF_ONE : FINDINGS_OF_ALL)];
  const notes = notesOf(used, ["parcels"], report.asOf, {
    ...rulesOf(report),
    remarks: groups.closureLine.map((line) => ({ zh: line, en: line })),
  });
  return {
    json: { ...report, ...(answers ? { answers } : {}), ...(groups.closures ? { closure: groups.closures } : {}) },
    text: [
      say(call, { zh: `截止 ${report.asOf}`, en: `as of ${report.asOf}` }),
      "",
      groups.shown.text(call, 60),
      ...groups.closureLine,
      "",
      list,
      ...why,
      ...findings,
    ].join("\n"),
    // With --by the file is about groups, without it about parcels: a CSV holds one table.
    table: by === undefined ? parcels : groups.filed,
    sheets: [
      [say(call, { zh: "宗地", en: "parcels" }), parcels],
      [say(call, { zh: "分组", en: "groups" }), groups.filed],
      [say(call, { zh: "状态构成", en: "statuses" }), sheet(classColumns(call), classRows(report.groups))],
      ...(report.issues.length > 0 ? [[findingsTitle, issues] as const] : []),
    ],
    features: () => featuresOf(report, dataset.parcels),
    notes: isSingle ? { ...notes, synthetic: report.synthetic } : notes,
  };
}

async function run(call: Call): Promise<number> {
  const isSeries = call.args.has("series");
  outFileOf(call, isSeries ? SERIES_FORMATS : FORMATS);
  for (const flag of ["from", "to"])
    if (!isSeries && call.args.has(flag))
      throw new UsageError(
        { zh: `--${flag} 只与 --series 同用`, en: `--${flag} belongs to --series` },
        { zh: "写作 --series month、quarter 或 year", en: "write --series month, quarter or year" },
      );
  const used = await datasetOf(call);
  if (isSeries) return giveSeries(call, used);
  await give(call, FORMATS, landAnswerOf(call, used));
  return 0;
}

export const landCommand: Command = {
  name: "land",
  operands: "DATASET",
  minOperands: 1,
  maxOperands: 1,
  summary: {
    zh: "每宗地的土地状态与各组的比率；为何闲置、何时闲置；时间序列",
    en: "land status of each parcel and the ratios of each group; why idle, when idle; series over time",
  },
  flags: [
    LAND_BY_FLAG,
    {
      name: "parcel",
      value: "ID",
      many: true,
      help: {
        zh: "只看这一宗：为何闲置或不闲置，如不变何时闲置；可重复",
        en: "only this parcel: why it is idle or not, and when it will be if nothing happens; repeatable",
      },
    },
    {
      name: "series",
      value: "STEP",
      choices: SERIES_STEPS,
      help: {
        zh: "时间序列，month、quarter 或 year，含流入与流出",
        en: "a series by month, quarter or year, with inflow and outflow",
      },
    },
    { name: "from", value: "YYYY-MM-DD", help: { zh: "序列的首日", en: "first date of the series" } },
    {
      name: "to",
      value: "YYYY-MM-DD",
      help: { zh: "序列的末日；默认为数据集的日期", en: "last date of the series; default: that of the dataset" },
    },
    {
      name: "closure",
      help: {
        zh: "强制闭合：各组取舍后之和等于合计，尾差计入最大组并注明",
        en: "forced closure: printed groups add up to the printed total; the residual goes to the largest and is told",
      },
    },
    AS_OF_FLAG,
    JSON_FLAG,
    outFlag(FORMATS),
  ],
  examples: [
    "parkatlas land data/geojson/wuhai --as-of 2025-12-31 --out land.xlsx",
    "parkatlas land data/geojson/tongliao --by zone,county --closure",
    "parkatlas land data/geojson/tongliao --series quarter --from 2024-12-31 --to 2025-12-31",
    "parkatlas land data/geojson/wuhai --parcel WH-B03-0071",
  ],
  run,
};
