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
  "position-far": "error",
  "duplicate-point": "warning",
  spike: "warning",
  "wrong-winding": "info",
  // references
  "block-unknown": "error",
  "park-unknown": "error",
  "plant-unknown": "error",
  "reference-layer-empty": "warning",
  // topology
  "parcels-overlap": "error",
  "blocks-overlap": "error",
  "parks-overlap": "error",
  "parcel-outside-block": "warning",
  "block-outside-park": "warning",
  "unit-outside-plant": "warning",
  "parcel-gap": "info",
  // dates of a parcel, and of anything that has a validity
  "valid-to-before-valid-from": "error",
  "supplied-before-approved": "error",
  "agreed-start-before-supply": "error",
  "started-before-supplied": "error",
  "completed-before-start": "error",
  "completed-before-supply": "error",
  "suspended-before-start": "error",
  "suspended-after-completion": "warning",
  "resumed-before-suspended": "error",
  "resumed-without-suspension": "warning",
  "delay-ends-before-it-begins": "error",
  "extension-before-supply": "error",
  "extension-shortens": "error",
  "extension-over-one-year": "warning",
  "progress-before-start": "error",
  "progress-over-100-percent": "error",
  "progress-decreases": "warning",
  "decision-before-supply": "warning",
  "date-after-as-of": "warning",
  // amounts
  "recorded-area-differs": "warning",
  "part-over-whole": "warning",
  // zoning and lineage
  "scheme-id-duplicate": "error",
  "zone-id-duplicate": "error",
  "zone-park-unknown": "error",
  "park-in-two-zones": "error",
  "park-in-no-zone": "warning",
  "lineage-id-duplicate": "error",
  "lineage-feature-unknown": "error",
  "lineage-park-unknown": "error",
  "lineage-predecessor-unknown": "error",
  "lineage-order": "error",
  "lineage-cycle": "error",
  // where the data come from
  "provenance-missing": "warning",
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
