import {
  type Dataset,
  findSites,
  LAND_CLASSES,
  type LandClass,
  type SitingParcel,
  type SitingReport,
  type SitingStep,
  sitingReport,
} from "@parkatlas/geo-core";
import { numberOf, requiredNumberOf } from "../input/flags.ts";
import { notOneOf } from "../input/usage-error.ts";
import { distanceBeside, fixed } from "../text/format.ts";
import type { Column } from "../text/table.ts";
import { CLASS_WORDS, STATUS_WORDS } from "../text/words.ts";
import { give, outFileOf, sheet } from "./answer.ts";
import { AS_OF_FLAG, asOfOf, type Call, type Command, JSON_FLAG, outFlag, say } from "./command.ts";
import { giveProjects, requireProjectFlags } from "./siting-projects.ts";
import { datasetOf, notesOf } from "./use-dataset.ts";

const FORMATS = ["json", "csv", "xlsx", "geojson"];
type LandWord = LandClass | "suspected-idle";
const LAND_WORDS: readonly LandWord[] = ["suspected-idle", ...LAND_CLASSES];
type Row = SitingReport["parcels"][number];

/** The statuses of `--status a,b`; undefined where the flag is absent. */
function statusesOf({ args }: Call): readonly LandWord[] | undefined {
  return args
    .text("status")
    ?.split(",")
    .map((word) => {
      const found = LAND_WORDS.find((each) => each === word);
      if (found) return found;
      throw notOneOf("status", word, LAND_WORDS);
    });
}

function columnsOf(call: Call, distanceM: number): readonly Column<Row>[] {
  const title = (zh: string, en: string) => say(call, { zh, en });
  return [
    { key: "id", title: title("宗地", "parcel"), value: (row) => row.id },
    { key: "name", title: title("名称", "name"), value: (row) => row.name },
    { key: "blockId", title: title("区块", "block"), value: (row) => row.blockId },
    {
      key: "status",
      title: title("状态", "status"),
      value: (row) => row.status,
      show: (row) => say(call, STATUS_WORDS[row.status]),
    },
    { key: "class", title: title("可用", "usable"), value: (row) => row.class, show: (row) => say(call, CLASS_WORDS[row.class]) },
    {
      key: "areaMu",
      title: title("面积 亩", "area mu"),
      number: { decimals: 2 },
      value: (row) => row.areaMu,
      total: "sum",
    },
    {
      key: "usableAreaMu",
      title: title("可用 亩", "usable mu"),
      number: { decimals: 2 },
      value: (row) => row.usableAreaMu,
      total: "sum",
    },
    {
      key: "usableAreaM2",
      title: title("可用 m²", "usable m²"),
      number: { decimals: 2 },
      value: (row) => row.usableAreaM2,
      total: "sum",
    },
    { key: "nearestSiteId", title: title("最近目标", "nearest site"), value: (row) => row.nearestSiteId },
    { key: "nearestSiteName", title: title("目标名称", "site name"), value: (row) => row.nearestSiteName },
    {
      key: "nearestSiteM",
      title: title("距离 m", "distance m"),
      number: { decimals: 2 },
      value: (row) => row.nearestSiteM,
      show: (row) => (row.nearestSiteM === null ? fixed(null, 2) : distanceBeside(row.nearestSiteM, distanceM)),
    },
  ];
}

/** Up to which distance a unit of the asked area fits where it has the most room, and where that is. */
function unitColumns(call: Call): readonly Column<Row>[] {
  const title = (zh: string, en: string) => say(call, { zh, en });
  return [
    { key: "fitsUpToM", title: title("可容至 m", "fits up to m"), number: { decimals: 2 }, value: (row) => row.fitsUpToM },
    {
      key: "bestLonDeg",
      title: title("最佳经度", "best lon"),
      number: { decimals: 7 },
      value: (row) => row.best?.position[0] ?? null,
    },
    {
      key: "bestLatDeg",
      title: title("最佳纬度", "best lat"),
      number: { decimals: 7 },
      value: (row) => row.best?.position[1] ?? null,
    },
  ];
}

function industryColumns(call: Call): readonly Column<Row>[] {
  const title = (zh: string, en: string) => say(call, { zh, en });
  return [
    { key: "likeIndustryBlockId", title: title("同类产业区块", "like industry"), value: (row) => row.likeIndustryBlockId },
    {
      key: "likeIndustryM",
      title: title("相距 m", "away m"),
      number: { decimals: 2 },
      value: (row) => row.likeIndustryM,
    },
  ];
}

/** Land that stays whole at each distance, of all parcels and of each park. */
interface CurveRow extends SitingStep {
  readonly parkId: string | null;
}

function curveSheet(call: Call, { curve, parkCurves }: SitingReport) {
  const title = (zh: string, en: string) => say(call, { zh, en });
  const rows = [{ parkId: null, curve }, ...parkCurves].flatMap(({ parkId, curve: steps }) =>
    steps.map((step): CurveRow => ({ parkId, ...step })),
  );
  const columns: readonly Column<CurveRow>[] = [
    { key: "parkId", title: title("园区", "park"), value: ({ parkId }) => parkId ?? title("全部", "all") },
    { key: "distanceM", title: title("防护距离 m", "distance m"), number: { decimals: 2 }, value: (row) => row.distanceM },
    { key: "parcels", title: title("整宗可用", "whole parcels"), number: { decimals: 0 }, value: (row) => row.parcels },
    { key: "availableMu", title: title("可用 亩", "available mu"), number: { decimals: 2 }, value: (row) => row.availableMu },
  ];
  return sheet(columns, rows);
}

