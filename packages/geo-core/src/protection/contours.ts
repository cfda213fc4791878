import type { Issue } from "../model/issue.ts";
import type { CivilDate, Contour, EdgeModel, Site } from "../model/types.ts";
import { pairsWithin } from "../spatial-index/pairs-within.ts";
import { isSiteProtected, isValidOn } from "./presence.ts";
import type { ContourProtection, ContourSite, ProtectionVerdict } from "./types.ts";
import { measurableFeatures } from "./unmeasurable.ts";

export interface ContourOptions {
  readonly edgeModel: EdgeModel;
  readonly workingCrs: string;
  readonly asOf?: CivilDate;
}

/** A site within a millimetre of the contour stands on it: no line of risk is known that well. */
const ON_LINE_M = 0.001;
/** Sites this near are looked at, to tell "touches" from "nearly touches" by the interval of the distance. */
const NEAR_M = 1;

/**
 * Given safety contours against the sites: a site that touches or overlaps the contour is inside. The contour is a line that
 * somebody has computed by risk (GB 36894-2018, GB/T 37243-2019); it is taken as it is given.
 *
 * @returns Contours valid on the date, in the order of the data; findings for outlines that cannot be measured.
 * Source: rules §6.
 */
export function checkContours(
  { contours, sites }: { readonly contours: readonly Contour[]; readonly sites: readonly Site[] },
  options: ContourOptions,
): { readonly contours: readonly ContourProtection[]; readonly issues: readonly Issue[] } {
  const measurable = measurableFeatures(contours, "contours");
  const valid = measurable.usable.filter(({ properties }) => isValidOn(properties, options.asOf));
  const present = measurableFeatures(sites, "sites").usable.filter((site) => isSiteProtected(site, options.asOf));
  const found = valid.map((): ContourSite[] => []);
  const pairs = pairsWithin(
    valid.map(({ geometry }) => geometry),
    valid.map(() => NEAR_M),
    present.map(({ geometry }) => geometry),
    options,
  );
  for (const { unit, site, interval } of pairs) {
    const verdict: ProtectionVerdict =
      interval.hiM <= ON_LINE_M ? "inside" : interval.loM > ON_LINE_M ? "outside" : "indeterminate";
    if (verdict !== "outside") found[unit]!.push(contourSite(present[site]!, verdict));
  }
  const rows = valid.map(({ id, properties }, index): ContourProtection => {
    const inside = found[index]!.sort((a, b) => (a.siteId < b.siteId ? -1 : 1));
    return {
      id,
      name: properties.name,
      plantId: properties.plantId ?? null,
      source: properties.source ?? null,
      verdict: inside.some(({ verdict }) => verdict === "inside") ? "inside" : inside.length > 0 ? "indeterminate" : "outside",
      sites: inside,
    };
  });
  return { contours: rows, issues: measurable.issues };
}

function contourSite({ id, properties }: Site, verdict: ProtectionVerdict): ContourSite {
  const { name, kind, households, population } = properties;
  return { siteId: id, siteName: name, kind, households: households ?? null, population: population ?? null, verdict };
}
