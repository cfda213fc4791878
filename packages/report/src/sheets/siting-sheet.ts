import {
  type Dataset,
  findSites,
  landRulesOf,
  type SitingClass,
  type SitingParcel,
  type SitingStep,
  SYMBOLOGY,
} from "@parkatlas/geo-core";
import { northArrowBox } from "../drawing/furniture.ts";
import type { Ground } from "../drawing/ground.ts";
import { drawMarks, type Mark } from "../drawing/marks.ts";
import { positionsOf } from "../drawing/outlines.ts";
import type { Pen } from "../page/pen.ts";
import type { Table } from "../page/table.ts";
import { compose } from "./compose.ts";
import { anchorOf, backdropLegend, drawArea, drawBackdrop, drawSites, provenanceOf, siteLegend } from "./map-layers.ts";
import { fixed, metres, NOTHING } from "./numbers.ts";
import { drawSwatch } from "./panel.ts";
import { type LegendItem, type SheetInput, type SheetPlan, tableBlock } from "./plan.ts";
import { requirePark } from "./scope.ts";
import { LAND_STATUS_WORDS, type SheetLanguage, SITING_CLASS_WORDS } from "./words.ts";

export interface SitingSheetOptions {
  /** Distance that the unit needs to every site, m. */
  readonly distanceM: number;
  /** The dataset's own date where absent. */
  readonly asOf?: string;
  /** Only parcels of this park. */
  readonly parkId?: string;
}

interface Candidate {
  readonly number: number;
  readonly parcel: SitingParcel;
}

const CLASSES = Object.keys(SYMBOLOGY.siting) as readonly SitingClass[];

/**
 * Sheets of the parcels that could take a unit needing a distance, as the bytes of a PDF: the map of the three classes, the
 * curve of available land, the list. Figures are those of `findSites`.
 *
 * @throws {GeoError} `input-out-of-range` for a distance that is not above 0 and at most 100 km; `unknown-id`; `date-invalid`.
 */
export function sitingSheets(input: SheetInput, options: SitingSheetOptions): Promise<Uint8Array> {
  return compose(input, planOf(input, options));
}

function planOf({ dataset, language, orientation = "landscape" }: SheetInput, options: SitingSheetOptions): SheetPlan {
  const { distanceM, parkId } = options;
  const zh = language === "zh";
  const park = parkId === undefined ? null : requirePark(dataset, parkId);
  const asOf = options.asOf ?? dataset.asOf;
  const found = findSites(dataset, { distanceM, asOf });
  const candidates = found.parcels
    .filter((parcel) => park === null || parcel.parkId === park.id)
    .map((parcel, index): Candidate => ({ number: index + 1, parcel }));
  const curve = park ? (found.parkCurves.find((each) => each.parkId === park.id)?.curve ?? []) : found.curve;
  const where = park ? (zh ? park.properties.name : (park.properties.nameEn ?? park.properties.name)) : dataset.title[language];
  const parcels = new Map(dataset.parcels.map((parcel) => [parcel.id, parcel]));
  const drawn = candidates.map(({ parcel }) => parcels.get(parcel.id)!);
  const { isSynthetic, sourceIds } = provenanceOf([...drawn, ...dataset.sites]);
  const count = (wanted: SitingClass) => candidates.filter(({ parcel }) => parcel.class === wanted);
  const wholeMu = count("whole").reduce((sum, { parcel }) => sum + parcel.areaMu, 0);
  const usableMu = candidates.reduce((sum, { parcel }) => sum + parcel.usableAreaMu, 0);
  return {
    title: zh ? `${where}选址图：防护距离 ${distanceM} m` : `${where}: siting for ${distanceM} m`,
    subtitle: zh
      ? `截止 ${asOf}　可供与闲置宗地到每个敏感目标的距离`
      : `As of ${asOf}. Free and idle parcels by their distance to every site`,
    asOf,
    orientation,
    isSynthetic,
    isProjection: asOf > dataset.asOf,
    facts: [
      [zh ? "候选宗地" : "parcels", String(candidates.length)],
      ...CLASSES.map((each) => [SITING_CLASS_WORDS[each][language], String(count(each).length)] as const),
      [zh ? "整宗可用 亩" : "usable whole, mu", fixed(wholeMu, 2)],
      [zh ? "可用合计 亩" : "usable in all, mu", fixed(usableMu, 2)],
      ...(park ? [] : ([[zh ? "状态不明未计" : "left out, status unknown", String(found.summary.unknownStatus)]] as const)),
    ],
    legend: legendOf(dataset, language, asOf),
    places: (drawn.length > 0 ? drawn : park ? [park] : dataset.parks).map(({ geometry }) => positionsOf(geometry)),
    drawMap(pen, ground, withNumbers) {
      drawBackdrop(pen, ground, dataset);
      drawSites(pen, ground, dataset.sites, asOf);
      for (const [index, { parcel }] of candidates.entries()) drawCandidate(pen, ground, parcel, drawn[index]!.geometry);
      return withNumbers ? drawNumbers(pen, ground, candidates, drawn, language) : null;
    },
    blocks: [
      {
        kind: "chart",
        title: zh ? "不同防护距离下整宗可用的土地" : "Land usable whole at each distance",
        chart: {
          steps: curve.map((step: SitingStep) => ({ x: step.distanceM, y: step.availableMu })),
          xTitle: zh ? "防护距离 m" : "distance m",
          yTitle: zh ? "整宗可用 亩" : "available mu",
          cursor: {
            x: distanceM,
            label: zh ? `${distanceM} m：${fixed(wholeMu, 2)} 亩` : `${distanceM} m: ${fixed(wholeMu, 2)} mu`,
          },
        },
      },
      tableBlock(
        zh ? `候选宗地（${candidates.length} 宗，序号同图）` : `Parcels (${candidates.length}), by the numbers of the map`,
        candidateTable(candidates, distanceM, language),
      ),
    ],
    rules: [
      ...landRulesOf(dataset.config).ruleSets.map(({ id, version, title }) => `${title[language]} (${id}/${version})`),
      zh ? `到每个敏感目标应有 ${distanceM} m` : `${distanceM} m to keep to every site`,
    ],
    sourceIds,
  };
}

