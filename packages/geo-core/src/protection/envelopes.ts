import { isGeoError } from "../errors.ts";
import type { Areal } from "../geometry/types.ts";
import type { EdgeModel } from "../model/types.ts";
import { envelopeOf } from "./envelope.ts";
import { type ProtectionInput, protectionSubjects, type SubjectOptions } from "./subjects.ts";
import type { DistanceKind, MeasuredFrom } from "./types.ts";

/** The drawn envelope of one outline of a unit: for maps and figures, labelled as a drawing. */
export interface ProtectionEnvelope {
  /** The unit (or plant without units) that must keep the distance. */
  readonly unitId: string;
  readonly parkId: string | null;
  readonly measuredFrom: MeasuredFrom;
  readonly distanceKind: DistanceKind;
  readonly requiredM: number;
  readonly geometry: Areal;
}

export interface EnvelopesOptions extends SubjectOptions {
  readonly edgeModel: EdgeModel;
  readonly workingCrs: string;
  /** Draw each distance this many times as long; default 1. */
  readonly distanceFactor?: number;
}

/**
 * The envelopes of all units that run on a date, one for each outline that a distance is measured from (unit, plant), drawn
 * outward to 5 cm. Envelopes never decide: {@link checkProtection} does.
 *
 * @returns In the order of the units; one that cannot be drawn is left out.
 * Cost: a buffer each.
 */
export function protectionEnvelopes(
  input: Pick<ProtectionInput, "units" | "plants">,
  options: EnvelopesOptions,
): readonly ProtectionEnvelope[] {
  return protectionSubjects(input, options).subjects.flatMap(({ feature, outlines }) =>
    outlines.flatMap((outline): ProtectionEnvelope[] => {
      const { kind: distanceKind, requiredM } = outline.required[0]!;
      try {
        const geometry = envelopeOf(outline, options, options.distanceFactor);
        const parkId = feature.properties.parkId ?? null;
        return [{ unitId: feature.id, parkId, measuredFrom: outline.outline, distanceKind, requiredM, geometry }];
      } catch (error) {
        if (isGeoError(error)) return [];
        throw error;
      }
    }),
  );
}
