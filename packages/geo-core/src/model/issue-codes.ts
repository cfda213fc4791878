import type { LonLat } from "../crs/position.ts";
import { GEOJSON_SEVERITY, type GeojsonFinding, type Words } from "../geojson/finding.ts";
import type { Issue, IssueSeverity } from "./issue.ts";

/**
 * Every finding that reading and validating a dataset can make, with how bad it is: an `error` makes an answer wrong or
 * impossible, a `warning` is something an officer should look at, an `info` is worth knowing. docs/dataset.md explains each
 * code; a test holds the two together.
 */
export const ISSUE_SEVERITY = {
  ...GEOJSON_SEVERITY,
  "json-invalid": "error",
  "text-not-utf8": "error",
  // dataset.json
  "manifest-malformed": "error",
  "dataset-format-missing": "error",
  "dataset-format-newer": "error",
  "dataset-format-unknown": "error",
  "dataset-id-invalid": "error",
  "crs-unknown": "error",
  "crs-assumed": "warning",
  "working-crs-unknown": "error",
  "working-crs-far": "warning",
  "edge-model-assumed": "info",
  "path-outside": "error",
  "layer-unknown": "warning",
  // properties
  "property-missing": "error",
  "property-type": "error",
  "date-invalid": "error",
  "number-out-of-range": "error",
  "choice-unknown": "error",
  "id-duplicate": "error",
  // geometry
  "geometry-type-wrong": "error",
  "ring-not-closed": "error",
  "ring-too-short": "error",
  "self-intersection": "error",
  "hole-outside-shell": "error",
  "nested-hole": "error",
  "position-out-of-range": "error",
  "duplicate-point": "warning",
  spike: "warning",
  "wrong-winding": "info",
} as const satisfies Record<string, IssueSeverity>;

export type IssueCode = keyof typeof ISSUE_SEVERITY;

/** Where an issue stands. `layer` names a layer, or `zoning`, `lineage`, `config`; null for `dataset.json` itself. */
export interface IssuePlace {
  readonly layer: string | null;
  readonly path: string;
  readonly featureId?: string | null;
  readonly at?: LonLat;
}

/** Builds an issue with the severity of its code, unless the case at hand is worse or milder. */
export function makeIssue(
  code: IssueCode,
  place: IssuePlace,
  words: Words,
  severity: IssueSeverity = ISSUE_SEVERITY[code],
): Issue {
  return {
    severity,
    code,
    layer: place.layer,
    featureId: place.featureId ?? null,
    path: place.path,
    message: words.en,
    messageZh: words.zh,
    ...(place.at === undefined ? {} : { at: place.at }),
  };
}

/** A finding about a file as an issue of the layer that the file holds. */
export function issueOfFinding(finding: GeojsonFinding, layer: string): Issue {
  const { severity, code, featureId, path, message, messageZh, at } = finding;
  return { severity, code, layer, featureId, path, message, messageZh, ...(at === undefined ? {} : { at }) };
}
