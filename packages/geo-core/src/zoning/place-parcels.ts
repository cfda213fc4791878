import { containsPoint } from "../geometry/contains-point.ts";
import { labelPoint } from "../geometry/label-point.ts";
import { buildMembership } from "../model/membership.ts";
import type { CivilDate, Dataset, LineageEntity, Parcel, Park } from "../model/types.ts";
import { isValidOn, predecessorsOf, successorsOf } from "./lineage.ts";

/** Says to which park of a date a parcel belongs; null where the data do not tell. */
export type ParcelPlacer = (parcel: Parcel, date: CivilDate) => LineageEntity | null;

/**
 * Finds for a parcel the park entity of any date. The block names one park feature; if its entity is not valid on the date,
 * the entities that it came from or that came out of it are asked. Of several, the one whose outline contains the
 * parcel's label point, or else the only one that has no outline. Cost: O(1) a parcel where one entity answers.
 */
export function createParcelPlacer(dataset: Dataset): ParcelPlacer {
  const lineage = { entities: (dataset.lineage?.entities ?? []).filter(({ kind }) => kind === "park") };
  const membership = buildMembership(dataset);
  const entityOfFeature = new Map(
    lineage.entities.flatMap((entity) => (entity.featureId ? [[entity.featureId, entity] as const] : [])),
  );
  const parkOf = ({ featureId }: LineageEntity): Park | undefined => (featureId ? membership.parkById(featureId) : undefined);
  const candidatesOf = remember((parkId: string, date: CivilDate): readonly LineageEntity[] => {
    const entity = entityOfFeature.get(parkId);
    if (!entity) return [];
    if (isValidOn(entity, date)) return [entity];
    return [...predecessorsOf(lineage, entity.id), ...successorsOf(lineage, entity.id)].filter((each) => isValidOn(each, date));
  });
  return (parcel, date) => {
    const park = membership.parkOf(parcel);
    const candidates = park ? candidatesOf(park.id, date) : [];
    if (candidates.length <= 1) return candidates[0] ?? null;
    const point = labelPoint(parcel.geometry);
    const containing = candidates.find((entity) => {
      const outline = parkOf(entity)?.geometry;
      return outline !== undefined && containsPoint(outline, point);
    });
    if (containing) return containing;
    const withoutOutline = candidates.filter((entity) => !parkOf(entity));
    return withoutOutline.length === 1 ? withoutOutline[0]! : null;
  };
}

function remember<T>(compute: (key: string, date: CivilDate) => T): (key: string, date: CivilDate) => T {
  const known = new Map<string, T>();
  return (key, date) => {
    const both = JSON.stringify([key, date]);
    const found = known.get(both);
    if (found !== undefined) return found;
    const value = compute(key, date);
    known.set(both, value);
    return value;
  };
}
