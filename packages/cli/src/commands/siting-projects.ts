import {
  bufferGeometry,
  type Dataset,
  type NamedPlacement,
  type OfferOptions,
  type PlacedUnit,
  PROJECT_VERDICT_MEANING,
  placementReport,
} from "@parkatlas/geo-core";
import { readProjects } from "../input/project-file.ts";
import { UsageError } from "../input/usage-error.ts";
import type { Column } from "../text/table.ts";
import { PROJECT_VERDICT_WORDS } from "../text/words.ts";
import { give, sheet } from "./answer.ts";
import { type Call, say } from "./command.ts";
import { notesOf, provenancesOf, type UsedDataset } from "./use-dataset.ts";

/** Flags that ask for one distance, which each unit of a project has of its own. */
const OF_ONE_DISTANCE = ["distance", "unit-area", "industry"];

interface Row {
  readonly placement: NamedPlacement;
  readonly unit: PlacedUnit;
}

/** Throws a {@link UsageError} for flags that contradict `--project`. */
export function requireProjectFlags({ args }: Call): void {
  const other = OF_ONE_DISTANCE.find((name) => args.has(name));
  if (other !== undefined)
    throw new UsageError({
      zh: `--project 与 --${other} 不能同时使用；各单元的距离和面积写在项目文件中`,
      en: `--project and --${other} exclude each other; distances and areas of the units stand in the project file`,
    });
}

function columnsOf(call: Call): readonly Column<Row>[] {
  const title = (zh: string, en: string) => say(call, { zh, en });
  const metres = { decimals: 2 };
  const degrees = { decimals: 7 };
  return [
    { key: "projectId", title: title("项目", "project"), value: ({ placement }) => placement.projectId },
    { key: "parcelId", title: title("宗地", "parcel"), value: ({ placement }) => placement.parcelId },
    { key: "parcelName", title: title("名称", "name"), value: ({ placement }) => placement.parcelName },
    {
      key: "verdict",
      title: title("结论", "verdict"),
      value: ({ placement }) => placement.verdict,
      show: ({ placement }) => say(call, PROJECT_VERDICT_WORDS[placement.verdict]),
    },
    { key: "spareM", title: title("余量 m", "spare m"), number: metres, value: ({ placement }) => placement.spareM },
    { key: "unitId", title: title("单元", "unit"), value: ({ unit }) => unit.unitId },
    { key: "distanceM", title: title("应有 m", "required m"), number: metres, value: ({ unit }) => unit.distanceM },
    { key: "clearanceM", title: title("净距 m", "clearance m"), number: metres, value: ({ unit }) => unit.clearanceM },
    { key: "nearestSiteId", title: title("最近目标", "nearest site"), value: ({ unit }) => unit.nearestSiteId },
    { key: "lonDeg", title: title("经度", "lon"), number: degrees, value: ({ unit }) => unit.position?.[0] ?? null },
    { key: "latDeg", title: title("纬度", "lat"), number: degrees, value: ({ unit }) => unit.position?.[1] ?? null },
    { key: "unitRadiusM", title: title("半径 m", "radius m"), number: metres, value: ({ unit }) => unit.unitRadiusM },
  ];
}

/** Of each project that fits: its units as discs where they stand, and the line from each centre to its nearest place of a site. */
function drawingOf(placements: readonly NamedPlacement[], dataset: Dataset) {
  const ofParcel = new Map(dataset.parcels.map(({ id, properties }) => [id, properties.provenance ?? null]));
  const features = placements.flatMap(({ projectId, parcelId, verdict, units }) =>
    units.flatMap(({ position, centreToSite, ...facts }) => {
      if (verdict !== "fits" || !position || !centreToSite) return [];
      const id = `${projectId}/${parcelId}/${facts.unitId}`;
      const properties = { projectId, parcelId, ...facts, provenance: ofParcel.get(parcelId) ?? null };
      const centre = { type: "Point" as const, coordinates: [...position] };
      const { from, to, distanceM: centreToSiteM } = centreToSite;
      return [
        {
          type: "Feature" as const,
          id,
          geometry: facts.unitRadiusM > 0 ? bufferGeometry(centre, facts.unitRadiusM, dataset) : centre,
          properties: { part: "unit", position, ...properties },
        },
        {
          type: "Feature" as const,
          id: `${id}/proof`,
          geometry: { type: "LineString" as const, coordinates: [[...from], [...to]] },
          properties: { part: "proof", centreToSiteM, ...properties },
        },
      ];
    }),
  );
  return { type: "FeatureCollection" as const, features };
}

/** `--project FILE`: the candidate projects tried on every parcel offered. */
export async function giveProjects(
  call: Call,
  formats: readonly string[],
  used: UsedDataset,
  options: OfferOptions,
): Promise<void> {
  const { dataset } = used;
  const report = placementReport(dataset, await readProjects(call.args.text("project")!), options);
  const rows = report.placements.flatMap((placement) => placement.units.map((unit): Row => ({ placement, unit })));
  const columns = columnsOf(call);
  const ofSites = provenancesOf(dataset, ["parcels", "sites"]);
  const provenance: Column<Row> = {
    key: "provenance",
    title: say(call, { zh: "数据性质", en: "provenance" }),
    value: () => ofSites,
  };
  const heads = report.summary.map(({ projectId, parcels, fits, notFound, impossible }) =>
    say(call, {
      zh: `${report.asOf}  项目 ${projectId}：候选 ${parcels} 宗，可容纳 ${fits}，未找到 ${notFound}，不可能 ${impossible}`,
      en: `${report.asOf}  project ${projectId}: ${parcels} parcels, fits ${fits}, not found ${notFound}, impossible ${impossible}`,
    }),
  );
  const remarks = Object.values(PROJECT_VERDICT_MEANING);
  const findings = report.issues.map(({ message, messageZh }) => say(call, { zh: messageZh, en: message }));
  await give(call, formats, {
    json: report,
    text: [...heads, ...findings, "", sheet(columns, rows).text(call)].join("\n"),
    table: sheet([...columns, provenance], rows),
    notes: notesOf(used, ["parcels", "sites"], report.asOf, { remarks }),
    features: () => drawingOf(report.placements, dataset),
  });
}
