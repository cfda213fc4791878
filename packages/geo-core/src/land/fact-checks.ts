import { dateFromDay } from "../model/civil-date.ts";
import { type DaySpan, unionOfSpans } from "./clock.ts";
import type { FactLog } from "./fact-log.ts";
import type { SuspensionReading } from "./fact-spans.ts";
import type { DueFact, MeasuredFact } from "./fact-types.ts";

const NEVER = Number.POSITIVE_INFINITY;

/** The days that a parcel's life is made of, as recorded. */
export interface Lifecycle {
  readonly approvedDay: number | null;
  readonly suppliedDay: number | null;
  readonly startedDay: number | null;
  readonly completedDay: number | null;
}

/**
 * Supply before approval: either date may be the wrong one, so from the earlier day on it is not known whether the land
 * is supplied, until a fact that rests on neither decides: the agreed start passed, a start, or the completion.
 */
export function checkSupply(
  { approvedDay, suppliedDay, startedDay, completedDay }: Lifecycle,
  dues: readonly DueFact[],
  log: FactLog,
): void {
  if (log.unreadable.has("suppliedOn") && dues.length === 0)
    log.doubt({
      fromDay: Number.NEGATIVE_INFINITY,
      toDay: startedDay ?? NEVER,
      ground: "facts-contradict",
      names: ["suppliedOn"],
    });
  if (approvedDay === null || suppliedDay === null || suppliedDay >= approvedDay) return;
  log.report(
    "error",
    "supplied-before-approved",
    "suppliedOn",
    `supplied on ${dateFromDay(suppliedDay)}, before the approval on ${dateFromDay(approvedDay)}; correct one of the two`,
    `供地日${dateFromDay(suppliedDay)}早于批准日${dateFromDay(approvedDay)}，请核对并更正其中之一`,
  );
  const due = dues[0];
  const dueDecides = due && !due.contradicts ? due.dueDay + 1 : NEVER;
  const toDay = Math.min(dueDecides, startedDay ?? NEVER, completedDay ?? NEVER);
  log.doubt({ fromDay: suppliedDay, toDay, ground: "facts-contradict", names: ["approvedOn", "suppliedOn"] });
}

/**
 * The day of completion, or null where another date contradicts it; then, from the earlier of the two on, it is not known
 * whether the parcel is built.
 */
export function checkCompletion(life: Lifecycle, suspensions: readonly DaySpan[], log: FactLog): number | null {
  const { suppliedDay, startedDay, completedDay } = life;
  if (completedDay === null) {
    if (log.unreadable.has("completedOn"))
      log.doubt({
        fromDay: startedDay ?? suppliedDay ?? Number.NEGATIVE_INFINITY,
        toDay: NEVER,
        ground: "facts-contradict",
        names: ["completedOn"],
      });
    return null;
  }
  const completed = dateFromDay(completedDay);
  const lateSuspension = suspensions.find((span) => span.fromDay >= completedDay);
  if (lateSuspension)
    log.report(
      "warning",
      "suspended-after-completion",
      "suspensions",
      `suspended on ${dateFromDay(lateSuspension.fromDay)}, after the completion on ${completed}; the suspension is left out`,
      `停工日${dateFromDay(lateSuspension.fromDay)}晚于竣工日${completed}，该停工不予计算`,
    );
  const earlier: readonly (readonly [string, number | null, string, string])[] = [
    ["startedOn", startedDay, "start", "动工日"],
    ["suppliedOn", suppliedDay, "supply", "供地日"],
  ];
  let usable: number | null = completedDay;
  for (const [name, day, word, wordZh] of earlier) {
    if (day === null || completedDay >= day) continue;
    usable = null;
    log.report(
      "error",
      `completed-before-${word}`,
      "completedOn",
      `completed on ${completed}, before the ${word} on ${dateFromDay(day)}; correct one of the two`,
      `竣工日${completed}早于${wordZh}${dateFromDay(day)}，请核对并更正其中之一`,
    );
    const fromDay = name === "startedOn" ? Math.min(suppliedDay ?? completedDay, completedDay) : completedDay;
    log.doubt({ fromDay, toDay: NEVER, ground: "facts-contradict", names: [name, "completedOn"] });
  }
  return usable;
}

export interface StartReading {
  readonly startDay: number | null;
  readonly suspensions: readonly DaySpan[];
}

