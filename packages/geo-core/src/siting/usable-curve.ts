import { GeoError } from "../errors.ts";
import { geodesicAreaM2 } from "../geodesy/area.ts";
import type { Areal, Geometry } from "../geometry/types.ts";
import type { EdgeModel } from "../model/types.ts";
import { pairsWithin } from "../spatial-index/pairs-within.ts";
import { coveredSites } from "./covered-sites.ts";
import { drawingRoom, type ExclusionOptions, excluder, type Ground, groundOf } from "./usable-ground.ts";

export interface UsableStep {
  readonly distanceM: number;
  /** Ground at least this far from every site, m²; never overstated. */
  readonly usableAreaM2: number;
  /** The true area is at most this much larger. */
  readonly boundM2: number;
}

/**
 * How much of an area (a park, a parcel) stays usable to a unit that needs each distance to every site. Never rises with the
 * distance.
 *
 * @param areas  The areas; sites may lie inside them.
 * @returns For each area one step per distance, ascending.
 * @throws {GeoError} `input-out-of-range` for a distance that is not above 0; else as `distanceBetween`.
 *
 * Cost: for each distance a join, two buffers per site in reach and two overlays per area touched.
 */
export function usableCurves(
  areas: readonly Areal[],
  sites: readonly Geometry[],
  distancesM: readonly number[],
  options: { readonly edgeModel: EdgeModel; readonly workingCrs: string },
): readonly (readonly UsableStep[])[] {
  const wrong = distancesM.find((distanceM) => !(distanceM > 0 && Number.isFinite(distanceM)));
  if (wrong !== undefined)
    throw new GeoError("input-out-of-range", `A distance of the curve is ${wrong} m; it must be above 0`, {
      details: { distanceM: wrong },
    });
  const ascending = [...new Set(distancesM)].sort((a, b) => a - b);
  const covered = coveredSites(sites);
  const room = drawingRoom();
  const grounds = areas.map(groundOf);
  const steps = ascending.map((distanceM) => stepsAt(grounds, sites, distanceM, { ...options, covered, room }));
  return areas.map((_, area) => neverRising(steps.map((atDistance) => atDistance[area]!)));
}

function stepsAt(
  grounds: readonly Ground[],
  sites: readonly Geometry[],
  distanceM: number,
  options: ExclusionOptions,
): readonly UsableStep[] {
  const near = grounds.map((): number[] => []);
  const areas = grounds.map(({ areal }) => areal);
  const reaches = grounds.map(() => distanceM);
  for (const { unit, site } of pairsWithin(areas, reaches, sites, options)) near[unit]!.push(site);
  const { usableGround } = excluder(sites, near.flat(), distanceM, options);
  return grounds.map((ground, index): UsableStep => {
    if (near[index]!.length === 0) return { distanceM, usableAreaM2: geodesicAreaM2(ground.areal), boundM2: 0 };
    const { areaM2, boundM2 } = usableGround(ground, near[index]!);
    return { distanceM, usableAreaM2: areaM2, boundM2 };
  });
}

/**
 * Of two distances close together the drawing can cut off more at the shorter one. What is usable at a longer distance is
 * surely usable at a shorter one, so the larger of both areas holds there too.
 */
function neverRising(steps: readonly UsableStep[]): readonly UsableStep[] {
  let atLeastM2 = 0;
  return steps
    .toReversed()
    .map((step) => {
      const gainM2 = Math.max(0, atLeastM2 - step.usableAreaM2);
      atLeastM2 = step.usableAreaM2 + gainM2;
      return { ...step, usableAreaM2: atLeastM2, boundM2: Math.max(0, step.boundM2 - gainM2) };
    })
    .reverse();
}
