import { dayFromDate } from "../model/civil-date.ts";
import type { CivilDate } from "../model/types.ts";
import type { LandTimeline } from "./timeline.ts";
import type { LandPeriod, LandStatus } from "./types.ts";

/** What made a parcel suspected idle or idle. */
export type IdleEntry = "not-started-1y" | "not-started-2y" | "stalled-1y" | "determined";
/** What ended it. */
export type IdleExit =
  | "disposed"
  | "started"
  | "resumed"
  | "completed"
  | "extended"
  | "returned"
  | "progress"
  | "in-doubt"
  | "rule-changed";

/** A day on which a parcel became suspected idle or idle, or ceased to be either. */
export interface IdleFlow {
  readonly parcelId: string;
  readonly on: CivilDate;
  readonly direction: "in" | "out";
  readonly cause: IdleEntry | IdleExit;
}

const IDLE: readonly LandStatus[] = ["suspected-idle", "idle"];

function isIdleOrSuspected({ status }: Pick<LandPeriod, "status">): boolean {
  return IDLE.includes(status);
}

/**
 * Every day in (`after`, `until`] on which the parcel came into the suspected idle and idle land or left it, with the cause.
 * A change from suspected to determined, or from one year to two, is none: the parcel stays in it.
 */
export function idleFlows(timeline: LandTimeline, after: CivilDate, until: CivilDate): readonly IdleFlow[] {
  const flows: IdleFlow[] = [];
  for (const [index, period] of timeline.periods.entries()) {
    const before = timeline.periods[index - 1];
    if (!before || period.from === null || period.from <= after || period.from > until) continue;
    const [was, is] = [isIdleOrSuspected(before), isIdleOrSuspected(period)];
    if (was === is) continue;
    const cause = is ? entryCause(period) : exitCause(before, period, timeline);
    flows.push({ parcelId: timeline.parcelId, on: period.from, direction: is ? "in" : "out", cause });
  }
  return flows;
}

function entryCause({ ground }: LandPeriod): IdleEntry {
  switch (ground) {
    case "not-started-1y":
    case "not-started-2y":
    case "stalled-1y":
    case "determined":
      return ground;
    default:
      throw new RangeError(`a parcel cannot become idle by the ground ${ground}`);
  }
}

function exitCause(before: LandPeriod, after: LandPeriod, timeline: LandTimeline): IdleExit {
  switch (after.status) {
    case "built":
      return "completed";
    case "approved-unsupplied":
      return "returned";
    case "unknown":
      return "in-doubt";
    default:
      return before.status === "idle" ? "disposed" : curedBy(before, after, timeline);
  }
}

function curedBy(before: LandPeriod, after: LandPeriod, { cases }: LandTimeline): IdleExit {
  const day = dayFromDate(after.from!);
  switch (after.status) {
    case "under-construction":
      return before.ground === "stalled-1y" ? "resumed" : "started";
    case "stalled":
      return cases.some(({ facts }) => [...facts.developed, ...facts.invested].some((report) => report.day === day))
        ? "progress"
        : "rule-changed";
    default:
      return cases.some(({ facts }) => facts.dues.some((due) => due.fromDay === day)) ? "extended" : "rule-changed";
  }
}
