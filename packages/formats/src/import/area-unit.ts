import { AREA_UNIT_M2, type AreaUnit } from "./read-value.ts";

/** Share of the records whose outlines must agree with a unit before it is taken. */
const AGREEING_SHARE = 0.8;
/** A recorded area and that of the outline differ by survey, rounding and easements, never by the factor between two units. */
const AGREEMENT = 0.2;

export interface AreaUnitDecision {
  /** Null where no unit fits the outlines: the user is asked. */
  readonly unit: AreaUnit | null;
  /** Records with a number and an outline, and how many of them agree with the unit. */
  readonly compared: number;
  readonly agreeing: number;
}

/**
 * The unit of recorded areas, told from the outlines: the unit that brings at least four fifths of the numbers within 20 % of
 * the computed area. Units lie at least a factor of 15 apart, so two cannot both fit. Numbers of 0 and records without outline
 * say nothing.
 */
export function decideAreaUnit(pairs: Iterable<{ readonly recorded: number; readonly computedM2: number }>): AreaUnitDecision {
  const agreeing: Record<AreaUnit, number> = { m2: 0, mu: 0, ha: 0, km2: 0 };
  let compared = 0;
  for (const { recorded, computedM2 } of pairs) {
    if (!(recorded > 0) || !(computedM2 > 0)) continue;
    compared++;
    for (const unit of Object.keys(agreeing) as AreaUnit[])
      if (Math.abs((recorded * AREA_UNIT_M2[unit]) / computedM2 - 1) <= AGREEMENT) agreeing[unit]++;
  }
  const best = (Object.keys(agreeing) as AreaUnit[]).reduce((a, b) => (agreeing[b] > agreeing[a] ? b : a));
  const fits = compared > 0 && agreeing[best] >= AGREEING_SHARE * compared;
  return { unit: fits ? best : null, compared, agreeing: agreeing[best] };
}
