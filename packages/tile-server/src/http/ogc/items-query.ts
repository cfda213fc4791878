import { z } from "zod";
import { FILTER_LIMITS, FilterError, type FilterNode } from "../../source/cql2/ast.ts";
import { compileFilter, type Predicate } from "../../source/cql2/compile.ts";
import { parseCql2Json } from "../../source/cql2/parse-json.ts";
import { parseCql2Text } from "../../source/cql2/parse-text.ts";
import type { LayerIndex } from "../../source/layer-index.ts";
import type { ServedFeature } from "../../source/served-feature.ts";
import { isValidWithin } from "../../source/valid-time.ts";
import { HttpProblem } from "../problem.ts";
import { bboxParameter, integerParameter, intervalParameter, wordParameter } from "../query.ts";
import { CRS84 } from "./collection.ts";

export const itemsQuery = z.strictObject({
  bbox: bboxParameter.optional().meta({ description: "west,south,east,north in degrees: features that have a point in the box" }),
  datetime: intervalParameter.optional().meta({ description: "a day, an instant, or from/to with .. for an open end" }),
  limit: integerParameter(1, Number.MAX_SAFE_INTEGER)
    .optional()
    .meta({ description: "features of a page, 1 to 10 000, default 100" }),
  offset: integerParameter(0, Number.MAX_SAFE_INTEGER).optional().meta({ description: "features to skip" }),
  filter: z
    .string()
    .max(FILTER_LIMITS.chars, `may have at most ${FILTER_LIMITS.chars} characters`)
    .optional()
    .meta({ description: "CQL2: comparisons, LIKE, BETWEEN, IN, IS NULL, AND, OR, NOT, S_INTERSECTS, T_AFTER … T_STARTS" }),
  "filter-lang": wordParameter(["cql2-text", "cql2-json"])
    .optional()
    .meta({ description: "encoding of the filter, default cql2-text" }),
  "filter-crs": wordParameter([CRS84]).optional().meta({ description: "CRS of the geometries in the filter" }),
  f: wordParameter(["json"]).optional(),
});
export type ItemsQuery = z.output<typeof itemsQuery>;

function asProblem(error: unknown): unknown {
  if (!(error instanceof FilterError)) return error;
  const place = typeof error.at === "number" ? `at character ${error.at + 1}` : `at ${error.at}`;
  return new HttpProblem(
    400,
    "filter-invalid",
    `${place}: ${error.message}`,
    "see …/queryables for the properties, docs/http-api.md for the language",
  );
}

/** The filter of the query, read; null where there is none. Throws a 400 that says where it is wrong. */
function filterOf({ filter, "filter-lang": language, "filter-crs": crs }: ItemsQuery): FilterNode | null {
  if (filter === undefined) {
    if (language === undefined && crs === undefined) return null;
    throw new HttpProblem(400, "query-invalid", '"filter-lang" and "filter-crs" stand beside a filter', "give a filter too");
  }
  return language === "cql2-json" ? parseCql2Json(filter) : parseCql2Text(filter);
}

function predicateOf(index: LayerIndex, node: FilterNode): Predicate {
  const { columns, features } = index;
  return compileFilter(node, {
    columnNames: columns.names(),
    column: columns.column,
    geometryOf: (row) => features[row]!.geometry,
  });
}

/** Names and types are checked against the layer, at once; the features are gone through when the answer is called. */
export function featuresAsked(index: LayerIndex, query: ItemsQuery): () => readonly ServedFeature[] {
  const { bbox, datetime } = query;
  let holds: Predicate | null = null;
  try {
    const node = filterOf(query);
    holds = node && predicateOf(index, node);
  } catch (error) {
    throw asProblem(error);
  }
  return () => {
    const rows = bbox ? index.rowsInBox(bbox) : index.features.map((_, row) => row);
    const kept = holds ? rows.filter((row) => holds(row) === true) : rows;
    const found = kept.map((row) => index.features[row]!);
    return datetime ? found.filter((feature) => isValidWithin(feature.properties, datetime)) : found;
  };
}
