import { GeoError } from "../errors.ts";
import type { Dataset, Parcel } from "../model/types.ts";
import type { EvaluationConfig } from "./config.ts";
import { type Benchmarks, type EvaluationRow, evaluate } from "./evaluate.ts";
import { PER_MU_ABCD, PUBLISHED_EVALUATIONS } from "./published-configs.ts";
import { evaluationSubjects, latestYear, type SubjectKey } from "./subjects.ts";
import { checkThresholds, type ThresholdRow } from "./thresholds.ts";

export interface EvaluationReportOptions {
  /** A configuration, or the id of a published one; `per-mu-abcd` where absent. */
  readonly config?: EvaluationConfig | string;
  /** The latest year reported up to the dataset's date where absent. */
  readonly year?: number;
  /** Holder where absent: an enterprise is evaluated with all its land. */
  readonly by?: SubjectKey;
  readonly areaM2Of?: (parcel: Parcel) => number;
}

/** The answer of `parkatlas evaluate --json`. */
export interface EvaluationReport {
  readonly dataset: string;
  readonly year: number | null;
  readonly by: SubjectKey;
  readonly config: EvaluationConfig;
  /** True where parcels of the dataset are made up: then no row says anything about a real enterprise or park. */
  readonly synthetic: boolean;
  readonly benchmarks: Benchmarks;
  readonly rows: readonly EvaluationRow[];
  /** The dataset's own published thresholds, held against each park. */
  readonly thresholds: readonly ThresholdRow[];
}

/**
 * Per-mu benefit of enterprises, parcels, blocks or parks in a year, and the published thresholds of the dataset held against
 * its parks. Throws `GeoError`: `unknown-id` for a configuration that is not there, `input-out-of-range` for one that cannot be
 * computed.
 */
export function evaluationReport(dataset: Dataset, options: EvaluationReportOptions = {}): EvaluationReport {
  const config = configOf(options.config ?? PER_MU_ABCD);
  const by = options.by ?? "holder";
  const year = options.year ?? latestYear(dataset, Number(dataset.asOf.slice(0, 4)));
  const subjects = year === null ? [] : evaluationSubjects(dataset, year, by, options.areaM2Of);
  const { rows, benchmarks } = evaluate(subjects, config);
  const thresholds = year === null ? [] : checkThresholds(dataset, year, options.areaM2Of);
  const synthetic = dataset.parcels.some(({ properties }) => properties.provenance === "synthetic");
  return { dataset: dataset.id, year, by, config, synthetic, benchmarks, rows, thresholds };
}

function configOf(config: EvaluationConfig | string): EvaluationConfig {
  if (typeof config !== "string") return config;
  const found = PUBLISHED_EVALUATIONS.find(({ id }) => id === config);
  if (found) return found;
  const known = PUBLISHED_EVALUATIONS.map(({ id }) => id).join(", ");
  throw new GeoError("unknown-id", `evaluation "${config}" is not known; the published ones are ${known}`, {
    details: { config },
  });
}
