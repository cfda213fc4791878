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
  return ladderOf(parcels)(distancesM);
}

/** The curve at any distances, of parcels that are sorted once. Cost: then a binary search a distance. */
export function ladderOf(parcels: readonly Cleared[]): (distancesM: readonly number[]) => readonly SitingStep[] {
  const sorted = [...parcels].sort((a, b) => clearM(b) - clearM(a));
  const clearances = Float64Array.from(sorted, clearM);
  // From the far end inward parcels only come in, so each area is added once and in a fixed order.
  const areasM2 = new Float64Array(sorted.length + 1);
  for (let i = 0; i < sorted.length; i++) areasM2[i + 1] = areasM2[i]! + sorted[i]!.areaM2;
  return (distancesM) =>
    [...distancesM]
      .sort((a, b) => a - b)
      .map((distanceM) => {
        let [count, end] = [0, sorted.length];
        while (count < end) {
          const middle = (count + end) >> 1;
          if (clearances[middle]! >= distanceM) count = middle + 1;
          else end = middle;
        }
        return { distanceM, availableMu: areaMuFromM2(areasM2[count]!), parcels: count };
      });
}
