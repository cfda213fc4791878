import {
  explainIdleForecast,
  explainLandStatus,
  forecastIdle,
  type LandOptions,
  landClock,
  landStatusOn,
  landTimeline,
  type Parcel,
} from "@parkatlas/geo-core";

/**
 * Why a parcel is idle or is not, when it will be if nothing happens, and which days count: an element of `answers` in
 * `parkatlas land --parcel ID --json`. Throws `GeoError("date-invalid")`.
 */
export function parcelAnswer(parcel: Parcel, asOf: string, options: LandOptions) {
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
