import type { Geometry } from "@parkatlas/geo-core";

/** What is wrong with a filter, and where: `at` counts characters of the text, or is a path into the JSON. */
export class FilterError extends Error {
  override readonly name = "FilterError";
  readonly at: number | string;

  constructor(message: string, at: number | string) {
    super(message);
    this.at = at;
  }
}

/** Where in the filter a part of it stands, for messages. */
export type Place = number | string;

/** A value that stands in the filter: text, number, truth, or a day or instant. */
export type Literal =
  | { readonly kind: "text"; readonly value: string; readonly at: Place }
  | { readonly kind: "number"; readonly value: number; readonly at: Place }
  | { readonly kind: "boolean"; readonly value: boolean; readonly at: Place }
  | { readonly kind: "time"; readonly value: string; readonly at: Place };

export interface PropertyName {
  readonly kind: "property";
  readonly name: string;
  readonly at: Place;
}

export type Scalar = Literal | PropertyName;

export interface IntervalNode {
  readonly kind: "interval";
  /** A date, an instant, `..` for an open end, or a property. */
  readonly from: Scalar;
  readonly to: Scalar;
  readonly at: Place;
}

export interface GeometryNode {
  readonly kind: "geometry";
  readonly geometry: Geometry;
  readonly at: Place;
}

export const COMPARISONS = ["=", "<>", "<", ">", "<=", ">="] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** The fifteen relations of time intervals in CQL2 (OGC 21-065r2, table 12), without `t_` before them. */
export const TEMPORAL_OPERATORS = [
  "after",
  "before",
  "contains",
  "disjoint",
  "during",
  "equals",
  "finishedby",
  "finishes",
  "intersects",
  "meets",
  "metby",
  "overlappedby",
  "overlaps",
  "startedby",
  "starts",
] as const;
export type TemporalOperator = (typeof TEMPORAL_OPERATORS)[number];

/** A filter: what both encodings of CQL2 are read into. */
export type FilterNode =
  | { readonly op: "and" | "or"; readonly parts: readonly FilterNode[] }
  | { readonly op: "not"; readonly part: FilterNode }
  | { readonly op: "constant"; readonly value: boolean }
  | { readonly op: "truth"; readonly property: PropertyName }
  | { readonly op: "compare"; readonly by: Comparison; readonly left: Scalar; readonly right: Scalar }
  | { readonly op: "like"; readonly value: Scalar; readonly pattern: string; readonly at: Place }
  | { readonly op: "between"; readonly value: Scalar; readonly low: Scalar; readonly high: Scalar }
  | { readonly op: "in"; readonly value: Scalar; readonly list: readonly Scalar[] }
  | { readonly op: "isNull"; readonly value: PropertyName | { readonly kind: "geometryProperty"; readonly at: Place } }
  | { readonly op: "intersects"; readonly geometry: GeometryNode; readonly at: Place }
  | {
      readonly op: "temporal";
      readonly by: TemporalOperator;
      readonly left: Scalar | IntervalNode;
      readonly right: Scalar | IntervalNode;
    };

/** Name under which a filter speaks of the geometry of a feature. */
export const GEOMETRY_NAME = "geometry";

/** Bounds of one filter: what it may cost is fixed before it is read. */
export const FILTER_LIMITS = {
  chars: 6_000,
  depth: 24,
  nodes: 400,
  listEntries: 200,
  positions: 1_000,
} as const;
