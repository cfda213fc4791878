/** The sixteen winds, clockwise from north; index k covers 22.5° around k · 22.5°. */
export const COMPASS_POINTS = [
  "N",
  "NNE",
  "NE",
  "ENE",
  "E",
  "ESE",
  "SE",
  "SSE",
  "S",
  "SSW",
  "SW",
  "WSW",
  "W",
  "WNW",
  "NW",
  "NNW",
] as const;
export type CompassPoint = (typeof COMPASS_POINTS)[number];

/** The wind nearest to an azimuth in degrees clockwise from north; any finite angle is taken modulo 360. */
export function compassPointOf(azimuthDeg: number): CompassPoint {
  const turnsDeg = ((azimuthDeg % 360) + 360) % 360;
  return COMPASS_POINTS[Math.round(turnsDeg / 22.5) % 16]!;
}
