import { GeoError } from "../errors.ts";
import { sumOf } from "../land/compensated-sum.ts";
import { existsOn } from "../land/grouping.ts";
import { dayFromDate } from "../model/civil-date.ts";
import type { Issue } from "../model/issue.ts";
import type { Block, CivilDate, Dataset, Park, ZoningScheme } from "../model/types.ts";
import { validateZoning } from "../model/validation/zoning.ts";

/** A park of a zone with the published figures that the zone's totals are made of. */
export interface ZonePark {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly plannedAreaM2: number | null;
  readonly builtAreaM2: number | null;
}

export interface ZoneRow {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string | null;
  /** Ids of the parks that exist on the date. */
  readonly parks: readonly string[];
  readonly members: readonly ZonePark[];
  readonly blocks: number;
  /** Sums of the published areas, m²; null where a park of the zone has none. */
  readonly plannedAreaM2: number | null;
  readonly builtAreaM2: number | null;
  readonly readyAreaM2: number | null;
  /** Enterprises of the blocks; null where a block has no figure. */
  readonly enterprises: number | null;
  readonly enterprisesAboveScale: number | null;
  /** Industries with the number of parks and blocks that name them, the commonest first. */
  readonly industries: readonly IndustryCount[];
}

export interface IndustryCount {
  readonly name: string;
  readonly parks: number;
  readonly blocks: number;
}

export interface AppliedZoning {
  readonly date: CivilDate;
  readonly scheme: Pick<ZoningScheme, "id" | "title" | "source" | "validFrom"> | null;
  readonly zones: readonly ZoneRow[];
  /** Parks that exist on the date and are in no zone. */
  readonly unassigned: readonly string[];
  readonly issues: readonly Issue[];
}

export interface ApplyZoningOptions {
  /** The dataset's first scheme where absent. */
  readonly schemeId?: string;
  /** The dataset's own date where absent. */
  readonly date?: CivilDate;
}

/**
 * The zones of a scheme on a date: their parks, published areas (unrounded), enterprises and industries, with findings
 * where the zones do not partition the parks (rules §8). A dataset without schemes gives no zones. Throws `GeoError`:
 * `unknown-id` for a scheme that is not in the dataset, `date-invalid`. Cost: O(parks + blocks).
 */
export function applyZoning(dataset: Dataset, options: ApplyZoningOptions = {}): AppliedZoning {
  const date = options.date ?? dataset.asOf;
  dayFromDate(date); // refuses what is no date
  const index = schemeIndex(dataset, options.schemeId);
  const scheme = dataset.zoning[index];
  const parks = dataset.parks.filter((park) => existsOn(park, date));
  if (!scheme) return { date, scheme: null, zones: [], unassigned: parks.map(({ id }) => id), issues: [] };
  const zoneOf = new Map<string, string>();
  for (const zone of scheme.zones) for (const parkId of zone.parkIds) if (!zoneOf.has(parkId)) zoneOf.set(parkId, zone.id);
  const zones = scheme.zones.map(({ id, name, nameEn }) => {
    const members = parks.filter((park) => zoneOf.get(park.id) === id);
    return zoneRow(
      { id, name, nameEn: nameEn ?? null },
      members,
      dataset.blocks.filter((block) => existsOn(block, date)),
    );
  });
  return {
    date,
    scheme: schemeName(scheme),
    zones,
    unassigned: parks.filter(({ id }) => !zoneOf.has(id)).map(({ id }) => id),
    issues: validateZoning(dataset).filter(({ path }) => path.startsWith(`zoning[${index}]`)),
  };
}

/** The place of a scheme among the dataset's, the first where none is asked for. Throws `GeoError("unknown-id")`. */
export function schemeIndex({ id, zoning }: Dataset, schemeId: string | undefined): number {
  if (schemeId === undefined) return 0;
  const index = zoning.findIndex((scheme) => scheme.id === schemeId);
  if (index >= 0) return index;
  const known = zoning.map((scheme) => scheme.id).join(", ") || "none";
  throw new GeoError("unknown-id", `zoning scheme "${schemeId}" is not in the dataset ${id}; it has: ${known}`, {
    details: { schemeId },
  });
}

function schemeName({ id, title, source, validFrom }: ZoningScheme): AppliedZoning["scheme"] {
  return { id, title, ...(source === undefined ? {} : { source }), ...(validFrom === undefined ? {} : { validFrom }) };
}

function zoneRow(name: Pick<ZoneRow, "id" | "name" | "nameEn">, parks: readonly Park[], allBlocks: readonly Block[]): ZoneRow {
  const parkIds = new Set(parks.map(({ id }) => id));
  const blocks = allBlocks.filter(({ properties }) => parkIds.has(properties.parkId));
  return {
    ...name,
    parks: parks.map(({ id }) => id),
    members: parks.map(({ id, properties }) => ({
      id,
      name: properties.name,
      nameEn: properties.nameEn ?? null,
      plannedAreaM2: properties.plannedAreaM2 ?? null,
      builtAreaM2: properties.builtAreaM2 ?? null,
    })),
    blocks: blocks.length,
    plannedAreaM2: completeSum(parks.map(({ properties }) => properties.plannedAreaM2)),
    builtAreaM2: completeSum(parks.map(({ properties }) => properties.builtAreaM2)),
    readyAreaM2: completeSum(parks.map(({ properties }) => properties.readyAreaM2)),
    enterprises: completeSum(blocks.map(({ properties }) => properties.enterprises)),
    enterprisesAboveScale: completeSum(blocks.map(({ properties }) => properties.enterprisesAboveScale)),
    industries: countIndustries(parks, blocks),
  };
}

/** The sum, or null where a part is not known or there is none: a partial sum would pass for the whole. */
function completeSum(values: readonly (number | undefined)[]): number | null {
  return values.length > 0 && values.every((value) => value !== undefined) ? sumOf(values) : null;
}

function countIndustries(parks: readonly Park[], blocks: readonly Block[]): readonly IndustryCount[] {
  const counts = new Map<string, { parks: number; blocks: number }>();
  const count = (industries: readonly string[] | undefined, layer: "parks" | "blocks"): void => {
    for (const name of new Set(industries ?? [])) {
      const entry = counts.get(name) ?? { parks: 0, blocks: 0 };
      entry[layer]++;
      counts.set(name, entry);
    }
  };
  for (const park of parks) count(park.properties.industries, "parks");
  for (const block of blocks) count(block.properties.industries, "blocks");
  return [...counts]
    .map(([name, entry]) => ({ name, ...entry }))
    .sort((a, b) => b.parks + b.blocks - (a.parks + a.blocks) || (a.name < b.name ? -1 : 1));
}
