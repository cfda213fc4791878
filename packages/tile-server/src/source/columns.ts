import { isCivilDate } from "@parkatlas/geo-core";
import type { ServedFeature } from "./served-feature.ts";

export type ColumnType = "text" | "number" | "boolean" | "date";

/** One property of all features of a layer, in the order of the features; null where a feature has none. */
export interface Column {
  readonly type: ColumnType;
  readonly values: readonly (string | number | boolean | null)[];
}

function typeOf(value: unknown): ColumnType | null {
  if (typeof value === "number") return "number";
  if (typeof value === "boolean") return "boolean";
  if (typeof value !== "string") return null;
  return isCivilDate(value) ? "date" : "text";
}

/** The type that all values share; dates among other texts are texts; null where there is no such type. */
function commonType(values: readonly unknown[]): ColumnType | null {
  let common: ColumnType | null = null;
  for (const value of values) {
    if (value === undefined || value === null) continue;
    const type = typeOf(value);
    if (type === null) return null;
    if (common === null || common === type) common = type;
    else if (common !== "number" && common !== "boolean" && type !== "number" && type !== "boolean") common = "text";
    else return null;
  }
  return common;
}

/** Columns of a layer, each made when it is first asked for. Lists and objects have no column. */
export interface Columns {
  /** Names in the order in which the features bring them, `id` first. */
  names(): readonly string[];
  column(name: string): Column | undefined;
}

export function columnsOf(features: readonly ServedFeature[]): Columns {
  const made = new Map<string, Column | null>();
  let names: ReadonlySet<string> | null = null;
  const allNames = () => {
    if (names) return names;
    const found = new Set(["id"]);
    for (const { properties } of features) for (const name of Object.keys(properties)) found.add(name);
    names = found;
    return found;
  };
  const make = (name: string): Column | null => {
    if (name === "id") return { type: "text", values: features.map((feature) => feature.id) };
    if (!allNames().has(name)) return null;
    const values = features.map(({ properties }) => (Object.hasOwn(properties, name) ? properties[name] : null) ?? null);
    const type = commonType(values);
    return type === null ? null : { type, values: values as Column["values"] };
  };
  const column = (name: string) => {
    if (!allNames().has(name)) return undefined;
    if (!made.has(name)) made.set(name, make(name));
    return made.get(name) ?? undefined;
  };
  return { column, names: () => [...allNames()].filter((name) => column(name) !== undefined) };
}
