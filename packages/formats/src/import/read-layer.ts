import { type Bbox, bboxOf, type LayerName } from "@parkatlas/geo-core";
import type { EncodingDecision, Report, SourceFeature, SourceField, SourceFormat } from "../source/types.ts";
import type { AreaUnitDecision } from "./area-unit.ts";
import { convertRecord, type ImportedFeature } from "./convert-record.ts";
import { type CrsDecision, decideCrs, toLonLatFrom } from "./decide-crs.ts";
import { joinRegister, type Register } from "./join-register.ts";
import type { PropertyMapping, SourceMapping } from "./mapping.ts";
import type { OpenedLayer } from "./open-files.ts";
import { type FeaturesOf, placeAll } from "./place-within.ts";
import { areaUnitsOf, withUnits } from "./settle-units.ts";
import { type SuggestedMapping, suggestMapping } from "./suggest-mapping.ts";

/** What was made of one layer of one file, for people and for the history. */
export interface SourceSummary {
  readonly file: string;
  readonly sourceLayer: string;
  readonly layer: LayerName;
  readonly format: SourceFormat;
  readonly crs: {
    readonly code: string;
    readonly name: string;
    readonly ground: CrsDecision["ground"];
    readonly declared: string | null;
  } | null;
  readonly encoding: EncodingDecision | null;
  readonly id: PropertyMapping | null;
  readonly properties: Readonly<Record<string, PropertyMapping>>;
  /** Fields kept under their own names. */
  readonly kept: readonly string[];
  readonly areaUnits: Readonly<Record<string, AreaUnitDecision>>;
  readonly read: number;
  readonly converted: number;
  readonly bounds: Bbox | null;
}

/**
 * Reads one layer of a file into features: mapping suggested where none is given, CRS and units settled, positions in degrees,
 * places found.
 */
export async function readLayer(
  { file, layer: source }: OpenedLayer,
  mapping: SourceMapping,
  featuresOf: FeaturesOf,
  report: Report,
  register: Register | null = null,
): Promise<{ readonly summary: SourceSummary; readonly features: readonly ImportedFeature[] }> {
  const fields = register ? withoutRepeats([...source.fields, ...register.fields]) : source.fields;
  const suggested = suggestMapping(mapping.layer, fields);
  const id = mapping.id ?? withoutConfidence(suggested.id);
  const properties = { ...withoutMapped(suggested, mapping), ...mapping.properties };
  const decision = decideCrs(source.crs, mapping.crs, file, report);
  const own: SourceFeature[] = [];
  for await (const batch of source.batches()) for (const each of batch) own.push(each);
  const records = register ? joinRegister(own, register, file, report) : own;
  const converted: ImportedFeature[] = [];
  let units: Readonly<Record<string, AreaUnitDecision>> = {};
  if (decision) {
    const toLonLat = toLonLatFrom(decision.crs, mapping.shifted);
    const placed = records.map((record) => ({ ...record, geometry: record.geometry && toLonLat(record.geometry) }));
    units = areaUnitsOf(placed, properties, file, report);
    const ready = { layer: mapping.layer, id, properties: withUnits(properties, mapping.layer, units, file, report) };
    const same = <G>(geometry: G): G => geometry;
    for (const record of placed) {
      const feature = convertRecord(record, ready, same, file, report);
      if (feature) converted.push(feature);
    }
  }
  const features = await placeAll(converted, properties, featuresOf, file, report);
  const used = new Set([id?.field, ...Object.values(properties).map(({ field }) => field)]);
  const summary: SourceSummary = {
    file,
    sourceLayer: source.name,
    layer: mapping.layer,
    format: source.format,
    crs: decision && { code: decision.crs.code, name: decision.crs.name, ground: decision.ground, declared: decision.declared },
    encoding: source.encoding,
    id: id ?? null,
    properties,
    kept: fields.map(({ name }) => name).filter((name) => !used.has(name)),
    areaUnits: units,
    read: records.length,
    converted: features.length,
    bounds: boundsOf(features),
  };
  return { summary, features };
}

function withoutConfidence(suggestion: SuggestedMapping["id"]): PropertyMapping | null {
  if (!suggestion) return null;
  const { confidence: _, ...mapping } = suggestion;
  return mapping;
}

/** Suggestions for properties that the mapping says nothing about, of fields that it does not use. */
function withoutMapped({ properties }: SuggestedMapping, mapping: SourceMapping): Record<string, PropertyMapping> {
  const taken = new Set([mapping.id?.field, ...Object.values(mapping.properties ?? {}).map(({ field }) => field)]);
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([, { field }]) => !taken.has(field))
      .map(([property, suggestion]) => [property, withoutConfidence(suggestion)!]),
  );
}

function withoutRepeats(fields: readonly SourceField[]): readonly SourceField[] {
  return fields.filter(({ name }, index) => fields.findIndex((other) => other.name === name) === index);
}

function boundsOf(features: readonly ImportedFeature[]): Bbox | null {
  const boxes = features.flatMap(({ geometry }) => (geometry ? [bboxOf(geometry)] : []));
  if (boxes.length === 0) return null;
  return boxes.reduce(
    ([w, s, e, n], [w2, s2, e2, n2]): Bbox => [Math.min(w, w2), Math.min(s, s2), Math.max(e, e2), Math.max(n, n2)],
  );
}
