import type { Position } from "geojson";
import { geodesicAreaM2 } from "../geodesy/area.ts";
import { bufferGeometry } from "../geodesy/buffer.ts";
import { subtractAreal } from "../geodesy/subtract-areal.ts";
import type { Areal, Geometry } from "../geometry/types.ts";
import type { EdgeModel } from "../model/types.ts";
import { drawableToleranceM } from "../protection/envelope.ts";

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

/** How far the drawn surroundings of a site may lie from the true ones; it makes `boundM2`. */
const TOLERANCE_M = 0.02;
/** Pieces smaller than this are what rounding leaves along borders that almost coincide, not ground. */
const CRUMB_M2 = 0.01;
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
  const toleranceM = drawableToleranceM(distanceM, TOLERANCE_M);
  const drawn = { outer: new Map<number, Areal>(), inner: new Map<number, Areal>() };
  const surroundings = (site: number, guarantee: "outer" | "inner"): Areal => {
    const known = drawn[guarantee].get(site);
    if (known) return known;
    const areal = bufferGeometry(sites[site]!, distanceM, { ...options, guarantee, toleranceM });
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
      const pieces = piecesOf(remainder(parcel, siteIndexes, "outer"));
      const mostM2 = totalM2(piecesOf(remainder(parcel, siteIndexes, "inner")));
      if (pieces.length === 0) return { ...NOTHING, boundM2: mostM2 };
      const areaM2 = totalM2(pieces);
      return {
        usable: joined(pieces.map(({ rings }) => rings)),
        areaM2,
        boundM2: Math.max(0, mostM2 - areaM2),
        largestPieceM2: Math.max(...pieces.map((piece) => piece.areaM2)),
      };
    },
  };
}

interface Piece {
  readonly rings: Position[][];
  readonly areaM2: number;
}

function piecesOf(areal: Areal | null): readonly Piece[] {
  const polygons = areal === null ? [] : areal.type === "Polygon" ? [areal.coordinates] : areal.coordinates;
  return polygons
    .map((rings) => ({ rings, areaM2: geodesicAreaM2({ type: "Polygon", coordinates: rings }) }))
    .filter(({ areaM2 }) => areaM2 >= CRUMB_M2);
}

const totalM2 = (pieces: readonly Piece[]): number => pieces.reduce((sum, { areaM2 }) => sum + areaM2, 0);

function joined(polygons: readonly Position[][][]): Areal {
  const [only] = polygons;
  return only && polygons.length === 1
    ? { type: "Polygon", coordinates: only }
    : { type: "MultiPolygon", coordinates: [...polygons] };
}
