import { geodesicAreaM2 } from "../geodesy/area.ts";
import { sumOf } from "../land/compensated-sum.ts";
import { buildMembership } from "../model/membership.ts";
import type { Dataset, Parcel, Park, StatisticFact } from "../model/types.ts";
import { M2_PER_KM2 } from "../units.ts";
import { indicatorValue, type Totals } from "./indicators.ts";
import { evaluationSubjects } from "./subjects.ts";

/** A published threshold held against a park. */
export interface ThresholdRow {
  readonly thresholdId: string;
  readonly subject: string;
  readonly parkId: string;
  readonly parkName: string;
  /** In the unit of the threshold; null where the data do not give it. */
  readonly value: number | null;
  readonly comparator: string;
  readonly limit: number | readonly number[];
  readonly unit: string | null;
  readonly met: boolean | null;
  readonly missing: readonly string[];
  /** True where figures of made-up parcels went into the value: then it says nothing about the park of that name. */
  readonly synthetic: boolean;
  readonly source: string;
}

interface ParkFigures {
  readonly park: Park;
  readonly totals: Totals | null;
  readonly parcels: readonly Parcel[];
  readonly year: number;
}

interface Metric {
  readonly matches: (threshold: StatisticFact) => boolean;
  readonly valueOf: (figures: ParkFigures) => number | null;
  /** The figures that the value is made of, by name. */
  readonly needs: Readonly<Record<string, (figures: ParkFigures) => unknown>>;
}

const OUTPUT = { "performance.outputCny": ({ totals }: ParkFigures) => totals?.outputCny };
const TAX = { "performance.taxCny": ({ totals }: ParkFigures) => totals?.taxCny };

const YI = 1e-8;

/** What can be computed for a park, in the units that the published thresholds are given in. */
const METRICS: readonly Metric[] = [
  {
    matches: ({ metric, unit }) => metric === "output_per_mu" && unit === "万元/亩",
    valueOf: ({ totals }) => totals && indicatorValue("outputPerMu", totals),
    needs: OUTPUT,
  },
  {
    matches: ({ metric, unit }) => metric === "tax_per_mu" && unit === "万元/亩",
    valueOf: ({ totals }) => totals && indicatorValue("taxPerMu", totals),
    needs: TAX,
  },
  {
    // Output over the built area published for the park, as the application form of a national zone asks.
    matches: ({ metric, unit }) => metric === "output_per_km2" && unit === "亿元/km2",
    valueOf: ({ totals, park }) => quotient(totals?.outputCny, areaKm2(park.properties.builtAreaM2), YI),
    needs: { ...OUTPUT, builtAreaM2: ({ park }) => park.properties.builtAreaM2 },
  },
  {
    matches: ({ metric, unit }) => metric === "output_value" && unit === "亿元",
    valueOf: ({ totals }) => quotient(totals?.outputCny, 1, YI),
    needs: OUTPUT,
  },
  {
    matches: ({ metric, unit }) => metric === "tax" && unit === "亿元",
    valueOf: ({ totals }) => quotient(totals?.taxCny, 1, YI),
    needs: TAX,
  },
  {
    matches: ({ metric, unit, subject }) => metric === "ratio" && unit === "%" && subject.includes("绿化率"),
    valueOf: ({ park }) => quotient(numberIn(park, "greenAreaM2"), park.properties.plannedAreaM2, 100),
    needs: {
      greenAreaM2: ({ park }) => numberIn(park, "greenAreaM2"),
      plannedAreaM2: ({ park }) => park.properties.plannedAreaM2,
    },
  },
  {
    matches: ({ metric, unit, subject }) => metric === "ratio" && unit === "%" && subject.includes("主导产业产值占比"),
    valueOf: (figures) => leadIndustryShare(figures),
    needs: { ...OUTPUT, industry: (figures) => leadIndustryShare(figures) ?? undefined },
  },
  {
    matches: ({ metric, unit, subject }) => metric === "count" && unit === "个" && subject.includes("主导产业数"),
    valueOf: ({ park }) => park.properties.industries?.length ?? null,
    needs: { industries: ({ park }) => park.properties.industries },
  },
];

