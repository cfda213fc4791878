import type { DistanceInterval } from "../geodesy/types.ts";
import { flattenLayer } from "../geometry/flat-layer.ts";
import type { EdgeModel, Site } from "../model/types.ts";
import { intervalAt } from "../spatial-index/pair-columns.ts";
import { pairsWithinColumns } from "../spatial-index/pairs-within-columns.ts";
import type { MeasuredOutline, Subject } from "./subjects.ts";
import type { MeasuredFrom } from "./types.ts";

export interface MeasuredSite {
  readonly site: Site;
  readonly interval: DistanceInterval;
}

export interface MeasureOptions {
  readonly edgeModel: EdgeModel;
  readonly workingCrs: string;
  readonly reachFactor: number;
}

/** Looks up the sites measured from an outline. */
export type SitesOfOutline = (outline: MeasuredOutline) => readonly MeasuredSite[];

/**
 * Measures every outline against every site within its reach: one join for the units, one for the plants, however many
 * units a plant has.
 */
export function measureOutlines(subjects: readonly Subject[], sites: readonly Site[], options: MeasureOptions): SitesOfOutline {
  const outlines = subjects.flatMap((subject) => subject.outlines);
  const measured = { unit: joinOf("unit", outlines, sites, options), plant: joinOf("plant", outlines, sites, options) };
  return ({ outline, featureId }) => measured[outline].get(featureId) ?? [];
}

function joinOf(
  which: MeasuredFrom,
  all: readonly MeasuredOutline[],
  sites: readonly Site[],
  { edgeModel, workingCrs, reachFactor }: MeasureOptions,
): ReadonlyMap<string, readonly MeasuredSite[]> {
  // Several units share a plant boundary and may ask it for different distances: it is joined once, by the longest.
  const reachOf = new Map<string, { outline: MeasuredOutline; reachM: number }>();
  for (const outline of all) {
    if (outline.outline !== which) continue;
    const reachM = outline.required[0]!.requiredM * reachFactor;
    if (reachM > (reachOf.get(outline.featureId)?.reachM ?? 0)) reachOf.set(outline.featureId, { outline, reachM });
  }
  const joined = [...reachOf.values()];
  const found = new Map<string, MeasuredSite[]>(joined.map(({ outline }) => [outline.featureId, []]));
  if (joined.length === 0) return found;
  const pairs = pairsWithinColumns(
    flattenLayer(joined.map(({ outline }) => outline.geometry)),
    joined.map(({ reachM }) => reachM),
    flattenLayer(sites.map(({ geometry }) => geometry)),
    { edgeModel, workingCrs },
  );
  for (let i = 0; i < pairs.unit.length; i++) {
    const { featureId } = joined[pairs.unit[i]!]!.outline;
    found.get(featureId)!.push({ site: sites[pairs.site[i]!]!, interval: intervalAt(pairs, i) });
  }
  return found;
}
