import { isGeoError } from "../errors.ts";
import { geodesicAreaM2 } from "../geodesy/area.ts";
import type { Words } from "../geojson/finding.ts";
import type { Issue } from "../model/issue.ts";
import type { DistanceRule, Plant, Unit } from "../model/types.ts";
import { gridRequirement } from "./grid-requirement.ts";
import { healthRequirement } from "./health-requirement.ts";
import type { HealthTable } from "./health-tables.ts";
import { type FeatureSubject, type ProtectionIssueCode, protectionIssue } from "./protection-issues.ts";
import type { MeasuredFrom, RequiredDistance, UnitRequirement, UnresolvedDistance } from "./types.ts";

export interface RequirementOptions {
  /** The plant of the unit, whose own distances the unit carries too. */
  readonly plant?: Plant | null;
  readonly table?: HealthTable;
}

/** No protection distance in force comes near this; a longer one is a mistake of unit or decimal point. */
const LONGEST_M = 100_000;
const CLAUSE_OF_GIVEN = { health: null, specified: null, atmospheric: "HJ 2.2-2018 8.7.5" } as const;

/**
 * The distances that a unit must keep, each with its source, working and the outline it is measured from: health and
 * specified distances from the unit, atmospheric ones and whatever the plant declares from the plant boundary.
 *
 * A distance that is asked for but cannot be settled (no wind, no area, an impossible emission, an unreadable grid) is `unresolved` and an
 * issue, never left out in silence. Nothing required and nothing unresolved means that the data ask for no distance.
 *
 * @param areaM2  Area of the production unit where the rule names none; the geodesic area of its outline by default.
 * @returns Distances in the order of the data, unit before plant.
 *
 * Source: GB/T 39499-2020; HJ 2.2-2018 8.7.5; rules §5, §6.
 */
export function requiredDistances(unit: Unit, areaM2?: number | null, options: RequirementOptions = {}): UnitRequirement {
  const rules = unit.properties.distances ?? [];
  const isComputed = rules.some(({ kind, substances }) => kind === "health" && (substances?.length ?? 0) > 0);
  const health = isComputed
    ? healthRequirement(unit, { areaM2: areaM2 === undefined ? outlineAreaM2(unit) : areaM2, ...tableOf(options) })
    : NOTHING;
  const own = givenDistances(rules, { layer: "units", featureId: unit.id, path: "properties" });
  const differing = health.distances.flatMap((computed) => givenThatDiffer(computed, own.distances, unit.id));
  const plant = options.plant ? plantDistances(options.plant) : NOTHING;
  return {
    distances: [...health.distances, ...own.distances, ...plant.distances],
    unresolved: [...health.unresolved, ...own.unresolved, ...plant.unresolved],
    issues: [...health.issues, ...own.issues, ...differing, ...plant.issues],
  };
}

/** The distances that a plant declares for itself, all measured from the plant boundary. */
export function plantDistances(plant: Plant): UnitRequirement {
  const rules = plant.properties.distances ?? [];
  const place = { layer: "plants", featureId: plant.id } as const;
  const onPlant = rules.flatMap((rule, index): Issue[] => {
    if (rule.kind !== "health") return [];
    const en = `Plant "${plant.id}" declares a health distance, which GB/T 39499-2020 measures from each production unit; it is tested from the plant boundary, which is stricter. Move it to the units`;
    const zh = `厂区“${plant.id}”声明了卫生防护距离，而 GB/T 39499-2020 规定从生产单元边界起算；此处按更严的厂界起算，请移到生产单元`;
    return [protectionIssue("health-on-plant", { ...place, path: `properties.distances[${index}]` }, { en, zh })];
  });
  const given = givenDistances(rules, { ...place, path: "properties" });
  return { ...given, issues: [...onPlant, ...given.issues] };
}

const NOTHING: UnitRequirement = { distances: [], unresolved: [], issues: [] };

const tableOf = ({ table }: RequirementOptions) => (table ? { table } : {});

/** Null for a point, and for an outline so broken that it has no area; validation says what is wrong with it. */
function outlineAreaM2(unit: Unit): number | null {
  if (unit.geometry.type === "Point") return null;
  try {
    return geodesicAreaM2(unit.geometry);
  } catch (error) {
    if (isGeoError(error)) return null;
    throw error;
  }
}

