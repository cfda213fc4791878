import type { DatasetSummary, ParkSummary, StatisticFactSummary, ZoneSummary } from "./contract.ts";
import type { Lang } from "./url-params.ts";

export interface ZoneView {
  /** Null for the parks that belong to no zone of the scheme. */
  readonly zone: ZoneSummary | null;
  readonly index: number;
  readonly parks: readonly ParkSummary[];
  /** Sums over the parks that state the figure; null where none does. */
  readonly plannedAreaM2: number | null;
  readonly builtAreaM2: number | null;
}

/** The parks that exist on a date: their first day has come and their last day has not passed. */
export function parksOn(parks: readonly ParkSummary[], date: string): readonly ParkSummary[] {
  return parks.filter(
    ({ validFrom, validTo }) => (validFrom === null || validFrom <= date) && (validTo === null || date <= validTo),
  );
}

/** Zones of the first scheme with their parks, then the parks in no zone; a dataset without a scheme has one such group. */
export function zoneViews(dataset: Pick<DatasetSummary, "parks" | "schemes">): readonly ZoneView[] {
  const zones = dataset.schemes[0]?.zones ?? [];
  const inZone = (zone: ZoneSummary) => dataset.parks.filter((park) => zone.parkIds.includes(park.id));
  const assigned = new Set(zones.flatMap((zone) => zone.parkIds));
  const outside = dataset.parks.filter((park) => !assigned.has(park.id));
  const views = zones.map((zone, index) => viewOf(zone, index, inZone(zone)));
  return outside.length === 0 ? views : [...views, viewOf(null, zones.length, outside)];
}

function viewOf(zone: ZoneSummary | null, index: number, parks: readonly ParkSummary[]): ZoneView {
  return { zone, index, parks, plannedAreaM2: sumOf(parks, "plannedAreaM2"), builtAreaM2: sumOf(parks, "builtAreaM2") };
}

function sumOf(parks: readonly ParkSummary[], field: "plannedAreaM2" | "builtAreaM2"): number | null {
  const stated = parks.flatMap((park) => park[field] ?? []);
  return stated.length === 0 ? null : stated.reduce((sum, each) => sum + each, 0);
}

/** Index of a park's zone in the first scheme, as the tiles colour it; null where it lies in none. */
export function zoneIndexOf(dataset: Pick<DatasetSummary, "schemes">, parkId: string): number | null {
  const index = dataset.schemes[0]?.zones.findIndex((zone) => zone.parkIds.includes(parkId)) ?? -1;
  return index < 0 ? null : index;
}

/** What the sources of everything on the map ask to be shown, each once: all datasets are drawn, and most share a source. */
export function creditsOf(datasets: readonly Pick<DatasetSummary, "sources">[]): readonly string[] {
  return [...new Set(datasets.flatMap(({ sources }) => sources.flatMap(({ attribution }) => attribution ?? [])))];
}

const COMPARATOR_SIGNS: Readonly<Record<string, string>> = { ">=": "≥ ", "<=": "≤ ", ">": "> ", "<": "< ", "~": "≈ " };

/** A published figure as it was published: comparator, value and unit; never rounded, never converted. */
export function factValueText(fact: {
  readonly comparator?: string;
  readonly value: unknown;
  readonly unit?: string | null;
}): string {
  const sign = COMPARATOR_SIGNS[fact.comparator ?? "="] ?? "";
  const value = Array.isArray(fact.value)
    ? fact.value.join(fact.comparator === "range" ? "–" : " / ")
    : typeof fact.value === "object"
      ? JSON.stringify(fact.value)
      : fact.value;
  return `${sign}${value}${fact.unit ? ` ${fact.unit}` : ""}`;
}

/** A published figure in the reader's language: the unit where the data have it, a yes or no in words. */
export function factText(lang: Lang, fact: StatisticFactSummary, truth: { readonly yes: string; readonly no: string }): string {
  if (typeof fact.value === "boolean") return fact.value ? truth.yes : truth.no;
  const unit = lang === "en" ? (fact.unitEn ?? fact.unit) : fact.unit;
  // "300 × 100 million CNY": the unit 亿元 is a number of its own in English.
  return factValueText({ ...fact, unit: unit !== null && /^\d/.test(unit) ? `× ${unit}` : unit });
}

export function factYearText(year: StatisticFactSummary["year"] | undefined): string | null {
  return year === null || year === undefined ? null : typeof year === "number" ? String(year) : year.join("–");
}
