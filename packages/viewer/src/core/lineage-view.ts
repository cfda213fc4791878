import type { LineageAnswer } from "./contract.ts";

export type LineageEntityRow = LineageAnswer["entities"][number];

/** What one park was made of on a day. */
export interface Succession {
  readonly after: LineageEntityRow;
  readonly before: readonly LineageEntityRow[];
}

/** A day on which parks changed, with the parks of the day before and those of the day. */
export interface LineageStep {
  readonly on: string;
  /** Of those with an outline; parks known by name only are counted apart. */
  readonly parksBefore: number;
  readonly parksAfter: number;
  readonly withoutOutline: number;
  /** Land of parcels in parks that exist on both days (the conservation check). */
  readonly areaBeforeM2: number;
  readonly areaAfterM2: number;
  readonly lostParcels: number;
  readonly gainedParcels: number;
  readonly successions: readonly Succession[];
}

/** `hasOutline` tells the parks that the map can draw from those known by name only. */
export function lineageStep(
  change: LineageAnswer["changes"][number],
  before: LineageAnswer["entities"],
  after: LineageAnswer["entities"],
  hasOutline: (id: string) => boolean,
): LineageStep {
  const began = after.filter(({ id }) => change.began.includes(id));
  return {
    on: change.on,
    parksBefore: before.filter(({ id }) => hasOutline(id)).length,
    parksAfter: after.filter(({ id }) => hasOutline(id)).length,
    withoutOutline: before.filter(({ id }) => change.ended.includes(id) && !hasOutline(id)).length,
    areaBeforeM2: change.areaBeforeM2,
    areaAfterM2: change.areaAfterM2,
    lostParcels: change.lostParcelIds.length,
    gainedParcels: change.gainedParcelIds.length,
    successions: began.map((entity) => ({
      after: entity,
      before: before.filter(({ id }) => entity.predecessors.includes(id)),
    })),
  };
}

/** The successions that a park came from or went into. */
export function successionsOf(steps: readonly LineageStep[], parkId: string): readonly (Succession & { readonly on: string })[] {
  return steps.flatMap(({ on, successions }) =>
    successions
      .filter(({ after, before }) => before.length > 0 && (after.id === parkId || before.some(({ id }) => id === parkId)))
      .map((succession) => ({ ...succession, on })),
  );
}
