import { GeoError } from "../errors.ts";
import { buildMembership, type Membership } from "../model/membership.ts";
import type { CivilDate, Dataset, Parcel, Park } from "../model/types.ts";

export const LAND_GROUP_KEYS = ["parcel", "block", "park", "zone", "county", "city"] as const;
export type LandGroupKey = (typeof LAND_GROUP_KEYS)[number];

/** What parcels are grouped by: one key, or two keys crossed. */
export type LandGroupBy = LandGroupKey | readonly [LandGroupKey, LandGroupKey];

/**
 * The layers that grouping needs, a missing one leaves its parcels in the group `unknown`; and the configuration, for local
 * rules.
 */
export type LandInput = Pick<Dataset, "parcels"> &
  Partial<Pick<Dataset, "id" | "title" | "blocks" | "parks" | "zoning" | "config">>;

/** Parcels with the layers to group them by, or the parcels alone, as a list or as a GeoJSON layer. */
export type LandLayer = LandInput | readonly Parcel[] | { readonly features: readonly Parcel[] };

export function landInputOf(layer: LandLayer): LandInput {
  if ("parcels" in layer) return layer;
  return { parcels: "features" in layer ? layer.features : layer };
}

export interface GroupName {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string | null;
}

/**
 * How the parcels fall into groups: the groups in the order of the data, also those without a parcel where they exist on the
 * date, and the group of each parcel.
 */
export interface Grouping {
  readonly groups: readonly GroupName[];
  readonly groupIdOf: (parcel: Parcel) => string;
  /** The parks whose published areas belong to a group; null for groups that cut through parks. */
  readonly parksOf: ((groupId: string) => readonly Park[]) | null;
}

/** True for a feature whose validity covers the date; both its days belong to it. */
export function existsOn(
  {
    properties: { validFrom, validTo },
  }: { readonly properties: { readonly validFrom?: CivilDate; readonly validTo?: CivilDate } },
  date: CivilDate,
): boolean {
  return (validFrom === undefined || validFrom <= date) && (validTo === undefined || date <= validTo);
}

const UNKNOWN_GROUP: GroupName = { id: "unknown", name: "未知", nameEn: "Unknown" };
const CROSS = "|";

/**
 * Groups by one key, or by two keys crossed (`["zone", "county"]`; the group id joins both ids with `|`). A parcel whose
 * block, park or zone is not in the data falls into the group `unknown`, so that the groups always add up to the whole.
 * Parks that do not exist on the date (before or after a merger) add nothing to published areas, lest land counts twice.
 * Throws `GeoError("unknown-id")` for a zoning scheme that is not in the data.
 */
export function groupingOf(input: LandInput, by: LandGroupBy, date: CivilDate, schemeId?: string): Grouping {
  if (typeof by === "string") return simpleGrouping(input, by, date, schemeId);
  const first = simpleGrouping(input, by[0], date, schemeId);
  const second = simpleGrouping(input, by[1], date, schemeId);
  const groupIdOf = (parcel: Parcel): string => first.groupIdOf(parcel) + CROSS + second.groupIdOf(parcel);
  const met = new Set(input.parcels.map(groupIdOf));
  const groups = first.groups.flatMap((a) => second.groups.map((b) => crossName(a, b))).filter((group) => met.has(group.id));
  return { groups, groupIdOf, parksOf: null };
}

function crossName(a: GroupName, b: GroupName): GroupName {
  const nameEn = a.nameEn !== null && b.nameEn !== null ? `${a.nameEn} × ${b.nameEn}` : null;
  return { id: a.id + CROSS + b.id, name: `${a.name} × ${b.name}`, nameEn };
}

function simpleGrouping(input: LandInput, by: LandGroupKey, date: CivilDate, schemeId: string | undefined): Grouping {
  const { parcels, parks = [], blocks = [], zoning = [] } = input;
  const membership = buildMembership({ parks, blocks, zoning });
  const parksNow = parks.filter((park) => existsOn(park, date));
  if (by === "parcel") return finish(parcels, parcels.map(nameOf), (parcel) => parcel.id, null);
  if (by === "block") {
    // Without a layer of blocks the ids that the parcels name are all there is to know.
    if (input.blocks === undefined) return finish(parcels, parcels.map(blockNamed), (parcel) => parcel.properties.blockId, null);
    return finish(parcels, blocks.map(nameOf), (parcel) => membership.blockOf(parcel)?.id, null);
  }
  if (by === "park") {
    const withParcels = new Set(parcels.map((parcel) => membership.parkOf(parcel)));
    const shown = parks.filter((park) => withParcels.has(park) || parksNow.includes(park));
    const parksOf = (parkId: string): readonly Park[] => shown.filter((park) => park.id === parkId);
    return finish(parcels, shown.map(nameOf), (parcel) => membership.parkOf(parcel)?.id, parksOf);
  }
  if (by === "county") return countyGrouping(input, membership, parksNow);
  const keyOfPark = by === "zone" ? zoneKey(input, schemeId) : cityKey(input);
  const wholeCity = by === "city" && input.title ? cityName(input, input.title.zh) : undefined;
  const groupOfParcel = (parcel: Parcel): string | undefined => {
    const park = membership.parkOf(parcel);
    return (park ? keyOfPark(park)?.id : undefined) ?? wholeCity?.id;
  };
  const named = by === "zone" ? zoneNames(input, schemeId) : parks.flatMap((park) => keyOfPark(park) ?? []);
  const parksOf = (groupId: string): readonly Park[] => parksNow.filter((park) => keyOfPark(park)?.id === groupId);
  return finish(parcels, wholeCity ? [...named, wholeCity] : named, groupOfParcel, parksOf);
}

