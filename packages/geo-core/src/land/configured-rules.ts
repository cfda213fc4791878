import { GeoError } from "../errors.ts";
import type { Issue } from "../model/issue.ts";
import type { DatasetConfig } from "../model/types.ts";
import { type LandRuleSet, type LocalLandRule, ORDER_53_2012, withLocalRule } from "./rule-set.ts";
import type { LandOptions } from "./timeline.ts";

export interface ConfiguredRules {
  readonly ruleSets: readonly LandRuleSet[];
  readonly issues: readonly Issue[];
}

/**
 * The rule sets that land is judged by: those of the caller, else those of the data's configuration. Every answer about a
 * dataset asks here, so that report, sums, siting and tiles cannot differ.
 */
export function rulesFor(config: DatasetConfig | undefined, { ruleSets }: LandOptions = {}): ConfiguredRules {
  return ruleSets ? { ruleSets, issues: [] } : landRulesOf(config ?? {});
}

/**
 * The rule sets that a dataset asks for: Order 53, and on top of it the local rules in `config.landRules`, in their order. A
 * local rule that is incomplete, loosens, or has no source is a finding and is not followed.
 */
export function landRulesOf(config: DatasetConfig): ConfiguredRules {
  const ruleSets: LandRuleSet[] = [ORDER_53_2012];
  const issues: Issue[] = [];
  const given: unknown = config.landRules;
  if (given === undefined) return { ruleSets, issues };
  if (!Array.isArray(given)) return { ruleSets, issues: [ruleIssue("landRules", "landRules is no list of rules")] };
  for (const [index, rule] of given.entries()) {
    const path = `landRules[${index}]`;
    const fault = faultOf(rule);
    if (fault !== null) {
      issues.push(ruleIssue(path, fault));
      continue;
    }
    try {
      ruleSets.push(withLocalRule(ORDER_53_2012, rule as LocalLandRule));
    } catch (error) {
      if (!(error instanceof GeoError)) throw error;
      issues.push(ruleIssue(path, error.message));
    }
  }
  return { ruleSets, issues };
}

/** What keeps a value from being a local rule, before its numbers are looked at; null where nothing does. */
function faultOf(value: unknown): string | null {
  if (typeof value !== "object" || value === null) return "it is no object";
  const rule = value as Readonly<Record<string, unknown>>;
  for (const name of ["id", "version", "validFrom", "source"])
    if (typeof rule[name] !== "string") return `${name} is missing or no text`;
  if (!isClause(rule.title)) return "title needs zh and en";
  const { clauses, thresholds } = rule;
  if (typeof thresholds !== "object" || thresholds === null) return "thresholds is missing";
  const unknown = Object.keys(thresholds).find((name) => !(name in ORDER_53_2012.thresholds));
  if (unknown !== undefined)
    return `threshold "${unknown}" is not known; use ${Object.keys(ORDER_53_2012.thresholds).join(", ")}`;
  const misshapen = Object.entries(thresholds).find(([name, limit]) => isShareLike(limit) === name.endsWith("Months"));
  if (misshapen) return `${misshapen[0]} = ${JSON.stringify(misshapen[1])} has the wrong form`;
  if (clauses === undefined) return null;
  if (typeof clauses !== "object" || clauses === null || !Object.values(clauses).every(isClause))
    return "every clause needs zh and en";
  return null;
}

function isClause(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { zh, en } = value as Readonly<Record<string, unknown>>;
  return typeof zh === "string" && typeof en === "string";
}

function isShareLike(value: unknown): boolean {
  return typeof value === "object" && value !== null && "numerator" in value && "denominator" in value;
}

function ruleIssue(path: string, what: string): Issue {
  return {
    severity: "error",
    code: "land-rule-invalid",
    layer: "config",
    featureId: null,
    path,
    message: `${what}; the rule is not followed, correct it in config.json`,
    messageZh: `本地规则有误，未予适用，请在 config.json 中更正：${what}`,
  };
}
