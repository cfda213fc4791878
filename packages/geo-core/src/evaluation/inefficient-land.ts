import { GeoError } from "../errors.ts";
import { geodesicAreaM2 } from "../geodesy/area.ts";
import { isIndustrialLandUse } from "../land/land-use.ts";
import { parcelArea } from "../land/parcel-states.ts";
import { landTimeline, periodIndexOn } from "../land/timeline.ts";
import type { CivilDate, Parcel } from "../model/types.ts";
import { areaMuFromM2 } from "../units.ts";

/** Local thresholds of inefficient land (低效用地). None ships as law: nothing is judged unless a rule is given. */
export interface InefficientLandRule {
  readonly id: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly source: string;
  /** Below this tax of the year per mu, 万元/亩. */
  readonly taxPerMuBelow?: number;
  /** Below this output of the year per mu, 万元/亩. */
  readonly outputPerMuBelow?: number;
  /** Floor area over land area below this. */
  readonly plotRatioBelow?: number;
  /** No output at all for this many years on end, up to the year looked at. */
  readonly stoppedYears?: number;
  /** How many of the tests that are given must be met; 1 where absent. */
  readonly testsToMeet?: number;
  /** Only industrial, mining and storage land; true where absent. */
  readonly industrialOnly?: boolean;
}

export type InefficientTestId = "tax-per-mu" | "output-per-mu" | "plot-ratio" | "stopped";

export interface InefficientTest {
  readonly id: InefficientTestId;
  readonly met: boolean | null;
  readonly value: number | null;
  readonly limit: number;
  readonly missing: readonly string[];
}

export interface InefficientParcel {
  readonly id: string;
  readonly areaM2: number;
  /** True or false where the tests decide, null where facts are missing that could turn the answer. */
  readonly inefficient: boolean | null;
  readonly tests: readonly InefficientTest[];
}

export interface InefficientOptions {
  readonly rule: InefficientLandRule;
  readonly year: number;
  readonly asOf: CivilDate;
  readonly areaM2Of?: (parcel: Parcel) => number;
}

/**
 * Built parcels held against a local rule of inefficient land, each with its tests. Land that is not built on the date is
 * not judged: whether it lies idle is another question, with other law. Throws `GeoError("input-out-of-range")` for a rule
 * without source or tests.
 */
export function inefficientLand(parcels: readonly Parcel[], options: InefficientOptions): readonly InefficientParcel[] {
  const { rule, asOf, areaM2Of = (parcel: Parcel) => geodesicAreaM2(parcel.geometry) } = options;
  requireUsableRule(rule);
  return parcels
    .filter((parcel) => isSubject(parcel, rule) && isBuiltOn(parcel, asOf))
    .map((parcel) => {
      const { areaM2 } = parcelArea(parcel, areaM2Of);
      const tests = testsOf(parcel, areaM2, options);
      return { id: parcel.id, areaM2, inefficient: decide(tests, rule.testsToMeet ?? 1), tests };
    });
}

function requireUsableRule(rule: InefficientLandRule): void {
  const given = [rule.taxPerMuBelow, rule.outputPerMuBelow, rule.plotRatioBelow, rule.stoppedYears].filter(
    (limit) => limit !== undefined,
  );
  const needed = rule.testsToMeet ?? 1;
  if (rule.source.trim() === "")
    throw new GeoError("input-out-of-range", `rule "${rule.id}" has no source; name the document that it stands in`);
  if (given.length === 0 || given.some((limit) => !(limit > 0)))
    throw new GeoError("input-out-of-range", `rule "${rule.id}" needs at least one threshold, and every threshold above 0`);
  if (!Number.isInteger(needed) || needed < 1 || needed > given.length)
    throw new GeoError(
      "input-out-of-range",
      `rule "${rule.id}" asks for ${needed} of ${given.length} tests; ask for 1 to ${given.length}`,
    );
}

function isBuiltOn(parcel: Parcel, date: CivilDate): boolean {
  const { periods } = landTimeline(parcel);
  return periods[periodIndexOn(periods, date)]!.status === "built";
}

function isSubject({ properties }: Parcel, rule: InefficientLandRule): boolean {
  return rule.industrialOnly === false || isIndustrialLandUse(properties.landUse, properties.landUseScheme) === true;
}

function testsOf(parcel: Parcel, areaM2: number, { rule, year }: InefficientOptions): readonly InefficientTest[] {
  const reports = parcel.properties.performance ?? [];
  const report = reports.find((each) => each.year === year);
  const areaMu = areaMuFromM2(areaM2);
  const perMu = (amountCny: number | undefined): number | null =>
    amountCny === undefined || areaMu === 0 ? null : amountCny / 10_000 / areaMu;
  const { floorAreaM2 } = parcel.properties;
  const plotRatio = floorAreaM2 === undefined || areaM2 === 0 ? null : floorAreaM2 / areaM2;
  const tests: InefficientTest[] = [];
  const below = (id: InefficientTestId, value: number | null, limit: number | undefined, fact: string): void => {
    if (limit !== undefined)
      tests.push({ id, met: value === null ? null : value < limit, value, limit, missing: value === null ? [fact] : [] });
  };
  below("tax-per-mu", perMu(report?.taxCny), rule.taxPerMuBelow, `performance ${year} taxCny`);
  below("output-per-mu", perMu(report?.outputCny), rule.outputPerMuBelow, `performance ${year} outputCny`);
  below("plot-ratio", plotRatio, rule.plotRatioBelow, "floorAreaM2");
  if (rule.stoppedYears !== undefined) tests.push(stoppedTest(reports, year, rule.stoppedYears));
  return tests;
}

/** Years without output, counted back from `year`; a year without a report leaves the answer open. */
function stoppedTest(reports: NonNullable<Parcel["properties"]["performance"]>, year: number, years: number): InefficientTest {
  let stopped = 0;
  for (let back = 0; back < years; back++) {
    const output = reports.find((report) => report.year === year - back)?.outputCny;
    if (output === undefined)
      return { id: "stopped", met: null, value: null, limit: years, missing: [`performance ${year - back} outputCny`] };
    if (output > 0) return { id: "stopped", met: false, value: stopped, limit: years, missing: [] };
    stopped++;
  }
  return { id: "stopped", met: true, value: stopped, limit: years, missing: [] };
}

function decide(tests: readonly InefficientTest[], needed: number): boolean | null {
  const met = tests.filter((test) => test.met === true).length;
  const open = tests.filter((test) => test.met === null).length;
  if (met >= needed) return true;
  return met + open >= needed ? null : false;
}
