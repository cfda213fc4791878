import { dateFromDay } from "../model/civil-date.ts";
import { ownDays, periodDays, spanAt, stoppedDays } from "./clock.ts";
import type { LandClauseId } from "./rule-set.ts";
import { type DueClock, dueAt, type LandCase, type ProgressTest, progressTests } from "./status-rules.ts";
import type { LandCondition, LandPeriod } from "./types.ts";

/**
 * The checklist behind a status: every condition of the clauses that could apply on the day, met, not met, or open because
 * a fact is missing. Before a start those of Art. 2(1), after it those of Art. 2(2).
 */
export function conditionsOn(landCase: LandCase, day: number, period: LandPeriod): readonly LandCondition[] {
  const { facts } = landCase;
  if (period.ground === "before-first-event" || facts.firstDay === null) return [];
  if (facts.completedDay !== null && day >= facts.completedDay)
    return [condition(landCase, "completed", "determined", true, dateFromDay(facts.completedDay), null, "date")];
  const determination = spanAt(facts.determinations, day);
  const determined: LandCondition[] = determination
    ? [condition(landCase, "determined", "determined", true, determination.documentNo, null, null)]
    : [];
  const started = facts.startDay !== null && day >= facts.startDay;
  return [...determined, ...(started ? startedConditions(landCase, day) : notStartedConditions(landCase, day))];
}

function condition(
  { rules }: LandCase,
  id: string,
  clause: LandClauseId,
  met: boolean | null,
  value: number | string | null,
  limit: number | string | null,
  unit: LandCondition["unit"],
): LandCondition {
  return { id, clause: `${rules.title.en} ${rules.clauses[clause].en}`, met, value, limit, unit };
}

function stateOwned(landCase: LandCase, clause: LandClauseId): LandCondition {
  const { ownership } = landCase.facts;
  const isReadable = ownership !== "unreadable";
  return condition(
    landCase,
    "state-owned",
    clause,
    isReadable ? ownership === "state" : null,
    isReadable ? ownership : null,
    "state",
    null,
  );
}

function notStartedConditions(landCase: LandCase, day: number): LandCondition[] {
  const { facts, stops } = landCase;
  const due = dueAt(landCase, day);
  const clock = due && !due.contradicts ? due : undefined;
  const startInDoubt = facts.doubts.some(
    (doubt) => doubt.names.includes("startedOn") && doubt.fromDay <= day && day < doubt.toDay,
  );
  return [
    stateOwned(landCase, "notStarted"),
    condition(
      landCase,
      "agreed-start-passed",
      "notStarted",
      clock ? day > clock.dueDay : null,
      clock ? dateFromDay(clock.dueDay) : null,
      dateFromDay(day),
      "date",
    ),
    condition(landCase, "not-started", "notStarted", startInDoubt ? null : true, null, null, "date"),
    periodCondition(landCase, "one-year-over", "notStarted", clock, clock?.idleEndDay, day),
    periodCondition(landCase, "two-years-over", "reclaim", clock, clock?.reclaimEndDay, day),
    condition(
      landCase,
      "delay-running",
      "delay",
      spanAt(stops, day) !== undefined,
      clock ? stoppedDays(clock.dueDay, day, stops) : null,
      null,
      "day",
    ),
  ];
}

/** Own days against the length of the period; the period must be over, so the day that ends it does not meet it yet. */
function periodCondition(
  landCase: LandCase,
  id: "one-year-over" | "two-years-over",
  clause: LandClauseId,
  clock: DueClock | undefined,
  endDay: number | undefined,
  day: number,
): LandCondition {
  if (!clock || endDay === undefined) return condition(landCase, id, clause, null, null, null, "day");
  const { notStartedIdleMonths, notStartedReclaimMonths } = landCase.rules.thresholds;
  const months = id === "one-year-over" ? notStartedIdleMonths : notStartedReclaimMonths;
  const own = ownDays(clock.dueDay, day, landCase.stops);
  return condition(landCase, id, clause, day > endDay, own, periodDays(clock.dueDay, months), "day");
}

function startedConditions(landCase: LandCase, day: number): LandCondition[] {
  const { facts, rules, stops } = landCase;
  const suspension = spanAt(landCase.suspensions, day);
  const { developed, invested } = progressTests(landCase, day);
  return [
    stateOwned(landCase, "stalled"),
    condition(landCase, "started", "stalled", true, dateFromDay(facts.startDay!), null, "date"),
    condition(
      landCase,
      "suspended",
      "stalled",
      suspension !== undefined,
      suspension ? dateFromDay(suspension.fromDay) : null,
      null,
      "date",
    ),
    condition(
      landCase,
      "suspended-one-year",
      "stalled",
      suspension ? day > suspension.idleEndDay : false,
      suspension ? ownDays(suspension.fromDay, day, stops) : null,
      suspension ? periodDays(suspension.fromDay, rules.thresholds.stalledIdleMonths) : null,
      "day",
    ),
    shareCondition(landCase, "developed-below", developed, rules.thresholds.developedBelow),
    shareCondition(landCase, "invested-below", invested, rules.thresholds.investedBelow),
  ];
}

function shareCondition(
  landCase: LandCase,
  id: string,
  { below, value, whole }: ProgressTest,
  limit: { readonly numerator: number; readonly denominator: number },
): LandCondition {
  const share = value !== null && whole !== null ? value / whole : null;
  return condition(landCase, id, "stalled", below, share, limit.numerator / limit.denominator, "share");
}
