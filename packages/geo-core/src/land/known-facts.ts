import { dateFromDay } from "../model/civil-date.ts";
import type { CivilDate, Parcel, ParcelProperties } from "../model/types.ts";

const EVENT_DATES = ["approvedOn", "suppliedOn", "startedOn", "suspendedOn", "resumedOn", "completedOn"] as const;

/**
 * The parcel as it was known at the end of a day: events dated later are taken out, what is still running on that day is
 * open. Agreed dates stay, also where they lie ahead, and so does the end of a delay that had already begun.
 */
export function parcelKnownOn(parcel: Parcel, day: number): Parcel {
  const date = dateFromDay(day);
  const { properties } = parcel;
  const known: Record<string, unknown> = { ...properties };
  for (const name of EVENT_DATES) if (isLater(properties[name], date)) delete known[name];
  keep(known, "progress", properties.progress, (report) => !isLater(report.on, date));
  keep(known, "extensions", properties.extensions, (extension) => !isLater(extension.decidedOn, date));
  keep(known, "delays", properties.delays, (delay) => !isLater(delay.from, date));
  keep(known, "determinations", properties.determinations, (determination) => !isLater(determination.on, date));
  keep(known, "dispositions", properties.dispositions, (disposition) => !isLater(disposition.on, date));
  if (properties.suspensions)
    known.suspensions = properties.suspensions
      .filter((suspension) => !isLater(suspension.from, date))
      .map((suspension) => (isLater(suspension.to, date) ? { from: suspension.from } : suspension));
  return { ...parcel, properties: known as unknown as ParcelProperties };
}

function isLater(value: CivilDate | undefined, date: CivilDate): boolean {
  return typeof value === "string" && value > date;
}

function keep<T>(known: Record<string, unknown>, name: string, list: readonly T[] | undefined, test: (item: T) => boolean): void {
  if (list) known[name] = list.filter(test);
}
