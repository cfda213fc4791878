import type { ExactShare } from "./rule-set.ts";
import type { LandCondition, LandStatusOn } from "./types.ts";

/** What the sentences need out of the checklist. */
export interface ExplainedFacts {
  readonly startedOn: string | null;
  readonly suspendedOn: string | null;
  readonly completedOn: string | null;
  readonly documentNo: string | null;
  /** Days that did not count since the agreed start. */
  readonly stoppedDays: number;
  readonly delayRunning: boolean;
  readonly developed: LandCondition | undefined;
  readonly invested: LandCondition | undefined;
}

export function explainedFacts({ conditions }: LandStatusOn): ExplainedFacts {
  const find = (id: string): LandCondition | undefined => conditions.find((condition) => condition.id === id);
  const text = (id: string): string | null => {
    const value = find(id)?.value;
    return typeof value === "string" ? value : null;
  };
  const stopped = find("delay-running");
  return {
    startedOn: text("started"),
    suspendedOn: text("suspended"),
    completedOn: text("completed"),
    documentNo: text("determined"),
    stoppedDays: typeof stopped?.value === "number" ? stopped.value : 0,
    delayRunning: stopped?.met === true,
    developed: find("developed-below"),
    invested: find("invested-below"),
  };
}

const SHARES_ZH: Readonly<Record<string, string>> = { "1/4": "百分之二十五", "1/5": "百分之二十" };

/** A threshold as it is written in a rule. */
export function shareWords({ numerator, denominator }: ExactShare, lang: "zh" | "en"): string {
  const percent = `${(numerator * 100) / denominator}`;
  if (numerator === 1 && denominator === 3) return lang === "zh" ? "三分之一" : "one third";
  if (lang === "en") return `${percent} %`;
  return SHARES_ZH[`${numerator}/${denominator}`] ?? `${percent}%`;
}

/** A period of whole months as it is written in a rule. */
export function periodWords(months: number, lang: "zh" | "en"): string {
  if (months === 12) return lang === "zh" ? "一年" : "one full year";
  if (months === 24) return lang === "zh" ? "两年" : "two full years";
  return lang === "zh" ? `${months}个月` : `${months} full months`;
}

/** Fen as yuan with two decimals and thousands set apart, without a locale. */
export function moneyText(cny: number): string {
  const [whole = "0", fen = "00"] = cny.toFixed(2).split(".");
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${fen}`;
}

/**
 * A share in percent with two decimals, or as many more as it takes not to contradict the verdict: 24.9996 % below a
 * quarter must not be shown as 25.00 %. A share that is not below is held against the limit rounded the same way, since
 * one third has no end.
 */
export function percentText(share: number, limit: number, below: boolean): string {
  let digits = 2;
  const contradicts = (): boolean => {
    const shown = Number((share * 100).toFixed(digits));
    return below ? shown >= limit * 100 : shown < Number((limit * 100).toFixed(digits));
  };
  while (digits < 12 && contradicts()) digits++;
  return `${(share * 100).toFixed(digits)}%`;
}
