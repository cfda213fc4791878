import type { CivilDate, Dataset } from "../model/types.ts";
import { checkProtection, DEFAULT_REACH_FACTOR } from "./check-protection.ts";
import { checkContours } from "./contours.ts";
import { HEALTH_TABLE_GBT_39499_2020, type HealthTable } from "./health-tables.ts";
import type { ProtectionReport } from "./types.ts";

/** Version of the verdict rules; it changes whenever the same data could get another verdict. */
export const PROTECTION_RULES_VERSION = "protection/2";

export interface ProtectionReportOptions {
  readonly unitId?: string;
  /** Default: the dataset's own date. */
  readonly asOf?: CivilDate;
  readonly reachFactor?: number;
  readonly envelopes?: boolean;
  readonly table?: HealthTable;
}

const NO_CONTOURS = { contours: [], issues: [] } as const;

/**
 * The check of a whole dataset as the object of `parkatlas protection --json`: see {@link checkProtection}.
 *
 * @throws {GeoError} `unknown-id`, `date-invalid`, `input-out-of-range`.
 */
export function protectionReport(dataset: Dataset, options: ProtectionReportOptions = {}): ProtectionReport {
  const { edgeModel, workingCrs, id } = dataset;
  const asOf = options.asOf ?? dataset.asOf;
  const reachFactor = options.reachFactor ?? DEFAULT_REACH_FACTOR;
  const check = checkProtection(dataset, { ...options, edgeModel, workingCrs, asOf, reachFactor });
  // One unit was asked for: contours belong to plants and are no part of its answer.
  const { contours, issues } =
    options.unitId === undefined ? checkContours(dataset, { edgeModel, workingCrs, asOf }) : NO_CONTOURS;
  const healthTable = (options.table ?? HEALTH_TABLE_GBT_39499_2020).version;
  return {
    datasetId: id,
    asOf,
    edgeModel,
    workingCrs,
    reachFactor,
    rules: { version: PROTECTION_RULES_VERSION, healthTable },
    ...check,
    contours,
    issues: [...check.issues, ...issues],
  };
}
