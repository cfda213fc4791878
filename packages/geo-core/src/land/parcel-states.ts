import { dayFromDate } from "../model/civil-date.ts";
import type { CivilDate, Parcel } from "../model/types.ts";
import { type LandClass, landClassOf } from "./class.ts";
import { isSuppliedAt } from "./status-rules.ts";
import { caseAt, type LandTimeline, periodIndexOn } from "./timeline.ts";
import type { LandPeriod } from "./types.ts";

/** Where an area comes from: the record (legal area), the outline, or both in one sum. */
export type AreaBasis = "recorded" | "computed" | "mixed";

export interface ParcelArea {
  readonly areaM2: number;
  readonly areaBasis: "recorded" | "computed";
}

/** The recorded area where there is one; else the area that `computedAreaM2` gives for the outline. */
export function parcelArea(parcel: Parcel, computedAreaM2: (parcel: Parcel) => number): ParcelArea {
  const recorded = parcel.properties.recordedAreaM2;
  if (recorded !== undefined && Number.isFinite(recorded) && recorded >= 0) return { areaM2: recorded, areaBasis: "recorded" };
  return { areaM2: computedAreaM2(parcel), areaBasis: "computed" };
}

/** A parcel on a date, reduced to what sums need. */
export interface ParcelState extends ParcelArea {
  readonly parcel: Parcel;
  readonly period: LandPeriod;
  readonly class: LandClass;
  /** Supplied state-owned construction land on the date: the denominator D of TD/T 1029. */
  readonly suppliedStateLand: boolean;
}

export function parcelStateOn(timeline: LandTimeline, area: ParcelArea, date: CivilDate): ParcelState {
  const period = timeline.periods[periodIndexOn(timeline.periods, date)]!;
  const day = dayFromDate(date);
  const landCase = caseAt(timeline.cases, day);
  return {
    ...area,
    parcel: timeline.parcel,
    period,
    class: landClassOf(period.status, period.ground),
    suppliedStateLand: landCase.facts.ownership === "state" && isSuppliedAt(landCase, day),
  };
}
