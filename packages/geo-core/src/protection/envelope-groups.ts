import { geodesicAreaM2 } from "../geodesy/area.ts";
import { subtractAreal } from "../geodesy/subtract-areal.ts";
import { unionAreal } from "../geodesy/union-areal.ts";
import type { Areal } from "../geometry/types.ts";
import { type EnvelopesOptions, protectionEnvelopes } from "./envelopes.ts";
import type { ProtectionInput } from "./subjects.ts";

/** What envelopes are united by. */
export type EnvelopeGrouping = "unit" | "plant" | "park";

/** All envelopes of a unit, plant or park in one outline: for maps and figures, labelled as a drawing. It decides nothing. */
export interface EnvelopeGroup {
  readonly by: EnvelopeGrouping;
  readonly id: string;
  /** The units (and plants without units) whose envelopes it unites, in the order of the data. */
  readonly unitIds: readonly string[];
  /** The longest distance in it. */
  readonly longestM: number;
  /** Holds every place within a distance of its outline; at most 5 cm wider. */
  readonly geometry: Areal;
  readonly areaM2: number;
  /** The ground beyond, up to `marginShare` farther than each distance: what stands there is outside, but only just. */
  readonly margin: Areal | null;
}

export interface EnvelopeGroupOptions extends EnvelopesOptions {
  readonly by: EnvelopeGrouping;
  /** Width of the margin as a share of each distance; default 0.1. */
  readonly marginShare?: number;
}

const MARGIN_SHARE = 0.1;

/**
 * The envelopes of the units that run on a date, united by unit, plant or park, with the margin beyond them.
 *
 * @returns In the order in which the groups first come; units without a plant (or park) are in no group of that kind.
 * @throws {RangeError} for a margin share that is not above 0.
 * @throws {GeoError} `date-invalid`.
 *
 * Accuracy: outward, at most 5 cm wide. Cost: two buffers an outline, two unions and a difference a group.
 */
export function envelopeGroups(
  input: Pick<ProtectionInput, "units" | "plants">,
  { by, marginShare = MARGIN_SHARE, ...options }: EnvelopeGroupOptions,
): readonly EnvelopeGroup[] {
  if (!(marginShare > 0)) throw new RangeError(`marginShare must be above 0, not ${marginShare}`);
  const plantOf = new Map(input.units.map(({ id, properties }) => [id, properties.plantId]));
  const inner = protectionEnvelopes(input, options);
  const outer = protectionEnvelopes(input, { ...options, distanceFactor: 1 + marginShare });
  const wide = new Map(outer.map((envelope) => [`${envelope.measuredFrom} ${envelope.unitId}`, envelope.geometry]));
  const groups = new Map<string, { unitIds: Set<string>; longestM: number; drawn: Areal[]; wider: Areal[] }>();
  for (const { unitId, parkId, requiredM, measuredFrom, geometry } of inner) {
    const id = { unit: unitId, plant: plantOf.has(unitId) ? plantOf.get(unitId) : unitId, park: parkId ?? undefined }[by];
    if (id === undefined) continue;
    const group = groups.get(id) ?? { unitIds: new Set(), longestM: 0, drawn: [], wider: [] };
    groups.set(id, group);
    group.unitIds.add(unitId);
    group.longestM = Math.max(group.longestM, requiredM);
    group.drawn.push(geometry);
    group.wider.push(wide.get(`${measuredFrom} ${unitId}`) ?? geometry);
  }
  return [...groups].map(([id, { unitIds, longestM, drawn, wider }]): EnvelopeGroup => {
    const geometry = unionAreal(drawn)!;
    const margin = subtractAreal(unionAreal(wider)!, [geometry]);
    return { by, id, unitIds: [...unitIds], longestM, geometry, areaM2: geodesicAreaM2(geometry), margin };
  });
}
