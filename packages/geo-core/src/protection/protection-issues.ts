import type { Words } from "../geojson/finding.ts";
import type { Issue, IssueSeverity } from "../model/issue.ts";

/** Every finding of the protection check, with how bad it is; docs/protection.md explains each code. */
export const PROTECTION_ISSUE_SEVERITY = {
  "health-input-missing": "error",
  "health-input-out-of-range": "error",
  "health-input-conflict": "error",
  "health-unchosen-wider": "warning",
  "health-given-differs": "warning",
  "health-limit-differs": "warning",
  "health-on-plant": "warning",
  "distance-missing": "error",
  "distance-out-of-range": "error",
  "distance-source-missing": "warning",
  "atmospheric-grid-unread": "error",
  "atmospheric-grid-coarse": "warning",
  "atmospheric-grid-small": "error",
  "atmospheric-grid-empty": "error",
  "atmospheric-grid-partial": "error",
  "atmospheric-given-differs": "warning",
  "plant-unknown": "error",
  "geometry-unmeasurable": "error",
  "unit-outside-plant": "warning",
  "site-touches-unit": "warning",
  "site-relocated-undated": "info",
  "sites-empty": "warning",
  "units-empty": "warning",
} as const satisfies Record<string, IssueSeverity>;

export type ProtectionIssueCode = keyof typeof PROTECTION_ISSUE_SEVERITY;

/** The feature that a finding is about; `path` is inside the feature until {@link placed} puts the index in front. */
export interface IssueSubject {
  readonly layer: "units" | "plants" | "sites" | "parcels" | "contours";
  /** Null where the finding is about the whole layer. */
  readonly featureId: string | null;
  readonly path: string;
}

/** The subject of a finding that is surely about one feature. */
export interface FeatureSubject extends IssueSubject {
  readonly featureId: string;
}

export function protectionIssue(code: ProtectionIssueCode, { layer, featureId, path }: IssueSubject, words: Words): Issue {
  const severity = PROTECTION_ISSUE_SEVERITY[code];
  return { severity, code, layer, featureId, path, message: words.en, messageZh: words.zh };
}

/** The issue with its path from the start of the layer file: `features[12].properties.distances[0]`. */
export function placed(issue: Issue, featureIndex: number): Issue {
  return { ...issue, path: `features[${featureIndex}].${issue.path}` };
}
