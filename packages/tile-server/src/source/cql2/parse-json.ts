import {
  COMPARISONS,
  FILTER_LIMITS,
  FilterError,
  type FilterNode,
  GEOMETRY_NAME,
  type IntervalNode,
  type Scalar,
  TEMPORAL_OPERATORS,
} from "./ast.ts";
import { checkedGeometry, rectangleOf } from "./query-geometry.ts";
import { dateLiteral, instantLiteral, intervalEnd } from "./time-literal.ts";

/** How much of the filter was read, so that neither its depth nor its size can grow without bound. */
interface Budget {
  nodes: number;
}

/** A filter in CQL2 JSON (OGC 21-065r2, annex A), the same operators as in text. Throws {@link FilterError} with a JSON path. */
export function parseCql2Json(source: string): FilterNode {
  if (source.length > FILTER_LIMITS.chars)
    throw new FilterError(`the filter has ${source.length} characters, the limit is ${FILTER_LIMITS.chars}`, "$");
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch (error) {
    throw new FilterError(`the filter is not JSON: ${error instanceof Error ? error.message : String(error)}`, "$");
  }
  return node(value, "$", 0, { nodes: 0 });
}

/** A member of a parsed object; never one that it inherits. */
function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
}

function operands(value: unknown, at: string, least: number, most: number): readonly unknown[] {
  const args = member(value, "args");
  if (!Array.isArray(args) || args.length < least || args.length > most)
    throw new FilterError(`args must be a list of ${least === most ? least : `${least} to ${most}`}`, `${at}.args`);
  return args;
}

function node(value: unknown, at: string, depth: number, budget: Budget): FilterNode {
  if (depth > FILTER_LIMITS.depth) throw new FilterError(`the filter nests deeper than ${FILTER_LIMITS.depth} levels`, at);
  if (++budget.nodes > FILTER_LIMITS.nodes)
    throw new FilterError(`the filter has more than ${FILTER_LIMITS.nodes} conditions`, at);
  if (typeof value === "boolean") return { op: "constant", value };
  const property = member(value, "property");
  if (typeof property === "string") return { op: "truth", property: { kind: "property", name: property, at } };
  const op = member(value, "op");
  if (op === "and" || op === "or") {
    const parts = operands(value, at, 2, FILTER_LIMITS.nodes).map((part, i) => node(part, `${at}.args[${i}]`, depth + 1, budget));
    return { op, parts };
  }
  if (op === "not") return { op, part: node(operands(value, at, 1, 1)[0], `${at}.args[0]`, depth + 1, budget) };
  if (typeof op !== "string") throw new FilterError('"op" is missing', at);
  return condition(op, value, at);
}

function condition(op: string, value: unknown, at: string): FilterNode {
  const comparison = COMPARISONS.find((each) => each === op);
  if (comparison) {
    const [left, right] = operands(value, at, 2, 2);
    return { op: "compare", by: comparison, left: scalar(left, `${at}.args[0]`), right: scalar(right, `${at}.args[1]`) };
  }
  if (op === "like") {
    const [left, pattern] = operands(value, at, 2, 2);
    if (typeof pattern !== "string") throw new FilterError("like takes a pattern as text", `${at}.args[1]`);
    return { op, value: scalar(left, `${at}.args[0]`), pattern, at };
  }
  if (op === "between") {
    const [tested, low, high] = operands(value, at, 3, 3).map((each, i) => scalar(each, `${at}.args[${i}]`));
    return { op, value: tested!, low: low!, high: high! };
  }
  if (op === "in") {
    const [tested, list] = operands(value, at, 2, 2);
    if (!Array.isArray(list) || list.length === 0 || list.length > FILTER_LIMITS.listEntries)
      throw new FilterError(`in takes a list of 1 to ${FILTER_LIMITS.listEntries} values`, `${at}.args[1]`);
    return { op, value: scalar(tested, `${at}.args[0]`), list: list.map((each, i) => scalar(each, `${at}.args[1][${i}]`)) };
  }
  if (op === "isNull") {
    const tested = scalar(operands(value, at, 1, 1)[0], `${at}.args[0]`);
    if (tested.kind !== "property") throw new FilterError("isNull asks about a property", at);
    return { op, value: tested.name === GEOMETRY_NAME ? { kind: "geometryProperty", at } : tested };
  }
  if (op === "s_intersects") return spatial(operands(value, at, 2, 2), at);
  const temporal = TEMPORAL_OPERATORS.find((each) => op === `t_${each}`);
  if (!temporal) throw new FilterError(`the operator ${JSON.stringify(op.slice(0, 40))} is not known here`, at);
  const [left, right] = operands(value, at, 2, 2);
  return { op: "temporal", by: temporal, left: moment(left, `${at}.args[0]`), right: moment(right, `${at}.args[1]`) };
}

function spatial(args: readonly unknown[], at: string): FilterNode {
  const isProperty = args.map((each) => member(each, "property") === GEOMETRY_NAME);
  if (isProperty[0] === isProperty[1])
    throw new FilterError(`s_intersects takes the property ${GEOMETRY_NAME} and one geometry`, at);
  const place = isProperty[0] ? 1 : 0;
  const literal = args[place];
  const box = member(literal, "bbox");
  const geometryAt = `${at}.args[${place}]`;
  const isBox = Array.isArray(box) && box.every((each) => typeof each === "number") && member(literal, "type") === undefined;
  const geometry = isBox ? rectangleOf(box, geometryAt) : checkedGeometry(literal, geometryAt);
  return { op: "intersects", geometry: { kind: "geometry", geometry, at: geometryAt }, at };
}

function moment(value: unknown, at: string): Scalar | IntervalNode {
  const interval = member(value, "interval");
  if (interval === undefined) return scalar(value, at);
  if (!Array.isArray(interval) || interval.length !== 2) throw new FilterError("an interval has two ends", at);
  const end = (each: unknown, i: number) =>
    typeof each === "string" ? intervalEnd(each, `${at}.interval[${i}]`) : scalar(each, `${at}.interval[${i}]`);
  return { kind: "interval", from: end(interval[0], 0), to: end(interval[1], 1), at };
}

function scalar(value: unknown, at: string): Scalar {
  if (typeof value === "string") return { kind: "text", value, at };
  if (typeof value === "number" && Number.isFinite(value)) return { kind: "number", value, at };
  if (typeof value === "boolean") return { kind: "boolean", value, at };
  const property = member(value, "property");
  if (typeof property === "string") return { kind: "property", name: property, at };
  const date = member(value, "date");
  if (typeof date === "string") return dateLiteral(date, at);
  const timestamp = member(value, "timestamp");
  if (typeof timestamp === "string") return instantLiteral(timestamp, at);
  throw new FilterError("a property, a text, a number, true, false, a date or a timestamp is needed", at);
}
