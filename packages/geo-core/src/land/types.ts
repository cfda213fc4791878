import type { CivilDate } from "../model/types.ts";
import type { LandRuleSet } from "./rule-set.ts";

export type LandStatus =
  | "approved-unsupplied"
  | "supplied-pending"
  | "overdue"
  | "suspected-idle"
  | "idle"
  | "under-construction"
  | "stalled"
  | "built"
  | "unknown";

/** What makes a status what it is. Null except for `suspected-idle`, `idle` and `unknown`. */
export type LandGround =
  | "not-started-1y"
  | "not-started-2y"
  | "stalled-1y"
  | "determined"
  | "before-first-event"
  | "facts-missing"
  | "facts-contradict"
  | "not-state-owned";

export type LandMeasure = "fee" | "reclaim" | "art-12-options";

/** One condition of a rule, as an officer checks it: met, not met, or unknown because a fact is missing. */
export interface LandCondition {
  readonly id: string;
  readonly clause: string;
  readonly met: boolean | null;
  /** The number or date found, and the limit it is held against, as plain values; the viewer and the report word them. */
  readonly value: number | string | null;
  readonly limit: number | string | null;
  readonly unit: "day" | "date" | "share" | "m2" | "cny" | null;
}

/** A stretch of the timeline: from its first day until the day before the next one begins. */
export interface LandPeriod {
  readonly from: CivilDate | null;
  readonly status: LandStatus;
  readonly ground: LandGround | null;
  readonly clause: string | null;
  /** The clause as cited in Chinese; null where `clause` is. */
  readonly clauseZh: string | null;
  readonly measure: LandMeasure | null;
  readonly missing: readonly string[];
}

/** Status of a parcel on a date, with what it rests on. */
export interface LandStatusOn extends LandPeriod {
  readonly asOf: CivilDate;
  /** First day of the present status and ground; null before the first event. */
  readonly since: CivilDate | null;
  readonly dueOn: CivilDate | null;
  /** The holder's own days since the agreed start in force; null where that date is unknown or not passed. */
  readonly daysOverdue: number | null;
  readonly feeCny: number | null;
  /** Last day of the full own year that makes the parcel suspected idle; null where none runs or a delay has no end. */
  readonly yearEndsOn: CivilDate | null;
  /** The rule set that was followed on this date. */
  readonly ruleSet: LandRuleSet;
  readonly conditions: readonly LandCondition[];
  /** The next change if nothing happens; null where none would come. */
  readonly next: { readonly from: CivilDate; readonly status: LandStatus; readonly ground: LandGround | null } | null;
}
