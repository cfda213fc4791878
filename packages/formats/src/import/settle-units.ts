import { geodesicAreaM2, type LayerName } from "@parkatlas/geo-core";
import { finding } from "../source/finding.ts";
import type { Report, SourceFeature } from "../source/types.ts";
import { type AreaUnitDecision, decideAreaUnit } from "./area-unit.ts";
import { FIELD_DICTIONARY } from "./field-dictionary.ts";
import type { PropertyMapping } from "./mapping.ts";
import { numberFromValue } from "./read-value.ts";

/**
 * The unit of the recorded areas, told from the outlines; where the mapping says one that the outlines contradict, the mapping is
 * followed and a finding says so.
 */
export function areaUnitsOf(
  records: readonly SourceFeature[],
  properties: Readonly<Record<string, PropertyMapping>>,
  file: string,
  report: Report,
): Readonly<Record<string, AreaUnitDecision>> {
  const decisions: Record<string, AreaUnitDecision> = {};
  const rule = properties.recordedAreaM2 ?? properties.plannedAreaM2;
  if (!rule?.field) return decisions;
  const { field, unit } = rule;
  const areal = records.flatMap(({ geometry, properties: values }) => {
    const recorded = numberFromValue(values[field] ?? null);
    return recorded !== null && (geometry?.type === "Polygon" || geometry?.type === "MultiPolygon")
      ? [{ recorded, computedM2: safeAreaM2(geometry) }]
      : [];
  });
  const decision = decideAreaUnit(areal);
  decisions[field] = unit === undefined ? decision : { ...decision, unit: unit as AreaUnitDecision["unit"] };
  if (unit !== undefined && decision.unit !== null && decision.unit !== unit)
    report(
      finding(
        "warning",
        "area-unit-contradicted",
        { file },
        {
          zh: `字段 ${field} 按 ${unit} 读取，图形却与 ${decision.unit} 相符（${decision.agreeing}/${decision.compared} 条）；请核对单位`,
          en: `the field ${field} is read in ${unit}, but the outlines agree with ${decision.unit} (${decision.agreeing} of ${decision.compared}); check the unit`,
        },
      ),
    );
  return decisions;
}

/** NaN for an outline that has no area, which then says nothing about units. */
function safeAreaM2(geometry: Parameters<typeof geodesicAreaM2>[0]): number {
  try {
    return geodesicAreaM2(geometry);
  } catch {
    return Number.NaN;
  }
}

/** Units filled in where they can be told; a property whose unit nobody knows is left out of the mapping, with an error. */
export function withUnits(
  properties: Readonly<Record<string, PropertyMapping>>,
  layer: LayerName,
  units: Readonly<Record<string, AreaUnitDecision>>,
  file: string,
  report: Report,
): Readonly<Record<string, PropertyMapping>> {
  const told = Object.values(units).find(({ unit }) => unit !== null)?.unit;
  return Object.fromEntries(
    Object.entries(properties).flatMap(([property, rule]): [string, PropertyMapping][] => {
      const kind = FIELD_DICTIONARY[layer][property]?.kind;
      if (rule.field === undefined || rule.unit !== undefined || (kind !== "area" && kind !== "money")) return [[property, rule]];
      const own = kind === "area" ? (units[rule.field]?.unit ?? told) : undefined;
      if (own) return [[property, { ...rule, unit: own }]];
      // A property named as the model names it carries its unit in the name.
      if (/(M2|Cny)$/.test(rule.field)) return [[property, rule]];
      report(
        finding(
          "warning",
          "unit-needed",
          { file },
          {
            zh: `字段 ${rule.field} 没有写明单位，未作为 ${property} 读取，照原样保留；请以 --map ${property}=${rule.field}:${kind === "area" ? "mu" : "wan-cny"} 指明`,
            en: `nothing says the unit of the field ${rule.field}: it is kept, but not read as ${property}; say --map ${property}=${rule.field}:${kind === "area" ? "mu" : "wan-cny"}`,
          },
        ),
      );
      return [];
    }),
  );
}
