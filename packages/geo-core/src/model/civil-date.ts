import { GeoError } from "../errors.ts";
import type { CivilDate } from "./types.ts";

/**
 * Calendar dates as text `YYYY-MM-DD` and as whole days since 1970-01-01, in the proleptic Gregorian calendar.
 * Integer arithmetic only: no `Date`, so no time zone can move a day.
 */
const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const DAYS_PER_400_YEARS = 146_097;
/** Days from 0000-03-01, the start of the 400-year cycle used below, to 1970-01-01. */
const EPOCH_SHIFT = 719_468;
const FIRST_DAY = -719_162;
const LAST_DAY = 2_932_896;

interface DateParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : DAYS_IN_MONTH[month - 1]!;
}

/** The digits at [from, to) as a number, or NaN where one of them is no digit. */
function digitsAt(text: string, from: number, to: number): number {
  let value = 0;
  for (let index = from; index < to; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

function partsOf(text: string): DateParts | null {
  if (text.length !== 10 || text[4] !== "-" || text[7] !== "-") return null;
  const year = digitsAt(text, 0, 4);
  const month = digitsAt(text, 5, 7);
  const day = digitsAt(text, 8, 10);
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month))) return null;
  return { year, month, day };
}

function requireParts(date: CivilDate): DateParts {
  const parts = partsOf(date);
  if (parts) return parts;
  throw new GeoError("date-invalid", `"${date}" is not a calendar date; write it as YYYY-MM-DD, for example 2024-02-29`, {
    details: { value: date },
  });
}

function dayOfParts({ year, month, day }: DateParts): number {
  const before = year - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  const leapShift = month > 2 && isLeapYear(year) ? 1 : 0;
  // 306 is the number of days from 0000-03-01 to 0001-01-01.
  return before * 365 + leapDays + DAYS_BEFORE_MONTH[month - 1]! + leapShift + day - 1 + 306 - EPOCH_SHIFT;
}

function textOf({ year, month, day }: DateParts): CivilDate {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** True for text that is a day of the calendar, written `YYYY-MM-DD`, years 0001 to 9999. */
export function isCivilDate(value: unknown): value is CivilDate {
  return typeof value === "string" && partsOf(value) !== null;
}

/**
 * Days since 1970-01-01, negative before it. Throws `GeoError("date-invalid")` for text that is not a calendar date.
 */
export function dayFromDate(date: CivilDate): number {
  return dayOfParts(requireParts(date));
}

/** The month and day follow from the day within a 400-year cycle that starts on 1 March, so that the leap day comes last. */
function partsOfDay(day: number): DateParts {
  if (!Number.isInteger(day) || day < FIRST_DAY || day > LAST_DAY)
    throw new RangeError(`day ${day} is no whole number between ${FIRST_DAY} (0001-01-01) and ${LAST_DAY} (9999-12-31)`);
  const shifted = day + EPOCH_SHIFT;
  const era = Math.floor(shifted / DAYS_PER_400_YEARS);
  const dayOfEra = shifted - era * DAYS_PER_400_YEARS;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return { year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day: dayOfMonth };
}

/** The corresponding day `months` later, or that month's last day where there is none. */
function partsAfterMonths(parts: DateParts, months: number): DateParts {
  const monthCount = parts.year * 12 + parts.month - 1 + months;
  const year = Math.floor(monthCount / 12);
  if (!Number.isInteger(months) || year < 1 || year > 9999)
    throw new RangeError(`${textOf(parts)} plus ${months} months is no whole number of months or leaves the years 0001…9999`);
  const month = monthCount - year * 12 + 1;
  return { year, month, day: Math.min(parts.day, daysInMonth(year, month)) };
}

/** The date of a day number, for every day from 0001-01-01 to 9999-12-31. Throws a RangeError for anything else. */
export function dateFromDay(day: number): CivilDate {
  return textOf(partsOfDay(day));
}

/**
 * The day on which a period of whole months ends that began on `date` (Civil Code Art. 201–203): the first day is not
 * counted, and the period ends with the corresponding day of the last month, or that month's last day where there is no
 * corresponding day. Throws `GeoError("date-invalid")` for text that is not a date, a RangeError for part of a month and
 * where the result leaves the years 0001 to 9999.
 */
export function addMonths(date: CivilDate, months: number): CivilDate {
  return textOf(partsAfterMonths(requireParts(date), months));
}

/** {@link addMonths} on day numbers, for bulk work. Same errors. */
export function addMonthsToDay(day: number, months: number): number {
  return dayOfParts(partsAfterMonths(partsOfDay(day), months));
}

/**
 * The day on which a period of whole years ends that began on `date`, as {@link addMonths} counts.
 * `addYears("2024-02-29", 1)` is `2025-02-28`; `addYears("2023-02-28", 1)` is `2024-02-28`.
 */
export function addYears(date: CivilDate, years: number): CivilDate {
  return addMonths(date, years * 12);
}
