import { isGeoError } from "../errors.ts";
import type { Words } from "../geojson/finding.ts";
import { emptyGeometry, type PathSink, positionOutOfRange, walkPaths } from "../geometry/flat-geometry.ts";
import { type FlatLayer, flattenLayer } from "../geometry/flat-layer.ts";
import type { Geometry } from "../geometry/types.ts";
import type { Issue } from "../model/issue.ts";
import { type FeatureSubject, placed, protectionIssue } from "./protection-issues.ts";

let positionCount = 0;
/** Looks at every position and keeps none: most outlines are sound, and a check of thousands must not copy them to know. */
const looker: PathSink = {
  path(positions) {
    for (let i = 0; i < positions.length; i++) {
      const [lonDeg = Number.NaN, latDeg = Number.NaN] = positions[i]!;
      if (!(Math.abs(lonDeg) <= 360 && Math.abs(latDeg) <= 90)) throw positionOutOfRange(lonDeg, latDeg);
    }
    positionCount += positions.length;
  },
  endPart() {},
};

/** @throws {GeoError} as flattenGeometry. */
function assertMeasurable(geometry: Geometry): void {
  positionCount = 0;
  walkPaths(geometry, looker);
  if (positionCount === 0) throw emptyGeometry(geometry.type);
}

/**
 * Why an outline cannot be measured (open ring, position out of range, empty); null where it can. One broken feature must
 * not take the answer from the others, so it is found before the joins.
 */
export function unmeasurableIssue(geometry: Geometry, subject: Omit<FeatureSubject, "path">): Issue | null {
  try {
    assertMeasurable(geometry);
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

/** The same with the positions in one layer. Flattening finds what cannot be measured; only then is each feature looked at by itself. */
export function measurableLayer<F extends Measurable>(
  features: readonly F[],
  layer: FeatureSubject["layer"],
): { readonly usable: readonly F[]; readonly layer: FlatLayer; readonly issues: readonly Issue[] } {
  try {
    return { usable: features, layer: layerOf(features), issues: [] };
  } catch (error) {
    if (!isGeoError(error)) throw error;
    const { usable, issues } = measurableFeatures(features, layer);
    return { usable, layer: layerOf(usable), issues };
  }
}

const layerOf = (features: readonly Measurable[]): FlatLayer => flattenLayer(features.map(({ geometry }) => geometry));
