import type { Geometry } from "@parkatlas/geo-core";
import { FILTER_LIMITS, FilterError, type GeometryNode } from "./ast.ts";
import { checkedGeometry, rectangleOf } from "./query-geometry.ts";
import type { TokenStream } from "./token-stream.ts";

type Nested = number[] | Nested[];

const TYPES = new Map([
  ["POINT", { type: "Point", depth: 0 }],
  ["LINESTRING", { type: "LineString", depth: 1 }],
  ["MULTIPOINT", { type: "MultiPoint", depth: 1 }],
  ["POLYGON", { type: "Polygon", depth: 2 }],
  ["MULTILINESTRING", { type: "MultiLineString", depth: 2 }],
  ["MULTIPOLYGON", { type: "MultiPolygon", depth: 3 }],
]);

function number(tokens: TokenStream): number {
  if (tokens.here.kind !== "number") throw tokens.unexpected("a number");
  return Number(tokens.take().text);
}

/** `lon lat`, or with a height, which is left aside. */
function position(tokens: TokenStream): number[] {
  const lonLat = [number(tokens), number(tokens)];
  if (tokens.here.kind === "number") tokens.take();
  return lonLat;
}

function list<T>(tokens: TokenStream, read: () => T): T[] {
  tokens.needsSymbol("(");
  const items = [read()];
  while (tokens.takesSymbol(",")) {
    if (items.length >= FILTER_LIMITS.positions)
      throw new FilterError(`a geometry has more than ${FILTER_LIMITS.positions} positions`, tokens.here.at);
    items.push(read());
  }
  tokens.needsSymbol(")");
  return items;
}

function coordinates(tokens: TokenStream, depth: number, isMultiPoint: boolean): Nested {
  if (depth === 0) return position(tokens);
  const inner = () => {
    // WKT writes MULTIPOINT ((1 2), (3 4)) and MULTIPOINT (1 2, 3 4).
    if (isMultiPoint && tokens.isSymbol("(")) return list(tokens, () => position(tokens))[0]!;
    return coordinates(tokens, depth - 1, false);
  };
  return list(tokens, inner);
}

function geometry(tokens: TokenStream): Geometry {
  const word = tokens.here.kind === "word" ? tokens.here.text.toUpperCase() : "";
  if (word === "GEOMETRYCOLLECTION") {
    tokens.take();
    tokens.takesWord("Z");
    return { type: "GeometryCollection", geometries: tokens.deeper(() => list(tokens, () => geometry(tokens))) };
  }
  const known = TYPES.get(word);
  if (!known) throw tokens.unexpected("a geometry such as POLYGON((…)) or BBOX(…)");
  tokens.take();
  tokens.takesWord("Z");
  const nested =
    known.depth === 0 ? list(tokens, () => position(tokens))[0]! : coordinates(tokens, known.depth, known.type === "MultiPoint");
  return { type: known.type, coordinates: nested } as Geometry;
}

/** A geometry literal of CQL2: well-known text, or `BBOX(west, south, east, north)`. Throws {@link FilterError}. */
export function geometryLiteral(tokens: TokenStream): GeometryNode {
  const { at } = tokens.here;
  if (!tokens.takesWord("BBOX")) return { kind: "geometry", geometry: checkedGeometry(geometry(tokens), at), at };
  return {
    kind: "geometry",
    geometry: rectangleOf(
      list(tokens, () => number(tokens)),
      at,
    ),
    at,
  };
}