/** A parcel by its class; of one that is usable in part, the usable ground in the colour of what is usable. */
function drawCandidate(pen: Pen, ground: Ground, parcel: SitingParcel, geometry: Parameters<typeof drawArea>[2]): void {
  drawArea(pen, ground, geometry, SYMBOLOGY.siting[parcel.class], 0.15);
  if (parcel.class === "part" && parcel.usable) drawArea(pen, ground, parcel.usable, SYMBOLOGY.siting.whole, 0.1);
}

function drawNumbers(
  pen: Pen,
  ground: Ground,
  candidates: readonly Candidate[],
  drawn: readonly { readonly geometry: Parameters<typeof anchorOf>[0] }[],
  language: SheetLanguage,
): string | null {
  const marks = candidates.map(({ number }, index): Mark => {
    const [x, y] = ground.at(anchorOf(drawn[index]!.geometry));
    return { label: String(number), x, y };
  });
  const { frame } = ground;
  const without = drawMarks(pen, marks, frame, [northArrowBox(frame)]);
  if (without === 0) return null;
  return language === "zh" ? `${without} 宗过密未注号，见表。` : `${without} without room for a number are in the table only.`;
}

function legendOf(dataset: Dataset, language: SheetLanguage, asOf: string): readonly LegendItem[] {
  const usablePart = language === "zh" ? "（绿色为可用部分）" : " (green: that part)";
  return [
    ...CLASSES.map((each) => ({
      label: `${SITING_CLASS_WORDS[each][language]}${each === "part" ? usablePart : ""}`,
      look: SYMBOLOGY.siting[each],
      shape: "area" as const,
    })),
    ...siteLegend(language, dataset.sites, asOf),
    ...backdropLegend(language, dataset),
  ];
}

function candidateTable(candidates: readonly Candidate[], distanceM: number, language: SheetLanguage): Table<Candidate> {
  const zh = language === "zh";
  const right = { align: "right" } as const;
  const sum = (value: (parcel: SitingParcel) => number) => candidates.reduce((total, { parcel }) => total + value(parcel), 0);
  const columns: (Table<Candidate>["columns"][number] & { readonly total?: string })[] = [
    { title: zh ? "序号" : "no.", width: 10, align: "center", value: ({ number }) => String(number) },
    { title: zh ? "宗地编号" : "parcel", width: 28, value: ({ parcel }) => parcel.id, total: zh ? "合计" : "total" },
    { title: zh ? "名称" : "name", width: 36, value: ({ parcel }) => parcel.name },
    { title: zh ? "土地状态" : "status", width: 28, value: ({ parcel }) => LAND_STATUS_WORDS[parcel.status][language] },
    {
      title: zh ? "可用" : "usable",
      width: 27,
      value: ({ parcel }) => SITING_CLASS_WORDS[parcel.class][language],
      swatch: (pen, { parcel }, box) => drawSwatch(pen, SYMBOLOGY.siting[parcel.class], box),
    },
    {
      title: zh ? "面积 亩" : "area mu",
      width: 20,
      ...right,
      value: ({ parcel }) => fixed(parcel.areaMu, 2),
      total: fixed(
        sum((each) => each.areaMu),
        2,
      ),
    },
    {
      title: zh ? "可用 亩" : "usable mu",
      width: 20,
      ...right,
      value: ({ parcel }) => fixed(parcel.usableAreaMu, 2),
      total: fixed(
        sum((each) => each.usableAreaMu),
        2,
      ),
    },
    {
      title: zh ? "可用 m²" : "usable m²",
      width: 24,
      ...right,
      value: ({ parcel }) => fixed(parcel.usableAreaM2, 2),
      total: fixed(
        sum((each) => each.usableAreaM2),
        2,
      ),
    },
    { title: zh ? "最近目标" : "nearest site", width: 38, value: ({ parcel }) => parcel.nearestSiteName ?? NOTHING },
    {
      title: zh ? "距离 m" : "distance m",
      width: 20,
      ...right,
      value: ({ parcel }) => (parcel.nearestSiteM === null ? NOTHING : metres(parcel.nearestSiteM, distanceM)),
    },
  ];
  return {
    columns,
    rows: candidates,
    totals: columns.map(({ total = "" }) => total),
    whenEmpty: zh ? "截止日期没有可供或闲置的宗地。" : "No parcel is free or idle on the date.",
  };
}
