import { type Dataset, type SuggestedZone, type ZoneRow, type ZonesReport, zonesReport } from "@parkatlas/geo-core";
import { integerOf } from "../input/flags.ts";
import { fixed } from "../text/format.ts";
import { type Column, renderTable } from "../text/table.ts";
import { shortened } from "../text/width.ts";
import { type Answer, give, outFileOf, sheet } from "./answer.ts";
import { AS_OF_FLAG, asOfOf, type Call, type Command, JSON_FLAG, outFlag, say } from "./command.ts";
import { issueColumns } from "./issue-table.ts";
import { datasetOf, notesOf, provenancesOf } from "./use-dataset.ts";

const FORMATS = ["json", "csv", "xlsx", "geojson"];
/** Terminal columns for the industries of a zone; the whole list is in JSON and CSV. */
const INDUSTRIES_COLUMNS = 40;

function columnsOf(call: Call): readonly Column<ZoneRow>[] {
  const title = (zh: string, en: string) => say(call, { zh, en });
  const areaKm2 = (key: "plannedAreaM2" | "builtAreaM2", zh: string, en: string): Column<ZoneRow> => ({
    key,
    title: `${title(zh, en)} km²`,
    number: { decimals: 4, per: 1e6 },
    value: (row) => row[key],
    total: "sum",
  });
  return [
    { key: "id", title: title("片区", "zone"), value: (row) => row.id },
    {
      key: "name",
      title: title("名称", "name"),
      value: (row) => row.name,
      show: (row) => (call.language === "zh" ? row.name : (row.nameEn ?? row.name)),
    },
    { key: "parkCount", title: title("园区", "parks"), number: { decimals: 0 }, value: (row) => row.parks.length, total: "sum" },
    { key: "blocks", title: title("区块", "blocks"), number: { decimals: 0 }, value: (row) => row.blocks, total: "sum" },
    areaKm2("plannedAreaM2", "规划", "planned"),
    areaKm2("builtAreaM2", "建成", "built"),
    {
      key: "enterprises",
      title: title("企业", "enterprises"),
      number: { decimals: 0 },
      value: (row) => row.enterprises,
      total: "sum",
    },
    {
      key: "industries",
      title: title("产业", "industries"),
      value: (row) => row.industries.map(({ name }) => name).join(" "),
      show: (row) => shortened(row.industries.map(({ name }) => name).join("、"), INDUSTRIES_COLUMNS),
    },
    { key: "parks", title: title("成员", "members"), value: (row) => row.parks.join(" ") },
  ];
}

/** In a file the industries stand in full, and each zone says whether its parks are made up. */
function fileColumns(call: Call, provenance: string): readonly Column<ZoneRow>[] {
  return [
    ...columnsOf(call).map((column): Column<ZoneRow> => {
      if (column.key !== "industries") return column;
      const { show: _shortened, ...whole } = column;
      return whole;
    }),
    { key: "provenance", title: say(call, { zh: "数据性质", en: "provenance" }), value: () => provenance },
  ];
}

function suggestionColumns(call: Call): readonly Column<SuggestedZone>[] {
  const title = (zh: string, en: string) => say(call, { zh, en });
  return [
    { key: "id", title: title("片区", "zone"), value: (row) => row.id },
    { key: "centreParkId", title: title("中心园区", "centre"), value: (row) => row.centreParkId },
    { key: "radiusM", title: title("半径 m", "radius m"), number: { decimals: 2 }, value: (row) => row.radiusM },
    { key: "parks", title: title("成员", "members"), value: (row) => row.parkIds.join(" ") },
  ];
}