/** The usable ground of each parcel that has any. */
function groundOf(parcels: readonly SitingParcel[], dataset: Dataset) {
  const provenance = new Map(dataset.parcels.map((parcel) => [parcel.id, parcel.properties.provenance ?? null]));
  const features = parcels.flatMap(({ usable, ...facts }) =>
    usable
      ? [
          {
            type: "Feature" as const,
            id: facts.id,
            geometry: usable,
            properties: { ...facts, provenance: provenance.get(facts.id) ?? null },
          },
        ]
      : [],
  );
  return { type: "FeatureCollection" as const, features };
}

async function run(call: Call): Promise<number> {
  outFileOf(call, FORMATS);
  const asOf = asOfOf(call);
  const minAreaMu = numberOf(call.args, "min-area-mu");
  const statuses = statusesOf(call);
  const offer = {
    ...(asOf === undefined ? {} : { asOf }),
    ...(minAreaMu === undefined ? {} : { minAreaMu }),
    ...(statuses === undefined ? {} : { statuses }),
  };
  if (call.args.has("project")) {
    requireProjectFlags(call);
    await giveProjects(call, FORMATS, await datasetOf(call), offer);
    return 0;
  }
  const distanceM = requiredNumberOf(call.args, "distance");
  const industry = call.args.text("industry");
  const unitAreaM2 = numberOf(call.args, "unit-area");
  const used = await datasetOf(call);
  const { dataset } = used;
  const options = {
    distanceM,
    ...offer,
    ...(industry === undefined ? {} : { industry }),
    ...(unitAreaM2 === undefined ? {} : { unitAreaM2 }),
  };
  const report = sitingReport(dataset, options);
  const { summary } = report;
  const columns = [
    ...columnsOf(call, distanceM),
    ...(unitAreaM2 === undefined ? [] : unitColumns(call)),
    ...(industry === undefined ? [] : industryColumns(call)),
  ];
  const provenances = new Map(dataset.parcels.map(({ id, properties }) => [id, properties.provenance ?? null]));
  const provenance: Column<Row> = {
    key: "provenance",
    title: say(call, { zh: "数据性质", en: "provenance" }),
    value: (row) => provenances.get(row.id),
  };
  const table = sheet(columns, report.parcels);
  const head = say(call, {
    zh: `${report.asOf}  防护距离 ${distanceM} m：候选 ${summary.parcels} 宗，整宗可用 ${summary.whole}，部分可用 ${summary.part}，不可用 ${summary.none}；可用 ${fixed(summary.usableAreaMu, 2)} 亩；状态不明未计 ${summary.unknownStatus} 宗`,
    en: `${report.asOf}  distance ${distanceM} m: ${summary.parcels} parcels, whole ${summary.whole}, part ${summary.part}, none ${summary.none}; usable ${fixed(summary.usableAreaMu, 2)} mu; ${summary.unknownStatus} left out, status unknown`,
  });
  await give(call, FORMATS, {
    json: report,
    text: [head, "", table.text(call)].join("\n"),
    table: sheet([...columns, provenance], report.parcels),
    sheets: [
      [say(call, { zh: "选址", en: "siting" }), sheet([...columns, provenance], report.parcels)],
      [say(call, { zh: "曲线", en: "curve" }), curveSheet(call, report)],
    ],
    notes: notesOf(used, ["parcels", "sites"], report.asOf, {
      rules: [{ zh: `到每个敏感目标应有 ${distanceM} m`, en: `${distanceM} m to keep to every site` }],
    }),
    features: () => groundOf(findSites(dataset, options).parcels, dataset),
  });
  return 0;
}

export const sitingCommand: Command = {
  name: "siting",
  operands: "DATASET --distance M | --project FILE",
  minOperands: 1,
  maxOperands: 1,
  summary: {
    zh: "选址：能容下需要 M 米防护距离的单元的闲置或可供宗地",
    en: "siting: free or idle parcels that could take a unit needing M metres",
  },
  flags: [
    { name: "distance", value: "M", help: { zh: "到每个敏感目标应有的距离，m", en: "distance to keep to every site, m" } },
    {
      name: "project",
      value: "FILE",
      help: {
        zh: "改为试布候选项目（JSON：各单元的面积与距离），给出各单元的位置与证明点",
        en: "instead place candidate projects (JSON: units with area and distance), with positions and proof points",
      },
    },
    { name: "min-area-mu", value: "MU", help: { zh: "最小宗地面积，亩", en: "smallest parcel, mu" } },
    {
      name: "status",
      value: "LIST",
      help: { zh: "土地状态，以逗号分隔；默认为可供与闲置", en: "land statuses, comma-separated; default those free or idle" },
    },
    {
      name: "unit-area",
      value: "M2",
      help: {
        zh: "同时在每宗地内为此面积（m²）的单元找最佳位置",
        en: "also find the best position of a unit of this area, m², in each parcel",
      },
    },
    {
      name: "industry",
      value: "NAME",
      help: { zh: "按到同类产业区块的距离排序", en: "rank by the distance to the nearest block of this industry" },
    },
    AS_OF_FLAG,
    JSON_FLAG,
    outFlag(FORMATS),
  ],
  examples: [
    "parkatlas siting data/geojson/wuhai --distance 500 --min-area-mu 50",
    "parkatlas siting data/geojson/wuhai --project projects.json --out places.geojson",
  ],
  run,
};
