import type { ProtectionCheck, ProtectionPair } from "./types.ts";

/** A site that stands outside a distance, but within the margin beyond it. */
export interface SiteInMargin {
  readonly siteId: string;
  readonly siteName: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly measuredFrom: ProtectionPair["measuredFrom"];
  readonly distanceM: number;
  readonly requiredM: number;
  /** distanceM − requiredM. */
  readonly spareM: number;
}

/**
 * The sites that keep their distance with less than `marginShare` of it to spare, the least share first: a small change of a
 * unit, or a better survey, can bring them inside. By exact distance, not by a drawing.
 *
 * @param check  Made with a `reachFactor` of at least 1 + marginShare; sites beyond its reach are in no pair.
 * @throws {RangeError} for a margin share that is not above 0.
 */
export function sitesInMargin(check: Pick<ProtectionCheck, "units">, marginShare = 0.1): readonly SiteInMargin[] {
  if (!(marginShare > 0)) throw new RangeError(`marginShare must be above 0, not ${marginShare}`);
  const found = check.units.flatMap((unit) =>
    unit.pairs
      .filter(({ verdict, distanceM, requiredM }) => verdict === "outside" && distanceM < requiredM * (1 + marginShare))
      .map(
        ({ siteId, siteName, measuredFrom, distanceM, requiredM }): SiteInMargin => ({
          siteId,
          siteName,
          unitId: unit.id,
          unitName: unit.name,
          measuredFrom,
          distanceM,
          requiredM,
          spareM: distanceM - requiredM,
        }),
      ),
  );
  return found.sort((a, b) => a.spareM / a.requiredM - b.spareM / b.requiredM || (a.siteId < b.siteId ? -1 : 1));
}
