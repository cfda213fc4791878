import { type HealthInput, healthDistance } from "./health-distance.ts";
import { HEALTH_TABLE_GBT_39499_2020, type HealthTable, nextGradeM } from "./health-tables.ts";
import type { SubstanceWorking } from "./types.ts";

export interface UnitHealthDistance {
  /** Final distance of the unit, metres. */
  readonly requiredM: number;
  readonly raised: boolean;
  readonly clause: string;
  /** Every substance, largest Qc/Cm first; `chosen` marks the one or two that decide. */
  readonly workings: readonly SubstanceWorking[];
}

/** Two ratios that differ by exactly the share must count as close, whatever division has rounded them to. */
const ROUNDING_SHARE = 1e-12;

/**
 * Final health protection distance of one production unit that releases several substances.
 *
 * Substances are ranked by Qc/Cm. The largest decides; the second decides with it when it is within 10 % (of the larger).
 * If both fall into one grade the final distance is raised by one grade, once; else the larger grade holds. Equal ratios
 * are ranked by the longer initial distance, then by name, so that the order of the input cannot matter.
 *
 * @param inputs  At least one substance, all of one unit: same area and wind.
 * @throws {GeoError} `input-out-of-range` as {@link healthDistance}. {@link RangeError} for an empty list.
 *
 * Source: GB/T 39499-2020 §4, §6.2; rules §5 (10 % of the larger is this project's reading).
 */
export function unitHealthDistance(
  inputs: readonly HealthInput[],
  options: { readonly table?: HealthTable } = {},
): UnitHealthDistance {
  const table = options.table ?? HEALTH_TABLE_GBT_39499_2020;
  const ranked = inputs
    .map((input) => healthDistance(input, { table }))
    .sort((a, b) => b.ratio - a.ratio || b.initialM - a.initialM || (a.substance < b.substance ? -1 : 1));
  const [first, second] = ranked;
  if (!first) throw new RangeError("unitHealthDistance needs at least one substance");
  const isClose = second !== undefined && first.ratio - second.ratio <= (table.closeRatioShare + ROUNDING_SHARE) * first.ratio;
  const raised = isClose && first.gradeM === second.gradeM;
  const widestM = isClose ? Math.max(first.gradeM, second.gradeM) : first.gradeM;
  const { choice, initial, grade, raise } = table.clauses;
  return {
    requiredM: raised ? nextGradeM(widestM, table) : widestM,
    raised,
    clause: `${table.standard} ${[choice, initial, grade, ...(raised ? [raise] : [])].join(", ")}`,
    workings: ranked.map(({ finalM: _, ...working }, index) => ({ ...working, chosen: index === 0 || (index === 1 && isClose) })),
  };
}
