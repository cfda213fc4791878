/**
 * Numbers for people, rounded by rules §1: areas in m² and mu and distances 2 decimals, ha and km² 4, percentages 2.
 * JSON is never rounded; these texts are for tables only.
 */
const MISSING = "–";

/** `value` with thousands separated and exactly `decimals` decimals; a dash where there is no value. */
export function fixed(value: number | null | undefined, decimals: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return MISSING;
  const text = new Intl.NumberFormat("en-US", { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
  return /^-[0.,]+$/.test(text) ? text.slice(1) : text;
}

/** A share 0…1 as a percentage with two decimals. */
export function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? MISSING : `${fixed(share * 100, 2)} %`;
}

/** A text, or a dash where it is absent. */
export function textOr(value: string | number | null | undefined): string {
  return value === null || value === undefined || value === "" ? MISSING : String(value);
}

/**
 * A distance in metres beside the distance required. Digits are added, from two decimals up to nine, until the shown
 * figure stands on the same side of the required one as the true figure: 499.998 is never shown as 500.00 and "inside".
 */
export function distanceBeside(distanceM: number, requiredM: number): string {
  for (let decimals = 2; decimals < 9; decimals++) {
    const shown = Number(distanceM.toFixed(decimals));
    if (Math.sign(shown - requiredM) === Math.sign(distanceM - requiredM)) return fixed(distanceM, decimals);
  }
  return fixed(distanceM, 9);
}