/** The distances that the data give as a number, and what keeps the others from having one. */
function givenDistances(rules: readonly DistanceRule[], subject: FeatureSubject): UnitRequirement {
  const distances: RequiredDistance[] = [];
  const unresolved: UnresolvedDistance[] = [];
  const issues: Issue[] = [];
  for (const [index, rule] of rules.entries()) {
    const place = { ...subject, path: `${subject.path}.distances[${index}]` };
    const isComputed = subject.layer === "units" && rule.kind === "health" && (rule.substances?.length ?? 0) > 0;
    if (rule.distanceM === undefined && isComputed) continue;
    if (rule.kind === "atmospheric" && rule.grids?.length) {
      const assessed = gridRequirement(rule, place);
      distances.push(...assessed.distances);
      unresolved.push(...assessed.unresolved);
      issues.push(...assessed.issues);
      if (rule.distanceM === undefined) continue;
    }
    const problem = problemOfGiven(rule, subject.featureId);
    if (problem) {
      issues.push(protectionIssue(problem.code, place, problem.words));
      unresolved.push({ kind: rule.kind, code: problem.code, message: problem.words.en, messageZh: problem.words.zh });
      continue;
    }
    if (!rule.source) issues.push(protectionIssue("distance-source-missing", place, sourceMissing(rule, subject.featureId)));
    distances.push({
      kind: rule.kind,
      measuredFrom: measuredFrom(rule, subject),
      requiredM: rule.distanceM!,
      source: rule.source ?? null,
      clause: CLAUSE_OF_GIVEN[rule.kind],
      raised: false,
      workings: [],
      assessments: [],
    });
  }
  return { distances, unresolved, issues };
}

function measuredFrom(rule: DistanceRule, { layer }: FeatureSubject): MeasuredFrom {
  return layer === "plants" || rule.kind === "atmospheric" ? "plant" : "unit";
}

function problemOfGiven(rule: DistanceRule, featureId: string): { code: ProtectionIssueCode; words: Words } | null {
  const { kind, distanceM } = rule;
  if (distanceM === undefined) {
    const needs = { health: "distanceM or substances", atmospheric: "distanceM or grids", specified: "distanceM" }[kind];
    const en = `The ${kind} distance of "${featureId}" has no ${needs}; add it, so that the distance can be tested`;
    const zh = `“${featureId}”的防护距离（${kind}）缺少 ${needs}，无法判定，请补充`;
    return { code: "distance-missing", words: { en, zh } };
  }
  if (distanceM >= 0 && distanceM <= LONGEST_M) return null;
  const en = `The ${kind} distance of "${featureId}" is ${distanceM} m; it must be from 0 to ${LONGEST_M} m. Correct the number or its unit`;
  const zh = `“${featureId}”的防护距离（${kind}）为 ${distanceM} m，应在 0 至 ${LONGEST_M} m 之间，请核对数值和单位`;
  return { code: "distance-out-of-range", words: { en, zh } };
}

function sourceMissing({ kind, distanceM }: DistanceRule, featureId: string): Words {
  return {
    en: `The ${kind} distance of "${featureId}" (${distanceM} m) names no source; add the approval or rule it comes from`,
    zh: `“${featureId}”的防护距离（${kind}，${distanceM} m）未注明来源，请补充批复或文件`,
  };
}

/** A given health distance beside a computed one: both are tested, and a difference is worth a look. */
function givenThatDiffer(computed: RequiredDistance, own: readonly RequiredDistance[], unitId: string): readonly Issue[] {
  const given = own.filter(({ kind, requiredM }) => kind === "health" && requiredM !== computed.requiredM);
  return given.map(({ requiredM }) =>
    protectionIssue(
      "health-given-differs",
      { layer: "units", featureId: unitId, path: "properties.distances" },
      {
        en: `Unit "${unitId}" states a health distance of ${requiredM} m, but its substances give ${computed.requiredM} m; both are tested, and the larger governs`,
        zh: `生产单元“${unitId}”填报的卫生防护距离为 ${requiredM} m，按物质计算为 ${computed.requiredM} m；两者均判定，以较大者为准`,
      },
    ),
  );
}
