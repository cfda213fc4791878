import { GeoError } from "../errors.ts";
import { dateFromDay, dayFromDate } from "../model/civil-date.ts";
import type { Issue } from "../model/issue.ts";
import type { CivilDate, Parcel } from "../model/types.ts";
import type { ParcelFacts } from "./fact-types.ts";
import { factsOf } from "./facts.ts";
import { type LandRuleSet, ORDER_53_2012, ruleSetOn } from "./rule-set.ts";
import { type LandCase, type LandState, landCaseOf, landStateAt } from "./status-rules.ts";
import type { LandPeriod } from "./types.ts";

export interface LandOptions {
  /**
   * The rule sets to follow; a later one takes precedence while it is in force, the first one is followed on every other
   * day. Order 53 of 2012 where none is given.
   */
  readonly ruleSets?: readonly LandRuleSet[];
}

/** Every status that a parcel has had and will have if nothing more happens. */
export interface LandTimeline {
  readonly parcelId: string;
  /** In order of time, without gaps; the first has `from` null and reaches back to the beginning. */
  readonly periods: readonly LandPeriod[];
  readonly issues: readonly Issue[];
  readonly parcel: Parcel;
  /** The facts under each rule set, for workings and explanations. */
  readonly cases: readonly LandCase[];
}

/**
 * The timeline of a parcel by rules §3: each status with its first day, ground, clause, measure, and the facts that are
 * missing. Adjacent periods differ in at least one of these. Contradictions are findings in `issues`. Cost: proportional
 * to the square of the number of the parcel's events.
 */
export function landTimeline(parcel: Parcel, options: LandOptions = {}): LandTimeline {
  const ruleSets = options.ruleSets ?? [ORDER_53_2012];
  if (ruleSets.length === 0) throw new GeoError("input-out-of-range", "land status needs at least one rule set; none was given");
  const facts = factsOf(parcel, ruleSets[0]!);
  const cases = ruleSets.map((rules) => landCaseOf(facts, rules));
  const periods: LandPeriod[] = [];
  for (const day of turningDays(facts, cases)) {
    const state = landStateAt(caseAt(cases, day), day);
    const last = periods.at(-1);
    if (last && sameState(last, state)) continue;
    periods.push({ from: day === BEGINNING ? null : dateFromDay(day), ...state });
  }
  return { parcelId: parcel.id, periods, issues: facts.issues, parcel, cases };
}

/** The case under the rule set to follow on a day. */
export function caseAt(cases: readonly LandCase[], day: number): LandCase {
  if (cases.length === 1) return cases[0]!;
  const followed = ruleSetOn(
    cases.map(({ rules }) => rules),
    day,
  );
  return cases.find(({ rules }) => rules === followed)!;
}

/** Index of the period that a date falls into. */
export function periodIndexOn(periods: readonly LandPeriod[], date: CivilDate): number {
  let low = 0;
  let high = periods.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    // Dates of four-digit years sort as text.
    if (periods[middle]!.from! <= date) low = middle;
    else high = middle - 1;
  }
  return low;
}

const BEGINNING = Number.NEGATIVE_INFINITY;

/** Every day on which the status can change, in order, after the beginning of time. */
function turningDays(facts: ParcelFacts, cases: readonly LandCase[]): readonly number[] {
  const days = new Set<number>([BEGINNING]);
  const add = (...candidates: readonly (number | null)[]): void => {
    for (const day of candidates) if (day !== null && Number.isFinite(day)) days.add(day);
  };
  add(facts.firstDay, facts.approvedDay, facts.suppliedDay, facts.startDay, facts.completedDay);
  for (const span of [...facts.doubts, ...facts.determinations, ...facts.suspensions]) add(span.fromDay, span.toDay);
  for (const report of [...facts.developed, ...facts.invested]) add(report.day);
  for (const due of facts.dues) add(due.fromDay, due.dueDay + 1);
  for (const { rules, dues, suspensions, stops, returnedDay, feeDays } of cases) {
    for (const due of dues) add(due.idleEndDay + 1, due.reclaimEndDay + 1);
    for (const suspension of suspensions) add(suspension.idleEndDay + 1);
    for (const stop of stops) add(stop.fromDay, stop.toDay);
    add(returnedDay, ...feeDays);
    if (cases.length > 1) {
      add(dayFromDate(rules.validFrom));
      if (rules.validTo !== null) add(dayFromDate(rules.validTo) + 1);
    }
  }
  return [...days].sort((a, b) => a - b);
}

function sameState(a: LandState, b: LandState): boolean {
  return (
    a.status === b.status &&
    a.ground === b.ground &&
    a.clause === b.clause &&
    a.measure === b.measure &&
    a.missing.length === b.missing.length &&
    a.missing.every((name, index) => name === b.missing[index])
  );
}
