import {
  explainLandStatus,
  type LandGroup,
  type LandReport,
  type LandReportParcel,
  landReport,
  landStatusOn,
  type Parcel,
} from "@parkatlas/geo-core";
import { LAND_BY_FLAG, landGroupByOf } from "../input/group-by.ts";
import { fixed, percent, textOr } from "../text/format.ts";
import type { Column } from "../text/table.ts";
import { GROUND_WORDS, MEASURE_WORDS, STATUS_WORDS } from "../text/words.ts";
import { give, outFileOf, sheet } from "./answer.ts";
import { AS_OF_FLAG, asOfOf, type Call, type Command, JSON_FLAG, outFlag, say } from "./command.ts";
import { datasetOf } from "./use-dataset.ts";

const FORMATS = ["json", "csv", "geojson"];
/** What an officer looks at first, in this order. */
const FIRST: readonly string[] = ["idle", "suspected-idle", "overdue", "stalled", "unknown"];

function statusText(call: Call, { status, ground }: Pick<LandReportParcel, "status" | "ground">): string {
  const word = say(call, STATUS_WORDS[status]);
  // A determination is what makes land `idle`, and the word says so already.
  return ground === null || ground === "determined" ? word : `${word} (${say(call, GROUND_WORDS[ground])})`;
}

function parcelColumns(call: Call): readonly Column<LandReportParcel>[] {
  const title = (zh: string, en: string) => say(call, { zh, en });
  return [
    { key: "id", title: title("宗地", "parcel"), value: (row) => row.id },
    { key: "name", title: title("名称", "name"), value: (row) => row.name },
    { key: "parkId", title: title("园区", "park"), value: (row) => row.parkId },
    { key: "blockId", title: title("区块", "block"), value: (row) => row.blockId },
    { key: "status", title: title("状态", "status"), value: (row) => row.status, show: (row) => statusText(call, row) },
    {
      key: "ground",
      title: title("依据", "clause"),
      value: (row) => row.ground,
      show: (row) => textOr(call.language === "zh" ? row.clauseZh : row.clause),
    },
    { key: "since", title: title("自", "since"), value: (row) => row.since },
    { key: "dueOn", title: title("约定动工", "due on"), value: (row) => row.dueOn },
    { key: "daysOverdue", title: title("逾期天数", "days overdue"), align: "right", value: (row) => row.daysOverdue },
    {
      key: "measure",
      title: title("处置", "measure"),
      value: (row) => row.measure,
      show: (row) => (row.measure ? say(call, MEASURE_WORDS[row.measure]) : "–"),
    },
    {
      key: "feeCny",
      title: title("闲置费 元", "fee CNY"),
      align: "right",
      value: (row) => row.feeCny,
      show: (row) => fixed(row.feeCny, 2),
    },
    {
      key: "areaMu",
      title: title("面积 亩", "area mu"),
      align: "right",
      value: (row) => row.areaMu,
      show: (row) => fixed(row.areaMu, 2),
    },
  ];
}

/** In a file there is room for what a screen leaves out. */
function parcelFileColumns(call: Call): readonly Column<LandReportParcel>[] {
  return [
    ...parcelColumns(call),
    { key: "areaM2", title: "", value: (row) => row.areaM2 },
    { key: "areaBasis", title: "", value: (row) => row.areaBasis },
    { key: "clause", title: "", value: (row) => row.clause },
    { key: "missing", title: "", value: (row) => row.missing.join(" ") },
  ];
}

function groupColumns(call: Call): readonly Column<LandGroup>[] {
  const title = (zh: string, en: string) => say(call, { zh, en });
  const areaHa = (
    key: "areaM2" | "suppliedM2" | "builtM2" | "idleM2" | "suspectedIdleM2",
    zh: string,
    en: string,
  ): Column<LandGroup> => ({
    key,
    title: `${title(zh, en)} ha`,
    align: "right",
    value: (row) => row[key],
    show: (row) => fixed(row[key] === null ? null : row[key] / 10_000, 4),
  });
  const share = (
    key: "idleShareOfSupplied" | "suspectedIdleShareOfSupplied" | "unknownShare",
    zh: string,
    en: string,
  ): Column<LandGroup> => ({
    key,
    title: title(zh, en),
    align: "right",
    value: (row) => row[key],
    show: (row) => percent(row[key]),
  });
  return [
    { key: "id", title: title("组", "group"), value: (row) => row.id },
    {
      key: "name",
      title: title("名称", "name"),
      value: (row) => row.name,
      show: (row) => (call.language === "zh" ? row.name : (row.nameEn ?? row.name)),
    },
    { key: "parcels", title: title("宗数", "parcels"), align: "right", value: (row) => row.parcels },
    areaHa("areaM2", "面积", "area"),
    areaHa("suppliedM2", "已供", "supplied"),
    areaHa("builtM2", "建成", "built"),
    areaHa("idleM2", "闲置", "idle"),
    areaHa("suspectedIdleM2", "疑似闲置", "suspected"),
    share("idleShareOfSupplied", "土地闲置率", "idle share"),
    share("suspectedIdleShareOfSupplied", "疑似闲置率", "suspected share"),
    share("unknownShare", "数据不足", "unknown share"),
  ];
}

