import {
  type Dataset,
  type LineageEntity,
  type LineageReport,
  lineageReport,
  predecessorsOf,
  successorsOf,
} from "@parkatlas/geo-core";
import { didYouMean, UsageError } from "../input/usage-error.ts";
import { type Column, renderTable } from "../text/table.ts";
import { printable } from "../text/width.ts";
import { type Answer, give, outFileOf, sheet } from "./answer.ts";
import { AS_OF_FLAG, asOfOf, type Call, type Command, JSON_FLAG, outFlag, say } from "./command.ts";
import { issueColumns } from "./issue-table.ts";
import { nameColumn } from "./name-column.ts";
import { datasetOf, notesOf, provenancesOf, type UsedDataset } from "./use-dataset.ts";

const FORMATS = ["json", "csv", "xlsx", "geojson"];

type EntityRow = LineageReport["entities"][number];
type ChangeRow = LineageReport["changes"][number];
type ZoneRow = LineageReport["zones"][number];

/** An entity with everything that it came from and that came out of it. */
interface Chain {
  readonly id: string;
  readonly name: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly predecessors: readonly LineageEntity[];
  readonly successors: readonly LineageEntity[];
}

function chainOf({ lineage }: Dataset, id: string): Chain {
  const entities = lineage?.entities ?? [];
  const entity = entities.find((each) => each.id === id);
  if (!entity || !lineage) {
    const known = entities.map((each) => each.id);
    const text = { zh: `数据集的沿革中没有 ${id}`, en: `--entity ${id} is not in the lineage of the dataset` };
    throw new UsageError(text, didYouMean(id, known));
  }
  return {
    id,
    name: entity.name,
    validFrom: entity.validFrom ?? null,
    validTo: entity.validTo ?? null,
    predecessors: predecessorsOf(lineage, id),
    successors: successorsOf(lineage, id),
  };
}

function areaKm2<Row>(call: Call, key: string, zh: string, en: string, value: (row: Row) => number | null): Column<Row> {
  return { key, title: `${say(call, { zh, en })} km²`, number: { decimals: 4, per: 1e6 }, value, total: "sum" };
}

function entityColumns(call: Call, provenance: string): readonly Column<EntityRow>[] {
  const title = (zh: string, en: string) => say(call, { zh, en });
  return [
    { key: "id", title: title("主体", "entity"), value: (row) => row.id },
    nameColumn(call),
    { key: "validFrom", title: title("自", "from"), isDate: true, value: (row) => row.validFrom },
    { key: "validTo", title: title("至", "to"), isDate: true, value: (row) => row.validTo },
    { key: "zoneId", title: title("片区", "zone"), value: (row) => row.zoneId },
    { key: "parcels", title: title("宗数", "parcels"), number: { decimals: 0 }, value: (row) => row.parcels, total: "sum" },
    areaKm2(call, "parcelAreaM2", "宗地面积", "parcels", (row) => row.parcelAreaM2),
    areaKm2(call, "plannedAreaM2", "规划", "planned", (row) => row.plannedAreaM2),
    { key: "plannedAreaFrom", title: title("规划面积来自", "planned from"), value: (row) => row.plannedAreaFrom },
    { key: "predecessors", title: title("前身", "predecessors"), value: (row) => row.predecessors.join(" ") },
    { key: "successors", title: title("后继", "successors"), value: (row) => row.successors.join(" ") },
    { key: "provenance", title: title("宗地数据性质", "provenance of parcels"), value: () => provenance },
  ];
}

function zoneColumns(call: Call): readonly Column<ZoneRow>[] {
  const title = (zh: string, en: string) => say(call, { zh, en });
  return [
    { key: "id", title: title("片区", "zone"), value: (row) => row.id },
    { key: "name", title: title("名称", "name"), value: (row) => row.name },
    {
      key: "entities",
      title: title("园区", "parks"),
      number: { decimals: 0 },
      value: (row) => row.entities.length,
      total: "sum",
    },
    { key: "parcels", title: title("宗数", "parcels"), number: { decimals: 0 }, value: (row) => row.parcels, total: "sum" },
    areaKm2(call, "parcelAreaM2", "宗地面积", "parcels", (row) => row.parcelAreaM2),
    areaKm2(call, "plannedAreaM2", "规划", "planned", (row) => row.plannedAreaM2),
  ];
}

/** The conservation check: land in parks on the day before and on the day. */
function changeColumns(call: Call): readonly Column<ChangeRow>[] {
  const title = (zh: string, en: string) => say(call, { zh, en });
  const areaM2 = (key: string, zh: string, en: string, value: (row: ChangeRow) => number): Column<ChangeRow> => ({
    key,
    title: `${title(zh, en)} m²`,
    number: { decimals: 2 },
    value,
  });
  return [
    { key: "on", title: title("变更日", "on"), isDate: true, value: (row) => row.on },
    { key: "endedCount", title: title("终止", "ended"), number: { decimals: 0 }, value: (row) => row.ended.length },
    { key: "beganCount", title: title("设立", "began"), number: { decimals: 0 }, value: (row) => row.began.length },
    areaM2("areaBeforeM2", "变更前", "before", (row) => row.areaBeforeM2),
    areaM2("areaAfterM2", "变更后", "after", (row) => row.areaAfterM2),
    areaM2("differenceM2", "差", "difference", (row) => row.areaAfterM2 - row.areaBeforeM2),
    { key: "lost", title: title("失去宗数", "parcels lost"), number: { decimals: 0 }, value: (row) => row.lostParcelIds.length },
    {
      key: "gained",
      title: title("新增宗数", "parcels gained"),
      number: { decimals: 0 },
      value: (row) => row.gainedParcelIds.length,
    },
    {
      key: "conserved",
      title: title("守恒", "conserved"),
      value: (row) => row.lostParcelIds.length + row.gainedParcelIds.length === 0,
      show: (row) => (row.lostParcelIds.length + row.gainedParcelIds.length === 0 ? title("是", "yes") : title("否", "no")),
    },
    { key: "ended", title: title("终止的主体", "ended entities"), value: (row) => row.ended.join(" ") },
    { key: "began", title: title("设立的主体", "begun entities"), value: (row) => row.began.join(" ") },
  ];
}

