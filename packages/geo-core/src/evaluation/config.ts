import { GeoError } from "../errors.ts";
import { INDICATORS, type IndicatorId } from "./indicators.ts";

/** One term of a score: weight × value / benchmark, at least 0, at most weight × `capTimes`. */
export interface IndicatorRule {
  readonly id: IndicatorId;
  readonly weight: number;
  /** A number in the indicator's unit, or `mean`: the total of all subjects over the total of all subjects. */
  readonly benchmark: number | "mean";
  /** Null: no cap. */
  readonly capTimes: number | null;
  /** A missing value earns nothing, the mean points of the subjects that have one, or the full weight. */
  readonly missing: "zero" | "mean-points" | "full-weight";
}

export type GradeName = "A" | "B" | "C" | "D";

/**
 * Grades by rank (`upToShare`: the best 25 % are A) or by score (`atLeast`). Rules in order from A to D; the last one takes
 * whoever is left. Null: scores only.
 */
export type GradeRule =
  | { readonly kind: "quantile"; readonly steps: readonly { readonly grade: GradeName; readonly upToShare: number }[] }
  | { readonly kind: "threshold"; readonly steps: readonly { readonly grade: GradeName; readonly atLeast: number }[] }
  | null;

/** How per-mu benefit is scored: local practice, never law. */
export interface EvaluationConfig {
  readonly id: string;
  readonly version: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly source: string;
  readonly indicators: readonly IndicatorRule[];
  readonly grades: GradeRule;
  /** A subject with one of these flags gets this grade at best (一票否决). */
  readonly vetoes: readonly { readonly flag: string; readonly grade: GradeName }[];
  /** A subject with one of these flags is not ranked and counts as this grade. */
  readonly exemptions: readonly { readonly flag: string; readonly grade: GradeName }[];
}

export const GRADE_ORDER: readonly GradeName[] = ["A", "B", "C", "D"];

/** Throws `GeoError("input-out-of-range")` for a configuration that cannot be computed, naming the field and the value. */
export function requireUsableConfig(config: EvaluationConfig): void {
  const refuse = (what: string): never => {
    throw new GeoError("input-out-of-range", `evaluation "${config.id}": ${what}`, { details: { configId: config.id } });
  };
  if (config.source.trim() === "") refuse("source is empty; name the document that it stands in");
  if (config.indicators.length === 0) refuse("no indicators; give at least one");
  for (const { id, weight, benchmark, capTimes } of config.indicators) {
    if (!(id in INDICATORS)) refuse(`indicator "${id}" is not known; use one of ${Object.keys(INDICATORS).join(", ")}`);
    if (!(weight > 0)) refuse(`${id}: weight ${weight} must be above 0`);
    if (benchmark !== "mean" && !(benchmark > 0)) refuse(`${id}: benchmark ${benchmark} must be above 0, or "mean"`);
    if (capTimes !== null && !(capTimes > 0)) refuse(`${id}: capTimes ${capTimes} must be above 0, or null`);
  }
  const limits = config.grades?.kind === "quantile" ? config.grades.steps.map(({ upToShare }) => upToShare) : [];
  if (
    limits.some((limit, index) => !(limit > (limits[index - 1] ?? 0)) || limit > 1) ||
    (limits.length > 0 && limits.at(-1) !== 1)
  )
    refuse(`shares ${limits.join(", ")} must rise and end with 1`);
  const scores = config.grades?.kind === "threshold" ? config.grades.steps.map(({ atLeast }) => atLeast) : [];
  if (scores.some((score, index) => index > 0 && !(score < scores[index - 1]!))) refuse(`scores ${scores.join(", ")} must fall`);
}
