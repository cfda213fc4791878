import { lonDifferenceDeg } from "../../crs/transverse-mercator.ts";
import { FRAME_REACH_M } from "../local-frame.ts";
import { lonLatSecondDerivativeM } from "./bounds.ts";
import { deviationM, type EdgeShape } from "./edge-shape.ts";
import { edgeLengthBoundM } from "./far-distance.ts";

/**
 * How far, in metres, the true edges of a shape can stray out of the bounding box of its vertices: in a local frame on the
 * edge, the true curve and the edge straight in lon/lat both keep near the same chord. Infinity for edges beyond any frame.
 */
export function bulgeM(shape: EdgeShape): number {
  if (shape.surface.model === "lonlat") return 0;
  const { lonLat } = shape.flat;
  let greatestM = 0;
  for (let edge = 0; edge < shape.first.length; edge++) {
    const a = 2 * shape.first[edge]!;
    const b = 2 * shape.last[edge]!;
    if (a === b) continue;
    const lengthM = 1.01 * edgeLengthBoundM(shape, edge);
    if (!(lengthM < FRAME_REACH_M)) return Infinity;
    const dLonDeg = lonDifferenceDeg(lonLat[a]!, lonLat[b]!);
    const straightM = lonLatSecondDerivativeM(dLonDeg, lonLat[a + 1]!, lonLat[b + 1]!, lengthM) / 8;
    greatestM = Math.max(greatestM, straightM + deviationM(shape, edge, 0, 1, lengthM, lengthM));
  }
  return greatestM;
}
