import { dateFromDay } from "../model/civil-date.ts";
import type { DelayCause, ParcelProperties } from "../model/types.ts";
import { type DaySpan, unionOfSpans } from "./clock.ts";
import type { FactLog } from "./fact-log.ts";
import type { DelayFact } from "./fact-types.ts";

const DELAY_CAUSES: readonly string[] = ["government", "force-majeure", "preliminary-work", "holder"] satisfies DelayCause[];

export interface SuspensionReading {
  readonly suspensions: readonly DaySpan[];
  /** Days of records that are no usable suspension, but prove that the parcel was started by then. */
  readonly proofDays: readonly number[];
}

/**
 * The suspensions of a parcel, `suspendedOn`/`resumedOn` and `suspensions[]` together, as spans up to the day of
 * resumption, which is the first day of work again. Overlapping and touching ones are one suspension.
 */
export function readSuspensions(properties: ParcelProperties, startedDay: number | null, log: FactLog): SuspensionReading {
  const spans: DaySpan[] = [];
  const proofDays: number[] = [];
  const { suspendedOn, resumedOn } = properties;
  const shortFromDay = log.readDay("suspendedOn", suspendedOn);
  const shortToDay = log.readDay("resumedOn", resumedOn);
  if (shortFromDay !== null) addSuspension(spans, proofDays, shortFromDay, shortToDay, "resumedOn", log);
  else if (shortToDay !== null) {
    proofDays.push(shortToDay);
    reportResumedWithoutSuspension(startedDay, shortToDay, log);
  }
  for (const [index, suspension] of (properties.suspensions ?? []).entries()) {
    const path = `suspensions[${index}]`;
    const fromDay = log.readDay(`${path}.from`, suspension.from);
    const toDay = log.readDay(`${path}.to`, suspension.to);
    if (fromDay !== null) addSuspension(spans, proofDays, fromDay, toDay, `${path}.to`, log);
  }
  reportOverlaps(spans, log);
  return { suspensions: unionOfSpans(spans), proofDays };
}

function addSuspension(
  spans: DaySpan[],
  proofDays: number[],
  fromDay: number,
  toDay: number | null,
  path: string,
  log: FactLog,
): void {
  if (toDay !== null && toDay < fromDay) {
    log.report(
      "error",
      "resumed-before-suspended",
      path,
      `work was resumed on ${dateFromDay(toDay)}, before it was suspended on ${dateFromDay(fromDay)}; correct one of the two`,
      `复工日${dateFromDay(toDay)}早于停工日${dateFromDay(fromDay)}，请核对并更正其中之一`,
    );
    proofDays.push(fromDay);
    log.doubt({
      fromDay: toDay,
      toDay: Number.POSITIVE_INFINITY,
      ground: "facts-contradict",
      names: ["suspendedOn", "resumedOn"],
    });
    return;
  }
  spans.push({ fromDay, toDay: toDay ?? Number.POSITIVE_INFINITY });
}

function reportResumedWithoutSuspension(startedDay: number | null, resumedDay: number, log: FactLog): void {
  log.report(
    "warning",
    "resumed-without-suspension",
    "resumedOn",
    `work was resumed on ${dateFromDay(resumedDay)}, but no suspension is recorded; record suspendedOn`,
    `有复工日${dateFromDay(resumedDay)}而无停工日，请补录停工日`,
  );
  log.doubt({
    fromDay: startedDay ?? Number.NEGATIVE_INFINITY,
    toDay: resumedDay,
    ground: "facts-missing",
    names: ["suspendedOn"],
  });
}

function reportOverlaps(spans: readonly DaySpan[], log: FactLog): void {
  const sorted = [...spans].sort((a, b) => a.fromDay - b.fromDay || a.toDay - b.toDay);
  for (const [index, span] of sorted.entries()) {
    const before = sorted[index - 1];
    if (!before || span.fromDay >= before.toDay || (span.fromDay === before.fromDay && span.toDay === before.toDay)) continue;
    log.report(
      "warning",
      "suspensions-overlap",
      "suspensions",
      `two suspensions overlap from ${dateFromDay(span.fromDay)}; they are counted as one`,
      `两次停工自${dateFromDay(span.fromDay)}起重叠，按一次计算`,
    );
  }
}

export interface DelayReading {
  readonly delays: readonly DelayFact[];
  /** True where a delay could not be read, so that the days of the clock are not certain. */
  readonly unreadable: boolean;
}

/** The recorded delays; both their days count, `to` included. An open one runs until further notice. */
export function readDelays(properties: ParcelProperties, log: FactLog): DelayReading {
  const delays: DelayFact[] = [];
  let unreadable = false;
  for (const [index, delay] of (properties.delays ?? []).entries()) {
    const path = `delays[${index}]`;
    const fromDay = log.readDay(`${path}.from`, delay.from, "circumstance");
    const toDay = log.readDay(`${path}.to`, delay.to, "circumstance");
    const toMissing = delay.to !== undefined && delay.to !== null && toDay === null;
    if (fromDay === null || toMissing || !DELAY_CAUSES.includes(delay.cause)) {
      unreadable = true;
      if (!DELAY_CAUSES.includes(delay.cause)) reportCause(path, delay.cause, log);
    } else if (toDay !== null && toDay < fromDay) {
      unreadable = true;
      log.report(
        "error",
        "delay-ends-before-it-begins",
        `${path}.to`,
        `the delay ends on ${dateFromDay(toDay)}, before it begins on ${dateFromDay(fromDay)}; correct one of the two`,
        `延误结束日${dateFromDay(toDay)}早于开始日${dateFromDay(fromDay)}，请核对并更正其中之一`,
      );
    } else delays.push({ fromDay, toDay: toDay === null ? Number.POSITIVE_INFINITY : toDay + 1, cause: delay.cause });
  }
  return { delays, unreadable };
}

function reportCause(path: string, cause: unknown, log: FactLog): void {
  log.report(
    "error",
    "delay-cause-unknown",
    `${path}.cause`,
    `the cause ${JSON.stringify(cause)} is not one of ${DELAY_CAUSES.join(", ")}; without it the clock is not certain`,
    `延误原因${JSON.stringify(cause)}不在可选值（${DELAY_CAUSES.join("、")}）之内，期间无法确定`,
  );
}
