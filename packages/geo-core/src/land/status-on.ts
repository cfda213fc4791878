import { dateFromDay, dayFromDate } from "../model/civil-date.ts";
import type { CivilDate, Parcel } from "../model/types.ts";
import { ownDays, spanAt } from "./clock.ts";
import { conditionsOn } from "./conditions.ts";
import { shareOfMoneyCny } from "./exact-share.ts";
import { parcelKnownOn } from "./known-facts.ts";
import { dueAt, type LandCase } from "./status-rules.ts";
import { caseAt, type LandOptions, type LandTimeline, landTimeline, periodIndexOn } from "./timeline.ts";
import type { LandPeriod, LandStatusOn } from "./types.ts";

/**
 * Status of a parcel on a date with what it rests on: since when, which clause, the agreed start in force, the holder's
 * own days since, measure and fee, the checklist of conditions, and the next change if nothing happens. A look-up in the
 * timeline when one is given. Throws `GeoError("date-invalid")` for a text that is no date.
 */
export function landStatusOn(parcelOrTimeline: Parcel | LandTimeline, date: CivilDate, options: LandOptions = {}): LandStatusOn {
  const timeline = "periods" in parcelOrTimeline ? parcelOrTimeline : landTimeline(parcelOrTimeline, options);
  const day = dayFromDate(date);
  const index = periodIndexOn(timeline.periods, date);
  const period = timeline.periods[index]!;
  const landCase = caseAt(timeline.cases, day);
  const { facts, rules } = landCase;
  const supplied = facts.suppliedDay === null || day >= facts.suppliedDay;
  const due = supplied && period.ground !== "before-first-event" ? dueAt(landCase, day) : undefined;
  const fee = period.measure === "fee" && facts.priceCny !== null;
  return {
    ...period,
    asOf: date,
    since: sinceOf(timeline.periods, index),
    dueOn: due && !due.contradicts ? dateFromDay(due.dueDay) : null,
    daysOverdue: daysOverdueOn(landCase, period, day),
    feeCny: fee ? shareOfMoneyCny(facts.priceCny!, rules.thresholds.feeOfPrice) : null,
    yearEndsOn: yearEndOn(landCase, period, day),
    ruleSet: rules,
    conditions: conditionsOn(landCase, day, period),
    next: nextOf(timeline, index, day),
  };
}

/** First day of the unbroken run of periods with the same status and ground. */
function sinceOf(periods: readonly LandPeriod[], index: number): CivilDate | null {
  let first = index;
  while (first > 0 && sameStatus(periods[first - 1]!, periods[index]!)) first--;
  return periods[first]!.from;
}

function sameStatus(a: LandPeriod, b: LandPeriod): boolean {
  return a.status === b.status && a.ground === b.ground;
}

/** Own days of a holder who has not started; null for everyone else, and up to the agreed start. */
function daysOverdueOn(landCase: LandCase, period: LandPeriod, day: number): number | null {
  const { facts, stops } = landCase;
  const waiting = period.status === "overdue" || period.status === "suspected-idle" || period.status === "idle";
  const started = facts.startDay !== null && day >= facts.startDay;
  const due = dueAt(landCase, day);
  if (started || !due || due.contradicts || day <= due.dueDay) return null;
  return waiting || period.ground === "not-state-owned" ? ownDays(due.dueDay, day, stops) : null;
}

function yearEndOn(landCase: LandCase, period: LandPeriod, day: number): CivilDate | null {
  const suspension = spanAt(landCase.suspensions, day);
  const due = dueAt(landCase, day);
  const started = landCase.facts.startDay !== null && day >= landCase.facts.startDay;
  const clock = started ? suspension : due && !due.contradicts ? due : undefined;
  const runs = period.status !== "built" && period.status !== "approved-unsupplied" && period.status !== "unknown";
  return runs && clock && Number.isFinite(clock.idleEndDay) ? dateFromDay(clock.idleEndDay) : null;
}

function nextOf(timeline: LandTimeline, index: number, day: number): LandStatusOn["next"] {
  const { lastDay } = timeline.cases[0]!.facts;
  if (lastDay !== null && lastDay > day) {
    // Later events are recorded, but "if nothing happens" asks what was to be expected on that day.
    const ruleSets = timeline.cases.map(({ rules }) => rules);
    const known = landTimeline(parcelKnownOn(timeline.parcel, day), { ruleSets });
    return nextAfter(known.periods, periodIndexOn(known.periods, dateFromDay(day)));
  }
  return nextAfter(timeline.periods, index);
}

function nextAfter(periods: readonly LandPeriod[], index: number): LandStatusOn["next"] {
  const current = periods[index]!;
  const next = periods.slice(index + 1).find((period) => !sameStatus(period, current));
  return next?.from ? { from: next.from, status: next.status, ground: next.ground } : null;
}
