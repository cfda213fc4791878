import {
  type Dataset,
  LAND_CLASSES,
  LAND_RATIOS,
  type LandClass,
  type LandGroup,
  type LandRatioName,
  type LandReportParcel,
} from "@parkatlas/geo-core";
import { textOr } from "../text/format.ts";
import type { Bilingual } from "../text/language.ts";
import type { Column } from "../text/table.ts";
import { CLASS_OF_LAND_WORDS, GROUND_WORDS, MEASURE_WORDS, RATIO_WORDS, STATUS_WORDS } from "../text/words.ts";
import { type Call, say } from "./command.ts";
import { nameColumn } from "./name-column.ts";
import { provenancesOf } from "./use-dataset.ts";

export function statusText(call: Call, { status, ground }: Pick<LandReportParcel, "status" | "ground">): string {
  const word = say(call, STATUS_WORDS[status]);
  // A determination is what makes land `idle`, and the word says so already.
  if (ground === null || ground === "determined") return word;
  const why = say(call, GROUND_WORDS[ground]);
  return say(call, { zh: `${word}（${why}）`, en: `${word} (${why})` });
}

/** The fees that are due; parcels without one add nothing. */
function feesOf(rows: readonly LandReportParcel[]): number {
  return rows.reduce((sum, { feeCny }) => sum + (feeCny ?? 0), 0);
}

export function parcelColumns(call: Call): readonly Column<LandReportParcel>[] {
  const title = (zh: string, en: string) => say(call, { zh, en });
  return [
    { key: "id", title: title("宗地", "parcel"), value: (row) => row.id },
    nameColumn(call),
    { key: "parkId", title: title("园区", "park"), value: (row) => row.parkId },
    { key: "blockId", title: title("区块", "block"), value: (row) => row.blockId },
    { key: "status", title: title("状态", "status"), value: (row) => row.status, show: (row) => statusText(call, row) },
    {
      key: "ground",
      title: title("依据", "clause"),
      value: (row) => row.ground,
      show: (row) => textOr(call.language === "zh" ? row.clauseZh : row.clause),
    },
    { key: "since", title: title("自", "since"), isDate: true, value: (row) => row.since },
    { key: "dueOn", title: title("约定动工", "due on"), isDate: true, value: (row) => row.dueOn },
    { key: "daysOverdue", title: title("逾期天数", "days overdue"), number: { decimals: 0 }, value: (row) => row.daysOverdue },
    {
      key: "measure",
      title: title("处置", "measure"),
      value: (row) => row.measure,
      show: (row) => (row.measure ? say(call, MEASURE_WORDS[row.measure]) : "–"),
    },
    {
      key: "feeCny",
      title: title("闲置费 元", "fee CNY"),
      number: { decimals: 2 },
      value: (row) => row.feeCny,
      total: feesOf,
    },
    { key: "areaMu", title: title("面积 亩", "area mu"), number: { decimals: 2 }, value: (row) => row.areaMu, total: "sum" },
  ];
}

/** In a file there is room for what a screen leaves out. */
export function parcelFileColumns(call: Call, dataset: Dataset): readonly Column<LandReportParcel>[] {
  const title = (zh: string, en: string) => say(call, { zh, en });
  const provenance = new Map(dataset.parcels.map(({ id, properties }) => [id, properties.provenance ?? null]));
  return [
    ...parcelColumns(call),
    { key: "areaM2", title: title("面积 m²", "area m²"), number: { decimals: 2 }, value: (row) => row.areaM2, total: "sum" },
    { key: "areaBasis", title: title("面积依据", "area basis"), value: (row) => row.areaBasis },
    { key: "clause", title: title("条款", "clause cited"), value: (row) => row.clause },
    { key: "missing", title: title("缺少的事实", "missing facts"), value: (row) => row.missing.join(" ") },
    {
      key: "nextFrom",
      title: title("如不变自", "next from"),
      isDate: true,
      value: (row) => row.next?.from,
    },
    {
      key: "nextStatus",
      title: title("转为", "next status"),
      value: (row) => row.next?.status,
      show: (row) => (row.next ? statusText(call, row.next) : "–"),
    },
    { key: "provenance", title: title("数据性质", "provenance"), value: (row) => provenance.get(row.id) },
  ];
}

type AreaKey =
  | "areaM2"
  | "suppliedM2"
  | "builtM2"
  | "idleM2"
  | "suspectedIdleM2"
  | "idleOrSuspectedM2"
  | "unknownM2"
  | "plannedAreaM2";

export function areaHaColumn<Row extends Readonly<Record<AreaKey, number | null>>>(
  call: Call,
  key: AreaKey,
  words: Bilingual,
): Column<Row> {
  return { key, title: `${say(call, words)} ha`, number: { decimals: 4, per: 10_000 }, value: (row) => row[key], total: "sum" };
}

