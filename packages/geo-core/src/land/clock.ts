import { addMonthsToDay } from "../model/civil-date.ts";

/** Days from `fromDay` up to but not including `toDay`; `toDay` is Infinity where no end is known. */
export interface DaySpan {
  readonly fromDay: number;
  readonly toDay: number;
}

/** Spans that overlap, nest or touch become one, so that no day counts twice. Sorted; empty spans drop out. */
export function unionOfSpans(spans: readonly DaySpan[]): readonly DaySpan[] {
  if (spans.length === 0) return spans;
  const sorted = spans.filter((span) => span.toDay > span.fromDay).sort((a, b) => a.fromDay - b.fromDay);
  const union: DaySpan[] = [];
  for (const span of sorted) {
    const last = union.at(-1);
    if (last && span.fromDay <= last.toDay)
      union[union.length - 1] = { fromDay: last.fromDay, toDay: Math.max(last.toDay, span.toDay) };
    else union.push(span);
  }
  return union;
}

export function spanAt<S extends DaySpan>(spans: readonly S[], day: number): S | undefined {
  return spans.find((span) => span.fromDay <= day && day < span.toDay);
}

/** Days of the stops among the days after `fromDay` up to and including `day`. */
export function stoppedDays(fromDay: number, day: number, stops: readonly DaySpan[]): number {
  let days = 0;
  for (const stop of stops) days += Math.max(0, Math.min(stop.toDay, day + 1) - Math.max(stop.fromDay, fromDay + 1));
  return days;
}

/** The holder's own days: those after `fromDay` up to and including `day`, without the stopped ones. */
export function ownDays(fromDay: number, day: number, stops: readonly DaySpan[]): number {
  return Math.max(0, day - fromDay) - stoppedDays(fromDay, day, stops);
}

/** Length in days of the period of whole months that begins on `fromDay` (365 or 366 for a year). */
export function periodDays(fromDay: number, months: number): number {
  return addMonthsToDay(fromDay, months) - fromDay;
}

/**
 * The last day of a period of whole months that begins on `fromDay` (Civil Code Art. 201–203) with the clock standing
 * still during the stops: the first day on which the holder's own days equal the length of the period. Infinity where a
 * stop without an end comes first.
 */
export function periodEndDay(fromDay: number, months: number, stops: readonly DaySpan[]): number {
  let remaining = periodDays(fromDay, months);
  let countedTo = fromDay;
  for (const stop of stops) {
    if (stop.toDay <= countedTo + 1) continue;
    const ownBefore = Math.max(0, stop.fromDay - 1 - countedTo);
    if (ownBefore >= remaining) break;
    remaining -= ownBefore;
    countedTo = stop.toDay - 1;
    if (countedTo === Number.POSITIVE_INFINITY) return countedTo;
  }
  return countedTo + remaining;
}
