import { areaMuFromM2 } from "../units.ts";
import type { SitingParcel, SitingStep } from "./types.ts";

const STEP_M = 50;
const LAST_STEP_M = 2000;

/** The distances of the curve: every 50 m to 2000 m, or to the asked distance if that is longer, and the asked one itself. */
export function curveDistancesM(askedM: number): readonly number[] {
  const last = Math.max(LAST_STEP_M, Math.ceil(askedM / STEP_M) * STEP_M);
  const steps = Array.from({ length: last / STEP_M + 1 }, (_, index) => index * STEP_M);
  return [...new Set([...steps, askedM])].sort((a, b) => a - b);
}

type Cleared = Pick<SitingParcel, "areaM2" | "wholeUpToM">;

const clearM = ({ wholeUpToM }: Cleared): number => wholeUpToM ?? Number.POSITIVE_INFINITY;

/**
 * Land available whole at each distance: a parcel counts while its clearance reaches the distance. Never rises, because
 * a parcel that falls out at one distance is out at every longer one.
 *
 * Cost: one sort and one pass.
 */
export function sitingCurve(parcels: readonly Cleared[], distancesM: readonly number[]): readonly SitingStep[] {
  return curveOf(
    [...parcels].sort((a, b) => clearM(b) - clearM(a)),
    distancesM,
  );
}

/** The curve of parcels that are sorted already, the largest clearance first. */
export function curveOf(byClearance: readonly Cleared[], distancesM: readonly number[]): readonly SitingStep[] {
  // From the far end inward parcels only come in, so each area is added once and in a fixed order.
  const steps: SitingStep[] = [];
  let areaM2 = 0;
  let count = 0;
  for (const distanceM of [...distancesM].sort((a, b) => b - a)) {
    while (count < byClearance.length && clearM(byClearance[count]!) >= distanceM) areaM2 += byClearance[count++]!.areaM2;
    steps.push({ distanceM, availableMu: areaMuFromM2(areaM2), parcels: count });
  }
  return steps.reverse();
}
