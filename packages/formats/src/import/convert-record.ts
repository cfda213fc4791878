import type { Geometry, Issue, LayerName } from "@parkatlas/geo-core";
import { finding } from "../source/finding.ts";
import type { Report, SourceFeature, SourceValue } from "../source/types.ts";
import { FIELD_DICTIONARY, type KnownProperty } from "./field-dictionary.ts";
import type { PropertyMapping } from "./mapping.ts";
import { AREA_UNIT_M2, type AreaUnit, dateFromValue, MONEY_UNIT_CNY, type MoneyUnit, numberFromValue } from "./read-value.ts";

/** A feature as the layer's file will hold it. */
export interface ImportedFeature {
  readonly type: "Feature";
  readonly id: string;
  readonly geometry: Geometry | null;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The mapping of one source, made ready: units settled, and every field known. */
export interface ReadyMapping {
  readonly layer: LayerName;
  readonly id: PropertyMapping | null;
  readonly properties: Readonly<Record<string, PropertyMapping>>;
}

export type GeometryToLonLat = (geometry: Geometry) => Geometry;

/**
 * One record of a source as a feature of a layer: the identity as text, mapped properties read by their kind, every other
 * attribute kept under its own name. A value that cannot be read stays as it is written, with a finding, so that the rules
 * answer "unknown" instead of taking the fact for absent. Returns null, with an error, for a record without identity.
 */
export function convertRecord(
  feature: SourceFeature,
  mapping: ReadyMapping,
  toLonLat: GeometryToLonLat,
  file: string,
  report: Report,
): ImportedFeature | null {
  const place = { file, record: feature.record };
  const id = identityOf(feature, mapping.id);
  if (id === null) {
    report(
      finding("error", "record-without-id", place, {
        zh: mapping.id?.field ? `字段 ${mapping.id.field} 为空，没有编号；请补填` : "没有编号字段；请以 --map id=字段 指定",
        en: mapping.id?.field
          ? `the field ${mapping.id.field} is empty, so the record has no id; fill it in`
          : "no field holds the id; name one with --map id=FIELD",
      }),
    );
    return null;
  }
  const used = new Set([mapping.id?.field, ...Object.values(mapping.properties).map(({ field }) => field)]);
  const properties: Record<string, unknown> = {};
  for (const [property, rule] of Object.entries(mapping.properties)) {
    const value = rule.field === undefined ? rule.value : fieldOf(feature.properties, rule.field);
    if (value === undefined || value === null || value === "") continue;
    const known = FIELD_DICTIONARY[mapping.layer][property];
    properties[property] =
      rule.field === undefined || !known
        ? value
        : readAs(known, value as SourceValue, rule, (issue) => report({ ...issue, featureId: id, layer: mapping.layer }), {
            ...place,
            field: rule.field,
          });
  }
  for (const [name, value] of Object.entries(feature.properties))
    if (value !== null && !used.has(name)) properties[name in properties ? `${name}_file` : name] = value;
  properties.name ??= id;
  return { type: "Feature", id, geometry: feature.geometry && toLonLat(feature.geometry), properties };
}

function fieldOf(properties: Readonly<Record<string, SourceValue>>, field: string): SourceValue | undefined {
  return Object.hasOwn(properties, field) ? properties[field] : undefined;
}

/** The record's id as text; a whole number is written without point or exponent. */
function identityOf(feature: SourceFeature, rule: PropertyMapping | null): string | null {
  const value = rule?.field === undefined ? feature.id : fieldOf(feature.properties, rule.field);
  if (typeof value === "number") return Number.isSafeInteger(value) ? String(value) : null;
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}

interface CellPlace {
  readonly file: string;
  readonly record: number;
  readonly field: string;
}

function readAs(
  known: KnownProperty,
  value: SourceValue,
  rule: PropertyMapping,
  report: (issue: Issue) => void,
  place: CellPlace,
): unknown {
  if (known.kind === "text") return typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : value;
  if (known.kind === "choice") return choiceOf(known, value, rule, report, place);
  if (known.kind === "date")
    return dateFromValue(value) ?? unreadable(value, "日期（如 2021-03-15）", "a date such as 2021-03-15", report, place);
  const amount = numberFromValue(value);
  if (amount === null) return unreadable(value, "数字", "a number", report, place);
  if (known.kind === "area") return amount * AREA_UNIT_M2[(rule.unit ?? "m2") as AreaUnit];
  if (known.kind === "money") return amount * MONEY_UNIT_CNY[(rule.unit ?? "cny") as MoneyUnit];
  return amount;
}

function choiceOf(
  known: KnownProperty,
  value: SourceValue,
  rule: PropertyMapping,
  report: (issue: Issue) => void,
  place: CellPlace,
): unknown {
  const word = String(value).trim();
  const words = { ...known.words, ...rule.words };
  if (Object.hasOwn(words, word)) return words[word];
  if (Object.values(words).includes(word)) return word;
  return unreadable(
    value,
    `其中之一：${Object.keys(words).join("、")}`,
    `one of ${Object.keys(words).join(", ")}`,
    report,
    place,
  );
}

function unreadable(
  value: SourceValue,
  zh: string,
  en: string,
  report: (issue: Issue) => void,
  { field, ...place }: CellPlace,
): SourceValue {
  report(
    finding("warning", "value-unreadable", place, {
      zh: `字段 ${field} 的“${String(value)}”不是${zh}，照原样保留；请改正，或在对应表中说明`,
      en: `"${String(value)}" in the field ${field} is not ${en}; it is kept as written: correct it, or say in the mapping what it means`,
    }),
  );
  return value;
}
