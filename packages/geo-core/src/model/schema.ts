import { isJsonObject, shown } from "../geojson/finding.ts";
import { isCivilDate } from "./civil-date.ts";
import type { Issue } from "./issue.ts";
import { type IssueCode, type IssuePlace, makeIssue } from "./issue-codes.ts";

/** What a property may hold. */
export type Field = {
  readonly required?: true;
  /**
   * A refused value stays in the model as it was written, and an incomplete entry of a list stays too: where rules reason from
   * what is absent, an unreadable date must not look like none.
   */
  readonly keepRefused?: true;
  /** Stands in for a refused value, and for an absent one that is required. */
  readonly orElse?: unknown;
} & (
  | { readonly kind: "text" | "texts" | "date" }
  | { readonly kind: "number"; readonly min?: number; readonly above?: number; readonly max?: number; readonly whole?: true }
  | { readonly kind: "choice"; readonly of: readonly string[] }
  /** With `flawedKeeps` an entry with any flaw stays, but keeps only these members. */
  | { readonly kind: "records"; readonly fields: Schema; readonly flawedKeeps?: readonly string[] }
  /** Any JSON value, null included. */
  | { readonly kind: "any" }
  /** What the program puts there itself; in a file it is passed over. */
  | { readonly kind: "computed" }
);

export type Schema = Readonly<Record<string, Field>>;

/** Where the object under check stands. */
export type SchemaPlace = Omit<IssuePlace, "at">;

/**
 * Checks the named properties of an object and returns a copy that its type can be trusted for: a value of the wrong kind is
 * left out with an issue, null counts as absent (GIS tools write it for empty cells), unknown properties are kept as they
 * are. `missing` names the required properties that are absent or were refused. Cost: O(properties).
 */
export function checkFields(
  value: Readonly<Record<string, unknown>>,
  schema: Schema,
  place: SchemaPlace,
  issues: Issue[],
): { readonly fields: Readonly<Record<string, unknown>>; readonly missing: readonly string[] } {
  const kept: [string, unknown][] = [];
  for (const [key, each] of Object.entries(value)) {
    const field = Object.hasOwn(schema, key) ? schema[key] : undefined;
    if (key === "__proto__" || field?.kind === "computed") continue;
    if (field === undefined || (field.kind === "any" && each !== undefined)) kept.push([key, each]);
    else if (each !== null && each !== undefined) {
      const checked = fieldValue(each, field, { ...place, path: `${place.path}.${key}`.replace(/^\./, "") }, issues);
      if (checked !== undefined) kept.push([key, checked]);
    }
  }
  const present = new Set(kept.map(([key]) => key));
  const missing = Object.keys(schema).filter((key) => schema[key]?.required && !present.has(key));
  for (const key of missing) if (schema[key]?.orElse !== undefined) kept.push([key, schema[key].orElse]);
  return { fields: Object.fromEntries(kept), missing };
}

/** The value if it is of the field's kind; else, with an issue, what the field says stands in for it, or undefined. */
function fieldValue(value: unknown, field: Field, place: SchemaPlace, issues: Issue[]): unknown {
  const checked = checkValue(value, field, place, issues);
  if (checked !== undefined) return checked;
  // A list that is none cannot be read by anybody.
  return field.keepRefused && field.kind !== "records" ? value : field.orElse;
}

/** The value if it is of the field's kind, else undefined with an issue. */
function checkValue(value: unknown, field: Field, place: SchemaPlace, issues: Issue[]): unknown {
  switch (field.kind) {
    case "any":
    case "computed":
      return value;
    case "text":
      return typeof value === "string" ? value : refuse(value, TEXT, place, issues);
    case "texts":
      return checkTexts(value, place, issues);
    case "date":
      return isCivilDate(value) ? value : refuse(value, DATE, place, issues, "date-invalid");
    case "choice":
      return typeof value === "string" && field.of.includes(value)
        ? value
        : refuse(value, choice(field.of), place, issues, "choice-unknown");
    case "number":
      return checkNumber(value, field, place, issues);
    case "records":
      return checkRecords(value, field, place, issues);
  }
}

interface Expected {
  readonly en: string;
  readonly zh: string;
}

const TEXT: Expected = { en: "text in quotes", zh: "带引号的文本" };
const DATE: Expected = { en: "a calendar date YYYY-MM-DD, such as 2024-02-29", zh: "YYYY-MM-DD 格式的有效日期，如 2024-02-29" };
const NUMBER: Expected = { en: "a number without quotes", zh: "不带引号的数字" };
const LIST: Expected = { en: "a list in [ ]", zh: "用 [ ] 括起的数组" };
const RECORD: Expected = { en: "an object in { }", zh: "用 { } 括起的对象" };
const choice = (of: readonly string[]): Expected => ({ en: `one of ${of.join(", ")}`, zh: `${of.join("、")} 之一` });

