import type { LandClauseId, LandRuleSet } from "./rule-set.ts";

export interface Citation {
  /** `Order 53 (2012) Art. 2(1), Art. 14(1)` */
  readonly clause: string;
  /** 《闲置土地处置办法》第二条第一款、第十四条第一项 */
  readonly clauseZh: string;
}

/** Clauses of a rule set as they are cited, under its title. */
export function cite(rules: LandRuleSet, ...clauses: readonly LandClauseId[]): Citation {
  return {
    clause: `${rules.title.en} ${clauses.map((clause) => rules.clauses[clause].en).join(", ")}`,
    clauseZh: `${rules.title.zh}${clauses.map((clause) => rules.clauses[clause].zh).join("、")}`,
  };
}
