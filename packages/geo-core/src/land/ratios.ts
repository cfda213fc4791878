/** Ratios of rules §4, each with its denominator by name. */
export const LAND_RATIOS = {
  idleShareOfSupplied: { numerator: "idleM2", denominator: "suppliedM2", zh: "土地闲置率" },
  suspectedIdleShareOfSupplied: { numerator: "idleOrSuspectedM2", denominator: "suppliedM2", zh: "疑似闲置率" },
  idleShareOfBuilt: { numerator: "idleM2", denominator: "builtM2", zh: "闲置与建成之比" },
  suspectedIdleShareOfBuilt: { numerator: "idleOrSuspectedM2", denominator: "builtM2", zh: "疑似闲置与建成之比" },
  idleShareOfPlanned: { numerator: "idleM2", denominator: "plannedAreaM2", zh: "闲置占规划面积" },
  suspectedIdleShareOfPlanned: { numerator: "idleOrSuspectedM2", denominator: "plannedAreaM2", zh: "疑似闲置占规划面积" },
  supplyRate: { numerator: "suppliedM2", denominator: "readyForSupplyM2", zh: "土地供应率" },
  buildOutRate: { numerator: "builtM2", denominator: "suppliedM2", zh: "土地建成率" },
  industrialShare: { numerator: "industrialBuiltM2", denominator: "builtM2", zh: "工业用地率" },
  unknownShare: { numerator: "unknownM2", denominator: "areaM2", zh: "数据不足占比" },
} as const;

export type LandRatioName = keyof typeof LAND_RATIOS;
export type LandSumName =
  | (typeof LAND_RATIOS)[LandRatioName]["numerator"]
  | (typeof LAND_RATIOS)[LandRatioName]["denominator"]
  | "suspectedIdleM2";

/** Sums that ratios are made of; null where the data give none (a park without a published planned area). */
export type LandSums = Readonly<Record<LandSumName, number | null>>;

/** Every ratio; null where its denominator is 0 or not known. */
export function ratiosOf(sums: LandSums): Readonly<Record<LandRatioName, number | null>> {
  const ratios: Partial<Record<LandRatioName, number | null>> = {};
  for (const name of Object.keys(LAND_RATIOS) as LandRatioName[])
    ratios[name] = ratio(sums[LAND_RATIOS[name].numerator], sums[LAND_RATIOS[name].denominator]);
  return ratios as Record<LandRatioName, number | null>;
}

function ratio(numerator: number | null, denominator: number | null): number | null {
  return numerator === null || denominator === null || denominator === 0 ? null : numerator / denominator;
}
