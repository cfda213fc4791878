import { GeoError } from "../errors.ts";
import { geodesicAreaM2 } from "../geodesy/area.ts";
import { bufferGeometry } from "../geodesy/buffer.ts";
import { subtractAreal } from "../geodesy/subtract-areal.ts";
import type { Areal } from "../geometry/types.ts";
import type { CivilDate, EdgeModel, Site, SiteKind } from "../model/types.ts";
import { drawableToleranceM } from "./envelope.ts";
import { isSiteProtected } from "./presence.ts";
import { measurableFeatures } from "./unmeasurable.ts";

/** The ground around a site where no part of a unit that must keep `distanceM` may stand. A drawing; the check decides. */
export interface SiteGround {
  readonly siteId: string;
  readonly siteName: string;
  readonly kind: SiteKind;
  readonly distanceM: number;
  /** Holds every place nearer than the distance, and at most 5 cm more; the site itself included. */
  readonly geometry: Areal;
  readonly areaM2: number;
  /** The part of it that the next shorter distance leaves free: rings to draw over each other. */
  readonly ring: Areal | null;
}

export interface SiteGroundOptions {
  readonly edgeModel: EdgeModel;
  readonly workingCrs: string;
  /** Only sites that count on this date; without it all but the relocated ones. */
  readonly asOf?: CivilDate;
  /** Only sites of these kinds; default all. */
  readonly kinds?: readonly SiteKind[];
}

const TOLERANCE_M = 0.05;

/**
 * The check the other way round: for each site the ground that is closed to units of each distance.
 *
 * @returns By site in the order of the data, then by distance, ascending. Sites that cannot be measured are left out.
 * @throws {GeoError} `input-out-of-range` for a distance that is not above 0.
 *
 * Cost: a buffer and a difference for each site and distance.
 */
export function siteGrounds(
  sites: readonly Site[],
  distancesM: readonly number[],
  { edgeModel, workingCrs, asOf, kinds }: SiteGroundOptions,
): readonly SiteGround[] {
  const wrong = distancesM.find((distanceM) => !(distanceM > 0 && Number.isFinite(distanceM)));
  if (wrong !== undefined)
    throw new GeoError("input-out-of-range", `A distance is ${wrong} m; it must be above 0`, { details: { distanceM: wrong } });
  const ascending = [...new Set(distancesM)].sort((a, b) => a - b);
  const counting = measurableFeatures(sites, "sites").usable.filter(
    (site) => isSiteProtected(site, asOf) && (kinds === undefined || kinds.includes(site.properties.kind)),
  );
  return counting.flatMap(({ id: siteId, geometry: outline, properties: { name: siteName, kind } }) => {
    let shorter: Areal | null = null;
    return ascending.map((distanceM): SiteGround => {
      const toleranceM = drawableToleranceM(distanceM, TOLERANCE_M);
      const geometry = bufferGeometry(outline, distanceM, { guarantee: "outer", toleranceM, edgeModel, workingCrs });
      const ring = shorter === null ? geometry : subtractAreal(geometry, [shorter]);
      shorter = geometry;
      return { siteId, siteName, kind, distanceM, geometry, areaM2: geodesicAreaM2(geometry), ring };
    });
  });
}
