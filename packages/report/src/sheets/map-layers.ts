import {
  type CivilDate,
  type Dataset,
  isSiteProtected,
  type LonLat,
  type Look,
  labelPoint,
  type Site,
  type SiteKind,
  SYMBOLOGY,
} from "@parkatlas/geo-core";
import type { Ground } from "../drawing/ground.ts";
import { boundsOf, type Drawable, overlaps, ringsOf, tracksOf } from "../drawing/outlines.ts";
import { paintDot, paintPolygons, strokeTracks } from "../drawing/paint.ts";
import type { Box } from "../page/paper.ts";
import type { Pen } from "../page/pen.ts";
import type { LegendItem } from "./plan.ts";
import { type SheetLanguage, SITE_KIND_WORDS } from "./words.ts";

const { ground: COLOURS } = SYMBOLOGY;
const COUNTY = { outline: COLOURS.county };
const PARK = { outline: COLOURS.parkLine };
const BLOCK: Look = { fill: COLOURS.block, outline: COLOURS.blockLine };
const GONE = { fill: "#ffffff", dashed: true };
export const PLANT = { outline: COLOURS.plantLine, dashed: true };

/** Borders, parks and blocks, on which everything else lies. */
export function drawBackdrop(pen: Pen, ground: Ground, { boundaries, parks, blocks }: Dataset): void {
  for (const { geometry } of boundaries) strokeNear(pen, ground, geometry, COUNTY, 0.25);
  for (const { geometry } of blocks) drawArea(pen, ground, geometry, BLOCK, 0.15);
  for (const { geometry } of parks) strokeNear(pen, ground, geometry, PARK, 0.45);
}

export function backdropLegend(language: SheetLanguage, { boundaries, parks, blocks }: Dataset): readonly LegendItem[] {
  const zh = language === "zh";
  const item = (
    label: string,
    look: LegendItem["look"],
    shape: LegendItem["shape"],
    features: readonly { readonly geometry: Drawable }[],
  ): LegendItem => ({ label, look, shape, of: features.map(({ geometry }) => geometry) });
  return [
    item(zh ? "园区范围" : "park", { fill: COLOURS.land, ...PARK }, "outline", parks),
    item(zh ? "区块" : "block", BLOCK, "area", blocks),
    item(zh ? "行政区界" : "administrative border", { fill: COLOURS.land, ...COUNTY }, "line", boundaries),
  ];
}

/** Sites by kind; those that do not count on the date, such as a village that has moved away, as dashed outlines. */
export function drawSites(pen: Pen, ground: Ground, sites: readonly Site[], asOf: CivilDate): void {
  for (const site of sites) {
    const look = SYMBOLOGY.site[site.properties.kind];
    drawArea(pen, ground, site.geometry, isSiteProtected(site, asOf) ? look : { ...look, ...GONE });
  }
}

export function siteLegend(language: SheetLanguage, sites: readonly Site[], asOf: CivilDate): readonly LegendItem[] {
  const zh = language === "zh";
  const gone = sites.filter((site) => !isSiteProtected(site, asOf));
  return [
    ...(Object.keys(SITE_KIND_WORDS) as SiteKind[]).map((kind) => ({
      label: `${zh ? "敏感目标：" : "site: "}${SITE_KIND_WORDS[kind][language]}`,
      look: SYMBOLOGY.site[kind],
      shape: "area" as const,
      of: sites.flatMap((site) => (site.properties.kind === kind && isSiteProtected(site, asOf) ? [site.geometry] : [])),
    })),
    {
      label: zh ? "截止日期不计的目标（如已搬迁）" : "site that does not count on the date",
      look: { ...SYMBOLOGY.site.other, ...GONE },
      shape: "area",
      of: gone.map(({ geometry }) => geometry),
    },
  ];
}

export function drawArea(pen: Pen, ground: Ground, geometry: Drawable, look: Look, outlineMm = 0.15, opacity = 1): void {
  if (geometry.type === "Point") {
    const [x, y] = ground.at(geometry.coordinates as [number, number]);
    if (overlaps({ x, y, width: 0, height: 0 }, ground.frame)) paintDot(pen, x, y, 0.9, look);
    return;
  }
  paintPolygons(pen, ringsOf(geometry, ground), look, { outlineMm, opacity, within: ground.frame });
}

export function strokeNear(
  pen: Pen,
  ground: Ground,
  geometry: Drawable,
  look: Pick<Look, "outline" | "dashed">,
  widthMm: number,
): void {
  const tracks = tracksOf(geometry, ground).filter((track) => overlaps(boundsOf([track]), ground.frame));
  if (tracks.length > 0) strokeTracks(pen, tracks, look, widthMm);
}

/** Where a number of a feature stands: inside it. */
export function anchorOf(geometry: Drawable): LonLat {
  if (geometry.type === "Point") return [geometry.coordinates[0]!, geometry.coordinates[1]!];
  if (geometry.type === "Polygon" || geometry.type === "MultiPolygon") return labelPoint(geometry);
  throw new RangeError(`a ${geometry.type} has no inside`);
}

/** The name of something, above it; returns the ground that it takes. */
export function drawName(pen: Pen, ground: Ground, geometry: Drawable, name: string): Box {
  const NAME_PT = 7;
  const tracks = tracksOf(geometry, ground);
  const [x, y] = ground.at(anchorOf(geometry));
  const top = tracks.length > 0 ? boundsOf(tracks).y : y;
  const width = Math.min(pen.widthOf(name, NAME_PT), 60);
  pen.text(name, x, top - 1.2, { sizePt: NAME_PT, align: "center", colour: "#222222", rim: "#ffffff", maxMm: 60 });
  return { x: x - width / 2, y: top - 4, width, height: 3.5 };
}

/** An id inside something, where it is large enough on the map to hold it. */
export function drawIdInside(pen: Pen, ground: Ground, geometry: Drawable, id: string): void {
  const ID_PT = 5.5;
  const tracks = tracksOf(geometry, ground);
  if (tracks.length === 0 || boundsOf(tracks).width < pen.widthOf(id, ID_PT)) return;
  const [x, y] = ground.at(anchorOf(geometry));
  pen.text(id, x, y + 0.7, { sizePt: ID_PT, align: "center", colour: "#222222", rim: "#ffffff" });
}

/** Whether features are made up, and the sources that they name. */
export function provenanceOf(
  features: Iterable<{ readonly properties: { readonly provenance?: string; readonly source?: string } }>,
): {
  readonly isSynthetic: boolean;
  readonly sourceIds: ReadonlySet<string>;
} {
  let isSynthetic = false;
  const sourceIds = new Set<string>();
  for (const { properties } of features) {
    if (properties.provenance === "synthetic") isSynthetic = true;
    if (properties.source !== undefined) sourceIds.add(properties.source);
  }
  return { isSynthetic, sourceIds };
}

/** The legend of what is on the map. */
export function legendSeen(legend: readonly LegendItem[], ground: Ground | null): readonly LegendItem[] {
  if (ground === null) return [];
  const isSeen = (geometry: Drawable) => {
    if (geometry.type !== "Point") return tracksOf(geometry, ground).some((track) => overlaps(boundsOf([track]), ground.frame));
    const [x, y] = ground.at([geometry.coordinates[0]!, geometry.coordinates[1]!]);
    return overlaps({ x, y, width: 0, height: 0 }, ground.frame);
  };
  return legend.filter(({ of }) => of === undefined || of.some(isSeen));
}
