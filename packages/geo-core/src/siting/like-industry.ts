import { GeoError } from "../errors.ts";
import type { Block, EdgeModel } from "../model/types.ts";
import { nearestSites } from "./nearest-sites.ts";
import type { Offer } from "./offers.ts";

/** How far a parcel lies from the nearest block of an industry. */
export interface LikeIndustry {
  readonly blockId: string;
  /** 0 for a parcel in such a block. */
  readonly distanceM: number;
}

/**
 * For each parcel the nearest block that names the industry; null where there is none within 500 km.
 *
 * @throws {GeoError} `input-out-of-range` for an industry that no block names.
 */
export function likeIndustries(
  offers: readonly Offer[],
  blocks: readonly Block[],
  industry: string,
  options: { readonly edgeModel: EdgeModel; readonly workingCrs: string },
): readonly (LikeIndustry | null)[] {
  const alike = blocks.filter(({ properties }) => properties.industries?.includes(industry));
  if (alike.length === 0) {
    const known = [...new Set(blocks.flatMap(({ properties }) => properties.industries ?? []))].sort();
    const words = known.length > 0 ? `the blocks have ${known.join(", ")}` : "the blocks name no industries";
    throw new GeoError("input-out-of-range", `No block has the industry "${industry}"; ${words}`, { details: { industry } });
  }
  const outlines = alike.map(({ geometry }) => geometry);
  return nearestSites(
    offers.map(({ parcel }) => parcel.geometry),
    outlines,
    options,
  ).map((nearest) => nearest && { blockId: alike[nearest.site]!.id, distanceM: nearest.interval.distanceM });
}
