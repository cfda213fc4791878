import type { Words } from "../geojson/finding.ts";
import type { CivilDate, CommonProperties, Site } from "../model/types.ts";

/** A first and a last day, either of them open. Dates are compared as text: `YYYY-MM-DD` sorts as the calendar does. */
function covers(from: CivilDate | undefined, to: CivilDate | undefined, date: CivilDate): boolean {
  return (from === undefined || from <= date) && (to === undefined || date <= to);
}

/** True where a feature is valid on a date; `validTo` is its last day. Without a date every feature is. */
export function isValidOn({ validFrom, validTo }: CommonProperties, date: CivilDate | undefined): boolean {
  return date === undefined || covers(validFrom, validTo, date);
}

/**
 * True where a site has to be protected on a date: existing and planned sites alike within their validity. A relocated
 * site counts until its `validTo`, its last inhabited day; without that day, or without a date, it does not count.
 */
export function isSiteProtected(site: Site, date: CivilDate | undefined): boolean {
  const { status, validTo } = site.properties;
  if (status === "relocated" && (date === undefined || validTo === undefined)) return false;
  return isValidOn(site.properties, date);
}

/** The first and last days that a unit or plant has: of its running, where it has them, and of its being valid. */
export interface RunningDates {
  readonly operatesFrom?: CivilDate | undefined;
  readonly operatesTo?: CivilDate | undefined;
  readonly validFrom?: CivilDate | undefined;
  readonly validTo?: CivilDate | undefined;
}

/** Why a unit or plant does not run on a date; null where it does. Without a date everything runs. */
export function reasonNotRunning(dates: RunningDates, date: CivilDate | undefined): Words | null {
  if (date === undefined) return null;
  const from = [dates.operatesFrom, dates.validFrom].find((day) => day !== undefined && day > date);
  if (from !== undefined) return { zh: `${date} 尚未投产（${from} 起）`, en: `Not yet running on ${date} (from ${from})` };
  const to = [dates.operatesTo, dates.validTo].find((day) => day !== undefined && day < date);
  if (to !== undefined) return { zh: `${date} 已停产（截至 ${to}）`, en: `No longer running on ${date} (until ${to})` };
  return null;
}