function chainText(call: Call, chain: Chain): readonly string[] {
  const period = (from: string | null | undefined, to: string | null | undefined) => `${from ?? "…"} – ${to ?? "…"}`;
  const line = (entity: LineageEntity, sign: string) =>
    printable(`  ${sign} ${entity.id}  ${entity.name}  ${period(entity.validFrom, entity.validTo)}`);
  return [
    "",
    printable(`${chain.id}  ${chain.name}  ${period(chain.validFrom, chain.validTo)}`),
    ...chain.predecessors.map((entity) => line(entity, say(call, { zh: "← 前身", en: "← from" }))),
    ...chain.successors.map((entity) => line(entity, say(call, { zh: "→ 后继", en: "→ into" }))),
  ];
}

/** The parks of the date that have an outline, with their totals. */
function featuresOf(report: LineageReport, { parks, lineage }: Dataset): ReturnType<NonNullable<Answer["features"]>> {
  const features = report.entities.flatMap(({ predecessors, successors, ...facts }) => {
    const featureId = lineage?.entities.find(({ id }) => id === facts.id)?.featureId;
    const park = parks.find(({ id }) => id === featureId);
    if (!park) return [];
    const properties = { ...facts, date: report.date, predecessors, successors, provenance: park.properties.provenance ?? null };
    return [{ type: "Feature" as const, id: facts.id, geometry: park.geometry, properties }];
  });
  return { type: "FeatureCollection", features };
}

function lineageAnswer(call: Call, used: UsedDataset): Answer {
  const { dataset } = used;
  const date = asOfOf(call);
  const schemeId = call.args.text("scheme");
  const chains = call.args.texts("entity").map((id) => chainOf(dataset, id));
  const report = lineageReport(dataset, {
    ...(date === undefined ? {} : { date }),
    ...(schemeId === undefined ? {} : { schemeId }),
  });
  const entities = sheet(entityColumns(call, provenancesOf(dataset, ["parcels"])), report.entities);
  const changes = sheet(changeColumns(call), report.changes);
  const zones = sheet(zoneColumns(call), report.zones);
  const { parcelIds } = report.unplaced;
  const unplaced =
    parcelIds.length > 0
      ? [
          say(call, {
            zh: `无法归属园区的宗地 ${parcelIds.length} 宗`,
            en: `${parcelIds.length} parcels lie in no park of the date`,
          }),
        ]
      : [];
  return {
    json: chains.length > 0 ? { ...report, chains } : report,
    text: [
      say(call, { zh: `${report.date} 的园区`, en: `parks on ${report.date}` }),
      "",
      entities.text(call, 60),
      ...unplaced,
      ...(zones.rows > 0 ? ["", zones.text(call, 60)] : []),
      "",
      say(call, { zh: "沿革与守恒：变更前后园区内的宗地面积", en: "changes, and whether the land in parks is conserved" }),
      changes.text(call, 60),
      ...(report.issues.length > 0 ? ["", renderTable(issueColumns(call), report.issues)] : []),
      ...chains.flatMap((chain) => chainText(call, chain)),
    ].join("\n"),
    table: entities,
    sheets: [
      [say(call, { zh: "园区", en: "parks" }), entities],
      [say(call, { zh: "片区", en: "zones" }), zones],
      [say(call, { zh: "变更", en: "changes" }), changes],
      [say(call, { zh: "发现", en: "findings" }), sheet(issueColumns(call), report.issues)],
    ],
    features: () => featuresOf(report, dataset),
    notes: notesOf(used, ["parks", "parcels"], report.date, {
      rules: sourcesOf(dataset).map((source) => ({ zh: source, en: source })),
    }),
  };
}

/** The documents that the lineage rests on, each once. */
function sourcesOf({ lineage }: Dataset): readonly string[] {
  return [...new Set((lineage?.entities ?? []).flatMap(({ source }) => source ?? []))];
}

async function run(call: Call): Promise<number> {
  outFileOf(call, FORMATS);
  await give(call, FORMATS, lineageAnswer(call, await datasetOf(call)));
  return 0;
}

export const lineageCommand: Command = {
  name: "lineage",
  operands: "DATASET",
  minOperands: 1,
  maxOperands: 1,
  summary: {
    zh: "沿革：某日的园区与合计、合并前后是否守恒、前身与后继",
    en: "lineage: the parks of a date with totals, whether land is conserved through mergers, chains",
  },
  flags: [
    {
      name: "entity",
      value: "ID",
      many: true,
      help: { zh: "列出此主体的全部前身与后继；可重复", en: "list all that this entity came from and became; repeatable" },
    },
    { name: "scheme", value: "ID", help: { zh: "分区方案；默认为第一个", en: "zoning scheme; default the first one" } },
    AS_OF_FLAG,
    JSON_FLAG,
    outFlag(FORMATS),
  ],
  examples: [
    "parkatlas lineage data/geojson/tongliao --as-of 2020-12-31",
    "parkatlas lineage data/geojson/tongliao --out lineage.xlsx",
  ],
  run,
};
