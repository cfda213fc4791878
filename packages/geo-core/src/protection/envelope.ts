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

/** The ground within the longest distance of an outline, drawn outward so that it covers all of it. It decides nothing. */
export function envelopeOf({ geometry, required }: MeasuredOutline, { edgeModel, workingCrs }: EnvelopeOptions): Areal {
  return bufferGeometry(geometry, required[0]!.requiredM, { guarantee: "outer", edgeModel, workingCrs });
}

/** Area of the ground within the distances of a unit's outlines together, m²; at most two: the unit's and its plant's. */
export function envelopeAreaM2(outlines: readonly MeasuredOutline[], options: EnvelopeOptions): number {
  const envelopes = outlines.map((outline) => envelopeOf(outline, options));
  const [only] = envelopes;
  return only && envelopes.length === 1 ? geodesicAreaM2(only) : unionAreaM2(envelopes);
}
