import { geodesicAreaM2 } from "../geodesy/area.ts";
import { bufferGeometry } from "../geodesy/buffer.ts";
import { subtractAreal } from "../geodesy/subtract-areal.ts";
import type { Areal, Geometry } from "../geometry/types.ts";
import type { EdgeModel } from "../model/types.ts";

export interface UsableGround {
  readonly usable: Areal | null;
  readonly areaM2: number;
  /** By how much the true usable area may exceed `areaM2`. */
  readonly boundM2: number;
  readonly largestPieceM2: number;
}

/** Ground that lies farther than a distance from sites. Keeps the drawn surroundings of each site for its next parcel. */
export interface Excluder {
  readonly usableGround: (parcel: Areal, siteIndexes: readonly number[]) => UsableGround;
}

const NOTHING: UsableGround = { usable: null, areaM2: 0, boundM2: 0, largestPieceM2: 0 };

/**
 * Prepares the exclusion of all ground within `distanceM` of the sites.
 *
 * What is subtracted is drawn outward (it contains every point within the distance), so the usable ground is never
 * overstated; drawing it inward as well bounds what was cut off too much.
 *
 * Cost: two buffers for each site that is ever asked for, two differences for each parcel.
 */
export function excluder(
  sites: readonly Geometry[],
  distanceM: number,
  options: { readonly edgeModel: EdgeModel; readonly workingCrs: string },
): Excluder {
  const drawn = { outer: new Map<number, Areal>(), inner: new Map<number, Areal>() };
  const surroundings = (site: number, guarantee: "outer" | "inner"): Areal => {
    const known = drawn[guarantee].get(site);
    if (known) return known;
    const areal = bufferGeometry(sites[site]!, distanceM, { ...options, guarantee });
    drawn[guarantee].set(site, areal);
    return areal;
  };
  const remainder = (parcel: Areal, siteIndexes: readonly number[], guarantee: "outer" | "inner") =>
    subtractAreal(
      parcel,
      siteIndexes.map((site) => surroundings(site, guarantee)),
    );
  return {
    usableGround: (parcel, siteIndexes) => {
      const usable = remainder(parcel, siteIndexes, "outer");
      const most = remainder(parcel, siteIndexes, "inner");
      const mostM2 = most ? geodesicAreaM2(most) : 0;
      if (!usable) return { ...NOTHING, boundM2: mostM2 };
      const pieces = usable.type === "Polygon" ? [usable.coordinates] : usable.coordinates;
      const piecesM2 = pieces.map((coordinates) => geodesicAreaM2({ type: "Polygon", coordinates }));
      const areaM2 = piecesM2.reduce((sum, pieceM2) => sum + pieceM2, 0);
      return { usable, areaM2, boundM2: Math.max(0, mostM2 - areaM2), largestPieceM2: Math.max(...piecesM2) };
    },
  };
}
