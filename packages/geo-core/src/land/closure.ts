import { GeoError } from "../errors.ts";

/** Numbers rounded for print so that the parts add up to the printed whole (强制闭合). */
export interface ClosedParts {
  /** The parts as printed, in the order given. */
  readonly parts: readonly number[];
  /** The whole as printed. */
  readonly whole: number;
  /** What was placed so that the parts add up, in the unit of the parts; 0 where nothing was. */
  readonly residual: number;
  /** Index of the part that took it: the largest, the first of several; null where nothing was placed. */
  readonly placedAt: number | null;
}

/**
 * Rounds parts and their whole to `decimals`, half away from zero, and places the difference on the largest part, as the land
 * survey adjusts its sheets. The residual is shown, never hidden. `whole` is the unrounded total where it is not just the
 * sum of the parts, such as a published one. Throws `GeoError("input-out-of-range")` where the residual is larger than half a unit for
 * each part and the whole: then the parts do not belong to that whole, and adjusting would falsify them.
 */
export function closeParts(
  parts: readonly number[],
  decimals: number,
  whole = parts.reduce((sum, part) => sum + part, 0),
): ClosedParts {
  if (!Number.isInteger(decimals) || decimals < 0 || decimals > 9) throw new RangeError(`decimals ${decimals} must be 0 to 9`);
  const scale = 10 ** decimals;
  const units = parts.map((part) => roundToUnits(part, decimals));
  const wholeUnits = roundToUnits(whole, decimals);
  const residualUnits = wholeUnits - units.reduce((sum, unit) => sum + unit, 0);
  if (Math.abs(residualUnits) > (parts.length + 1) / 2)
    throw new GeoError(
      "input-out-of-range",
      `the parts differ from the whole ${whole} by ${residualUnits / scale}, more than rounding can; they are not its parts`,
      { details: { whole, residual: residualUnits / scale } },
    );
  if (residualUnits === 0)
    return { parts: units.map((unit) => unit / scale), whole: wholeUnits / scale, residual: 0, placedAt: null };
  const placedAt = parts.indexOf(Math.max(...parts));
  const closed = units.map((unit, index) => (index === placedAt ? unit + residualUnits : unit) / scale);
  return { parts: closed, whole: wholeUnits / scale, residual: residualUnits / scale, placedAt };
}

/** Whole units of the last decimal, half away from zero, from the decimal that the number is printed as. */
function roundToUnits(value: number, decimals: number): number {
  const shifted = Number(`${Math.abs(value)}e${decimals}`);
  const units = Number.isFinite(shifted) ? Math.round(shifted) : Math.round(Math.abs(value) * 10 ** decimals);
  return value < 0 ? -units : units;
}
