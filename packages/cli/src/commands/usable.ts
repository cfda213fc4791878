import { areaMuFromM2, isSiteProtected, isValidOn, type Park, type UsableStep, usableCurves } from "@parkatlas/geo-core";
import { distancesOf } from "../input/distances.ts";
import type { Column } from "../text/table.ts";
import { give, outFileOf, sheet } from "./answer.ts";
import { AS_OF_FLAG, asOfOf, type Call, type Command, JSON_FLAG, outFlag, say } from "./command.ts";
import { datasetOf, notesOf, provenancesOf } from "./use-dataset.ts";

const FORMATS = ["json", "csv", "xlsx"];
const DISTANCES_M = [50, 100, 200, 300, 400, 500, 600, 800, 1000, 1500, 2000];

interface Row {
  readonly park: Park;
  readonly step: UsableStep;
}

async function run(call: Call): Promise<number> {
  outFileOf(call, FORMATS);
  const distancesM = distancesOf(call.args, "distance", DISTANCES_M);
  const asked = asOfOf(call);
  const used = await datasetOf(call);
  const { dataset } = used;
  const asOf = asked ?? dataset.asOf;
  const parks = dataset.parks.filter(({ properties }) => isValidOn(properties, asOf));
  const sites = dataset.sites.filter((site) => isSiteProtected(site, asOf));
  const curves = usableCurves(
    parks.map(({ geometry }) => geometry),
    sites.map(({ geometry }) => geometry),
    distancesM,
    dataset,
  );
  const rows = parks.flatMap((park, i) => curves[i]!.map((step): Row => ({ park, step })));
  const title = (zh: string, en: string) => say(call, { zh, en });
  const columns: readonly Column<Row>[] = [
    { key: "parkId", title: title("园区", "park"), value: ({ park }) => park.id },
    { key: "name", title: title("名称", "name"), value: ({ park }) => park.properties.name },
    { key: "distanceM", title: title("防护距离 m", "distance m"), number: { decimals: 2 }, value: ({ step }) => step.distanceM },
    {
      key: "usableAreaMu",
      title: title("可用 亩", "usable mu"),
      number: { decimals: 2 },
      value: ({ step }) => areaMuFromM2(step.usableAreaM2),
    },
    {
      key: "usableAreaM2",
      title: title("可用 m²", "usable m²"),
      number: { decimals: 2 },
      value: ({ step }) => step.usableAreaM2,
    },
    {
      key: "boundM2",
      title: title("至多再加 m²", "at most more m²"),
      number: { decimals: 2 },
      value: ({ step }) => step.boundM2,
    },
  ];
  const ofSites = provenancesOf(dataset, ["sites"]);
  const provenance: Column<Row> = {
    key: "provenance",
    title: title("数据性质", "provenance"),
    value: ({ park }) => [...new Set([park.properties.provenance ?? "", ...ofSites.split(" ")])].join(" ").trim(),
  };
  const head = say(call, {
    zh: `${asOf}  ${parks.length} 个园区内可布设相应防护距离单元的土地；不随距离增大而增加`,
    en: `${asOf}  ground of ${parks.length} parks that units of each distance may use; it never grows with the distance`,
  });
  await give(call, FORMATS, {
    json: {
      datasetId: dataset.id,
      asOf,
      parks: parks.map(({ id, properties }, i) => ({ parkId: id, name: properties.name, curve: curves[i]! })),
    },
    text: [head, "", sheet(columns, rows).text(call)].join("\n"),
    table: sheet([...columns, provenance], rows),
    notes: notesOf(used, ["parks", "sites"], asOf),
  });
  return 0;
}

export const usableCommand: Command = {
  name: "usable",
  operands: "DATASET",
  minOperands: 1,
  maxOperands: 1,
  summary: {
    zh: "各园区在不同防护距离下仍可使用的土地",
    en: "usable: the land of each park that stays usable as a function of the distance",
  },
  flags: [
    {
      name: "distance",
      value: "LIST",
      help: {
        zh: `防护距离，m，以逗号分隔；默认 ${DISTANCES_M.join(",")}`,
        en: `distances, m, comma-separated; default ${DISTANCES_M.join(",")}`,
      },
    },
    AS_OF_FLAG,
    JSON_FLAG,
    outFlag(FORMATS),
  ],
  examples: ["parkatlas usable data/geojson/wuhai --distance 100,300,500"],
  run,
};
