import type { LonLat } from "../crs/position.ts";
import type { EdgeModel } from "../geometry/types.ts";

/** How the outlines of a layer are to be compared. */
export interface CoverageOptions {
  /** How edges run between vertices. Default `lonlat`. */
  readonly edgeModel?: EdgeModel;
  /** Zone in whose plane `projected` edges are straight. Default: the 3° zone of the layer's middle. */
  readonly workingCrs?: string;
  /** Overlaps, overhangs and gaps narrower than this are rounding of coordinates. Default 0.01 m; at least 0.002 m. */
  readonly toleranceM?: number;
  /** Overlaps and overhangs smaller than this are rounding too. Default 0.01 m². */
  readonly smallestM2?: number;
}

export interface CoverageDefectOptions extends CoverageOptions {
  /** Neighbours at least this far apart are meant to be apart: no street or ditch is narrower. Default 0.5 m. */
  readonly gapM?: number;
  /** Areals narrower than this are slivers. Default 0.5 m. */
  readonly sliverM?: number;
  /** Whether two areals should not share ground; by default any two. For example: parcels that are valid on the same day. */
  readonly areComparable?: (first: number, second: number) => boolean;
}

/** Two areals of a layer that share ground. */
export interface Overlap {
  readonly kind: "overlap";
  /** Places of the two in the layer, the earlier one first. */
  readonly first: number;
  readonly second: number;
  readonly areaM2: number;
  /** Connected pieces that the common ground consists of. */
  readonly pieces: number;
  /** Mean width of the largest piece: twice its area by its outline. */
  readonly widthM: number;
  /** A place inside the largest piece. */
  readonly at: LonLat;
}

/** Two areals whose borders run beside each other without meeting. */
export interface Gap {
  readonly kind: "gap";
  readonly first: number;
  readonly second: number;
  /** Distance of the borders where it is widest, at a vertex of one of them. */
  readonly widthM: number;
  readonly at: LonLat;
}

/** An areal of which a polygon is so narrow that it is a rest of drawing rather than ground. */
export interface Sliver {
  readonly kind: "sliver";
  readonly first: number;
  /** Of its narrowest polygon. */
  readonly areaM2: number;
  readonly widthM: number;
  readonly at: LonLat;
}

export type CoverageDefect = Overlap | Gap | Sliver;

/** An areal that reaches out of the one it belongs to. */
export interface Overhang {
  /** Places of the two in their layers. */
  readonly child: number;
  readonly parent: number;
  /** Ground of the child outside the parent, as an overlap's. */
  readonly areaM2: number;
  readonly pieces: number;
  readonly widthM: number;
  readonly at: LonLat;
}
