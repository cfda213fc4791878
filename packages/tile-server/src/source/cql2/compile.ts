import type { Geometry } from "@parkatlas/geo-core";
import type { Column, ColumnType } from "../columns.ts";
import { geometriesIntersect } from "../intersects.ts";
import { type Comparison, FilterError, type FilterNode, type IntervalNode, type PropertyName, type Scalar } from "./ast.ts";
import { likeMatcher } from "./like.ts";
import { type Days, OPEN_END, OPEN_START, TEMPORAL } from "./temporal.ts";

/** True, false, or null where a value that is not there leaves it open (the three-valued logic of CQL2, clause 6.2). */
export type Predicate = (row: number) => boolean | null;

/** What a filter is asked of: rows with columns and a geometry. */
export interface FilterTable {
  readonly columnNames: readonly string[];
  column(name: string): Column | undefined;
  geometryOf(row: number): Geometry;
}

type Value = string | number | boolean | null;

/** A scalar of a filter: its type, known before any row is read, and its value in a row. */
interface Operand {
  readonly type: ColumnType;
  readonly read: (row: number) => Value;
}

/**
 * The filter as a function of the row. Names and types are checked here, once. Throws {@link FilterError} where a property
 * does not exist or two values of different types would be compared.
 */
export function compileFilter(node: FilterNode, table: FilterTable): Predicate {
  switch (node.op) {
    case "and":
      return conjunction(
        node.parts.map((part) => compileFilter(part, table)),
        false,
      );
    case "or":
      return conjunction(
        node.parts.map((part) => compileFilter(part, table)),
        true,
      );
    case "not": {
      const part = compileFilter(node.part, table);
      return (row) => {
        const value = part(row);
        return value === null ? null : !value;
      };
    }
    case "constant":
      return () => node.value;
    case "truth": {
      const { type, read } = property(node.property, table);
      if (type !== "boolean")
        throw new FilterError(`${JSON.stringify(node.property.name)} is no condition; compare it with a value`, node.property.at);
      return (row) => read(row) as boolean | null;
    }
    case "compare":
      return comparison(node.by, node.left, node.right, table);
    case "like": {
      const { type, read } = operand(node.value, table);
      if (type !== "text" && type !== "date") throw new FilterError(`LIKE takes a text, and this is a ${type}`, node.value.at);
      const matches = likeMatcher(node.pattern);
      return (row) => {
        const value = read(row);
        return value === null ? null : matches(value as string);
      };
    }
    case "between": {
      const low = comparison(">=", node.value, node.low, table);
      return conjunction([low, comparison("<=", node.value, node.high, table)], false);
    }
    case "in":
      return conjunction(
        node.list.map((each) => comparison("=", node.value, each, table)),
        true,
      );
    case "isNull": {
      if (node.value.kind === "geometryProperty") return () => false;
      const { read } = property(node.value, table);
      return (row) => read(row) === null;
    }
    case "intersects":
      return intersects(node.geometry.geometry, table);
    case "temporal": {
      const [left, right, relation] = [moment(node.left, table), moment(node.right, table), TEMPORAL[node.by]];
      return (row) => {
        const [a, b] = [left(row), right(row)];
        return a === null || b === null ? null : relation(a, b);
      };
    }
  }
}

/** AND (`decides` false) or OR (`decides` true): one deciding part is enough, an open one leaves the whole open. */
function conjunction(parts: readonly Predicate[], decides: boolean): Predicate {
  return (row) => {
    let open = false;
    for (const part of parts) {
      const value = part(row);
      if (value === decides) return decides;
      open ||= value === null;
    }
    return open ? null : !decides;
  };
}

function property({ name, at }: PropertyName, table: FilterTable): Operand {
  const column = table.column(name);
  if (column) return { type: column.type, read: (row) => column.values[row] ?? null };
  const names = table.columnNames.slice(0, 40).join(", ");
  throw new FilterError(`there is no property ${JSON.stringify(name.slice(0, 60))}; there are ${names}`, at);
}

function operand(scalar: Scalar, table: FilterTable): Operand {
  if (scalar.kind === "property") return property(scalar, table);
  const value = scalar.kind === "time" ? dayOf(scalar.value) : scalar.value;
  return { type: scalar.kind === "time" ? "date" : scalar.kind, read: () => value };
}

/** The day of a date or an instant: the data are kept by days. */
const dayOf = (text: string) => text.slice(0, 10);

/** Dates are texts that compare in the order of time, so a date may be compared with a text that holds one. */
const isComparable = (a: ColumnType, b: ColumnType) =>
  a === b || (a === "date" && b === "text") || (a === "text" && b === "date");

const HOLDS: Readonly<Record<Comparison, (order: number) => boolean>> = {
  "=": (order) => order === 0,
  "<>": (order) => order !== 0,
  "<": (order) => order < 0,
  ">": (order) => order > 0,
  "<=": (order) => order <= 0,
  ">=": (order) => order >= 0,
};

function comparison(by: Comparison, left: Scalar, right: Scalar, table: FilterTable): Predicate {
  const [a, b] = [operand(left, table), operand(right, table)];
  if (!isComparable(a.type, b.type)) throw new FilterError(`a ${a.type} cannot be compared with a ${b.type}`, right.at);
  const holds = HOLDS[by];
  return (row) => {
    const [x, y] = [a.read(row), b.read(row)];
    if (x === null || y === null) return null;
    return holds(x < y ? -1 : x > y ? 1 : 0);
  };
}

function intersects(geometry: Geometry, table: FilterTable): Predicate {
  const touches = geometriesIntersect(geometry);
  return (row) => touches(table.geometryOf(row));
}

/** The days of an argument of a temporal function. In an interval a missing property is an open end, as in the dataset. */
function moment(node: Scalar | IntervalNode, table: FilterTable): (row: number) => Days | null {
  if (node.kind !== "interval") {
    const value = day(node, table);
    return (row) => {
      const found = value(row);
      return found === null ? null : { start: found, end: found };
    };
  }
  const [from, to] = [day(node.from, table), day(node.to, table)];
  return (row) => {
    const [start, end] = [from(row) ?? OPEN_START, to(row) ?? OPEN_END];
    return { start: start === ".." ? OPEN_START : start, end: end === ".." ? OPEN_END : end };
  };
}

function day(scalar: Scalar, table: FilterTable): (row: number) => string | null {
  const { type, read } = operand(scalar, table);
  if (type !== "date") throw new FilterError(`a date is needed, and this is a ${type}`, scalar.at);
  return (row) => read(row) as string | null;
}
