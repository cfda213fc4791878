import { geodesicAreaM2 } from "../geodesy/area.ts";
import { sumOf } from "../land/compensated-sum.ts";
import { existsOn } from "../land/grouping.ts";
import { parcelArea } from "../land/parcel-states.ts";
import type { Issue } from "../model/issue.ts";
import type { CivilDate, Dataset, LineageEntity, Parcel } from "../model/types.ts";
import { schemeIndex } from "./apply-zoning.ts";
import { entitiesOn, entityIndex, predecessorsOf, successorsOf } from "./lineage.ts";
import { type AreaOf, checkConservation, type LineageChange } from "./lineage-conservation.ts";
import { createParcelPlacer } from "./place-parcels.ts";

/** A park or block entity that exists on the date, with its totals. */
export interface LineageRow {
  readonly id: string;
  readonly name: string;
  /** The English name of its feature; null where it has none. */
  readonly nameEn: string | null;
  readonly validFrom: CivilDate | null;
  readonly validTo: CivilDate | null;
  readonly predecessors: readonly string[];
  readonly successors: readonly string[];
  readonly parcels: number;
  readonly parcelAreaM2: number;
  /** Published planned area: its own, else the sum of the entities that it was made of; null where neither is known. */
  readonly plannedAreaM2: number | null;
  readonly plannedAreaFrom: "own" | "predecessors" | null;
  readonly zoneId: string | null;
}

export interface LineageZone {
  readonly id: string;
  readonly name: string;
  readonly entities: readonly string[];
  readonly parcels: number;
  readonly parcelAreaM2: number;
  /** Null where one of its entities has none. */
  readonly plannedAreaM2: number | null;
}

/** The answer of `parkatlas lineage --json`. */
export interface LineageReport {
  readonly dataset: string;
  readonly date: CivilDate;
  readonly entities: readonly LineageRow[];
  /** By the scheme asked for; an earlier park counts to the zone of what became of it. */
  readonly zones: readonly LineageZone[];
  readonly unplaced: { readonly parcelIds: readonly string[]; readonly areaM2: number };
  readonly changes: readonly LineageChange[];
  readonly issues: readonly Issue[];
}

export interface LineageReportOptions {
  /** The dataset's own date where absent. */
  readonly date?: CivilDate;
  /** Zoning scheme for the zones; the dataset's first where absent. */
  readonly schemeId?: string;
  readonly areaM2Of?: (parcel: Parcel) => number;
}

/**
 * The parks that exist on a date with their parcels and published areas, through every merger, and a check of every day on
 * which parks changed: the land before must be the land after, else a finding names the parcels (rules §8). Throws
 * `GeoError`: `date-invalid`, `unknown-id` for a scheme that is not in the dataset. Cost: O(parcels · days of change).
 */
export function lineageReport(dataset: Dataset, options: LineageReportOptions = {}): LineageReport {
  const date = options.date ?? dataset.asOf;
  const lineage = dataset.lineage ?? { entities: [] };
  const computed = options.areaM2Of ?? ((parcel: Parcel) => geodesicAreaM2(parcel.geometry));
  const areas = new Map(dataset.parcels.map((parcel) => [parcel, parcelArea(parcel, computed).areaM2]));
  const areaOf: AreaOf = (parcel) => areas.get(parcel)!;
  const place = createParcelPlacer(dataset);
  const parks = entitiesOn(lineage, date, "park");
  const parcelsOf = new Map<string | null, Parcel[]>(parks.map(({ id }) => [id, []]));
  for (const parcel of dataset.parcels) {
    if (!existsOn(parcel, date)) continue;
    const id = place(parcel, date)?.id ?? null;
    parcelsOf.set(id, [...(parcelsOf.get(id) ?? []), parcel]);
  }
  const zoneOf = createZoneFinder(dataset, options.schemeId);
  const rows = parks.map((entity): LineageRow => {
    const parcels = parcelsOf.get(entity.id)!;
    return {
      id: entity.id,
      name: entity.name,
      nameEn: dataset.parks.find(({ id }) => id === entity.featureId)?.properties.nameEn ?? null,
      validFrom: entity.validFrom ?? null,
      validTo: entity.validTo ?? null,
      predecessors: entity.predecessors ?? [],
      successors: lineage.entities.filter((other) => other.predecessors?.includes(entity.id)).map(({ id }) => id),
      parcels: parcels.length,
      parcelAreaM2: sumOf(parcels.map(areaOf)),
      ...plannedAreaOf(dataset, entity),
      zoneId: zoneOf(entity),
    };
  });
  const unplaced = parcelsOf.get(null) ?? [];
  const { changes, issues } = checkConservation(dataset, place, areaOf);
  return {
    dataset: dataset.id,
    date,
    entities: rows,
    zones: zoneRows(dataset, options.schemeId, rows),
    unplaced: { parcelIds: unplaced.map(({ id }) => id), areaM2: sumOf(unplaced.map(areaOf)) },
    changes,
    issues,
  };
}

