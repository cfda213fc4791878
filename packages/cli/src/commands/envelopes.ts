import {
  type Dataset,
  type EnvelopeGroup,
  envelopeGroups,
  protectionReport,
  type SiteGround,
  siteGrounds,
  sitesInMargin,
} from "@parkatlas/geo-core";
import { distancesOf } from "../input/distances.ts";
import { UsageError } from "../input/usage-error.ts";
import { fixed } from "../text/format.ts";
import type { Column } from "../text/table.ts";
import { KIND_WORDS } from "../text/words.ts";
import { give, outFileOf, sheet } from "./answer.ts";
import { AS_OF_FLAG, asOfOf, type Call, type Command, JSON_FLAG, outFlag, say } from "./command.ts";
import { datasetOf, notesOf, type UsedDataset } from "./use-dataset.ts";

const FORMATS = ["json", "csv", "xlsx", "geojson"];
const GROUPINGS = ["unit", "plant", "park", "site"] as const;
type Grouping = (typeof GROUPINGS)[number];
const SITE_DISTANCES_M = [50, 100, 200, 300, 500, 1000];
const AREA = { decimals: 4, per: 10_000 };

function groupingOf({ args }: Call): Grouping {
  const asked = args.text("by") ?? "unit";
  const found = GROUPINGS.find((each) => each === asked);
  if (found) return found;
  const known = GROUPINGS.join(", ");
  throw new UsageError({
    zh: `--by 应为 ${known} 之一，但给出“${asked}”`,
    en: `--by must be one of ${known}, but is "${asked}"`,
  });
}

/** Drawn ground and the margin beyond it, each labelled as a drawing. */
function drawn(id: string, geometry: unknown, properties: Readonly<Record<string, unknown>>) {
  return { type: "Feature" as const, id, geometry, properties: { ...properties, decides: false } };
}

/** Envelopes of units, plants or parks, and the sites that stand within a tenth beyond a distance. */
async function giveGroups(call: Call, used: UsedDataset, by: Exclude<Grouping, "site">, asOf: string): Promise<void> {
  const { dataset } = used;
  const { edgeModel, workingCrs } = dataset;
  const groups = envelopeGroups(dataset, { edgeModel, workingCrs, asOf, by });
  const report = protectionReport(dataset, { asOf, envelopes: false });
  const margin = sitesInMargin(report);
  const names = nameFinder(dataset);
  const title = (zh: string, en: string) => say(call, { zh, en });
  const near = (group: EnvelopeGroup) => margin.filter(({ unitId }) => group.unitIds.includes(unitId)).length;
  const columns: readonly Column<EnvelopeGroup>[] = [
    { key: "id", title: title("编号", "id"), value: ({ id }) => id },
    { key: "name", title: title("名称", "name"), value: ({ id }) => names(id) },
    { key: "units", title: title("单元数", "units"), number: { decimals: 0 }, value: ({ unitIds }) => unitIds.length },
    { key: "longestM", title: title("最大距离 m", "longest m"), number: { decimals: 2 }, value: ({ longestM }) => longestM },
    { key: "areaM2", title: title("包络 公顷", "envelope ha"), number: AREA, value: ({ areaM2 }) => areaM2 },
    { key: "sitesInMargin", title: title("10 % 以内目标", "sites within 10 %"), number: { decimals: 0 }, value: near },
  ];
  const provenanceOf = provenanceFinder(dataset);
  const provenance: Column<EnvelopeGroup> = {
    key: "provenance",
    title: title("数据性质", "provenance"),
    value: ({ unitIds }) => provenanceOf(unitIds),
  };
  const head = say(call, {
    zh: `${asOf}  防护包络 ${groups.length} 个（仅供绘图，不作判定）；距离之外 10 % 以内有目标 ${margin.length} 处`,
    en: `${asOf}  ${groups.length} envelopes (drawings, they decide nothing); ${margin.length} sites stand outside by less than a tenth`,
  });
  await give(call, FORMATS, {
    json: {
      datasetId: dataset.id,
      asOf,
      by,
      envelopes: groups.map(({ geometry: _, margin: __, ...facts }) => ({ ...facts, name: names(facts.id) })),
      sitesInMargin: margin,
    },
    text: [head, "", sheet(columns, groups).text(call)].join("\n"),
    table: sheet([...columns, provenance], groups),
    notes: notesOf(used, ["units", "plants", "sites"], asOf),
    features: () => ({
      type: "FeatureCollection",
      features: groups.flatMap(({ geometry, margin: ring, ...rest }) => {
        const facts = { ...rest, provenance: provenanceOf(rest.unitIds) };
        return [
          drawn(facts.id, geometry, { part: "envelope", ...facts }),
          ...(ring ? [drawn(`${facts.id}/margin`, ring, { part: "margin", ...facts })] : []),
        ];
      }),
    }),
  });
}

function nameFinder({ units, plants, parks }: Dataset): (id: string) => string | null {
  const names = new Map([...parks, ...plants, ...units].map(({ id, properties }) => [id, properties.name]));
  return (id) => names.get(id) ?? null;
}

