import type { LandClass, LandTransitions } from "@parkatlas/geo-core";
import type { TileValue } from "../tile/properties.ts";
import { MAX_TRANSITIONS } from "../tile/schema.ts";

/** BUILD: the land status of a parcel over time as tile properties, so that the date can move without new tiles. */

/** Classes that the map may never lose: a parcel that has one at any time is protected. */
const PROTECTED_CLASSES: ReadonlySet<LandClass> = new Set([
  "suspected-idle-1y",
  "suspected-idle-2y",
  "suspected-idle-stalled",
  "idle",
]);

/** Determined or suspected idle: what the map may never lose. */
export function isIdleOrSuspected(landClass: LandClass): boolean {
  return PROTECTED_CLASSES.has(landClass);
}

/** What the point of a parcel can say. */
type MarkClass = LandClass | "other";

interface Transitions<C extends MarkClass> {
  readonly initial: C;
  readonly changes: readonly { readonly day: number; readonly class: C }[];
}

export interface LandSeries {
  /** c0, d1, c1, d2, c2 …: class c0 before day d1, c1 from day d1 on, and so on; days since 1970-01-01. */
  readonly properties: Readonly<Record<string, TileValue>>;
  readonly isProtected: boolean;
}

/**
 * The latest sixteen transitions. Where there were more, the class before the first kept one is "unknown": it did change in
 * that time, and one colour for all of it would be false. The service has the whole timeline by id.
 */
export function seriesFromTransitions<C extends MarkClass>({ initial, changes }: Transitions<C>): LandSeries {
  const kept = changes.slice(-MAX_TRANSITIONS);
  const properties: Record<string, TileValue> = { c0: kept.length < changes.length ? "unknown" : initial };
  kept.forEach((change, i) => {
    properties[`d${i + 1}`] = change.day;
    properties[`c${i + 1}`] = change.class;
  });
  return {
    properties,
    isProtected: [initial, ...changes.map((change) => change.class)].some(
      (each) => each !== "other" && PROTECTED_CLASSES.has(each),
    ),
  };
}

/**
 * The same for a point that says only when its parcel is idle or suspected to be: every other class is "other".
 */
export function idleSeriesFromTransitions({ initial, changes }: LandTransitions): LandSeries {
  const idleOrOther = (each: LandClass): MarkClass => (PROTECTED_CLASSES.has(each) ? each : "other");
  let current = idleOrOther(initial);
  const turns = changes.flatMap(({ day, class: each }) => {
    const next = idleOrOther(each);
    if (next === current) return [];
    current = next;
    return [{ day, class: next }];
  });
  return seriesFromTransitions({ initial: idleOrOther(initial), changes: turns });
}
