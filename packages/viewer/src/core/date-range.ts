import { dayFromDate } from "@parkatlas/geo-core";

/** The days that the slider offers around the date of the data; typed dates are held to the same range. */
export interface DateRange {
  readonly firstDay: number;
  readonly lastDay: number;
}

const YEARS_BACK = 10;
const YEARS_ON = 5;

/** From the first of January ten years before the data to the last day of the fifth year after it. */
export function dateRangeAround(dataDate: string): DateRange {
  const year = Number(dataDate.slice(0, 4));
  const text = (each: number) => String(each).padStart(4, "0");
  return { firstDay: dayFromDate(`${text(year - YEARS_BACK)}-01-01`), lastDay: dayFromDate(`${text(year + YEARS_ON)}-12-31`) };
}

export function clampDay(day: number, range: DateRange): number {
  return Math.min(Math.max(day, range.firstDay), range.lastDay);
}

/** First of January of each year in the range, for the ticks of the slider. */
export function yearTicks(range: DateRange): readonly { readonly year: number; readonly day: number }[] {
  const ticks: { year: number; day: number }[] = [];
  for (let year = 1970 + Math.floor(range.firstDay / 365.2425); ; year++) {
    const day = dayFromDate(`${String(year).padStart(4, "0")}-01-01`);
    if (day > range.lastDay) return ticks;
    if (day >= range.firstDay) ticks.push({ year, day });
  }
}
