import type { CivilDate, CommonProperties } from "@parkatlas/geo-core";

/** A stretch of days, both ends included; null where it is open. */
export interface DayInterval {
  readonly from: CivilDate | null;
  readonly to: CivilDate | null;
}

/**
 * Whether a feature holds on some day of the interval: its own `validFrom` to `validTo` meets it. Dates written
 * YYYY-MM-DD compare as text. A feature without dates always holds.
 */
export function isValidWithin({ validFrom, validTo }: CommonProperties, { from, to }: DayInterval): boolean {
  return (
    (to === null || validFrom === undefined || validFrom <= to) && (from === null || validTo === undefined || validTo >= from)
  );
}
