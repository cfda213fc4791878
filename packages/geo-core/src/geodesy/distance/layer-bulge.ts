import { lonDifferenceDeg } from "../../crs/transverse-mercator.ts";
import type { FlatLayer } from "../../geometry/flat-layer.ts";
import { RAD_PER_DEG } from "../../units.ts";
import { FRAME_REACH_M } from "../local-frame.ts";
import { geodesicSecondDerivativeM, MAX_CURVATURE, MAX_RADIUS_M, MIN_RADIUS_M, projectedSecondDerivativeM } from "./bounds.ts";
import type { EdgeSurface } from "./edge-shape.ts";

/** k of a working plane at 900 km from its meridian, rounded up: how much longer an edge is there than on the ground. */
const WORK_STRETCH = 1.021;

/**
 * How far, in metres, the true edges of each feature can stray out of the box of its positions: in a local frame on the edge, the true
 * curve and the edge straight in lon/lat both keep near the same chord. By the longest extents of an edge of the feature, so
 * one bound a feature. Infinity for edges beyond any frame.
 */
export function featureBulgesM(layer: FlatLayer, surface: EdgeSurface): Float64Array {
  const bulgesM = new Float64Array(layer.featureStarts.length - 1);
  if (surface.model === "lonlat") return bulgesM;
  const { lonLat, pathStarts, partStarts, featureStarts } = layer;
  for (let feature = 0; feature < bulgesM.length; feature++) {
    let dLonDeg = 0;
    let dLatDeg = 0;
    let maxLatDeg = 0;
    const endPath = partStarts[featureStarts[feature + 1]!]!;
    for (let path = partStarts[featureStarts[feature]!]!; path < endPath; path++)
      for (let i = 2 * pathStarts[path]!; i < 2 * pathStarts[path + 1]! - 2; i += 2) {
        dLonDeg = Math.max(dLonDeg, Math.abs(lonDifferenceDeg(lonLat[i]!, lonLat[i + 2]!)));
        dLatDeg = Math.max(dLatDeg, Math.abs(lonLat[i + 3]! - lonLat[i + 1]!));
        maxLatDeg = Math.max(maxLatDeg, Math.abs(lonLat[i + 1]!), Math.abs(lonLat[i + 3]!));
      }
    bulgesM[feature] = dLonDeg + dLatDeg === 0 ? 0 : bulgeM(surface, dLonDeg, dLatDeg, maxLatDeg);
  }
  return bulgesM;
}

/** lonLatSecondDerivativeM and the edge model's own, added, for any edge of these extents up to this latitude. */
function bulgeM(surface: EdgeSurface, dLonDeg: number, dLatDeg: number, maxLatDeg: number): number {
  const northM = MAX_RADIUS_M * RAD_PER_DEG * dLatDeg;
  const lengthM = 1.01 * MAX_RADIUS_M * RAD_PER_DEG * Math.hypot(dLonDeg, dLatDeg);
  if (!(lengthM < FRAME_REACH_M)) return Infinity;
  const tan = Math.tan(maxLatDeg * RAD_PER_DEG);
  const turnPerM = 1.51 * MAX_CURVATURE * lengthM + tan / MIN_RADIUS_M;
  const straightM = (1.03 / 8) * (lengthM * lengthM * turnPerM + (northM * northM * (tan + 0.0136)) / MIN_RADIUS_M);
  const edgeM =
    surface.model === "geodesic"
      ? geodesicSecondDerivativeM(lengthM, lengthM)
      : projectedSecondDerivativeM(WORK_STRETCH * lengthM, FRAME_REACH_M, lengthM);
  return straightM + edgeM / 8;
}
