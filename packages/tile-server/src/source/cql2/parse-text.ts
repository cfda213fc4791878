import {
  COMPARISONS,
  type Comparison,
  FILTER_LIMITS,
  FilterError,
  type FilterNode,
  GEOMETRY_NAME,
  type IntervalNode,
  type Scalar,
  TEMPORAL_OPERATORS,
} from "./ast.ts";
import { dateLiteral, instantLiteral, intervalEnd } from "./time-literal.ts";
import { TokenStream } from "./token-stream.ts";
import { geometryLiteral } from "./wkt.ts";

const RESERVED = new Set([
  "AND",
  "OR",
  "NOT",
  "LIKE",
  "BETWEEN",
  "IN",
  "IS",
  "NULL",
  "TRUE",
  "FALSE",
  "DATE",
  "TIMESTAMP",
  "INTERVAL",
]);

/**
 * A filter in CQL2 text (OGC 21-065r2, annex B): comparisons, LIKE, BETWEEN, IN, IS NULL, AND, OR, NOT, S_INTERSECTS and the
 * temporal functions. Cost: linear in its length. Throws {@link FilterError}, which says where.
 */
export function parseCql2Text(source: string): FilterNode {
  const tokens = new TokenStream(source);
  const node = either(tokens);
  if (tokens.here.kind !== "end") throw tokens.unexpected("AND, OR or the end");
  return node;
}

function either(tokens: TokenStream): FilterNode {
  const parts = [all(tokens)];
  while (tokens.takesWord("OR")) parts.push(all(tokens));
  return parts.length === 1 ? parts[0]! : { op: "or", parts };
}

function all(tokens: TokenStream): FilterNode {
  const parts = [factor(tokens)];
  while (tokens.takesWord("AND")) parts.push(factor(tokens));
  return parts.length === 1 ? parts[0]! : { op: "and", parts };
}

function factor(tokens: TokenStream): FilterNode {
  return tokens.deeper(() => (tokens.takesWord("NOT") ? { op: "not", part: factor(tokens) } : tokens.counted(condition(tokens))));
}

function condition(tokens: TokenStream): FilterNode {
  if (tokens.takesSymbol("(")) {
    const inner = either(tokens);
    tokens.needsSymbol(")");
    return inner;
  }
  const { kind, text, at } = tokens.here;
  const called = kind === "word" && tokens.isSymbol("(", tokens.after(1)) ? text.toUpperCase() : "";
  if (called === "S_INTERSECTS") return spatial(tokens);
  const temporal = TEMPORAL_OPERATORS.find((each) => called === `T_${each.toUpperCase()}`);
  if (temporal) {
    tokens.take();
    const [left, right] = pair(tokens, () => moment(tokens));
    return { op: "temporal", by: temporal, left, right };
  }
  if (called !== "" && !["DATE", "TIMESTAMP"].includes(called))
    throw new FilterError(
      `the function ${text.slice(0, 40)} is not known here; there are S_INTERSECTS and T_AFTER … T_STARTS`,
      at,
    );
  if ((tokens.isWord("TRUE") || tokens.isWord("FALSE")) && !isComparison(tokens.after(1).text))
    return { op: "constant", value: tokens.take().text.toUpperCase() === "TRUE" };
  return predicate(tokens);
}

const isComparison = (text: string): text is Comparison => (COMPARISONS as readonly string[]).includes(text);

