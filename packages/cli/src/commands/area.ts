import {
  type AreaGroup,
  type AreaReport,
  areaMuFromM2,
  areaReport,
  type Dataset,
  type FeatureAreas,
  LAYER_NAMES,
} from "@parkatlas/geo-core";
import type { Column } from "../text/table.ts";
import { give, outFileOf, sheet } from "./answer.ts";
import { type Call, type Command, JSON_FLAG, outFlag, say } from "./command.ts";
import { datasetOf, notesOf, provenancesOf } from "./use-dataset.ts";

const FORMATS = ["json", "csv", "xlsx", "geojson"];
const GROUPS = ["block", "park", "zone", "city"] as const;

const AREA_RULES = [
  {
    zh: "测地面积：椭球面上以测地线为边（Karney 2013）；椭球面积：国土调查，(B,L) 直线为边，CGCS2000；平面面积：高斯-克吕格投影面",
    en: "geodesic: geodesic edges on the ellipsoid (Karney 2013); survey: edges straight in (B,L), CGCS2000; planar: in the Gauss–Krüger plane",
  },
];

type Areas = Pick<FeatureAreas, "geodesicM2" | "surveyM2" | "planarM2" | "recordedM2">;

function areaColumns<Row extends Areas>(call: Call): readonly Column<Row>[] {
  const areaM2 = (key: keyof Areas, zh: string, en: string): Column<Row> => ({
    key,
    title: `${say(call, { zh, en })} m²`,
    number: { decimals: 2 },
    value: (row) => row[key],
    total: "sum",
  });
  return [
    areaM2("geodesicM2", "测地", "geodesic"),
    areaM2("surveyM2", "椭球", "survey"),
    areaM2("planarM2", "平面", "planar"),
    areaM2("recordedM2", "登记", "recorded"),
  ];
}

/** What the geometry says against what the papers say, as a share of the papers. */
function differenceShare({ geodesicM2, recordedM2 }: Areas): number | null {
  return recordedM2 === null || recordedM2 === 0 ? null : geodesicM2 / recordedM2 - 1;
}

function featureColumns(call: Call): readonly Column<FeatureAreas>[] {
  const title = (zh: string, en: string) => say(call, { zh, en });
  return [
    { key: "id", title: title("要素", "feature"), value: (row) => row.id },
    ...areaColumns<FeatureAreas>(call),
    { key: "planarCrs", title: title("平面坐标系", "planar CRS"), value: (row) => row.planarCrs },
    {
      key: "differenceShare",
      title: title("与登记之差", "against recorded"),
      number: { decimals: 2, percent: true },
      value: differenceShare,
    },
  ];
}

/** In a file each feature also says whether it is made up. */
function fileColumns(call: Call, dataset: Dataset, layer: AreaReport["layer"]): readonly Column<FeatureAreas>[] {
  const provenance = new Map(dataset[layer].map(({ id, properties }) => [id, properties.provenance ?? null]));
  return [
    ...featureColumns(call),
    { key: "provenance", title: say(call, { zh: "数据性质", en: "provenance" }), value: (row) => provenance.get(row.id) },
  ];
}

function groupColumns(call: Call): readonly Column<AreaGroup>[] {
  const title = (zh: string, en: string) => say(call, { zh, en });
  return [
    { key: "id", title: title("组", "group"), value: (row) => row.id },
    { key: "name", title: title("名称", "name"), value: (row) => row.name },
    { key: "features", title: title("要素", "features"), number: { decimals: 0 }, value: (row) => row.features, total: "sum" },
    ...areaColumns<AreaGroup>(call),
    {
      key: "geodesicMu",
      title: title("测地 亩", "geodesic mu"),
      number: { decimals: 2 },
      value: (row) => areaMuFromM2(row.geodesicM2),
      total: "sum",
    },
  ];
}

function featuresOf(report: AreaReport, dataset: Dataset) {
  const byId = new Map(dataset[report.layer].map((feature) => [feature.id, feature]));
  const features = report.features.map((areas) => {
    const { geometry, properties } = byId.get(areas.id)!;
    const facts = { name: properties.name, ...areas, provenance: properties.provenance ?? null };
    return { type: "Feature" as const, id: areas.id, geometry, properties: facts };
  });
  return { type: "FeatureCollection" as const, features };
}

async function run(call: Call): Promise<number> {
  outFileOf(call, FORMATS);
  const layer = LAYER_NAMES.find((each) => each === call.args.text("layer")) ?? "parcels";
  const by = GROUPS.find((each) => each === call.args.text("by"));
  const used = await datasetOf(call);
  const { dataset } = used;
  const report = areaReport(dataset, { layer, ...(by === undefined ? {} : { by }) });
  const features = sheet(featureColumns(call), report.features);
  const filed = sheet(fileColumns(call, dataset, layer), report.features);
  const provenance = provenancesOf(dataset, [layer]);
  const provenanceColumn = { key: "provenance", title: say(call, { zh: "数据性质", en: "provenance" }), value: () => provenance };
  const groups = sheet(groupColumns(call), report.groups);
  const filedGroups = sheet([...groupColumns(call), provenanceColumn], report.groups);
  const without = report.withoutArea.length;
  const note = say(call, {
    zh: `${without} 个要素没有面积（非面状或自相交）`,
    en: `${without} feature(s) without an area: not a polygon, or crossing itself`,
  });
  await give(call, FORMATS, {
    json: report,
    text: [
      ...(by ? [groups.text(call, 60), ""] : []),
      features.text(call, by ? 10 : 30),
      ...(without > 0 ? ["", note] : []),
    ].join("\n"),
    table: by ? filedGroups : filed,
    sheets: [
      [say(call, { zh: "要素", en: "features" }), filed],
      ...(by ? [[say(call, { zh: "分组", en: "groups" }), filedGroups] as const] : []),
    ],
    features: () => featuresOf(report, dataset),
    notes: notesOf(used, [layer], null, { rules: AREA_RULES }),
  });
  return 0;
}

export const areaCommand: Command = {
  name: "area",
  operands: "DATASET",
  minOperands: 1,
  maxOperands: 1,
  summary: {
    zh: "三种面积：测地、椭球、平面，与登记面积并列",
    en: "the three areas, geodesic, survey and planar, beside the recorded one",
  },
  flags: [
    { name: "layer", value: "LAYER", choices: LAYER_NAMES, help: { zh: "图层；默认 parcels", en: "layer; default parcels" } },
    { name: "by", value: "KEY", choices: GROUPS, help: { zh: `分组：${GROUPS.join("、")}`, en: `groups: ${GROUPS.join(", ")}` } },
    JSON_FLAG,
    outFlag(FORMATS),
  ],
  examples: ["parkatlas area data/geojson/wuhai --by park", "parkatlas area data/geojson/wuhai --layer parks --out areas.csv"],
  run,
};
