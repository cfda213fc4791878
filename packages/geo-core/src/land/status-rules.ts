import { cite } from "./citation.ts";
import { type DaySpan, periodEndDay, spanAt, unionOfSpans } from "./clock.ts";
import { dispositionEffect } from "./dispositions.ts";
import { compareToShare } from "./exact-share.ts";
import { measuredAt } from "./fact-progress.ts";
import type { DueFact, MeasuredFact, ParcelFacts } from "./fact-types.ts";
import type { ExactShare, LandRuleSet } from "./rule-set.ts";
import type { LandGround, LandMeasure, LandStatus } from "./types.ts";

/** What a parcel is on one day. */
export interface LandState {
  readonly status: LandStatus;
  readonly ground: LandGround | null;
  readonly clause: string | null;
  readonly clauseZh: string | null;
  readonly measure: LandMeasure | null;
  readonly missing: readonly string[];
}

/** An agreed start with the last days of the periods that run from it. Infinity: a delay without an end comes first. */
export interface DueClock extends DueFact {
  readonly idleEndDay: number;
  readonly reclaimEndDay: number;
}

/** A suspension with the last day of the period that makes it count. */
export interface SuspensionClock extends DaySpan {
  readonly idleEndDay: number;
}

/** The facts of one parcel under one rule set, with every clock run to its end. */
export interface LandCase {
  readonly facts: ParcelFacts;
  readonly rules: LandRuleSet;
  readonly stops: readonly DaySpan[];
  readonly dues: readonly DueClock[];
  readonly suspensions: readonly SuspensionClock[];
  readonly returnedDay: number;
  readonly feeDays: readonly number[];
}

export function landCaseOf(facts: ParcelFacts, rules: LandRuleSet): LandCase {
  const { thresholds } = rules;
  const stops = unionOfSpans(facts.delays.filter((delay) => rules.clockStoppingCauses.includes(delay.cause)));
  const daysOf = (effect: string): number[] =>
    facts.dispositions.filter(({ kind }) => dispositionEffect(kind) === effect).map(({ day }) => day);
  return {
    facts,
    rules,
    stops,
    dues: facts.dues.map((due) => ({
      ...due,
      idleEndDay: due.contradicts ? Number.POSITIVE_INFINITY : periodEndDay(due.dueDay, thresholds.notStartedIdleMonths, stops),
      reclaimEndDay: due.contradicts
        ? Number.POSITIVE_INFINITY
        : periodEndDay(due.dueDay, thresholds.notStartedReclaimMonths, stops),
    })),
    suspensions: facts.suspensions.map((span) => ({
      ...span,
      idleEndDay: periodEndDay(span.fromDay, thresholds.stalledIdleMonths, stops),
    })),
    returnedDay: Math.min(Number.POSITIVE_INFINITY, ...daysOf("land-returned")),
    feeDays: daysOf("fee-levied"),
  };
}

/** The agreed start in force on a day; undefined where none is known. */
export function dueAt(landCase: LandCase, day: number): DueClock | undefined {
  return landCase.dues.findLast((due) => due.fromDay <= day);
}

/** True from the supply on until the land goes back; an agreed start passed implies a supply whose day is not recorded. */
export function isSuppliedAt(landCase: LandCase, day: number): boolean {
  const { facts, dues, returnedDay } = landCase;
  if (day >= returnedDay) return false;
  if (facts.suppliedDay !== null) return facts.suppliedDay <= day;
  const first = dues[0];
  return first !== undefined && !first.contradicts && first.dueDay < day;
}

/** Rules §3 for one day. */
export function landStateAt(landCase: LandCase, day: number): LandState {
  const { facts } = landCase;
  if (facts.firstDay === null) return unknownState("facts-missing", ["approvedOn", "suppliedOn"]);
  if (day < facts.firstDay) return unknownState("before-first-event", []);
  if (facts.completedDay !== null && day >= facts.completedDay) return plainState("built");
  if (day >= landCase.returnedDay) return plainState("approved-unsupplied");
  if (spanAt(facts.determinations, day)) return determinedState(landCase, day);
  const doubt = spanAt(facts.doubts, day);
  if (doubt) return unknownState(doubt.ground, doubt.names);
  return facts.startDay !== null && day >= facts.startDay ? startedState(landCase, day) : notStartedState(landCase, day);
}

function plainState(status: LandStatus): LandState {
  return { status, ground: null, clause: null, clauseZh: null, measure: null, missing: [] };
}

function unknownState(ground: LandGround, missing: readonly string[]): LandState {
  return { status: "unknown", ground, clause: null, clauseZh: null, measure: null, missing };
}

