import type { ParcelProperties } from "../model/types.ts";
import { compareToShare } from "./exact-share.ts";
import type { FactLog } from "./fact-log.ts";
import type { MeasuredFact } from "./fact-types.ts";
import type { ExactShare } from "./rule-set.ts";

const WHOLE: ExactShare = { numerator: 1, denominator: 1 };

export interface ProgressReading {
  readonly developed: readonly MeasuredFact[];
  readonly invested: readonly MeasuredFact[];
  readonly startableAreaM2: number | null;
  readonly plannedInvestmentCny: number | null;
}

/** Reported progress, each quantity by its own dates, held against what was planned. */
export function readProgress(properties: ParcelProperties, log: FactLog): ProgressReading {
  const startableAreaM2 = positive(properties.startableAreaM2) ?? positive(properties.recordedAreaM2);
  const plannedInvestmentCny = positive(properties.plannedInvestmentCny);
  const developed: MeasuredFact[] = [];
  const invested: MeasuredFact[] = [];
  for (const [index, report] of (properties.progress ?? []).entries()) {
    const path = `progress[${index}]`;
    const day = log.readDay(`${path}.on`, report.on);
    if (day === null) continue;
    if (report.developedAreaM2 !== undefined)
      developed.push(measured(day, report.developedAreaM2, startableAreaM2, `${path}.developedAreaM2`, log));
    if (report.investedCny !== undefined)
      invested.push(measured(day, report.investedCny, plannedInvestmentCny, `${path}.investedCny`, log));
  }
  return {
    developed: ordered(developed, "developedAreaM2", log),
    invested: ordered(invested, "investedCny", log),
    startableAreaM2,
    plannedInvestmentCny,
  };
}

/** The latest report on or before a day. */
export function measuredAt(facts: readonly MeasuredFact[], day: number): MeasuredFact | undefined {
  let latest: MeasuredFact | undefined;
  for (const fact of facts) if (fact.day <= day) latest = fact;
  return latest;
}

function positive(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) && value > 0 ? value : null;
}

function measured(day: number, value: number, whole: number | null, path: string, log: FactLog): MeasuredFact {
  const impossible = !Number.isFinite(value) || value < 0;
  const overWhole = !impossible && whole !== null && compareToShare(value, whole, WHOLE) > 0;
  if (impossible)
    log.report("error", "progress-negative", path, `${value} is no amount; correct it`, `数值${value}不是有效的进度，请更正`);
  if (overWhole)
    log.report(
      "error",
      "progress-over-100-percent",
      path,
      `${value} is more than the ${whole} that was planned (${((value / whole) * 100).toFixed(2)} %); correct one of the two`,
      `进度${value}超过计划总量${whole}（${((value / whole) * 100).toFixed(2)}%），请核对并更正其中之一`,
    );
  return { day, value, contradicts: impossible || overWhole };
}

function ordered(facts: MeasuredFact[], name: string, log: FactLog): readonly MeasuredFact[] {
  facts.sort((a, b) => a.day - b.day);
  for (const [index, fact] of facts.entries()) {
    const before = facts[index - 1];
    if (before && fact.value < before.value && !fact.contradicts && !before.contradicts)
      log.report(
        "warning",
        "progress-decreases",
        "progress",
        `${name} falls from ${before.value} to ${fact.value}; the later report is used`,
        `${name}由${before.value}降为${fact.value}，以后一次报告为准`,
      );
  }
  return facts;
}