function finish(
  parcels: readonly Parcel[],
  names: readonly GroupName[],
  groupOf: (parcel: Parcel) => string | undefined,
  parksOf: Grouping["parksOf"],
): Grouping {
  const byId = new Map<string, GroupName>();
  for (const name of names) if (!byId.has(name.id)) byId.set(name.id, name);
  const groupIdOf = (parcel: Parcel): string => {
    const id = groupOf(parcel);
    return id !== undefined && byId.has(id) ? id : UNKNOWN_GROUP.id;
  };
  if (!byId.has(UNKNOWN_GROUP.id) && parcels.some((parcel) => groupIdOf(parcel) === UNKNOWN_GROUP.id))
    byId.set(UNKNOWN_GROUP.id, UNKNOWN_GROUP);
  return { groups: [...byId.values()], groupIdOf, parksOf };
}

function blockNamed({ properties: { blockId } }: Parcel): GroupName {
  return { id: blockId, name: blockId, nameEn: null };
}

function nameOf({
  id,
  properties,
}: {
  readonly id: string;
  readonly properties: { readonly name: string; readonly nameEn?: string };
}): GroupName {
  return { id, name: properties.name, nameEn: properties.nameEn ?? null };
}

function schemeOf({ zoning = [] }: LandInput, schemeId: string | undefined) {
  const scheme = schemeId === undefined ? zoning[0] : zoning.find((each) => each.id === schemeId);
  if (scheme || schemeId === undefined) return scheme;
  const known = zoning.map((each) => each.id).join(", ") || "none";
  throw new GeoError("unknown-id", `zoning scheme "${schemeId}" is not in the dataset; it has: ${known}`, {
    details: { schemeId },
  });
}

function zoneNames(input: LandInput, schemeId: string | undefined): readonly GroupName[] {
  return (schemeOf(input, schemeId)?.zones ?? []).map(({ id, name, nameEn }) => ({ id, name, nameEn: nameEn ?? null }));
}

function zoneKey(input: LandInput, schemeId: string | undefined): (park: Park) => GroupName | undefined {
  const zoneOf = new Map<string, GroupName>();
  for (const zone of schemeOf(input, schemeId)?.zones ?? [])
    for (const parkId of zone.parkIds)
      if (!zoneOf.has(parkId)) zoneOf.set(parkId, { id: zone.id, name: zone.name, nameEn: zone.nameEn ?? null });
  return (park) => zoneOf.get(park.id);
}

/**
 * By the county of the block, where blocks say it, since a merged park can lie in several; else of the park. Published
 * areas count for a county only where the park as a whole is said to lie in it.
 */
function countyGrouping(input: LandInput, membership: Membership, parksNow: readonly Park[]): Grouping {
  const { parcels, parks = [], blocks = [] } = input;
  const countyOf = (parcel: Parcel): string | undefined =>
    membership.blockOf(parcel)?.properties.county ?? membership.parkOf(parcel)?.properties.county;
  const names = [...blocks, ...parks].flatMap(({ properties: { county } }) =>
    county === undefined ? [] : [{ id: county, name: county, nameEn: null }],
  );
  const parksOf = (groupId: string): readonly Park[] => parksNow.filter((park) => park.properties.county === groupId);
  return finish(parcels, names, countyOf, parksOf);
}

function cityKey(input: LandInput): (park: Park) => GroupName | undefined {
  return ({ properties }) => {
    const name = properties.city ?? input.title?.zh;
    return name === undefined ? undefined : cityName(input, name);
  };
}

/** The city of the dataset goes by the dataset's id, another one by its name. */
function cityName({ id, title }: LandInput, name: string): GroupName {
  if (title && title.zh === name) return { id: id ?? name, name, nameEn: title.en };
  return { id: name, name, nameEn: null };
}
