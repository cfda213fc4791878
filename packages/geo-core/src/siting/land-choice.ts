import { GeoError } from "../errors.ts";
import { LAND_CLASSES, type LandClass, landClassOf } from "../land/class.ts";
import type { LandRuleSet } from "../land/rule-set.ts";
import { landTimeline, periodIndexOn } from "../land/timeline.ts";
import type { LandStatus } from "../land/types.ts";
import type { CivilDate, Parcel } from "../model/types.ts";

/** Land that a project could be given: free, pending or idle. Stopped building sites are not free; ask for them by name. */
export const AVAILABLE_LAND_CLASSES: readonly LandClass[] = [
  "approved-unsupplied",
  "supplied-pending",
  "overdue",
  "suspected-idle-1y",
  "suspected-idle-2y",
  "suspected-idle-stalled",
  "idle",
];

/**
 * The land classes that a list of statuses or classes names; `suspected-idle` stands for its three classes.
 *
 * @throws {GeoError} `input-out-of-range` for a word that is neither.
 */
export function landClassesOf(statuses: readonly (LandStatus | LandClass)[]): readonly LandClass[] {
  for (const status of statuses) {
    if (status === "suspected-idle" || LAND_CLASSES.includes(status)) continue;
    const known = ["suspected-idle", ...LAND_CLASSES].join(", ");
    throw new GeoError("input-out-of-range", `"${String(status)}" is no land status; known are ${known}`, {
      details: { status },
    });
  }
  return LAND_CLASSES.filter((each) =>
    statuses.some((status) => status === each || (status === "suspected-idle" && each.startsWith("suspected-idle"))),
  );
}

export interface LandOfParcel {
  readonly status: LandStatus;
  readonly landClass: LandClass;
}

/** Status and class on a date, without the conditions and clocks that `landStatusOn` adds: an offer asks for no more. */
export function landOfParcel(parcel: Parcel, date: CivilDate, ruleSets: readonly LandRuleSet[]): LandOfParcel {
  const { periods } = landTimeline(parcel, { ruleSets });
  const { status, ground } = periods[periodIndexOn(periods, date)]!;
  return { status, landClass: landClassOf(status, ground) };
}
