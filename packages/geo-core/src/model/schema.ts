import { isJsonObject, shown } from "../geojson/finding.ts";
import { isCivilDate } from "./civil-date.ts";
import type { Issue } from "./issue.ts";
import { type IssueCode, type IssuePlace, makeIssue } from "./issue-codes.ts";

/** What a property may hold. */
export type Field = { readonly required?: true } & (
  | { readonly kind: "text" | "texts" | "date" }
  | { readonly kind: "number"; readonly min?: number; readonly above?: number; readonly max?: number; readonly whole?: true }
  | { readonly kind: "choice"; readonly of: readonly string[] }
  | { readonly kind: "records"; readonly fields: Schema }
  /** Any JSON value, null included. */
  | { readonly kind: "any" }
);

export type Schema = Readonly<Record<string, Field>>;

/** Where the object under check stands. */
export type SchemaPlace = Omit<IssuePlace, "at">;

/**
 * Checks the named properties of an object and returns a copy that its type can be trusted for: a value of the wrong kind is
 * left out with an issue, null counts as absent (GIS tools write it for empty cells), unknown properties are kept as they
 * are. `missing` names the required properties that are absent or were left out. Cost: O(properties).
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
    if (key === "__proto__") continue;
    if (field === undefined || (field.kind === "any" && each !== undefined)) kept.push([key, each]);
    else if (each !== null && each !== undefined) {
      const checked = checkValue(each, field, { ...place, path: `${place.path}.${key}`.replace(/^\./, "") }, issues);
      if (checked !== undefined) kept.push([key, checked]);
    }
  }
  const fields: Readonly<Record<string, unknown>> = Object.fromEntries(kept);
  const missing = Object.keys(schema).filter((key) => schema[key]?.required && !Object.hasOwn(fields, key));
  return { fields, missing };
}

/** The value if it is of the field's kind, else undefined with an issue. */
function checkValue(value: unknown, field: Field, place: SchemaPlace, issues: Issue[]): unknown {
  switch (field.kind) {
    case "any":
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
      return checkRecords(value, field.fields, place, issues);
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
      en: `${place.path} is ${shown(value)}; expected ${expected.en}. The value is ignored until it is corrected.`,
      zh: `${place.path} 的值为 ${shown(value)}，应为${expected.zh}。更正前忽略该值。`,
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

function checkRecords(value: unknown, schema: Schema, place: SchemaPlace, issues: Issue[]): unknown {
  if (!Array.isArray(value)) return refuse(value, LIST, place, issues);
  const records: Readonly<Record<string, unknown>>[] = [];
  for (const [index, each] of value.entries()) {
    const at = { ...place, path: `${place.path}[${index}]` };
    if (!isJsonObject(each)) {
      refuse(each, RECORD, at, issues);
      continue;
    }
    const { fields, missing } = checkFields(each, schema, at, issues);
    if (missing.length === 0) records.push(fields);
    else issues.push(missingIssue(missing, at, { en: "The entry is left out.", zh: "该条目已略去。" }));
  }
  return records;
}

/** The issue for required properties that are absent, with what happens instead. */
export function missingIssue(missing: readonly string[], place: IssuePlace, consequence: Expected): Issue {
  const where = place.path === "" ? "" : ` in ${place.path}`;
  return makeIssue("property-missing", place, {
    en: `Missing${where}: ${missing.join(", ")}; add ${missing.length === 1 ? "it" : "them"}. ${consequence.en}`,
    zh: `${place.path === "" ? "" : `${place.path} `}缺少 ${missing.join("、")}，请补充。${consequence.zh}`,
  });
}