/** A ratio of rules §4; that of the totals row is the quotient of the sums, not a mean of quotients. */
export function ratioColumn<Row extends LandGroup>(call: Call, key: LandRatioName): Column<Row> {
  const { numerator, denominator } = LAND_RATIOS[key];
  const sum = (rows: readonly Row[], name: typeof numerator | typeof denominator): number =>
    rows.reduce((total, row) => total + (row[name] ?? Number.NaN), 0);
  return {
    key,
    title: say(call, RATIO_WORDS[key]),
    number: { decimals: 2, percent: true },
    value: (row) => row[key],
    total: (rows) => {
      const quotient = sum(rows, numerator) / sum(rows, denominator);
      return Number.isFinite(quotient) ? quotient : null;
    },
  };
}

export function groupColumns<Row extends LandGroup>(call: Call): readonly Column<Row>[] {
  const title = (zh: string, en: string) => say(call, { zh, en });
  return [
    { key: "id", title: title("组", "group"), value: (row) => row.id },
    nameColumn(call),
    { key: "parcels", title: title("宗数", "parcels"), number: { decimals: 0 }, value: (row) => row.parcels, total: "sum" },
    areaHaColumn(call, "areaM2", { zh: "面积", en: "area" }),
    areaHaColumn(call, "suppliedM2", { zh: "已供", en: "supplied" }),
    areaHaColumn(call, "builtM2", { zh: "建成", en: "built" }),
    areaHaColumn(call, "idleM2", { zh: "闲置", en: "idle" }),
    areaHaColumn(call, "suspectedIdleM2", { zh: "疑似闲置", en: "suspected" }),
    ratioColumn(call, "idleShareOfSupplied"),
    ratioColumn(call, "suspectedIdleShareOfSupplied"),
    ratioColumn(call, "unknownShare"),
  ];
}

const RATIOS_BESIDE: readonly LandRatioName[] = [
  "idleShareOfBuilt",
  "suspectedIdleShareOfBuilt",
  "idleShareOfPlanned",
  "suspectedIdleShareOfPlanned",
  "supplyRate",
  "buildOutRate",
  "industrialShare",
];

/** Every sum and ratio of a group, with what the areas come from. */
export function groupFileColumns(call: Call, dataset: Dataset): readonly Column<LandGroup>[] {
  const title = (zh: string, en: string) => say(call, { zh, en });
  const provenance = provenancesOf(dataset, ["parcels"]);
  return [
    ...groupColumns<LandGroup>(call),
    areaHaColumn(call, "idleOrSuspectedM2", { zh: "闲置与疑似", en: "idle or suspected" }),
    areaHaColumn(call, "unknownM2", { zh: "数据不足", en: "unknown" }),
    areaHaColumn(call, "plannedAreaM2", { zh: "规划", en: "planned" }),
    ...RATIOS_BESIDE.map((key) => ratioColumn<LandGroup>(call, key)),
    { key: "areaBasis", title: title("面积依据", "area basis"), value: (row) => row.areaBasis },
    { key: "provenance", title: title("数据性质", "provenance"), value: () => provenance },
  ];
}

/** A group crossed with a class of the legend. */
export interface ClassRow {
  readonly group: LandGroup;
  readonly landClass: LandClass;
}

export function classRows(groups: readonly LandGroup[]): readonly ClassRow[] {
  return groups.flatMap((group) =>
    LAND_CLASSES.filter((landClass) => group.classes[landClass].parcels > 0).map((landClass) => ({ group, landClass })),
  );
}

export function classColumns(call: Call): readonly Column<ClassRow>[] {
  const title = (zh: string, en: string) => say(call, { zh, en });
  return [
    { key: "id", title: title("组", "group"), value: ({ group }) => group.id },
    {
      key: "name",
      title: title("名称", "name"),
      value: ({ group }) => group.name,
      show: ({ group }) => (call.language === "zh" ? group.name : (group.nameEn ?? group.name)),
    },
    {
      key: "class",
      title: title("状态", "status"),
      value: ({ landClass }) => landClass,
      show: ({ landClass }) => say(call, CLASS_OF_LAND_WORDS[landClass]),
    },
    {
      key: "parcels",
      title: title("宗数", "parcels"),
      number: { decimals: 0 },
      value: ({ group, landClass }) => group.classes[landClass].parcels,
      total: "sum",
    },
    {
      key: "areaM2",
      title: title("面积 ha", "area ha"),
      number: { decimals: 4, per: 10_000 },
      value: ({ group, landClass }) => group.classes[landClass].areaM2,
      total: "sum",
    },
    {
      key: "share",
      title: title("占该组", "share of group"),
      number: { decimals: 2, percent: true },
      value: ({ group, landClass }) => group.classes[landClass].share,
    },
  ];
}
