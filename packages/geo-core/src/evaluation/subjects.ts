import { geodesicAreaM2 } from "../geodesy/area.ts";
import { sumOf } from "../land/compensated-sum.ts";
import { parcelArea } from "../land/parcel-states.ts";
import { buildMembership } from "../model/membership.ts";
import type { Block, Dataset, Parcel, Park } from "../model/types.ts";
import { areaMuFromM2 } from "../units.ts";
import type { EvaluationSubject } from "./evaluate.ts";
import type { Quantity, Totals } from "./indicators.ts";

/** Who is evaluated: each parcel, or all parcels of a holder, block or park together. */
export type SubjectKey = "parcel" | "holder" | "block" | "park";

const YEARLY = [
  "taxCny",
  "outputCny",
  "valueAddedCny",
  "energyTce",
  "emissionT",
  "electricityKwh",
  "employees",
  "rdCny",
] as const;

/**
 * Subjects with their totals of one year, from the parcels' `performance`. A quantity of a subject is known only where all of
 * its parcels that report that year report it; parcels without a report count with their land, since land that earns
 * nothing is the point of the evaluation. A subject without any report in the year is left out. `evaluationFlags` of the parcels
 * become the flags.
 */
export function evaluationSubjects(
  dataset: Dataset,
  year: number,
  by: SubjectKey,
  areaM2Of: (parcel: Parcel) => number = (parcel) => geodesicAreaM2(parcel.geometry),
): readonly EvaluationSubject[] {
  const membership = buildMembership(dataset);
  const nameOf = (parcel: Parcel): SubjectName | undefined => {
    if (by === "parcel") return subjectName(parcel);
    const { holder } = parcel.properties;
    if (by === "holder") return holder === undefined ? undefined : { id: holder, name: holder, nameEn: null };
    const feature = by === "block" ? membership.blockOf(parcel) : membership.parkOf(parcel);
    return feature && subjectName(feature);
  };
  const groups = new Map<string, { readonly subject: SubjectName; readonly parcels: Parcel[] }>();
  for (const parcel of dataset.parcels) {
    const subject = nameOf(parcel);
    if (!subject) continue;
    const group = groups.get(subject.id) ?? { subject, parcels: [] };
    group.parcels.push(parcel);
    groups.set(subject.id, group);
  }
  return [...groups.values()].flatMap(({ subject, parcels }) => {
    const totals = totalsOf(parcels, year, areaM2Of);
    return totals ? { ...subject, totals, flags: flagsOf(parcels) } : [];
  });
}

type SubjectName = Required<Pick<EvaluationSubject, "id" | "name" | "nameEn">>;

function subjectName({ id, properties }: Parcel | Block | Park): SubjectName {
  return { id, name: properties.name, nameEn: properties.nameEn ?? null };
}

/** The latest year that any parcel reports, not after `lastYear`; null where none does. */
export function latestYear(dataset: Dataset, lastYear: number): number | null {
  let latest: number | null = null;
  for (const { properties } of dataset.parcels)
    for (const { year } of properties.performance ?? [])
      if (year <= lastYear && (latest === null || year > latest)) latest = year;
  return latest;
}

function totalsOf(parcels: readonly Parcel[], year: number, areaM2Of: (parcel: Parcel) => number): Totals | null {
  const reports = parcels.flatMap(({ properties }) => (properties.performance ?? []).filter((report) => report.year === year));
  if (reports.length === 0) return null;
  const totals: Partial<Record<Quantity, number>> = {
    areaMu: areaMuFromM2(sumOf(parcels.map((parcel) => parcelArea(parcel, areaM2Of).areaM2))),
  };
  for (const quantity of YEARLY) {
    const values = reports.map((report) => (report as Readonly<Record<string, unknown>>)[quantity]);
    if (values.every((value) => typeof value === "number")) totals[quantity] = sumOf(values);
  }
  return totals;
}

function flagsOf(parcels: readonly Parcel[]): readonly string[] {
  const flags = parcels.flatMap(({ properties }) => {
    const given = properties.evaluationFlags;
    return Array.isArray(given) ? given.filter((flag) => typeof flag === "string") : [];
  });
  return [...new Set(flags)];
}
