import {
  type Dataset,
  type LonLat,
  type ProtectionEnvelope,
  type ProtectionPair,
  type ProtectionReport,
  type Site,
  SYMBOLOGY,
  type UnitProtection,
  type UnitVerdict,
} from "@parkatlas/geo-core";
import { northArrowBox } from "../drawing/furniture.ts";
import type { Ground } from "../drawing/ground.ts";
import { drawDimension, drawMarks, type Mark } from "../drawing/marks.ts";
import { boundsOf, positionsOf, tracksOf } from "../drawing/outlines.ts";
import type { Box } from "../page/paper.ts";
import type { Pen } from "../page/pen.ts";
import {
  anchorOf,
  backdropLegend,
  drawArea,
  drawBackdrop,
  drawIdInside,
  drawName,
  drawSites,
  PLANT,
  siteLegend,
  strokeNear,
} from "./map-layers.ts";
import { fixed, metres } from "./numbers.ts";
import type { LegendItem } from "./plan.ts";
import type { PairRow } from "./protection-tables.ts";
import { type SheetLanguage, VERDICT_WORDS } from "./words.ts";

/** What is drawn and listed: units with their rows, sites numbered in the order of the table. */
export interface Scene {
  readonly dataset: Dataset;
  readonly report: ProtectionReport;
  readonly units: readonly UnitProtection[];
  readonly envelopes: readonly ProtectionEnvelope[];
  readonly rows: readonly PairRow[];
  readonly sites: ReadonlyMap<string, Site>;
  readonly language: SheetLanguage;
  readonly isOne: boolean;
}

/** The units and plants that the rows are about. */
export function featuresOf({ dataset, units }: Scene) {
  const ids = new Set(units.flatMap(({ id, plantId }) => [id, plantId]));
  return [...dataset.units, ...dataset.plants].filter(({ id }) => ids.has(id));
}

/** Each unit with its plant, its envelope and where its sites are nearest. */
export function placesOf({ dataset, units, envelopes }: Scene): readonly Iterable<LonLat>[] {
  const outlines = new Map([...dataset.units, ...dataset.plants].map(({ id, geometry }) => [id, geometry]));
  return units.map(function* ({ id, plantId, pairs }) {
    for (const each of [id, plantId ?? id]) {
      const outline = outlines.get(each);
      if (outline) yield* positionsOf(outline);
    }
    for (const { unitId, geometry } of envelopes) if (unitId === id) yield* positionsOf(geometry);
    for (const { to } of pairs) yield to;
  });
}

/** Draws the figure; returns what is said beside it. */
export function drawFigure(pen: Pen, ground: Ground, scene: Scene, withNumbers: boolean): string | null {
  const { dataset, units, envelopes, rows, language, isOne } = scene;
  const verdicts = new Map(units.map(({ id, verdict }) => [id, verdict]));
  const ids = new Set(units.flatMap(({ id, plantId }) => [id, plantId]));
  drawBackdrop(pen, ground, dataset);
  for (const envelope of envelopes) {
    const look = SYMBOLOGY.verdict[verdicts.get(envelope.unitId)!];
    drawArea(pen, ground, envelope.geometry, look, 0.35, isOne ? 0.15 : 0.07);
  }
  drawSites(pen, ground, dataset.sites, scene.report.asOf);
  for (const plant of dataset.plants) if (ids.has(plant.id)) strokeNear(pen, ground, plant.geometry, PLANT, 0.25);
  for (const unit of dataset.units)
    if (ids.has(unit.id)) drawArea(pen, ground, unit.geometry, SYMBOLOGY.verdict[verdicts.get(unit.id) ?? "unknown"], 0.25);
  if (!withNumbers) return null;
  const [governing] = rows;
  const taken: Box[] = [northArrowBox(ground.frame)];
  if (isOne && governing) taken.push(drawGoverning(pen, ground, governing.pair, language));
  for (const { id, geometry, properties } of dataset.units)
    if (ids.has(id) && isOne) taken.push(drawName(pen, ground, geometry, properties.name));
    else if (ids.has(id)) drawIdInside(pen, ground, geometry, id);
  const without = drawMarks(pen, marksOf(scene, ground), ground.frame, taken);
  const zh = language === "zh";
  const numbers = zh ? "图上号码同表。" : "Numbers are those of the table. ";
  const rest = without === 0 ? "" : zh ? `${without} 处过密未注号。` : `${without} have no room.`;
  return rows.length === 0 ? null : `${numbers}${rest}`;
}

function drawGoverning(pen: Pen, ground: Ground, pair: ProtectionPair, language: SheetLanguage): Box {
  const distance = metres(pair.distanceM, pair.requiredM);
  const label =
    language === "zh"
      ? `${distance} m（应有 ${fixed(pair.requiredM, 0)} m）`
      : `${distance} m (${fixed(pair.requiredM, 0)} m required)`;
  return drawDimension(pen, ground.at(pair.from), ground.at(pair.to), label);
}

/** A number for each site of the table: in the site, or where it is nearest if its middle is off the map. */
function marksOf({ rows, sites }: Scene, ground: Ground): readonly Mark[] {
  const { frame } = ground;
  const done = new Set<number>();
  return rows.flatMap(({ number, pair }): Mark[] => {
    if (done.has(number)) return [];
    done.add(number);
    const { geometry } = sites.get(pair.siteId)!;
    const [x, y] = ground.at(anchorOf(geometry));
    const isSeen = x > frame.x && y > frame.y && x < frame.x + frame.width && y < frame.y + frame.height;
    const [shownX, shownY] = isSeen ? [x, y] : ground.at(pair.to);
    return [{ label: String(number), x: shownX, y: shownY, isAside: isSmall(geometry, ground) }];
  });
}

/** True for what a number would hide. */
function isSmall(geometry: Site["geometry"], ground: Ground): boolean {
  const tracks = tracksOf(geometry, ground);
  if (tracks.length === 0) return true;
  const { width, height } = boundsOf(tracks);
  return Math.max(width, height) < 6;
}

export function legendOf({ dataset, report, units, envelopes, language }: Scene): readonly LegendItem[] {
  const zh = language === "zh";
  const verdicts = (Object.keys(SYMBOLOGY.verdict) as UnitVerdict[]).filter((each) =>
    units.some(({ verdict }) => verdict === each),
  );
  return [
    ...verdicts.map((each) => ({
      label: `${zh ? "单元：" : "unit: "}${VERDICT_WORDS[each][language]}`,
      look: SYMBOLOGY.verdict[each],
      shape: "area" as const,
    })),
    ...(envelopes.length === 0
      ? []
      : [
          {
            label: zh ? "防护距离包络线（示意）" : "envelope (drawing)",
            look: SYMBOLOGY.verdict[verdicts[0] ?? "unknown"],
            shape: "envelope" as const,
          },
        ]),
    ...(units.some(({ plantId }) => plantId !== null)
      ? [{ label: zh ? "厂界" : "plant boundary", look: { fill: "#ffffff", ...PLANT }, shape: "outline" as const }]
      : []),
    ...siteLegend(language, dataset.sites, report.asOf),
    ...backdropLegend(language, dataset),
  ];
}
