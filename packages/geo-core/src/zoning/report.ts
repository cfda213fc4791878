import { existsOn } from "../land/grouping.ts";
import type { Dataset } from "../model/types.ts";
import { type AppliedZoning, type ApplyZoningOptions, applyZoning } from "./apply-zoning.ts";
import { compareZoning, type ZoningComparison } from "./compare-zoning.ts";
import { type SuggestedZoning, type SuggestZoningOptions, suggestZoning } from "./suggest-zoning.ts";

export interface ZonesReportOptions extends ApplyZoningOptions {
  /** Suggest a division into this many zones, beside the assigned one. */
  readonly suggest?: number;
  readonly balance?: SuggestZoningOptions["balance"];
}

/** The answer of `parkatlas zones --json` and of `GET /analysis/zones`. */
export interface ZonesReport extends AppliedZoning {
  readonly dataset: string;
  /** Schemes of the dataset, by id. */
  readonly schemes: readonly string[];
  readonly suggestion?: SuggestedZoning & { readonly agreement: ZoningComparison | null };
}

/**
 * Zones of the dataset on a date by an assigned scheme, and on request a division suggested from geometry with its
 * agreement with the assigned one. Errors as {@link applyZoning} and {@link suggestZoning}.
 */
export function zonesReport(dataset: Dataset, options: ZonesReportOptions = {}): ZonesReport {
  const applied = applyZoning(dataset, options);
  const report = { dataset: dataset.id, schemes: dataset.zoning.map(({ id }) => id), ...applied };
  if (options.suggest === undefined) return report;
  const parks = dataset.parks.filter((park) => existsOn(park, applied.date));
  const balance = options.balance === undefined ? {} : { balance: options.balance };
  const suggested = suggestZoning(parks, { zones: options.suggest, ...balance });
  const assigned = applied.zones.map(({ id, name, parks: parkIds }) => ({ id, name, parkIds }));
  const agreement = applied.scheme ? compareZoning({ zones: assigned }, suggested) : null;
  return { ...report, suggestion: { ...suggested, agreement } };
}