/** Parcels that ask for attention, the worst and longest first. */
function attention(parcels: readonly LandReportParcel[]): readonly LandReportParcel[] {
  const rank = (row: LandReportParcel) => FIRST.indexOf(row.status);
  return parcels
    .filter((row) => rank(row) >= 0)
    .sort((a, b) => rank(a) - rank(b) || (b.daysOverdue ?? -1) - (a.daysOverdue ?? -1) || (a.id < b.id ? -1 : 1));
}

/** Why a single parcel has its status, in sentences, with its timeline below. */
function workingText(call: Call, parcel: Parcel, row: LandReportParcel, asOf: string): string {
  return [
    `${row.id} ${row.name}`,
    explainLandStatus(landStatusOn(parcel, asOf), call.language),
    ...row.timeline.map((period) => `  ${period.from ?? "          "}  ${statusText(call, period)}`),
  ].join("\n");
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

function pageOf(call: Call, report: LandReport, single: readonly Parcel[] | null): string {
  const asOf = say(call, { zh: `截止 ${report.asOf}`, en: `as of ${report.asOf}` });
  const projection = report.projection
    ? say(call, { zh: "（推算：此后无新事件）", en: " (projection: if nothing more happens)" })
    : "";
  const rows = single ? report.parcels : attention(report.parcels);
  return [
    `${asOf}${projection}`,
    "",
    sheet(groupColumns(call), report.groups).text(call, 60),
    "",
    rows.length > 0
      ? sheet(parcelColumns(call), rows).text(call, 20)
      : say(call, { zh: "没有需要关注的宗地", en: "no parcel asks for attention" }),
    ...(single ?? []).map((parcel, index) => `\n${workingText(call, parcel, report.parcels[index]!, report.asOf)}`),
  ].join("\n");
}

async function run(call: Call): Promise<number> {
  outFileOf(call, FORMATS);
  const asOf = asOfOf(call);
  const by = landGroupByOf(call.args);
  const parcelIds = call.args.texts("parcel");
  const isSingle = parcelIds.length > 0;
  const { dataset } = await datasetOf(call);
  const report = landReport(dataset, {
    ...(asOf === undefined ? {} : { asOf }),
    ...(by === undefined ? {} : { by }),
    ...(isSingle ? { parcelIds, withConditions: true } : {}),
  });
  const byId = new Map(dataset.parcels.map((parcel) => [parcel.id, parcel]));
  const single = isSingle ? report.parcels.map((row) => byId.get(row.id)!) : null;
  await give(call, FORMATS, {
    json: report,
    text: pageOf(call, report, single),
    // With --by the file is about groups, without it about parcels: a CSV holds one table.
    table: by === undefined ? sheet(parcelFileColumns(call), report.parcels) : sheet(groupColumns(call), report.groups),
    features: () => featuresOf(report, dataset.parcels),
  });
  return 0;
}

export const landCommand: Command = {
  name: "land",
  operands: "DATASET",
  minOperands: 1,
  maxOperands: 1,
  summary: { zh: "每宗地的土地状态与各组的比率", en: "land status of each parcel, and the ratios of each group" },
  flags: [
    LAND_BY_FLAG,
    {
      name: "parcel",
      value: "ID",
      many: true,
      help: { zh: "只看这一宗，并给出时间线与条件；可重复", en: "only this parcel, with timeline and conditions; repeatable" },
    },
    AS_OF_FLAG,
    JSON_FLAG,
    outFlag(FORMATS),
  ],
  examples: [
    "parkatlas land data/geojson/wuhai --as-of 2025-12-31",
    "parkatlas land data/geojson/wuhai --by zone --out zones.csv",
  ],
  run,
};