/**
 * The dataset's published thresholds (`config.thresholds`) held against every park that exists at the end of the year.
 * Thresholds that speak of something else than a park, or of what the data cannot give at all, are left out; where a park lacks
 * a figure the row says which. Cost: O(parcels + parks · thresholds).
 */
export function checkThresholds(
  dataset: Dataset,
  year: number,
  areaM2Of: (parcel: Parcel) => number = (parcel) => geodesicAreaM2(parcel.geometry),
): readonly ThresholdRow[] {
  const membership = buildMembership(dataset);
  const totals = new Map(evaluationSubjects(dataset, year, "park", areaM2Of).map((subject) => [subject.id, subject.totals]));
  const lastDay = `${year}-12-31`;
  const parks = dataset.parks.filter(
    ({ properties: { validFrom, validTo } }) => (validFrom ?? lastDay) <= lastDay && (validTo ?? lastDay) >= lastDay,
  );
  const thresholds = (dataset.config.thresholds ?? []).flatMap((threshold) => {
    const metric = isForParks(threshold) ? METRICS.find(({ matches }) => matches(threshold)) : undefined;
    return metric ? [{ threshold, metric }] : [];
  });
  return thresholds.flatMap(({ threshold, metric }) =>
    parks.map((park) => {
      const parcels = dataset.parcels.filter((parcel) => membership.parkOf(parcel) === park);
      return thresholdRow(threshold, metric, { park, totals: totals.get(park.id) ?? null, parcels, year });
    }),
  );
}

function isForParks(threshold: StatisticFact): boolean {
  const { scope } = threshold as StatisticFact & { readonly scope?: unknown };
  return scope === undefined || (typeof scope === "string" && scope.split("/").includes("park"));
}

function thresholdRow(threshold: StatisticFact, metric: Metric, figures: ParkFigures): ThresholdRow {
  const value = metric.valueOf(figures);
  const limit = threshold.value as number | readonly number[];
  return {
    thresholdId: threshold.id,
    subject: threshold.subject,
    parkId: figures.park.id,
    parkName: figures.park.properties.name,
    value,
    comparator: threshold.comparator ?? "=",
    limit,
    unit: threshold.unit,
    met: value === null ? null : compare(value, threshold.comparator ?? "=", limit),
    missing: value === null ? Object.keys(metric.needs).filter((name) => metric.needs[name]!(figures) === undefined) : [],
    synthetic: figures.parcels.some(({ properties }) => properties.provenance === "synthetic"),
    source: threshold.source,
  };
}

function compare(value: number, comparator: string, limit: number | readonly number[]): boolean | null {
  if (typeof limit !== "number")
    return comparator === "range" && limit.length === 2 ? value >= limit[0]! && value <= limit[1]! : null;
  switch (comparator) {
    case ">=":
      return value >= limit;
    case ">":
      return value > limit;
    case "<=":
      return value <= limit;
    case "<":
      return value < limit;
    case "=":
      return value === limit;
    default:
      return null;
  }
}

function areaKm2(areaM2: number | undefined): number | undefined {
  return areaM2 === undefined ? undefined : areaM2 / M2_PER_KM2;
}

function numberIn(park: Park, property: string): number | undefined {
  const value = park.properties[property];
  return typeof value === "number" ? value : undefined;
}

function quotient(part: number | undefined, whole: number | undefined, scale: number): number | null {
  return part === undefined || whole === undefined || whole === 0 ? null : (part / whole) * scale;
}

/** Output of the two largest industries, percent of all output; the documents allow a park at most two lead industries. */
function leadIndustryShare({ parcels, year }: ParkFigures): number | null {
  const outputs = new Map<string, number[]>();
  for (const { properties } of parcels)
    for (const report of properties.performance ?? []) {
      if (report.year !== year || report.outputCny === undefined) continue;
      const industry = properties.industry;
      if (typeof industry !== "string") return null;
      outputs.set(industry, [...(outputs.get(industry) ?? []), report.outputCny]);
    }
  const totals = [...outputs.values()].map((values) => sumOf(values)).sort((a, b) => b - a);
  const all = sumOf(totals);
  return all === 0 ? null : (sumOf(totals.slice(0, 2)) / all) * 100;
}
