import { areaHaFromM2, areaKm2FromM2, areaMuFromM2 } from "@parkatlas/geo-core";

// Rounded once, for show only (rules §1): m² 2 decimals, mu 2, ha 4, km² 4, distances 2, percentages 2.
// Grouping by thousands and a decimal point in both languages, as official Chinese tables print them.

const formatters = new Map<number, Intl.NumberFormat>();

/** A number with exactly `digits` decimals and thousands separators; negative zero is shown as zero. */
export function formatFixed(value: number, digits: number): string {
  let formatter = formatters.get(digits);
  if (!formatter) {
    formatter = new Intl.NumberFormat("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
    formatters.set(digits, formatter);
  }
  const text = formatter.format(value);
  return /^-[0.,]*$/.test(text) ? text.slice(1) : text;
}

export const formatCount = (value: number): string => formatFixed(value, 0);
export const formatM2 = (areaM2: number): string => `${formatFixed(areaM2, 2)} m²`;
export const formatHa = (areaM2: number): string => `${formatFixed(areaHaFromM2(areaM2), 4)} ha`;
export const formatKm2 = (areaM2: number): string => `${formatFixed(areaKm2FromM2(areaM2), 4)} km²`;
export const formatMuNumber = (areaM2: number): string => formatFixed(areaMuFromM2(areaM2), 2);
export const formatM = (distanceM: number): string => `${formatFixed(distanceM, 2)} m`;
export const formatShare = (share: number): string => `${formatFixed(share * 100, 2)}%`;

/** A distance that must be kept: whole metres as such, anything else with two decimals. */
export function formatRequiredM(requiredM: number): string {
  return Number.isInteger(requiredM) ? `${formatFixed(requiredM, 0)} m` : formatM(requiredM);
}

/** A physical quantity with up to six significant digits and no trailing zeros, for the working of a formula. */
export function formatQuantity(value: number): string {
  return String(Number(value.toPrecision(6)));
}

const MOST_DIGITS = 12;

/**
 * A distance next to the limit it is held against. Two decimals, and more where fewer would contradict the verdict:
 * 499.998 m inside 500 m is never shown as 500.00 m. Without a verdict by comparison, two decimals.
 */
export function formatDistanceAgainst(
  distanceM: number,
  requiredM: number,
  verdict: "inside" | "outside" | "indeterminate",
): string {
  for (let digits = 2; digits <= MOST_DIGITS; digits++) {
    const shown = Number(distanceM.toFixed(digits));
    const agrees = verdict === "indeterminate" || (verdict === "inside" ? shown < requiredM : shown >= requiredM);
    if (agrees) return `${formatFixed(distanceM, digits)} m`;
  }
  return `${distanceM} m`;
}

/** A shortfall: two decimals, and more where a positive shortfall would be shown as zero. */
export function formatShortfall(shortfallM: number): string {
  for (let digits = 2; digits <= MOST_DIGITS; digits++) {
    if (shortfallM === 0 || Number(shortfallM.toFixed(digits)) > 0) return `${formatFixed(shortfallM, digits)} m`;
  }
  return `${shortfallM} m`;
}
