import { dateFromDay, dayFromDate } from "../model/civil-date.ts";
import type { CivilDate, DelayCause, Parcel } from "../model/types.ts";
import { type DaySpan, ownDays, periodDays, spanAt, stoppedDays } from "./clock.ts";
import { dueAt, type LandCase } from "./status-rules.ts";
import { caseAt, type LandOptions, type LandTimeline, landTimeline } from "./timeline.ts";

/** A run of days that all count, or all do not and for the same causes. */
export interface ClockSegment {
  readonly from: CivilDate;
  /** Last day. */
  readonly to: CivilDate;
  readonly days: number;
  readonly counted: boolean;
  /** Causes of the delays that stop the clock on these days. */
  readonly causes: readonly DelayCause[];
  /** The holder's own days at the end of the last day. */
  readonly ownDaysAfter: number;
}

/** An agreed start that was ever in force. */
export interface AgreedStart {
  readonly dueOn: CivilDate;
  /** Day of the decision; null for the one of the contract. */
  readonly inForceFrom: CivilDate | null;
  /** False for a date that contradicts others and is not followed. */
  readonly followed: boolean;
}

/** The working behind "a full year": from which day, which days count, when the periods end. */
export interface LandClock {
  readonly asOf: CivilDate;
  /** `start`: since the agreed start (Art. 2(1)); `suspension`: since the suspension (Art. 2(2)). */
  readonly kind: "start" | "suspension";
  /** The day that is not counted: the agreed start in force, or the first day of the suspension. */
  readonly runsFrom: CivilDate;
  /** Length of the period in days. */
  readonly periodDays: number;
  readonly ownDays: number;
  readonly stoppedDays: number;
  /** Last day of the period, with the stops known today; null where one of them has no end. */
  readonly periodEndsOn: CivilDate | null;
  /** Last day of the second period of Art. 14(2); null for a suspension. */
  readonly reclaimEndsOn: CivilDate | null;
  readonly segments: readonly ClockSegment[];
  readonly agreedStarts: readonly AgreedStart[];
}

/**
 * The clock that is running on a date, day by day in segments; null where none is (before the agreed start, under
 * construction, built, or where the date to count from is not known). Throws `GeoError("date-invalid")`.
 */
export function landClock(parcelOrTimeline: Parcel | LandTimeline, date: CivilDate, options: LandOptions = {}): LandClock | null {
  const timeline = "periods" in parcelOrTimeline ? parcelOrTimeline : landTimeline(parcelOrTimeline, options);
  const day = dayFromDate(date);
  const landCase = caseAt(timeline.cases, day);
  const { facts, stops } = landCase;
  const run = runningClock(landCase, day);
  if (!run) return null;
  const { kind, fromDay, months, idleEndDay, reclaimEndDay } = run;
  return {
    asOf: date,
    kind,
    runsFrom: dateFromDay(fromDay),
    periodDays: periodDays(fromDay, months),
    ownDays: ownDays(fromDay, day, stops),
    stoppedDays: stoppedDays(fromDay, day, stops),
    periodEndsOn: Number.isFinite(idleEndDay) ? dateFromDay(idleEndDay) : null,
    reclaimEndsOn: Number.isFinite(reclaimEndDay) ? dateFromDay(reclaimEndDay) : null,
    segments: segmentsOf(landCase, fromDay, day),
    agreedStarts: facts.dues.map((due) => ({
      dueOn: dateFromDay(due.dueDay),
      inForceFrom: Number.isFinite(due.fromDay) ? dateFromDay(due.fromDay) : null,
      followed: !due.contradicts,
    })),
  };
}

interface Run {
  readonly kind: LandClock["kind"];
  readonly fromDay: number;
  readonly months: number;
  readonly idleEndDay: number;
  readonly reclaimEndDay: number;
}

function runningClock(landCase: LandCase, day: number): Run | null {
  const { facts, rules, returnedDay } = landCase;
  const over = (facts.completedDay !== null && day >= facts.completedDay) || day >= returnedDay;
  if (over || spanAt(facts.doubts, day)) return null;
  if (facts.startDay !== null && day >= facts.startDay) {
    const suspension = spanAt(landCase.suspensions, day);
    if (!suspension) return null;
    const { fromDay, idleEndDay } = suspension;
    return {
      kind: "suspension",
      fromDay,
      months: rules.thresholds.stalledIdleMonths,
      idleEndDay,
      reclaimEndDay: Number.POSITIVE_INFINITY,
    };
  }
  const due = dueAt(landCase, day);
  if (!due || due.contradicts || day <= due.dueDay || facts.delaysUnreadable) return null;
  const { dueDay, idleEndDay, reclaimEndDay } = due;
  return { kind: "start", fromDay: dueDay, months: rules.thresholds.notStartedIdleMonths, idleEndDay, reclaimEndDay };
}

function segmentsOf({ facts, rules, stops }: LandCase, fromDay: number, day: number): readonly ClockSegment[] {
  const stopping = facts.delays.filter((delay) => rules.clockStoppingCauses.includes(delay.cause));
  const turns = new Set([fromDay + 1]);
  for (const { fromDay: begins, toDay: ends } of stopping)
    for (const turn of [begins, ends]) if (turn > fromDay + 1 && turn <= day) turns.add(turn);
  const starts = [...turns].sort((a, b) => a - b);
  const runs: (DaySpan & { readonly causes: readonly DelayCause[] })[] = [];
  for (const [index, begins] of starts.entries()) {
    const ends = starts[index + 1] ?? day + 1;
    const running = stopping.filter((delay) => delay.fromDay <= begins && begins < delay.toDay).map(({ cause }) => cause);
    const causes = rules.clockStoppingCauses.filter((cause) => running.includes(cause));
    const last = runs.at(-1);
    if (last && last.causes.join() === causes.join()) runs[runs.length - 1] = { ...last, toDay: ends };
    else runs.push({ fromDay: begins, toDay: ends, causes });
  }
  return runs.map(({ fromDay: begins, toDay: ends, causes }) => ({
    from: dateFromDay(begins),
    to: dateFromDay(ends - 1),
    days: ends - begins,
    counted: causes.length === 0,
    causes,
    ownDaysAfter: ownDays(fromDay, ends - 1, stops),
  }));
}
