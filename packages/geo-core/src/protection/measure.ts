import { type FlatLayer, flattenLayer } from "../geometry/flat-layer.ts";
import type { EdgeModel } from "../model/types.ts";
import type { PairColumns } from "../spatial-index/pair-columns.ts";
import { pairsWithinColumns } from "../spatial-index/pairs-within-columns.ts";
import type { MeasuredOutline, Subject } from "./subjects.ts";
import type { MeasuredFrom } from "./types.ts";

/** The pairs of one outline: a run of the columns, so that a large check makes no lists on the way. */
export interface MeasuredPairs {
  readonly pairs: PairColumns;
  readonly start: number;
  readonly end: number;
}

export interface MeasureOptions {
  readonly edgeModel: EdgeModel;
  readonly workingCrs: string;
  readonly reachFactor: number;
}

/** Looks up the sites measured from an outline; null where it was not measured. */
export type PairsOfOutline = (outline: MeasuredOutline) => MeasuredPairs | null;

/**
 * Measures every outline against every site within its reach: one join for the units, one for the plants, however many
 * units a plant has.
 */
export function measureOutlines(subjects: readonly Subject[], sites: FlatLayer, options: MeasureOptions): PairsOfOutline {
  const outlines = subjects.flatMap((subject) => subject.outlines);
  const measured = { unit: joinOf("unit", outlines, sites, options), plant: joinOf("plant", outlines, sites, options) };
  return ({ outline, featureId }) => measured[outline].get(featureId) ?? null;
}

function joinOf(
  which: MeasuredFrom,
  all: readonly MeasuredOutline[],
  sites: FlatLayer,
  { edgeModel, workingCrs, reachFactor }: MeasureOptions,
): ReadonlyMap<string, MeasuredPairs> {
  // Several units share a plant boundary and may ask it for different distances: it is joined once, by the longest.
  const reachOf = new Map<string, { outline: MeasuredOutline; reachM: number }>();
  for (const outline of all) {
    if (outline.outline !== which) continue;
    const reachM = outline.required[0]!.requiredM * reachFactor;
    if (reachM > (reachOf.get(outline.featureId)?.reachM ?? 0)) reachOf.set(outline.featureId, { outline, reachM });
  }
  const joined = [...reachOf.values()];
  const found = new Map<string, MeasuredPairs>();
  if (joined.length === 0) return found;
  const pairs = pairsWithinColumns(
    flattenLayer(joined.map(({ outline }) => outline.geometry)),
    joined.map(({ reachM }) => reachM),
    sites,
    { edgeModel, workingCrs },
  );
  for (let unit = 0, start = 0; unit < joined.length; unit++) {
    let end = start;
    while (end < pairs.unit.length && pairs.unit[end] === unit) end++;
    found.set(joined[unit]!.outline.featureId, { pairs, start, end });
    start = end;
  }
  return found;
}
