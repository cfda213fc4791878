import { GeoError } from "../errors.ts";
import { AIR_LIMITS, type LimitTable } from "./air-limits.ts";
import type { HealthBand, HealthCoefficients, SourceClass, WindBand } from "./types.ts";

/** A value for each band of L: L ≤ 1000 m, 1000 < L ≤ 2000 m, L > 2000 m. */
type PerBand = readonly [upTo1000: number, upTo2000: number, beyond: number];

/** Steps from initial to final distance: from `fromM` on, the final distance is counted in `stepM`. */
export interface GradeStep {
  readonly fromM: number;
  readonly stepM: number;
  /** Whether an initial distance exactly on a step keeps it (true) or goes to the next one (false). */
  readonly keepsExactStep: boolean;
}

/** A coefficient that prints of the standard do not agree on. */
export interface UncertainCell {
  readonly coefficient: "A" | "B" | "C" | "D";
  readonly windBand: WindBand;
  readonly sourceClass: SourceClass;
  readonly band: HealthBand;
  readonly alternative: number;
  readonly note: string;
  readonly noteZh: string;
}

/**
 * Everything numeric of GB/T 39499-2020, as data. To compute with other numbers, spread this table, change what differs
 * and give it a `version` of its own: the version travels in every working.
 */
export interface HealthTable {
  readonly version: string;
  readonly standard: string;
  readonly source: string;
  readonly clauses: { readonly choice: string; readonly initial: string; readonly grade: string; readonly raise: string };
  /** Upper end of the first and of the second band of L; the end belongs to the lower band. */
  readonly bandLimitsM: readonly [number, number];
  readonly A: Readonly<Record<WindBand, Readonly<Record<SourceClass, PerBand>>>>;
  /** B, C and D know two winds only: exactly 2 m/s takes the row of stronger winds (the standard leaves it open). */
  readonly B: Readonly<Record<"<2" | ">=2", PerBand>>;
  readonly C: Readonly<Record<"<2" | ">=2", PerBand>>;
  readonly D: Readonly<Record<"<2" | ">=2", PerBand>>;
  readonly gradeSteps: readonly GradeStep[];
  /** The second substance decides too when (largest − second) / largest of Qc/Cm is at most this share. */
  readonly closeRatioShare: number;
  readonly uncertainCells: readonly UncertainCell[];
  /** Cm by substance, held against what the data state. */
  readonly limits: LimitTable;
}

/** GB/T 39499-2020 as encoded here; docs/protection.md says what is still to be confirmed against the printed text. */
export const HEALTH_TABLE_GBT_39499_2020: HealthTable = {
  version: "gbt-39499-2020/1",
  standard: "GB/T 39499-2020",
  source:
    "GB/T 39499-2020, table of coefficients as carried over from GB/T 3840-1991; checked for continuity at 1000 m and 2000 m",
  clauses: {
    choice: "§4",
    initial: "§5",
    grade: "§6.1",
    raise: "§6.2",
  },
  bandLimitsM: [1000, 2000],
  A: {
    "<2": { I: [400, 400, 80], II: [400, 400, 80], III: [400, 400, 80] },
    "2-4": { I: [700, 700, 380], II: [470, 470, 250], III: [350, 350, 190] },
    ">4": { I: [530, 530, 290], II: [350, 350, 190], III: [260, 260, 140] },
  },
  B: { "<2": [0.01, 0.015, 0.015], ">=2": [0.021, 0.036, 0.036] },
  C: { "<2": [1.85, 1.79, 1.79], ">=2": [1.85, 1.77, 1.77] },
  D: { "<2": [0.78, 0.78, 0.57], ">=2": [0.84, 0.84, 0.76] },
  gradeSteps: [
    { fromM: 0, stepM: 50, keepsExactStep: false },
    { fromM: 100, stepM: 100, keepsExactStep: true },
    { fromM: 1000, stepM: 200, keepsExactStep: true },
  ],
  closeRatioShare: 0.1,
  uncertainCells: [
    {
      coefficient: "A",
      windBand: ">4",
      sourceClass: "III",
      band: 3,
      alternative: 110,
      note: "A = 140 (wind > 4 m/s, L > 2000 m, class III) is printed as 110 in some copies; confirm against the standard",
      noteZh: "A = 140（风速 > 4 m/s、L > 2000 m、Ⅲ类）在部分印本中为 110，请核对标准原文",
    },
  ],
  limits: AIR_LIMITS,
};

/** The row of A for a mean wind speed: under 2, from 2 to 4 with both ends, over 4 m/s. */
export function windBandOf(windMPerS: number): WindBand {
  if (windMPerS < 2) return "<2";
  return windMPerS <= 4 ? "2-4" : ">4";
}

function isPositive(value: number): boolean {
  return value > 0 && value < Number.POSITIVE_INFINITY;
}

/** A, B, C and D of one band of L. */
export function coefficientsOf(
  table: HealthTable,
  windBand: WindBand,
  sourceClass: SourceClass,
  band: HealthBand,
): HealthCoefficients {
  const column = band - 1;
  const wind = windBand === "<2" ? "<2" : ">=2";
  const coefficients = {
    A: table.A[windBand][sourceClass][column]!,
    B: table.B[wind][column]!,
    C: table.C[wind][column]!,
    D: table.D[wind][column]!,
  };
  const { A, B, C, D } = coefficients;
  if (isPositive(A) && isPositive(B) && isPositive(C) && isPositive(D)) return coefficients;
  const [name, value] = Object.entries(coefficients).find(([, each]) => !isPositive(each))!;
  throw new RangeError(`Coefficient ${name} of health table "${table.version}", band ${band}, is ${value}; it must be positive`);
}

/** The uncertain cells that a calculation with these keys has used. */
export function uncertainCellsUsed(
  table: HealthTable,
  windBand: WindBand,
  sourceClass: SourceClass,
  band: HealthBand,
): readonly UncertainCell[] {
  return table.uncertainCells.filter(
    (cell) => cell.windBand === windBand && cell.sourceClass === sourceClass && cell.band === band,
  );
}

function stepAt(distanceM: number, table: HealthTable): GradeStep {
  const step = table.gradeSteps.findLast(({ fromM }) => fromM <= distanceM);
  if (step) return step;
  throw new GeoError(
    "input-out-of-range",
    `A distance of ${distanceM} m has no grade: the grades of ${table.standard} begin at ${table.gradeSteps[0]?.fromM ?? 0} m`,
    { details: { distanceM } },
  );
}

/**
 * Final distance (终值) of one substance from its initial one (初值), metres: [0, 50) → 50, [50, 100) → 100, then up to
 * the next 100, from 1000 on up to the next 200 counted from 1000; from 100 on an exact step keeps its value.
 *
 * @throws {GeoError} `input-out-of-range` for a distance that is negative or no number.
 * Source: GB/T 39499-2020 §6.1; rules §5.
 */
export function gradeFromInitialM(initialM: number, table: HealthTable = HEALTH_TABLE_GBT_39499_2020): number {
  const { fromM, stepM, keepsExactStep } = stepAt(initialM, table);
  const steps = (initialM - fromM) / stepM;
  return fromM + stepM * (keepsExactStep ? Math.ceil(steps) : Math.floor(steps) + 1);
}

/** The grade above a grade (提级), metres: 50 → 100, 300 → 400, 1000 → 1200. Source: GB/T 39499-2020 §6.2. */
export function nextGradeM(gradeM: number, table: HealthTable = HEALTH_TABLE_GBT_39499_2020): number {
  return gradeM + stepAt(gradeM, table).stepM;
}
