import { dateFromDay, dayFromDate } from "../model/civil-date.ts";
import type { CivilDate, Parcel } from "../model/types.ts";
import type { ExplainLanguage } from "./explain.ts";
import { parcelKnownOn } from "./known-facts.ts";
import { type LandOptions, type LandTimeline, landTimeline, periodIndexOn } from "./timeline.ts";
import type { LandGround } from "./types.ts";

/** When a parcel becomes suspected idle if nothing happens after a date. */
export interface IdleForecast {
  readonly asOf: CivilDate;
  /** `already`: it is on that date; `on`: it will be from `from` on; `never`: nothing that is known leads there. */
  readonly outcome: "already" | "on" | "never";
  readonly from: CivilDate | null;
  readonly ground: LandGround | null;
  /** Days from `asOf` to the last day before the suspicion; null unless `on`. */
  readonly daysLeft: number | null;
}

/**
 * When the parcel becomes suspected idle (or idle) if nothing happens after `date`, from what was known on that date.
 * Throws `GeoError("date-invalid")`.
 */
export function forecastIdle(parcelOrTimeline: Parcel | LandTimeline, date: CivilDate, options: LandOptions = {}): IdleForecast {
  const timeline = "periods" in parcelOrTimeline ? parcelOrTimeline : landTimeline(parcelOrTimeline, options);
  const day = dayFromDate(date);
  const ruleSets = timeline.cases.map(({ rules }) => rules);
  const { periods } = landTimeline(parcelKnownOn(timeline.parcel, day), { ruleSets });
  const index = periodIndexOn(periods, date);
  const idle = periods.slice(index).find(({ status }) => status === "suspected-idle" || status === "idle");
  if (!idle) return { asOf: date, outcome: "never", from: null, ground: null, daysLeft: null };
  const { ground, from } = idle;
  if (from === null || from <= date) return { asOf: date, outcome: "already", from, ground, daysLeft: null };
  return { asOf: date, outcome: "on", from, ground, daysLeft: dayFromDate(from) - day - 1 };
}

/** The forecast as a sentence. */
export function explainIdleForecast({ asOf, outcome, from, ground, daysLeft }: IdleForecast, lang: ExplainLanguage): string {
  if (outcome === "already")
    return lang === "zh"
      ? `截至${asOf}，该宗地已属疑似闲置或闲置。`
      : `On ${asOf} the parcel already is suspected to be idle, or idle.`;
  if (outcome === "never" || from === null || daysLeft === null)
    return lang === "zh"
      ? `按截至${asOf}已登记的事项，如情况不变，该宗地不会转为疑似闲置。`
      : `From what is recorded by ${asOf}, the parcel does not become suspected idle if nothing happens.`;
  const last = dateFromDay(dayFromDate(from) - 1);
  const act = ground === "stalled-1y" ? ["复工", "work is resumed"] : ["动工开发", "the parcel is started"];
  return lang === "zh"
    ? `如至${last}（尚余${daysLeft}日）仍未${act[0]}，该宗地自${from}起属疑似闲置，届时尚需依法调查认定。`
    : `Unless ${act[1]} by ${last} (${daysLeft} days left), it is suspected to be idle from ${from}, subject to determination.`;
}