function predicate(tokens: TokenStream): FilterNode {
  const left = scalar(tokens);
  const sign = tokens.here;
  if (sign.kind === "symbol" && isComparison(sign.text)) {
    tokens.take();
    return { op: "compare", by: sign.text, left, right: scalar(tokens) };
  }
  if (tokens.takesWord("IS")) {
    const negated = tokens.takesWord("NOT");
    tokens.needsWord("NULL");
    if (left.kind !== "property") throw new FilterError("IS NULL asks about a property", left.at);
    const value = left.name === GEOMETRY_NAME ? ({ kind: "geometryProperty", at: left.at } as const) : left;
    return negate({ op: "isNull", value }, negated);
  }
  const negated = tokens.takesWord("NOT");
  if (tokens.takesWord("LIKE")) {
    const { kind, text, at } = tokens.take();
    if (kind !== "text") throw new FilterError("LIKE takes a pattern in quotes, with % and _", at);
    return negate({ op: "like", value: left, pattern: text, at }, negated);
  }
  if (tokens.takesWord("BETWEEN")) {
    const low = scalar(tokens);
    tokens.needsWord("AND");
    return negate({ op: "between", value: left, low, high: scalar(tokens) }, negated);
  }
  if (tokens.takesWord("IN")) return negate({ op: "in", value: left, list: listed(tokens) }, negated);
  if (!negated && left.kind === "property") return { op: "truth", property: left };
  throw tokens.unexpected("a comparison, LIKE, BETWEEN, IN or IS NULL");
}

const negate = (part: FilterNode, negated: boolean): FilterNode => (negated ? { op: "not", part } : part);

function listed(tokens: TokenStream): readonly Scalar[] {
  tokens.needsSymbol("(");
  const list = [scalar(tokens)];
  while (tokens.takesSymbol(",")) {
    if (list.length >= FILTER_LIMITS.listEntries)
      throw new FilterError(`a list has more than ${FILTER_LIMITS.listEntries} entries`, tokens.here.at);
    list.push(scalar(tokens));
  }
  tokens.needsSymbol(")");
  return list;
}

function pair<T>(tokens: TokenStream, read: () => T): [T, T] {
  tokens.needsSymbol("(");
  const left = read();
  tokens.needsSymbol(",");
  const right = read();
  tokens.needsSymbol(")");
  return [left, right];
}

/** S_INTERSECTS of the geometry of the features and one that is written down, in either order. */
function spatial(tokens: TokenStream): FilterNode {
  const { at } = tokens.take();
  const isProperty = () => {
    const { kind, text } = tokens.here;
    const found = (kind === "word" || kind === "quotedName") && text === GEOMETRY_NAME;
    if (found) tokens.take();
    return found;
  };
  const [left, right] = pair(tokens, () => (isProperty() ? null : geometryLiteral(tokens)));
  const geometry = left ?? right;
  if (!geometry || (left && right))
    throw new FilterError(`S_INTERSECTS takes the property ${GEOMETRY_NAME} and one geometry such as POLYGON((…))`, at);
  return { op: "intersects", geometry, at };
}

/** An argument of a temporal function: a property, a date, an instant, or an interval of them. */
function moment(tokens: TokenStream): Scalar | IntervalNode {
  const { at } = tokens.here;
  if (!tokens.isWord("INTERVAL")) return scalar(tokens);
  tokens.take();
  const end = () => (tokens.here.kind === "text" ? intervalEnd(tokens.here.text, tokens.take().at) : scalar(tokens));
  const [from, to] = pair(tokens, end);
  return { kind: "interval", from, to, at };
}

function scalar(tokens: TokenStream): Scalar {
  const { kind, text, at } = tokens.here;
  const word = kind === "word" ? text.toUpperCase() : "";
  if (word === "DATE" || word === "TIMESTAMP") {
    tokens.take();
    tokens.needsSymbol("(");
    const value = tokens.take();
    if (value.kind !== "text") throw new FilterError(`${word} takes a text in quotes`, value.at);
    tokens.needsSymbol(")");
    return word === "DATE" ? dateLiteral(value.text, value.at) : instantLiteral(value.text, value.at);
  }
  if (word === "TRUE" || word === "FALSE") return { kind: "boolean", value: tokens.take().text.toUpperCase() === "TRUE", at };
  if (kind === "quotedName" || (kind === "word" && !RESERVED.has(word)))
    return { kind: "property", name: tokens.take().text, at };
  if (kind === "text") return { kind: "text", value: tokens.take().text, at };
  if (kind !== "number") throw tokens.unexpected("a property or a value");
  const value = Number(tokens.take().text);
  if (!Number.isFinite(value)) throw new FilterError("the number is too large", at);
  return { kind: "number", value, at };
}
