import { isGeoError } from "../errors.ts";
import type { Words } from "../geojson/finding.ts";
import type { Issue } from "../model/issue.ts";
import type { DistanceRule, Unit } from "../model/types.ts";
import { limitOf } from "./air-limits.ts";
import { HEALTH_TABLE_GBT_39499_2020, type HealthTable } from "./health-tables.ts";
import { type ProtectionIssueCode, protectionIssue } from "./protection-issues.ts";
import type { SubstanceWorking, UnitRequirement } from "./types.ts";
import { type UnitHealthDistance, unitHealthDistance } from "./unit-health-distance.ts";

const NOTHING: UnitRequirement = { distances: [], unresolved: [], issues: [] };
const PATH = "properties.distances";
/** Limits that differ by less are the same number, written or divided differently. */
const SAME_LIMIT_SHARE = 1e-9;

interface Context {
  readonly areaM2: number | null;
  readonly table?: HealthTable;
}

/** The health distance of a unit from all its substances, in however many rules they are listed: one unit, one distance. */
export function healthRequirement(
  unit: Unit,
  { areaM2: outlineAreaM2, table = HEALTH_TABLE_GBT_39499_2020 }: Context,
): UnitRequirement {
  const rules = (unit.properties.distances ?? []).filter(({ kind, substances }) => kind === "health" && substances?.length);
  if (rules.length === 0) return NOTHING;
  const wind = shared(rules, "windMPerS");
  const area = shared(rules, "areaM2");
  if (wind.conflict || area.conflict) return unsettled(unit, "health-input-conflict", conflictWords(unit.id, wind, area));
  const areaM2 = area.value ?? outlineAreaM2;
  if (wind.value === null) return unsettled(unit, "health-input-missing", windMissing(unit.id));
  if (areaM2 === null) return unsettled(unit, "health-input-missing", areaMissing(unit.id));
  const windMPerS = wind.value;
  const substances = rules.flatMap((rule) => rule.substances ?? []);
  try {
    const inputs = substances.map(({ name, ...substance }) => ({ ...substance, substance: name, areaM2, windMPerS }));
    return settled(unit, unitHealthDistance(inputs, { table }), rules, table);
  } catch (error) {
    if (!isGeoError(error)) throw error;
    return unsettled(unit, "health-input-out-of-range", {
      en: `The health distance of unit "${unit.id}" cannot be computed: ${error.message}`,
      zh: `生产单元“${unit.id}”的卫生防护距离无法计算，输入超出公式范围：${error.details.messageZh}`,
    });
  }
}

function settled(unit: Unit, result: UnitHealthDistance, rules: readonly DistanceRule[], table: HealthTable): UnitRequirement {
  const source = rules.find((rule) => rule.source)?.source ?? table.standard;
  const { requiredM, raised, clause, workings } = result;
  const wider = workings.filter(({ chosen, gradeM }) => !chosen && gradeM > requiredM);
  const issues = wider.map(({ substance, gradeM }) =>
    protectionIssue("health-unchosen-wider", place(unit), {
      en: `Substance "${substance}" of unit "${unit.id}" would need ${gradeM} m, more than the ${requiredM} m of the substances that Qc/Cm chooses; check its source class and limit`,
      zh: `生产单元“${unit.id}”的“${substance}”计算得 ${gradeM} m，大于按等标排放量选定物质的 ${requiredM} m；请核对其源类别和标准限值`,
    }),
  );
  const differing = workings.flatMap((working) => limitThatDiffers(working, unit, table));
  return {
    distances: [{ kind: "health", measuredFrom: "unit", requiredM, source, clause, raised, workings, assessments: [] }],
    unresolved: [],
    issues: [...issues, ...differing],
  };
}

/** A limit unlike the one that the table has for the substance: mostly a unit mistaken, and always worth a look. */
function limitThatDiffers({ substance, limitMgPerM3 }: SubstanceWorking, unit: Unit, table: HealthTable): readonly Issue[] {
  const known = limitOf(substance, table.limits);
  if (known === null || Math.abs(limitMgPerM3 - known.limitMgPerM3) <= SAME_LIMIT_SHARE * known.limitMgPerM3) return [];
  return [
    protectionIssue("health-limit-differs", place(unit), {
      en: `Unit "${unit.id}" states a limit of ${limitMgPerM3} mg/m³ for ${substance}; the table has ${known.limitMgPerM3} mg/m³ (${known.basis}). The stated one is used; check it`,
      zh: `生产单元“${unit.id}”的 ${substance} 标准限值填报为 ${limitMgPerM3} mg/m³，限值表为 ${known.limitMgPerM3} mg/m³（${known.basis}）；按填报值计算，请核对`,
    }),
  ];
}

function unsettled(unit: Unit, code: ProtectionIssueCode, words: Words): UnitRequirement {
  return {
    distances: [],
    unresolved: [{ kind: "health", code, message: words.en, messageZh: words.zh }],
    issues: [protectionIssue(code, place(unit), words)],
  };
}

const place = (unit: Unit) => ({ layer: "units", featureId: unit.id, path: PATH }) as const;

interface Shared {
  readonly value: number | null;
  readonly conflict: boolean;
}

/** The value that the rules of one unit agree on; a rule that leaves it out follows the others. */
function shared(rules: readonly DistanceRule[], key: "windMPerS" | "areaM2"): Shared {
  const values = new Set(rules.flatMap((rule) => rule[key] ?? []));
  const [value = null] = values;
  return { value, conflict: values.size > 1 };
}

function conflictWords(unitId: string, wind: Shared, area: Shared): Words {
  const what = [wind.conflict ? "windMPerS" : "", area.conflict ? "areaM2" : ""].filter(Boolean).join(", ");
  return {
    en: `The health rules of unit "${unitId}" contradict each other in ${what}; a unit has one area and one mean wind speed. Correct them`,
    zh: `生产单元“${unitId}”各卫生防护距离条目的 ${what} 相互矛盾；一个生产单元只有一个面积和一个平均风速，请更正`,
  };
}

const windMissing = (unitId: string): Words => ({
  en: `The health distance of unit "${unitId}" needs windMPerS, the mean wind speed of the last five years in m/s; add it`,
  zh: `生产单元“${unitId}”的卫生防护距离缺少近五年平均风速 windMPerS（m/s），请补充`,
});

const areaMissing = (unitId: string): Words => ({
  en: `The health distance of unit "${unitId}" needs its area, but there is no areaM2 and no outline that has one; add areaM2 or a valid outline`,
  zh: `生产单元“${unitId}”缺少 areaM2，其轮廓也无法得出面积，不能计算卫生防护距离，请补充面积或有效轮廓`,
});