type Planned = Pick<LineageRow, "plannedAreaM2" | "plannedAreaFrom">;

/** Own figure first; else the predecessors', if every one has a figure and went into this entity alone. */
function plannedAreaOf(dataset: Dataset, entity: LineageEntity): Planned {
  const own = dataset.parks.find(({ id }) => id === entity.featureId)?.properties.plannedAreaM2;
  if (own !== undefined) return { plannedAreaM2: own, plannedAreaFrom: "own" };
  const lineage = dataset.lineage!;
  const byId = entityIndex(lineage);
  const before = (entity.predecessors ?? []).flatMap((id) => byId.get(id) ?? []);
  const undivided = before.every(({ id }) => lineage.entities.filter((other) => other.predecessors?.includes(id)).length === 1);
  const areas = before.map((each) => dataset.parks.find(({ id }) => id === each.featureId)?.properties.plannedAreaM2);
  if (before.length === 0 || !undivided || !areas.every((area) => area !== undefined))
    return { plannedAreaM2: null, plannedAreaFrom: null };
  return { plannedAreaM2: sumOf(areas), plannedAreaFrom: "predecessors" };
}

/** The zone that names the entity's feature; else the one zone that all of what became of it, or it came from, is in. */
function createZoneFinder(dataset: Dataset, schemeId: string | undefined): (entity: LineageEntity) => string | null {
  const scheme = dataset.zoning[schemeIndex(dataset, schemeId)];
  const lineage = dataset.lineage ?? { entities: [] };
  const named = ({ featureId }: LineageEntity): string | undefined =>
    featureId === undefined ? undefined : scheme?.zones.find(({ parkIds }) => parkIds.includes(featureId))?.id;
  return (entity) => {
    const own = named(entity);
    if (own !== undefined) return own;
    for (const related of [successorsOf(lineage, entity.id), predecessorsOf(lineage, entity.id)]) {
      const zones = new Set(related.flatMap((each) => named(each) ?? []));
      if (zones.size === 1) return [...zones][0]!;
    }
    return null;
  };
}

function zoneRows(dataset: Dataset, schemeId: string | undefined, rows: readonly LineageRow[]): readonly LineageZone[] {
  const scheme = dataset.zoning[schemeIndex(dataset, schemeId)];
  return (scheme?.zones ?? []).map(({ id, name }) => {
    const members = rows.filter(({ zoneId }) => zoneId === id);
    const planned = members.map(({ plannedAreaM2 }) => plannedAreaM2);
    return {
      id,
      name,
      entities: members.map((row) => row.id),
      parcels: members.reduce((sum, row) => sum + row.parcels, 0),
      parcelAreaM2: sumOf(members.map((row) => row.parcelAreaM2)),
      plannedAreaM2: planned.length > 0 && planned.every((area) => area !== null) ? sumOf(planned) : null,
    };
  });
}