function suggestionText(call: Call, { suggestion }: ZonesReport): readonly string[] {
  if (!suggestion) return [];
  const agreement = suggestion.agreement?.adjustedRand;
  return [
    "",
    say(call, {
      zh: `几何建议：${suggestion.zones.length} 区；与既定分区的调整兰德指数 ${fixed(agreement, 4)}（1 为相同，0 为随机）`,
      en: `suggested from geometry: ${suggestion.zones.length} zones; adjusted Rand index with the assigned ones ${fixed(agreement, 4)} (1 the same, 0 chance)`,
    }),
    renderTable(suggestionColumns(call), suggestion.zones),
  ];
}

/** The parks with the zone that each belongs to. */
function parksOf(report: ZonesReport, dataset: Dataset): NonNullable<Answer["features"]> {
  const zoneOf = new Map(report.zones.flatMap((zone) => zone.parks.map((parkId) => [parkId, zone] as const)));
  return () => ({
    type: "FeatureCollection",
    features: dataset.parks.map(({ id, geometry, properties }) => {
      const zone = zoneOf.get(id);
      const facts = {
        name: properties.name,
        zone: zone?.id ?? null,
        zoneName: zone?.name ?? null,
        provenance: properties.provenance ?? null,
      };
      return { type: "Feature" as const, id, geometry, properties: facts };
    }),
  });
}

async function run(call: Call): Promise<number> {
  outFileOf(call, FORMATS);
  const asOf = asOfOf(call);
  const schemeId = call.args.text("scheme");
  const suggest = integerOf(call.args, "suggest", 1, 1000);
  const used = await datasetOf(call);
  const { dataset } = used;
  const report = zonesReport(dataset, {
    ...(schemeId === undefined ? {} : { schemeId }),
    ...(asOf === undefined ? {} : { date: asOf }),
    ...(suggest === undefined ? {} : { suggest }),
  });
  const table = sheet(columnsOf(call), report.zones);
  const filed = sheet(fileColumns(call, provenancesOf(dataset, ["parks", "blocks"])), report.zones);
  const { scheme } = report;
  const head = scheme
    ? `${say(call, scheme.title)} (${scheme.id})  ${report.date}`
    : say(call, { zh: "数据集没有分区方案", en: "the dataset has no zoning scheme" });
  const unassigned =
    report.unassigned.length > 0 ? [say(call, { zh: "未分区：", en: "in no zone: " }) + report.unassigned.join(" ")] : [];
  const issues = report.issues.length > 0 ? ["", renderTable(issueColumns(call), report.issues)] : [];
  await give(call, FORMATS, {
    json: report,
    text: [head, "", table.text(call), ...unassigned, ...issues, ...suggestionText(call, report)].join("\n"),
    table: filed,
    sheets: [
      [say(call, { zh: "片区", en: "zones" }), filed],
      ...(report.suggestion
        ? [[say(call, { zh: "几何建议", en: "suggested" }), sheet(suggestionColumns(call), report.suggestion.zones)] as const]
        : []),
    ],
    features: parksOf(report, dataset),
    notes: notesOf(used, ["parks", "blocks"], report.date, {
      rules: scheme
        ? [{ zh: `${scheme.title.zh}：${scheme.source ?? "–"}`, en: `${scheme.title.en}: ${scheme.source ?? "–"}` }]
        : [],
    }),
  });
  return 0;
}

export const zonesCommand: Command = {
  name: "zones",
  operands: "DATASET",
  minOperands: 1,
  maxOperands: 1,
  summary: {
    zh: "分区：成员、面积、企业与产业；可按几何建议分区并比较",
    en: "zones: members, areas, enterprises and industries; a division suggested from geometry, compared",
  },
  flags: [
    { name: "scheme", value: "ID", help: { zh: "分区方案；默认为第一个", en: "zoning scheme; default the first one" } },
    { name: "suggest", value: "K", help: { zh: "按几何建议 K 个片区", en: "suggest K zones from geometry" } },
    AS_OF_FLAG,
    JSON_FLAG,
    outFlag(FORMATS),
  ],
  examples: ["parkatlas zones data/geojson/tongliao --suggest 3"],
  run,
};
