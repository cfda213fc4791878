import { sumOf } from "../land/compensated-sum.ts";
import { existsOn } from "../land/grouping.ts";
import { dateFromDay, dayFromDate } from "../model/civil-date.ts";
import type { Issue } from "../model/issue.ts";
import type { CivilDate, Dataset, LineageEntity, Parcel } from "../model/types.ts";
import { entitiesOn } from "./lineage.ts";
import type { ParcelPlacer } from "./place-parcels.ts";

export type AreaOf = (parcel: Parcel) => number;

/** A day on which parks began or ended, with the land that lay in a park on the day before and on the day. */
export interface LineageChange {
  readonly on: CivilDate;
  readonly ended: readonly string[];
  readonly began: readonly string[];
  readonly areaBeforeM2: number;
  readonly areaAfterM2: number;
  /** Parcels that lay in a park before and in none after, and the other way round. */
  readonly lostParcelIds: readonly string[];
  readonly gainedParcelIds: readonly string[];
}

const NAMED_AT_MOST = 10;

/**
 * The conservation check of rules §8: over every day of change, parcels that exist before and after must lie in a park on
 * both. What does not is a finding that names the parcels. Where an entity was made of whole others, their published planned
 * areas must add up to its own, else another finding.
 */
export function checkConservation(
  dataset: Dataset,
  place: ParcelPlacer,
  areaOf: AreaOf,
): { readonly changes: readonly LineageChange[]; readonly issues: readonly Issue[] } {
  const changes = changeDays(dataset).map((day) => changeOn(dataset, day, place, areaOf));
  const issues: Issue[] = [];
  for (const change of changes) {
    if (change.lostParcelIds.length > 0) issues.push(landIssue(change, "lost"));
    if (change.gainedParcelIds.length > 0) issues.push(landIssue(change, "gained"));
  }
  return { changes, issues: [...issues, ...plannedAreaIssues(dataset)] };
}

function changeDays({ lineage }: Dataset): readonly number[] {
  const days = new Set<number>();
  for (const { kind, validFrom, validTo } of lineage?.entities ?? []) {
    if (kind !== "park") continue;
    if (validFrom !== undefined) days.add(dayFromDate(validFrom));
    if (validTo !== undefined) days.add(dayFromDate(validTo) + 1);
  }
  return [...days].sort((a, b) => a - b);
}

function changeOn(dataset: Dataset, day: number, place: ParcelPlacer, areaOf: AreaOf): LineageChange {
  const [before, on] = [dateFromDay(day - 1), dateFromDay(day)];
  const lasting = dataset.parcels.filter((parcel) => existsOn(parcel, before) && existsOn(parcel, on));
  const wasIn = lasting.filter((parcel) => place(parcel, before) !== null);
  const isIn = lasting.filter((parcel) => place(parcel, on) !== null);
  const [was, is] = [new Set(wasIn), new Set(isIn)];
  const lineage = dataset.lineage!;
  const idsOn = (date: CivilDate): ReadonlySet<string> => new Set(entitiesOn(lineage, date, "park").map(({ id }) => id));
  const [idsBefore, idsAfter] = [idsOn(before), idsOn(on)];
  return {
    on,
    ended: [...idsBefore].filter((id) => !idsAfter.has(id)),
    began: [...idsAfter].filter((id) => !idsBefore.has(id)),
    areaBeforeM2: sumOf(wasIn.map(areaOf)),
    areaAfterM2: sumOf(isIn.map(areaOf)),
    lostParcelIds: wasIn.filter((parcel) => !is.has(parcel)).map(({ id }) => id),
    gainedParcelIds: isIn.filter((parcel) => !was.has(parcel)).map(({ id }) => id),
  };
}

function landIssue(change: LineageChange, kind: "lost" | "gained"): Issue {
  const ids = kind === "lost" ? change.lostParcelIds : change.gainedParcelIds;
  const named = ids.slice(0, NAMED_AT_MOST).join(", ");
  const more = ids.length > NAMED_AT_MOST ? ` and ${ids.length - NAMED_AT_MOST} more` : "";
  const moreZh = ids.length > NAMED_AT_MOST ? `等${ids.length}宗` : "";
  const words =
    kind === "lost"
      ? "placed in a park before and in none after"
      : "placed in a park after and, for want of a link or an outline, in none before";
  const wordsZh = kind === "lost" ? "变更前可归属园区、变更后无法归属" : "变更后可归属园区、变更前因缺少沿革关系或范围无法归属";
  return {
    severity: "error",
    code: `lineage-land-${kind}`,
    layer: "lineage",
    featureId: null,
    path: "entities",
    message: `${change.on}: ${change.areaBeforeM2.toFixed(2)} m² of parcels lie in parks before and ${change.areaAfterM2.toFixed(2)} m² after; ${words}: ${named}${more}; correct the links or the dates`,
    messageZh: `${change.on}：园区内宗地面积变更前${change.areaBeforeM2.toFixed(2)}平方米、变更后${change.areaAfterM2.toFixed(2)}平方米；${wordsZh}：${named}${moreZh}，请核对沿革关系或日期`,
  };
}

/** Half a hectare: published planned areas are given in hundredths of a square kilometre. */
const PLANNED_TOLERANCE_M2 = 5_000;

function plannedAreaIssues({ lineage, parks }: Dataset): readonly Issue[] {
  const entities = (lineage?.entities ?? []).filter(({ kind }) => kind === "park");
  const plannedM2 = ({ featureId }: LineageEntity): number | undefined =>
    parks.find(({ id }) => id === featureId)?.properties.plannedAreaM2;
  const successors = (id: string): number => entities.filter(({ predecessors }) => predecessors?.includes(id)).length;
  const issues: Issue[] = [];
  for (const entity of entities) {
    const before = (entity.predecessors ?? []).flatMap((id) => entities.find((each) => each.id === id) ?? []);
    const own = plannedM2(entity);
    const parts = before.map(plannedM2);
    const comparable =
      before.length > 0 && before.every(({ id }) => successors(id) === 1) && parts.every((part) => part !== undefined);
    if (own === undefined || !comparable) continue;
    const sum = sumOf(parts);
    if (Math.abs(sum - own) <= PLANNED_TOLERANCE_M2) continue;
    issues.push({
      severity: "warning",
      code: "lineage-planned-area-differs",
      layer: "lineage",
      featureId: entity.id,
      path: "entities",
      message: `${entity.name}: the published planned area is ${own} m², that of its ${before.length} predecessors together ${sum} m²; check which of the two documents changed the outline`,
      messageZh: `${entity.name}：公布的规划面积为${own}平方米，其${before.length}个前身合计${sum}平方米，请核对范围是否调整`,
    });
  }
  return issues;
}