/**
 * The first day on which the parcel is known to be started. Where the recorded start is absent or contradicts the supply,
 * developed area or a suspension still prove that it was started by their day; before it, and up to the completion where
 * nothing else proves it, whether it was started is not known.
 */
export function checkStart(
  life: Lifecycle,
  { suspensions, proofDays }: SuspensionReading,
  developed: readonly MeasuredFact[],
  log: FactLog,
): StartReading {
  const { suppliedDay, startedDay, completedDay } = life;
  const beforeSupply = startedDay !== null && suppliedDay !== null && startedDay < suppliedDay;
  if (beforeSupply)
    log.report(
      "error",
      "started-before-supplied",
      "startedOn",
      `started on ${dateFromDay(startedDay)}, before the supply on ${dateFromDay(suppliedDay)}; correct one of the two`,
      `动工日${dateFromDay(startedDay)}早于供地日${dateFromDay(suppliedDay)}，请核对并更正其中之一`,
    );
  const provenDay = firstProof([...proofDays, ...suspensions.map((span) => span.fromDay)], developed, suppliedDay);
  if (startedDay !== null && !beforeSupply) {
    checkProofsBeforeStart(startedDay, suspensions, developed, log);
    return { startDay: startedDay, suspensions: clipFrom(suspensions, startedDay) };
  }
  const knownFromDay = Math.min(provenDay, completedDay ?? NEVER);
  const contradicts = beforeSupply || log.unreadable.has("startedOn");
  if (contradicts || knownFromDay < NEVER)
    log.doubt({
      fromDay: Math.min(startedDay ?? NEVER, suppliedDay ?? startedDay ?? Number.NEGATIVE_INFINITY),
      toDay: knownFromDay,
      ground: contradicts ? "facts-contradict" : "facts-missing",
      names: beforeSupply ? ["suppliedOn", "startedOn"] : ["startedOn"],
    });
  if (!contradicts && knownFromDay < NEVER)
    log.report(
      "warning",
      "start-missing",
      "startedOn",
      `work is recorded by ${dateFromDay(knownFromDay)}, but not the day of the start; record startedOn`,
      `${dateFromDay(knownFromDay)}已有施工记录而无动工日，请补录动工日`,
    );
  const startDay = provenDay < NEVER ? provenDay : null;
  return { startDay, suspensions: startDay === null ? [] : clipFrom(suspensions, startDay) };
}

function firstProof(workDays: readonly number[], developed: readonly MeasuredFact[], suppliedDay: number | null): number {
  const proofs = [...workDays, ...developed.filter((fact) => fact.value > 0 && !fact.contradicts).map((fact) => fact.day)];
  return Math.min(NEVER, ...proofs.filter((day) => suppliedDay === null || day >= suppliedDay));
}

/** A suspension or developed area before the recorded start: until the start it is not known which of them is right. */
function checkProofsBeforeStart(
  startedDay: number,
  suspensions: readonly DaySpan[],
  developed: readonly MeasuredFact[],
  log: FactLog,
): void {
  const started = dateFromDay(startedDay);
  for (const span of suspensions) {
    if (span.fromDay >= startedDay) continue;
    log.report(
      "error",
      "suspended-before-start",
      "suspensions",
      `suspended on ${dateFromDay(span.fromDay)}, before the start on ${started}; correct one of the two`,
      `停工日${dateFromDay(span.fromDay)}早于动工日${started}，请核对并更正其中之一`,
    );
    log.doubt({
      fromDay: span.fromDay,
      toDay: Math.max(span.toDay, startedDay),
      ground: "facts-contradict",
      names: ["startedOn", "suspendedOn"],
    });
  }
  const early = developed.find((fact) => fact.value > 0 && fact.day < startedDay);
  if (!early) return;
  log.report(
    "error",
    "progress-before-start",
    "progress",
    `${early.value} m² are reported as developed on ${dateFromDay(early.day)}, before the start on ${started}; correct one of the two`,
    `${dateFromDay(early.day)}报告已开发${early.value}平方米，早于动工日${started}，请核对并更正其中之一`,
  );
  log.doubt({
    fromDay: early.day,
    toDay: startedDay,
    ground: "facts-contradict",
    names: ["startedOn", "progress.developedAreaM2"],
  });
}

function clipFrom(spans: readonly DaySpan[], fromDay: number): readonly DaySpan[] {
  return unionOfSpans(spans.map((span) => ({ fromDay: Math.max(span.fromDay, fromDay), toDay: span.toDay })));
}
