import type { LayerName } from "@parkatlas/geo-core";
import type { SourceField } from "../source/types.ts";
import { FIELD_DICTIONARY, ID_NAMES } from "./field-dictionary.ts";
import type { PropertyMapping } from "./mapping.ts";
import { areaUnitIn, moneyUnitIn } from "./read-value.ts";

/** A field that is probably a property of the model. */
export interface Suggestion extends PropertyMapping {
  readonly field: string;
  /** `sure`: the field has a name of the dictionary; `likely`: it does without unit, brackets or spaces, or contains one. */
  readonly confidence: "sure" | "likely";
}

export interface SuggestedMapping {
  readonly id: Suggestion | null;
  readonly properties: Readonly<Record<string, Suggestion>>;
  /** Fields that mean nothing to the model; they are kept under their own names. */
  readonly kept: readonly string[];
}

/** What a name says without unit, brackets, signs and case: `面积（亩）` → `面积`, `mj_ha` → `MJ`. */
function bare(name: string): string {
  return name
    .replace(/[（(【[].*?[)）】\]]/g, "")
    .replace(/[_\s]*(平方米|平方公里|公顷|亩|万元|m2|ha|mu|wy)$/i, "")
    .replace(/[\s_:：*＊.-]/g, "")
    .toUpperCase();
}

/**
 * The fields of a source that go by a name of the dictionary, for a person to accept or correct. Each field serves once, and the
 * first name of a property's list wins; the identity is looked for first. Deterministic.
 */
export function suggestMapping(layer: LayerName, fields: readonly SourceField[]): SuggestedMapping {
  const free = new Set(fields.map(({ name }) => name));
  const take = (names: readonly string[]): Suggestion | null => {
    for (const test of [exactly, barely])
      for (const name of names)
        for (const field of free) {
          if (!test(field, name)) continue;
          free.delete(field);
          const unit = areaUnitIn(field) ?? moneyUnitIn(field);
          return { field, confidence: test === exactly ? "sure" : "likely", ...(unit ? { unit } : {}) };
        }
    return null;
  };
  const id = take(ID_NAMES[layer]);
  const properties: Record<string, Suggestion> = {};
  for (const [property, { names, kind }] of Object.entries(FIELD_DICTIONARY[layer])) {
    // A Shapefile that was written from a dataset has the names of the model, cut at ten letters.
    const found = take([property, property.slice(0, 10), ...names]);
    if (!found) continue;
    const { unit, ...rest } = found;
    properties[property] = unit && (kind === "area" || kind === "money") ? found : rest;
  }
  return { id, properties, kept: [...free] };
}

function exactly(field: string, name: string): boolean {
  return field.toUpperCase() === name.toUpperCase();
}

function barely(field: string, name: string): boolean {
  return bare(field) === bare(name);
}
