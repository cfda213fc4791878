import type { CivilDate, Parcel } from "../model/types.ts";
import { type LandClock, landClock } from "./clock-working.ts";
import { explainLandStatus } from "./explain.ts";
import { explainIdleForecast, forecastIdle, type IdleForecast } from "./idle-forecast.ts";
import { landStatusOn } from "./status-on.ts";
import { type LandOptions, landTimeline } from "./timeline.ts";

/** "Why is it idle, why is it not, when will it become idle if nothing happens": one parcel, in sentences and in days. */
export interface LandAnswer {
  readonly id: string;
  readonly statusZh: string;
  readonly statusEn: string;
  readonly forecast: IdleForecast;
  readonly forecastZh: string;
  readonly forecastEn: string;
  /** Which days count and which do not; null where no clock is running. */
  readonly clock: LandClock | null;
}

/**
 * The questions an officer is asked about a parcel, answered on a date in Chinese and English: an element of `answers` in
 * `parkatlas land --parcel ID --json` and in `/analysis/land?parcel=`. Throws `GeoError("date-invalid")`. Cost: one timeline.
 */
export function landAnswer(parcel: Parcel, asOf: CivilDate, options: LandOptions = {}): LandAnswer {
  const timeline = landTimeline(parcel, options);
  const status = landStatusOn(timeline, asOf);
  const forecast = forecastIdle(timeline, asOf);
  return {
    id: parcel.id,
    statusZh: explainLandStatus(status, "zh"),
    statusEn: explainLandStatus(status, "en"),
    forecast,
    forecastZh: explainIdleForecast(forecast, "zh"),
    forecastEn: explainIdleForecast(forecast, "en"),
    clock: landClock(timeline, asOf),
  };
}
