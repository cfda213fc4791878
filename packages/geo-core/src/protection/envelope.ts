import { isGeoError } from "../errors.ts";
import { geodesicAreaM2 } from "../geodesy/area.ts";
import { bufferGeometry } from "../geodesy/buffer.ts";
import { unionAreaM2 } from "../geodesy/intersection-area.ts";
import type { Areal } from "../geometry/types.ts";
import type { EdgeModel } from "../model/types.ts";
import type { MeasuredOutline } from "./subjects.ts";

export interface EnvelopeOptions {
  readonly edgeModel: EdgeModel;
  readonly workingCrs: string;
}

/** Envelopes are looked at, and 5 cm is less than a line on any map; it also keeps them light. */
const ENVELOPE_TOLERANCE_M = 0.05;

/**
 * A tolerance that a buffer of this distance can be drawn to: the asked one, or beyond some 10 km what the curvature of the
 * earth leaves, d³/2R² with a margin.
 */
export function drawableToleranceM(distanceM: number, toleranceM: number): number {
  return Math.max(toleranceM, 2e-14 * distanceM ** 3);
}

/**
 * The ground within the longest distance of an outline, or a multiple of it, drawn outward so that it covers all of it. It
 * decides nothing.
 */
export function envelopeOf(
  { geometry, required }: MeasuredOutline,
  { edgeModel, workingCrs }: EnvelopeOptions,
  distanceFactor = 1,
): Areal {
  const distanceM = required[0]!.requiredM * distanceFactor;
  const toleranceM = drawableToleranceM(distanceM, ENVELOPE_TOLERANCE_M);
  return bufferGeometry(geometry, distanceM, { guarantee: "outer", toleranceM, edgeModel, workingCrs });
}

/**
 * Area of the ground within the distances of a unit's outlines together, m²; null where it cannot be drawn (an outline
 * hundreds of kilometres wide), which must not cost the verdict.
 */
export function envelopeAreaM2(outlines: readonly MeasuredOutline[], options: EnvelopeOptions): number | null {
  try {
    const envelopes = outlines.map((outline) => envelopeOf(outline, options));
    const [only] = envelopes;
    return only && envelopes.length === 1 ? geodesicAreaM2(only) : unionAreaM2(envelopes);
  } catch (error) {
    if (isGeoError(error)) return null;
    throw error;
  }
}
