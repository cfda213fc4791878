import type { SitingInput } from "./offers.ts";
import { prepareSiting, requireDistance, type SitingBaseOptions, type SitingQuestion } from "./siting-base.ts";
import type { SitingResult } from "./types.ts";

/** Which land, and what is asked of it. */
export type SitingOptions = SitingBaseOptions & SitingQuestion;

/**
 * Parcels that could take a unit needing `distanceM`: whole, in part or not at all, with the usable ground, the nearest
 * site and the distance up to which the parcel stays whole, and how much land every distance would leave.
 *
 * A parcel is `whole` by the interval of its distance (low end ≥ distance), not by a drawing: no point of it is within the
 * distance of a site. The usable ground of the others is the parcel minus the outward-drawn surroundings of the sites.
 * For one distance after another on the same land, {@link prepareSiting} once and ask its base.
 *
 * @returns Parcels by class, then (where an industry is asked for) distance to it, then usable area, largest first, then id.
 * @throws {GeoError} `input-out-of-range` for a distance that is not above 0 and at most 100 km, a negative area, an
 *   unknown status or an industry that no block has; `date-invalid`.
 *
 * Accuracy: `usableAreaM2` is never more than the truth and at most `usableAreaBoundM2` less.
 * Cost: that of the base, and for parcels with a site too near one join, two buffers a site and two cuts a parcel.
 * Source: rules §7.
 */
export function findSites(input: SitingInput, options: SitingOptions): SitingResult {
  requireDistance(options.distanceM);
  return prepareSiting(input, options).at(options);
}