/** What the outlines of some units, plants or sites are, each word once. */
function provenanceFinder({ units, plants, sites }: Dataset): (ids: readonly string[]) => string {
  const of = new Map([...units, ...plants, ...sites].map(({ id, properties }) => [id, properties.provenance]));
  return (ids) => [...new Set(ids.flatMap((id) => of.get(id) ?? []))].join(" ");
}

/** The check the other way round: ground around sites where a unit of each distance may not stand. */
async function giveSites(call: Call, used: UsedDataset, asOf: string): Promise<void> {
  const { dataset } = used;
  const { edgeModel, workingCrs } = dataset;
  const distancesM = distancesOf(call.args, "distance", SITE_DISTANCES_M);
  const grounds = siteGrounds(dataset.sites, distancesM, { edgeModel, workingCrs, asOf });
  const title = (zh: string, en: string) => say(call, { zh, en });
  const columns: readonly Column<SiteGround>[] = [
    { key: "siteId", title: title("目标", "site"), value: ({ siteId }) => siteId },
    { key: "siteName", title: title("名称", "name"), value: ({ siteName }) => siteName },
    { key: "kind", title: title("类别", "kind"), value: ({ kind }) => kind, show: ({ kind }) => say(call, KIND_WORDS[kind]) },
    { key: "distanceM", title: title("距离 m", "distance m"), number: { decimals: 2 }, value: ({ distanceM }) => distanceM },
    { key: "areaM2", title: title("不可布设 公顷", "closed ha"), number: AREA, value: ({ areaM2 }) => areaM2 },
  ];
  const provenanceOf = provenanceFinder(dataset);
  const provenance: Column<SiteGround> = {
    key: "provenance",
    title: title("数据性质", "provenance"),
    value: ({ siteId }) => provenanceOf([siteId]),
  };
  const head = say(call, {
    zh: `${asOf}  目标周围不可布设相应防护距离单元的范围（仅供绘图）；距离 ${distancesM.join("、")} m，最大一档合计 ${fixed(totalHa(grounds, distancesM), 4)} 公顷（未扣重叠）`,
    en: `${asOf}  ground around sites closed to units of each distance (drawings); distances ${distancesM.join(", ")} m, of the longest ${fixed(totalHa(grounds, distancesM), 4)} ha in all, overlaps counted twice`,
  });
  await give(call, FORMATS, {
    json: { datasetId: dataset.id, asOf, by: "site", grounds: grounds.map(({ geometry: _, ring: __, ...facts }) => facts) },
    text: [head, "", sheet(columns, grounds).text(call)].join("\n"),
    table: sheet([...columns, provenance], grounds),
    notes: notesOf(used, ["sites"], asOf),
    features: () => ({
      type: "FeatureCollection",
      features: grounds.flatMap(({ geometry: _, ring, ...facts }) =>
        ring
          ? [
              drawn(`${facts.siteId}/${facts.distanceM}`, ring, {
                part: "closed",
                ...facts,
                provenance: provenanceOf([facts.siteId]),
              }),
            ]
          : [],
      ),
    }),
  });
}

const totalHa = (grounds: readonly SiteGround[], distancesM: readonly number[]): number =>
  grounds.filter(({ distanceM }) => distanceM === distancesM.at(-1)).reduce((sum, { areaM2 }) => sum + areaM2, 0) / AREA.per;

async function run(call: Call): Promise<number> {
  outFileOf(call, FORMATS);
  const by = groupingOf(call);
  const asked = asOfOf(call);
  const used = await datasetOf(call);
  const asOf = asked ?? used.dataset.asOf;
  if (by === "site") await giveSites(call, used, asOf);
  else await giveGroups(call, used, by, asOf);
  return 0;
}

export const envelopesCommand: Command = {
  name: "envelopes",
  operands: "DATASET",
  minOperands: 1,
  maxOperands: 1,
  summary: {
    zh: "防护包络：按单元、厂区、园区合并，或反过来按敏感目标；仅供绘图",
    en: "envelopes: united by unit, plant or park, or the other way round by site; for drawing",
  },
  flags: [
    { name: "by", value: "KEY", help: { zh: "unit（默认）、plant、park 或 site", en: "unit (default), plant, park or site" } },
    {
      name: "distance",
      value: "LIST",
      help: {
        zh: `按目标时的距离，m，以逗号分隔；默认 ${SITE_DISTANCES_M.join(",")}`,
        en: `distances by site, m, comma-separated; default ${SITE_DISTANCES_M.join(",")}`,
      },
    },
    AS_OF_FLAG,
    JSON_FLAG,
    outFlag(FORMATS),
  ],
  examples: [
    "parkatlas envelopes data/geojson/wuhai --by park --out envelopes.geojson",
    "parkatlas envelopes data/geojson/wuhai --by site --distance 100,300 --out closed.geojson",
  ],
  run,
};
