import { dayFromDate } from "../model/civil-date.ts";
import type { CivilDate, Lineage, LineageEntity } from "../model/types.ts";

/** The parks or blocks that exist on a date; `validTo` is the last day. Throws `GeoError("date-invalid")`. */
export function entitiesOn(lineage: Lineage, date: CivilDate, kind?: LineageEntity["kind"]): readonly LineageEntity[] {
  dayFromDate(date); // refuses what is no date
  return lineage.entities.filter((entity) => (kind === undefined || entity.kind === kind) && isValidOn(entity, date));
}

export function isValidOn({ validFrom, validTo }: LineageEntity, date: CivilDate): boolean {
  return (validFrom === undefined || validFrom <= date) && (validTo === undefined || date <= validTo);
}

/** Every entity that the named one came from, nearest first; an entity appears once. Unknown ids lead nowhere. */
export function predecessorsOf(lineage: Lineage, entityId: string): readonly LineageEntity[] {
  const byId = entityIndex(lineage);
  return walk(entityId, (id) => (byId.get(id)?.predecessors ?? []).flatMap((before) => byId.get(before) ?? []));
}

/** Every entity that came out of the named one, nearest first; an entity appears once. */
export function successorsOf(lineage: Lineage, entityId: string): readonly LineageEntity[] {
  return walk(entityId, (id) => lineage.entities.filter((entity) => entity.predecessors?.includes(id)));
}

export function entityIndex({ entities }: Lineage): ReadonlyMap<string, LineageEntity> {
  const byId = new Map<string, LineageEntity>();
  for (const entity of entities) if (!byId.has(entity.id)) byId.set(entity.id, entity);
  return byId;
}

/** Breadth first; a circle in the data ends where it closes. */
function walk(startId: string, stepsFrom: (id: string) => readonly LineageEntity[]): readonly LineageEntity[] {
  const met = new Set([startId]);
  const found: LineageEntity[] = [];
  let frontier = [startId];
  while (frontier.length > 0) {
    const next: string[] = [];
    for (const entity of frontier.flatMap(stepsFrom)) {
      if (met.has(entity.id)) continue;
      met.add(entity.id);
      found.push(entity);
      next.push(entity.id);
    }
    frontier = next;
  }
  return found;
}
