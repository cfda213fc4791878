import type { Words } from "../geojson/finding.ts";
import type { Geometry } from "../geometry/types.ts";
import type { Issue } from "../model/issue.ts";
import type { CivilDate, Plant, Site, Unit } from "../model/types.ts";
import type { HealthTable } from "./health-tables.ts";
import { outsidePlantIssue, withoutPlant } from "./plant-of-unit.ts";
import { reasonNotRunning } from "./presence.ts";
import { placed } from "./protection-issues.ts";
import { plantDistances, requiredDistances } from "./required-distances.ts";
import type { MeasuredFrom, RequiredDistance, UnitRequirement, UnresolvedDistance } from "./types.ts";
import { unmeasurableIssue } from "./unmeasurable.ts";

export interface ProtectionInput {
  readonly units: readonly Unit[];
  readonly plants: readonly Plant[];
  readonly sites: readonly Site[];
}

/** An outline that distances are measured from, with those that are longer than nothing, the longest first. */
export interface MeasuredOutline {
  readonly outline: MeasuredFrom;
  readonly featureId: string;
  readonly geometry: Geometry;
  readonly accuracyM: number | null;
  readonly required: readonly RequiredDistance[];
}

/** What the check gives a row: a unit, or a plant that declares a distance and has no unit to carry it. */
export interface Subject {
  readonly kind: MeasuredFrom;
  readonly feature: Unit | Plant;
  readonly plantId: string | null;
  readonly distances: readonly RequiredDistance[];
  readonly unresolved: readonly UnresolvedDistance[];
  readonly notRunning: Words | null;
  readonly outlines: readonly MeasuredOutline[];
}

export interface SubjectOptions {
  readonly asOf?: CivilDate;
  readonly unitId?: string;
  readonly table?: HealthTable;
}

interface KnownPlant {
  readonly plant: Plant;
  readonly requirement: UnitRequirement;
  readonly broken: Issue | null;
}

/** The rows of the check with what each must keep, and the findings made on the way, in the order of the data. */
export function protectionSubjects(
  { units, plants }: Pick<ProtectionInput, "units" | "plants">,
  options: SubjectOptions,
): { readonly subjects: readonly Subject[]; readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const isAsked = ({ id }: Unit | Plant) => options.unitId === undefined || options.unitId === id;
  const carried = new Set(units.filter(isAsked).map(({ properties }) => properties.plantId));
  const known = plants.flatMap((plant, index): KnownPlant[] => {
    // Findings about plants of other units are no part of an answer about one unit.
    if (!isAsked(plant) && !carried.has(plant.id)) return [];
    const broken = unmeasurableIssue(plant.geometry, { layer: "plants", featureId: plant.id });
    const requirement = plantDistances(plant);
    issues.push(...[...requirement.issues, ...(broken ? [broken] : [])].map((issue) => placed(issue, index)));
    return [{ plant, requirement, broken }];
  });
  const plantById = new Map(known.map((entry) => [entry.plant.id, entry]));
  const subjects: Subject[] = [];
  for (const [index, unit] of units.entries()) {
    if (!isAsked(unit)) continue;
    const row = unitSubject(unit, plantById.get(unit.properties.plantId ?? "") ?? null, options);
    issues.push(...row.issues.map((issue) => placed(issue, index)));
    subjects.push(row.subject);
  }
  const withUnits = new Set(units.map(({ properties }) => properties.plantId));
  const alone = known.filter(({ plant }) => isAsked(plant) && !withUnits.has(plant.id));
  return { subjects: [...subjects, ...alone.flatMap((entry) => plantSubject(entry, options.asOf))], issues };
}

function unitSubject(
  unit: Unit,
  known: KnownPlant | null,
  { asOf, table }: SubjectOptions,
): { readonly subject: Subject; readonly issues: readonly Issue[] } {
  const asked = requiredDistances(unit, undefined, table ? { table } : {});
  const own = known ? asked : withoutPlant(asked, unit);
  const distances = [...own.distances, ...(known?.requirement.distances ?? [])];
  const notRunning = reasonNotRunning(unit.properties, asOf);
  const broken = unmeasurableIssue(unit.geometry, { layer: "units", featureId: unit.id });
  const fromUnit = outlineOf("unit", unit, distances, broken);
  const fromPlant = known ? outlineOf("plant", known.plant, distances, known.broken) : NO_OUTLINE;
  const outside = known && !known.broken && !broken ? outsidePlantIssue(unit, known.plant) : null;
  return {
    subject: {
      kind: "unit",
      feature: unit,
      plantId: unit.properties.plantId ?? null,
      distances,
      unresolved: [...own.unresolved, ...(known?.requirement.unresolved ?? []), ...fromUnit.unresolved, ...fromPlant.unresolved],
      notRunning,
      outlines: notRunning ? [] : [...fromUnit.outlines, ...fromPlant.outlines],
    },
    issues: [own.issues, broken ?? [], outside ?? []].flat(),
  };
}

/** The row of a plant that no unit refers to; none where it asks for nothing. */
function plantSubject({ plant, requirement, broken }: KnownPlant, asOf: CivilDate | undefined): readonly Subject[] {
  const { distances, unresolved } = requirement;
  if (distances.length + unresolved.length === 0) return [];
  const { validFrom, validTo } = plant.properties;
  const notRunning = reasonNotRunning({ validFrom, validTo }, asOf);
  const measured = outlineOf("plant", plant, distances, broken);
  return [
    {
      kind: "plant",
      feature: plant,
      plantId: plant.id,
      distances,
      unresolved: [...unresolved, ...measured.unresolved],
      notRunning,
      outlines: notRunning ? [] : measured.outlines,
    },
  ];
}

interface OutlineOrNot {
  readonly outlines: readonly MeasuredOutline[];
  readonly unresolved: readonly UnresolvedDistance[];
}

const NO_OUTLINE: OutlineOrNot = { outlines: [], unresolved: [] };

/** The outline with the distances measured from it; a broken one leaves them unresolved, however well they are known. */
function outlineOf(
  outline: MeasuredFrom,
  { id: featureId, geometry, properties }: Unit | Plant,
  distances: readonly RequiredDistance[],
  broken: Issue | null,
): OutlineOrNot {
  const required = distances
    .filter(({ measuredFrom, requiredM }) => measuredFrom === outline && requiredM > 0)
    .sort((a, b) => b.requiredM - a.requiredM);
  if (required.length === 0) return NO_OUTLINE;
  if (!broken)
    return { outlines: [{ outline, featureId, geometry, accuracyM: properties.accuracyM ?? null, required }], unresolved: [] };
  const { code, message, messageZh } = broken;
  return { outlines: [], unresolved: required.map(({ kind }) => ({ kind, code, message, messageZh })) };
}