function refuse(
  value: unknown,
  expected: Expected,
  place: SchemaPlace,
  issues: Issue[],
  code: IssueCode = "property-type",
): undefined {
  issues.push(
    makeIssue(code, place, {
      en: `${place.path} is ${shown(value)}; expected ${expected.en}. The value is not used until it is corrected.`,
      zh: `${place.path} 的值为 ${shown(value)}，应为${expected.zh}。更正前不采用该值。`,
    }),
  );
}

function checkTexts(value: unknown, place: SchemaPlace, issues: Issue[]): unknown {
  if (!Array.isArray(value)) return refuse(value, LIST, place, issues);
  return value.filter((each, index) => {
    if (typeof each === "string") return true;
    refuse(each, TEXT, { ...place, path: `${place.path}[${index}]` }, issues);
    return false;
  });
}

function checkNumber(value: unknown, field: Field & { readonly kind: "number" }, place: SchemaPlace, issues: Issue[]): unknown {
  if (typeof value !== "number") return refuse(value, NUMBER, place, issues);
  if (!Number.isFinite(value))
    return refuse(value, { en: "a number below 1e308", zh: "小于 1e308 的数字" }, place, issues, "number-not-finite");
  const { min, above, max, whole } = field;
  const fits =
    (min === undefined || value >= min) && (above === undefined || value > above) && (max === undefined || value <= max);
  if (fits && (!whole || Number.isSafeInteger(value))) return value;
  const limits = [
    min === undefined ? "" : `≥ ${min}`,
    above === undefined ? "" : `> ${above}`,
    max === undefined ? "" : `≤ ${max}`,
  ].filter(Boolean);
  const expected = {
    en: `a ${whole ? "whole " : ""}number${limits.length > 0 ? ` ${limits.join(", ")}` : ""}`,
    zh: `${limits.length > 0 ? ` ${limits.join("、")} 的` : ""}${whole ? "整数" : "数字"}`,
  };
  return refuse(value, expected, place, issues, "number-out-of-range");
}

type RecordsField = Field & { readonly kind: "records" };

function checkRecords(value: unknown, field: RecordsField, place: SchemaPlace, issues: Issue[]): unknown {
  if (!Array.isArray(value)) return refuse(value, LIST, place, issues);
  return value.flatMap(
    (each: unknown, index) => checkRecord(each, field, { ...place, path: `${place.path}[${index}]` }, issues) ?? [],
  );
}

/** One entry of a list as it may stay, or null where it may not. */
function checkRecord(value: unknown, field: RecordsField, place: SchemaPlace, issues: Issue[]): object | null {
  const flawsBefore = issues.length;
  const record = isJsonObject(value) ? value : {};
  if (record !== value) refuse(value, RECORD, place, issues);
  const { fields, missing } = checkFields(record, field.fields, place, issues);
  if (missing.length > 0 && record === value) issues.push(missingIssue(missing, place, consequenceOf(field)));
  if (field.flawedKeeps !== undefined && issues.length > flawsBefore) return only(fields, field.flawedKeeps);
  const stays = missing.length === 0 || (field.keepRefused && record === value);
  return stays ? fields : null;
}

function only(fields: Readonly<Record<string, unknown>>, names: readonly string[]): object {
  return Object.fromEntries(names.filter((name) => Object.hasOwn(fields, name)).map((name) => [name, fields[name]]));
}

function consequenceOf({ keepRefused, flawedKeeps }: RecordsField): Expected {
  if (keepRefused) return { en: "What depends on it stays unknown until then.", zh: "补充前与之相关的结论为未知。" };
  if (flawedKeeps) return { en: "Nothing is computed from the entry until then.", zh: "补充前不据此条目计算。" };
  return { en: "The entry is left out.", zh: "该条目已略去。" };
}

/** The issue for required properties that are absent, with what happens instead. */
export function missingIssue(missing: readonly string[], place: IssuePlace, consequence: Expected): Issue {
  const where = place.path === "" ? "" : ` in ${place.path}`;
  return makeIssue("property-missing", place, {
    en: `Missing${where}: ${missing.join(", ")}; add ${missing.length === 1 ? "it" : "them"}. ${consequence.en}`,
    zh: `${place.path === "" ? "" : `${place.path} `}缺少 ${missing.join("、")}，请补充。${consequence.zh}`,
  });
}
