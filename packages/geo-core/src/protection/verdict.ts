import type { DistanceInterval } from "../geodesy/types.ts";
import type { ProtectionTest, ProtectionVerdict, RequiredDistance, UnitVerdict } from "./types.ts";

/**
 * The verdict of a distance interval against a required distance: `outside` when even the low end reaches it, `inside`
 * when even the high end falls short, `indeterminate` when numbers cannot tell. A site exactly at the distance is outside.
 *
 * Source: rules §7.
 */
export function verdictOf({ loM, hiM }: Pick<DistanceInterval, "loM" | "hiM">, requiredM: number): ProtectionVerdict {
  if (loM >= requiredM) return "outside";
  return hiM < requiredM ? "inside" : "indeterminate";
}

/** Whether |distance − required| is under √(a² + b²) of the declared accuracies; null where one is undeclared. */
export function isWithinUncertainty(marginM: number, accuracyM: number | null, otherAccuracyM: number | null): boolean | null {
  if (accuracyM === null || otherAccuracyM === null) return null;
  return Math.abs(marginM) < Math.hypot(accuracyM, otherAccuracyM);
}

/** One required distance held against one interval. */
export function testDistance(
  interval: DistanceInterval,
  { kind, requiredM }: Pick<RequiredDistance, "kind" | "requiredM">,
  accuraciesM: readonly [number | null, number | null],
): ProtectionTest {
  const verdict = verdictOf(interval, requiredM);
  return {
    distanceKind: kind,
    requiredM,
    shortfallM: verdict === "inside" ? requiredM - interval.distanceM : 0,
    verdict,
    withinUncertainty: isWithinUncertainty(interval.distanceM - requiredM, accuraciesM[0], accuraciesM[1]),
  };
}

/** From the most to the least serious: what is known to be inside outweighs what is not known. */
const SERIOUSNESS: readonly UnitVerdict[] = ["inside", "indeterminate", "unknown", "outside", "not-required"];

/** The verdict that governs among several. */
export function strictest(verdicts: readonly UnitVerdict[]): UnitVerdict {
  return SERIOUSNESS.find((verdict) => verdicts.includes(verdict)) ?? "not-required";
}
