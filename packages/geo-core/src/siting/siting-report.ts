import type { Dataset } from "../model/types.ts";
import { findSites, type SitingOptions } from "./find-sites.ts";
import { AVAILABLE_LAND_CLASSES, landClassesOf } from "./land-choice.ts";
import type { SitingReport } from "./types.ts";

/**
 * The answer of {@link findSites} for a dataset as the object of `parkatlas siting --json`: without the outlines of the
 * usable ground, which the drawing and the GeoJSON export take from `findSites` itself.
 *
 * @throws {GeoError} as {@link findSites}.
 */
export function sitingReport(dataset: Dataset, options: SitingOptions): SitingReport {
  const { parcels, curve, parkCurves, summary, issues } = findSites(dataset, options);
  return {
    datasetId: dataset.id,
    asOf: options.asOf ?? dataset.asOf,
    distanceM: options.distanceM,
    minAreaMu: options.minAreaMu ?? 0,
    landClasses: landClassesOf(options.statuses ?? AVAILABLE_LAND_CLASSES),
    parcels: parcels.map(({ usable: _, ...row }) => row),
    curve,
    parkCurves,
    summary,
    issues,
  };
}
