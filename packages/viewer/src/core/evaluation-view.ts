import type { EvaluationAnswer } from "./contract.ts";

export type EvaluationRowView = EvaluationAnswer["rows"][number];
export type GradeKey = NonNullable<EvaluationRowView["grade"]>;
const GRADES: readonly GradeKey[] = ["A", "B", "C", "D"];

export interface GradeCount {
  readonly grade: GradeKey;
  readonly count: number;
  /** Of all that have a grade. */
  readonly share: number;
}

export function gradeCounts(rows: readonly EvaluationRowView[]): readonly GradeCount[] {
  const graded = rows.filter(({ grade }) => grade !== null).length;
  return GRADES.map((grade) => {
    const count = rows.filter((row) => row.grade === grade).length;
    return { grade, count, share: graded === 0 ? 0 : count / graded };
  });
}

/** Best and worst of those that are ranked, in the order of rank; equal ranks keep the order of the answer. */
export function firstAndLast(rows: readonly EvaluationRowView[], each: number): readonly EvaluationRowView[] {
  const ranked = rows.filter(({ rank }) => rank !== null).sort((a, b) => a.rank! - b.rank!);
  return ranked.length <= 2 * each ? ranked : [...ranked.slice(0, each), ...ranked.slice(-each)];
}

/** Value of an indicator of a row; null where it is unknown or not asked. */
export function termValue({ terms }: EvaluationRowView, indicator: string): number | null {
  return terms.find((term) => term.indicator === indicator)?.value ?? null;
}
