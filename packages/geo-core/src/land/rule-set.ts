import { GeoError } from "../errors.ts";
import { dayFromDate, isCivilDate } from "../model/civil-date.ts";
import type { CivilDate, DelayCause } from "../model/types.ts";

/** A share as a fraction of whole numbers, so that "exactly one third" can be told from "below one third". */
export interface ExactShare {
  readonly numerator: number;
  readonly denominator: number;
}

/** The name of a clause as it is cited, in English and in Chinese. */
export interface ClauseName {
  readonly en: string;
  readonly zh: string;
}

export interface LandThresholds {
  /** Whole months without a start after the agreed start that make a parcel suspected idle. */
  readonly notStartedIdleMonths: number;
  /** Whole months without a start after which the land may be reclaimed. */
  readonly notStartedReclaimMonths: number;
  /** Whole months of suspension that make a stalled parcel suspected idle. */
  readonly stalledIdleMonths: number;
  /** Developed area below this share of the area that had to be started. */
  readonly developedBelow: ExactShare;
  /** Investment below this share of the planned investment. */
  readonly investedBelow: ExactShare;
  /** Idle-land fee as a share of the price. */
  readonly feeOfPrice: ExactShare;
  /** An agreed new start later than this many months after the one before is a finding. */
  readonly longestExtensionMonths: number;
}

export type LandClauseId = "notStarted" | "stalled" | "delay" | "disposal" | "fee" | "reclaim" | "determined";

/** A rule of land status as data: what it asks, where it stands, and when it is in force. */
export interface LandRuleSet {
  readonly id: string;
  readonly version: string;
  readonly title: ClauseName;
  /** First and last day in force; `validTo` null = in force until further notice. */
  readonly validFrom: CivilDate;
  readonly validTo: CivilDate | null;
  readonly source: string;
  readonly clauses: Readonly<Record<LandClauseId, ClauseName>>;
  readonly thresholds: LandThresholds;
  /** Causes of delay whose days do not count for the holder. */
  readonly clockStoppingCauses: readonly DelayCause[];
}

/** Order 53 of the Ministry of Land and Resources, 2012: Measures for the Disposal of Idle Land (闲置土地处置办法). */
export const ORDER_53_2012: LandRuleSet = {
  id: "order-53-2012",
  version: "1",
  title: { en: "Order 53 (2012)", zh: "《闲置土地处置办法》" },
  validFrom: "2012-07-01",
  validTo: null,
  source: "闲置土地处置办法（国土资源部令第53号，2012-06-01公布，2012-07-01施行）",
  clauses: {
    notStarted: { en: "Art. 2(1)", zh: "第二条第一款" },
    stalled: { en: "Art. 2(2)", zh: "第二条第二款" },
    delay: { en: "Art. 8", zh: "第八条" },
    disposal: { en: "Art. 12", zh: "第十二条" },
    fee: { en: "Art. 14(1)", zh: "第十四条第一项" },
    reclaim: { en: "Art. 14(2)", zh: "第十四条第二项" },
    determined: { en: "Art. 2", zh: "第二条" },
  },
  thresholds: {
    notStartedIdleMonths: 12,
    notStartedReclaimMonths: 24,
    stalledIdleMonths: 12,
    developedBelow: { numerator: 1, denominator: 3 },
    investedBelow: { numerator: 1, denominator: 4 },
    feeOfPrice: { numerator: 1, denominator: 5 },
    longestExtensionMonths: 12,
  },
  clockStoppingCauses: ["government", "force-majeure"],
};

/** The rule set to follow on a day: the last one in force then; the first one where none is. */
export function ruleSetOn(ruleSets: readonly LandRuleSet[], day: number): LandRuleSet {
  const inForce = ({ validFrom, validTo }: LandRuleSet): boolean =>
    dayFromDate(validFrom) <= day && (validTo === null || day <= dayFromDate(validTo));
  return ruleSets.findLast(inForce) ?? ruleSets[0]!;
}

/** What a local rule says differently from the rule above it. */
export interface LocalLandRule {
  readonly id: string;
  readonly version: string;
  readonly title: ClauseName;
  readonly validFrom: CivilDate;
  readonly validTo?: CivilDate;
  /** Title, number and place of the local rule; an override without a source is refused. */
  readonly source: string;
  readonly clauses?: Partial<Record<LandClauseId, ClauseName>>;
  readonly thresholds: Partial<LandThresholds>;
}

/**
 * A local rule on top of `base`. It may tighten: shorter periods, higher shares, and never a higher fee (the Urban Real
 * Estate Law caps it at 20 % of the price). Throws `GeoError("input-out-of-range")` for a rule that loosens, has no
 * source, or whose numbers are no thresholds, and `GeoError("date-invalid")` for its dates.
 */
export function withLocalRule(base: LandRuleSet, local: LocalLandRule): LandRuleSet {
  for (const date of [local.validFrom, local.validTo])
    if (date !== undefined && !isCivilDate(date))
      throw new GeoError("date-invalid", `local rule "${local.id}": "${date}" is not a calendar date; write YYYY-MM-DD`);
  if (local.source.trim() === "")
    throw new GeoError("input-out-of-range", `local rule "${local.id}" has no source; name the document that it stands in`);
  const thresholds = { ...base.thresholds, ...local.thresholds };
  for (const name of ["notStartedIdleMonths", "notStartedReclaimMonths", "stalledIdleMonths", "longestExtensionMonths"] as const)
    requireRule(
      local,
      name,
      Number.isInteger(thresholds[name]) && thresholds[name] >= 1 && thresholds[name] <= base.thresholds[name],
    );
  for (const name of ["developedBelow", "investedBelow"] as const)
    requireRule(local, name, isShare(thresholds[name]) && compareShares(thresholds[name], base.thresholds[name]) >= 0);
  requireRule(
    local,
    "feeOfPrice",
    isShare(thresholds.feeOfPrice) && compareShares(thresholds.feeOfPrice, base.thresholds.feeOfPrice) <= 0,
  );
  return {
    ...base,
    id: local.id,
    version: local.version,
    title: local.title,
    validFrom: local.validFrom,
    validTo: local.validTo ?? null,
    source: local.source,
    clauses: { ...base.clauses, ...local.clauses },
    thresholds,
  };
}

function isShare({ numerator, denominator }: ExactShare): boolean {
  return (
    Number.isInteger(numerator) && Number.isInteger(denominator) && numerator >= 0 && denominator > 0 && numerator <= denominator
  );
}

function compareShares(a: ExactShare, b: ExactShare): number {
  return a.numerator * b.denominator - b.numerator * a.denominator;
}

function requireRule(local: LocalLandRule, name: keyof LandThresholds, ok: boolean): void {
  if (ok) return;
  throw new GeoError(
    "input-out-of-range",
    `local rule "${local.id}": ${name} = ${JSON.stringify(local.thresholds[name])} is no threshold, or is looser than the rule above it; a local rule may only tighten`,
    { details: { ruleId: local.id, threshold: name, value: local.thresholds[name] } },
  );
}
