import { sumOf } from "../land/compensated-sum.ts";
import { type EvaluationConfig, GRADE_ORDER, type GradeName, type IndicatorRule, requireUsableConfig } from "./config.ts";
import { INDICATORS, type IndicatorId, indicatorValue, type Totals } from "./indicators.ts";

/** Whoever is evaluated: an enterprise, a parcel, a block or a park, with its totals of one year. */
export interface EvaluationSubject {
  readonly id: string;
  readonly name: string;
  /** Null or absent where there is none. */
  readonly nameEn?: string | null;
  readonly totals: Totals;
  /** Marks that vetoes and exemptions look for, such as `veto` or `start-up`. */
  readonly flags?: readonly string[];
}

export interface EvaluationTerm {
  readonly indicator: IndicatorId;
  readonly value: number | null;
  /** Null where nobody has a value to take the mean of. */
  readonly benchmark: number | null;
  readonly weight: number;
  readonly points: number;
  readonly capped: boolean;
  /** How a missing value was treated; null where there is one. */
  readonly missing: IndicatorRule["missing"] | null;
}

export interface EvaluationRow {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly score: number;
  /** 1 is the best; equal scores share a rank. Null for a subject that is exempt. */
  readonly rank: number | null;
  readonly grade: GradeName | null;
  readonly terms: readonly EvaluationTerm[];
  readonly vetoedBy: string | null;
  readonly exemptBy: string | null;
}

/** Benchmarks that were used, the means worked out. */
export type Benchmarks = Readonly<Partial<Record<IndicatorId, number | null>>>;

/**
 * Scores and grades by a configuration: score = Σ weight × value / benchmark with caps, at least 0 a term. Quantile grades go
 * by rank among those that are not exempt; equal scores share the better grade. A veto lowers a grade, an exemption sets it.
 * Rows come in the order of the subjects. Throws `GeoError("input-out-of-range")` for an unusable configuration.
 */
export function evaluate(
  subjects: readonly EvaluationSubject[],
  config: EvaluationConfig,
): { readonly rows: readonly EvaluationRow[]; readonly benchmarks: Benchmarks } {
  requireUsableConfig(config);
  const ranked = subjects.filter((subject) => exemptionOf(subject, config) === undefined);
  const columns = config.indicators.map((rule) => scoreColumn(subjects, ranked, rule));
  const scores = subjects.map((_, index) => sumOf(columns.map(({ terms }) => terms[index]!.points)));
  const exempt = subjects.map((subject) => exemptionOf(subject, config));
  const order = scores.filter((_, index) => exempt[index] === undefined).sort((a, b) => b - a);
  const rankOf = new Map<number, number>();
  for (const [index, score] of order.entries()) if (!rankOf.has(score)) rankOf.set(score, index + 1);
  const rows = subjects.map((subject, index): EvaluationRow => {
    const score = scores[index]!;
    const exemption = exempt[index];
    const veto = config.vetoes.find(({ flag }) => subject.flags?.includes(flag));
    const rank = exemption ? null : rankOf.get(score)!;
    const earned = exemption ? exemption.grade : gradeOf(score, rank!, order.length, config);
    return {
      id: subject.id,
      name: subject.name,
      nameEn: subject.nameEn ?? null,
      score,
      rank,
      grade: veto ? worseOf(earned, veto.grade) : earned,
      terms: columns.map(({ terms }) => terms[index]!),
      vetoedBy: veto?.flag ?? null,
      exemptBy: exemption?.flag ?? null,
    };
  });
  return { rows, benchmarks: Object.fromEntries(columns.map(({ id, benchmark }) => [id, benchmark])) };
}

/** 29 of 100 is within the best 29 %, although 0.29 × 100 is 28.999999999999996 in doubles. */
const SHARE_ROUNDING = 1e-12;

function exemptionOf(subject: EvaluationSubject, config: EvaluationConfig): EvaluationConfig["exemptions"][number] | undefined {
  return config.exemptions.find(({ flag }) => subject.flags?.includes(flag));
}

interface Column {
  readonly id: IndicatorId;
  readonly benchmark: number | null;
  readonly terms: readonly EvaluationTerm[];
}

function scoreColumn(subjects: readonly EvaluationSubject[], ranked: readonly EvaluationSubject[], rule: IndicatorRule): Column {
  const benchmark = rule.benchmark === "mean" ? meanOf(rule.id, ranked) : rule.benchmark;
  const pointsOf = (value: number | null): number | null => {
    if (value === null || benchmark === null || benchmark === 0) return null;
    const points = Math.max(0, (rule.weight * value) / benchmark);
    return rule.capTimes === null ? points : Math.min(points, rule.weight * rule.capTimes);
  };
  const known = ranked.flatMap(({ totals }) => pointsOf(indicatorValue(rule.id, totals)) ?? []);
  const whenMissing = {
    zero: 0,
    "mean-points": known.length === 0 ? 0 : sumOf(known) / known.length,
    "full-weight": rule.weight,
  };
  const terms = subjects.map(({ totals }): EvaluationTerm => {
    const value = indicatorValue(rule.id, totals);
    const points = pointsOf(value);
    return {
      indicator: rule.id,
      value,
      benchmark,
      weight: rule.weight,
      points: points ?? whenMissing[rule.missing],
      capped: points !== null && rule.capTimes !== null && points === rule.weight * rule.capTimes,
      missing: points === null ? rule.missing : null,
    };
  });
  return { id: rule.id, benchmark, terms };
}

/** All numerators over all denominators, of the subjects that have both: a large enterprise counts as large. */
function meanOf(id: IndicatorId, subjects: readonly EvaluationSubject[]): number | null {
  const { numerator, denominator, scale } = INDICATORS[id];
  const having = subjects.filter(({ totals }) => indicatorValue(id, totals) !== null);
  const whole = sumOf(having.map(({ totals }) => totals[denominator]!));
  return whole === 0 ? null : (sumOf(having.map(({ totals }) => totals[numerator]!)) / whole) * scale;
}

function gradeOf(score: number, rank: number, count: number, { grades }: EvaluationConfig): GradeName | null {
  if (grades === null) return null;
  const step =
    grades.kind === "quantile"
      ? grades.steps.find(({ upToShare }) => rank === 1 || rank / count <= upToShare + SHARE_ROUNDING)
      : grades.steps.find(({ atLeast }) => score >= atLeast);
  return (step ?? grades.steps.at(-1))?.grade ?? null;
}

function worseOf(earned: GradeName | null, vetoed: GradeName): GradeName {
  return earned !== null && GRADE_ORDER.indexOf(earned) > GRADE_ORDER.indexOf(vetoed) ? earned : vetoed;
}
