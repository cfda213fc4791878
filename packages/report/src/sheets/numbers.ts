import { distanceText } from "@parkatlas/geo-core";

/** A dash where there is nothing to say. */
export const NOTHING = "–";

/** A number with `decimals` decimals and thousands set apart by commas. */
export function fixed(value: number | null | undefined, decimals: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NOTHING;
  return grouped(value.toFixed(decimals));
}

export function percent(share: number | null): string {
  return share === null ? NOTHING : `${fixed(share * 100, 2)} %`;
}

/** A distance with as many digits as it takes to stand on its side of the required one. */
export function metres(distanceM: number, requiredM: number): string {
  return grouped(distanceText(distanceM, requiredM));
}

function grouped(text: string): string {
  const [whole = "", decimals] = text.replace(/^-(?=[0.]+$)/, "").split(".");
  const apart = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return decimals === undefined ? apart : `${apart}.${decimals}`;
}