function notStartedState(landCase: LandCase, day: number): LandState {
  const { facts, rules, stops } = landCase;
  if (facts.suppliedDay !== null && day < facts.suppliedDay) return beforeSupply(facts, day);
  const due = dueAt(landCase, day);
  if (facts.suppliedDay === null && (due === undefined || day <= due.dueDay))
    return due === undefined ? beforeSupply(facts, day) : unknownState("facts-missing", ["suppliedOn"]);
  if (due === undefined) return unknownState("facts-missing", ["agreedStartOn"]);
  if (due.contradicts) return unknownState("facts-contradict", [due.path]);
  if (day <= due.dueDay) return plainState("supplied-pending");
  const stopped = spanAt(stops, day) !== undefined;
  if (day <= due.idleEndDay) return facts.ownership === "state" && stopped ? overdueWhileStopped(rules) : plainState("overdue");
  if (facts.ownership === "collective") return unknownState("not-state-owned", []);
  if (facts.ownership === "unreadable") return unknownState("facts-contradict", ["ownership"]);
  if (facts.delaysUnreadable) return unknownState("facts-contradict", ["delays"]);
  return suspectedNotStarted(landCase, due, day, stopped);
}

function beforeSupply(facts: ParcelFacts, day: number): LandState {
  const approved = facts.approvedDay !== null && facts.approvedDay <= day;
  return approved ? plainState("approved-unsupplied") : unknownState("facts-missing", ["approvedOn"]);
}

function overdueWhileStopped(rules: LandRuleSet): LandState {
  return { ...plainState("overdue"), ...cite(rules, "delay", "disposal"), measure: "art-12-options" };
}

function suspectedNotStarted({ rules, feeDays }: LandCase, due: DueClock, day: number, stopped: boolean): LandState {
  const reclaimable = day > due.reclaimEndDay;
  const ground: LandGround = reclaimable ? "not-started-2y" : "not-started-1y";
  const suspected = { status: "suspected-idle" as const, ground, missing: [] };
  if (stopped) return { ...suspected, ...cite(rules, "notStarted", "delay", "disposal"), measure: "art-12-options" };
  if (reclaimable) return { ...suspected, ...cite(rules, "notStarted", "reclaim"), measure: "reclaim" };
  const feeLevied = feeDays.some((feeDay) => feeDay > due.idleEndDay && feeDay <= day);
  return { ...suspected, ...cite(rules, "notStarted", "fee"), measure: feeLevied ? null : "fee" };
}

function startedState(landCase: LandCase, day: number): LandState {
  const suspension = spanAt(landCase.suspensions, day);
  if (!suspension) return plainState("under-construction");
  if (day <= suspension.idleEndDay || landCase.facts.ownership === "collective") return plainState("stalled");
  if (landCase.facts.delaysUnreadable) return unknownState("facts-contradict", ["delays"]);
  const { developed, invested } = progressTests(landCase, day);
  if (developed.below === false && invested.below === false) return plainState("stalled");
  if (landCase.facts.ownership === "unreadable") return unknownState("facts-contradict", ["ownership"]);
  if (developed.below || invested.below) {
    return {
      status: "suspected-idle",
      ground: "stalled-1y",
      ...cite(landCase.rules, "stalled"),
      measure: "art-12-options",
      missing: [],
    };
  }
  const contradicts = [developed, invested].some((test) => test.contradicts);
  return unknownState(contradicts ? "facts-contradict" : "facts-missing", [...developed.missing, ...invested.missing]);
}

function determinedState(landCase: LandCase, day: number): LandState {
  const { facts, rules } = landCase;
  const determined = { status: "idle" as const, ground: "determined" as const, missing: [], ...cite(rules, "determined") };
  if (facts.startDay !== null && day >= facts.startDay)
    return { ...determined, measure: spanAt(facts.suspensions, day) ? "art-12-options" : null };
  if (spanAt(landCase.stops, day)) return { ...determined, measure: "art-12-options" };
  const due = dueAt(landCase, day);
  if (!due || due.contradicts || day <= due.idleEndDay) return { ...determined, measure: null };
  return { ...determined, measure: day > due.reclaimEndDay ? "reclaim" : "fee" };
}

/** One of the two tests of Art. 2(2) on a day. `below` is null where the facts do not decide. */
export interface ProgressTest {
  readonly below: boolean | null;
  readonly value: number | null;
  readonly whole: number | null;
  readonly contradicts: boolean;
  readonly missing: readonly string[];
}

/** The two tests of Art. 2(2), from the latest reports on or before the day. */
export function progressTests(
  { facts, rules }: LandCase,
  day: number,
): { readonly developed: ProgressTest; readonly invested: ProgressTest } {
  const { developedBelow, investedBelow } = rules.thresholds;
  return {
    developed: progressTest(facts.developed, facts.startableAreaM2, developedBelow, day, [
      "progress.developedAreaM2",
      "startableAreaM2",
    ]),
    invested: progressTest(facts.invested, facts.plannedInvestmentCny, investedBelow, day, [
      "progress.investedCny",
      "plannedInvestmentCny",
    ]),
  };
}

function progressTest(
  reports: readonly MeasuredFact[],
  whole: number | null,
  limit: ExactShare,
  day: number,
  [partName, wholeName]: readonly [string, string],
): ProgressTest {
  const report = measuredAt(reports, day);
  const value = report?.value ?? null;
  if (report?.contradicts) return { below: null, value, whole, contradicts: true, missing: [partName, wholeName] };
  const missing = [...(report ? [] : [partName]), ...(whole === null ? [wholeName] : [])];
  const below = report && whole !== null ? compareToShare(report.value, whole, limit) < 0 : null;
  return { below, value, whole, contradicts: false, missing };
}
