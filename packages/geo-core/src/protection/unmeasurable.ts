import { isGeoError } from "../errors.ts";
import type { Words } from "../geojson/finding.ts";
import { flattenGeometry } from "../geometry/flat-geometry.ts";
import type { Geometry } from "../geometry/types.ts";
import type { Issue } from "../model/issue.ts";
import { type FeatureSubject, placed, protectionIssue } from "./protection-issues.ts";

/**
 * Why an outline cannot be measured (open ring, position out of range, empty); null where it can. One broken feature must
 * not take the answer from the others, so it is found before the joins.
 */
export function unmeasurableIssue(geometry: Geometry, subject: Omit<FeatureSubject, "path">): Issue | null {
  try {
    flattenGeometry(geometry);
    return null;
  } catch (error) {
    if (!isGeoError(error)) throw error;
    const words: Words = {
      en: `The geometry of "${subject.featureId}" cannot be measured, so it was left out: ${error.message}`,
      zh: `“${subject.featureId}”的几何无法量测，未参与判定：${error.message}`,
    };
    return protectionIssue("geometry-unmeasurable", { ...subject, path: "geometry" }, words);
  }
}

interface Measurable {
  readonly id: string;
  readonly geometry: Geometry;
}

/** The features of a layer that can be measured, and a finding for each of the others. */
export function measurableFeatures<F extends Measurable>(
  features: readonly F[],
  layer: FeatureSubject["layer"],
): { readonly usable: readonly F[]; readonly issues: readonly Issue[] } {
  const issues: Issue[] = [];
  const usable = features.filter(({ id, geometry }, index) => {
    const issue = unmeasurableIssue(geometry, { layer, featureId: id });
    if (issue) issues.push(placed(issue, index));
    return issue === null;
  });
  return { usable, issues };
}
