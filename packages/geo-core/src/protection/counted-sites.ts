import type { FlatLayer } from "../geometry/flat-layer.ts";
import type { Issue } from "../model/issue.ts";
import type { CivilDate, Site } from "../model/types.ts";
import { isSiteProtected } from "./presence.ts";
import { placed, protectionIssue } from "./protection-issues.ts";
import { measurableFeatures, measurableLayer } from "./unmeasurable.ts";

/** The sites that a check counts, and their positions in one layer. */
export interface CountedSites {
  readonly sites: readonly Site[];
  readonly layer: FlatLayer;
  readonly issues: readonly Issue[];
}

/** The sites that are there on the date and can be measured; findings about all of them. One pass over the sites, one over positions. */
export function countedSites(all: readonly Site[], asOf: CivilDate | undefined): CountedSites {
  const present: Site[] = [];
  const undated: Issue[] = [];
  for (let index = 0; index < all.length; index++) {
    const site = all[index]!;
    if (isSiteProtected(site, asOf)) present.push(site);
    else if (site.properties.status === "relocated" && site.properties.validTo === undefined)
      undated.push(placed(undatedRelocation(site.id), index));
  }
  const { usable, layer, issues } = measurableLayer(present, "sites");
  const unmeasurable = present.length === all.length ? issues : measurableFeatures(all, "sites").issues;
  return { sites: usable, layer, issues: [...unmeasurable, ...undated] };
}

function undatedRelocation(siteId: string): Issue {
  const words = {
    en: `Site "${siteId}" is relocated without validTo, its last inhabited day; it counts on no date`,
    zh: `敏感点“${siteId}”已搬迁但缺少 validTo（最后居住日），在任何日期均不计入`,
  };
  return protectionIssue("site-relocated-undated", { layer: "sites", featureId: siteId, path: "properties.status" }, words);
}
