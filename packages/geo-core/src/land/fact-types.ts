import type { Issue } from "../model/issue.ts";
import type { DelayCause } from "../model/types.ts";
import type { DaySpan } from "./clock.ts";
import type { LandGround } from "./types.ts";

/** An agreed start and the day from which it is the one in force (−Infinity for the one of the contract). */
export interface DueFact {
  readonly fromDay: number;
  readonly dueDay: number;
  /** True where the date cannot be right: before the supply, or an extension that moves the start forward. */
  readonly contradicts: boolean;
  /** The property that it stands in. */
  readonly path: string;
}

export interface DelayFact extends DaySpan {
  readonly cause: DelayCause;
}

/** A determination of idleness, until the first disposition carried out after it. */
export interface DeterminationFact extends DaySpan {
  readonly documentNo: string;
}

export interface DispositionFact {
  readonly day: number;
  readonly kind: string;
  readonly documentNo: string;
}

/** A share of what was planned, reported on a day. */
export interface MeasuredFact {
  readonly day: number;
  readonly value: number;
  /** True where the value is negative or over 100 % of what it is held against. */
  readonly contradicts: boolean;
}

/** A stretch of time in which a missing or contradicting fact would decide. */
export interface Doubt extends DaySpan {
  readonly ground: Extract<LandGround, "facts-missing" | "facts-contradict">;
  /** The properties that are missing or contradict. */
  readonly names: readonly string[];
}

/** The dated facts of a parcel as day numbers (days since 1970-01-01); null where a fact is not recorded or not usable. */
export interface ParcelFacts {
  readonly parcelId: string;
  /** `unreadable`: a word is recorded that is neither; then nothing that rests on state ownership can be said. */
  readonly ownership: "state" | "collective" | "unreadable";
  readonly approvedDay: number | null;
  readonly suppliedDay: number | null;
  /** Ordered by the day from which they are in force. */
  readonly dues: readonly DueFact[];
  /** First day on which the parcel is known to be started. */
  readonly startDay: number | null;
  readonly completedDay: number | null;
  /** Sorted, without overlaps; the day of resumption is the first that is not suspended. */
  readonly suspensions: readonly DaySpan[];
  readonly delays: readonly DelayFact[];
  readonly delaysUnreadable: boolean;
  readonly determinations: readonly DeterminationFact[];
  readonly dispositions: readonly DispositionFact[];
  readonly developed: readonly MeasuredFact[];
  readonly invested: readonly MeasuredFact[];
  readonly startableAreaM2: number | null;
  readonly plannedInvestmentCny: number | null;
  readonly priceCny: number | null;
  /** First recorded event; null where there is none. */
  readonly firstDay: number | null;
  readonly lastDay: number | null;
  readonly doubts: readonly Doubt[];
  readonly issues: readonly Issue[];
}
