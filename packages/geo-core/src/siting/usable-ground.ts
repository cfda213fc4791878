import type { Position } from "geojson";
import { geodesicAreaM2 } from "../geodesy/area.ts";
import { bufferGeometry } from "../geodesy/buffer.ts";
import { bufferColumnsInto } from "../geodesy/buffer-columns.ts";
import { nest, twiceArea } from "../geodesy/overlay/assemble.ts";
import type { GridPath } from "../geodesy/overlay/clipper.ts";
import { arealFromGrid, arealFromPolygons, STEPS_PER_DEG } from "../geodesy/overlay/degree-grid.ts";
import { PositionColumn } from "../geodesy/position-column.ts";
import { subtractAreal } from "../geodesy/subtract-areal.ts";
import { flattenLayer } from "../geometry/flat-layer.ts";
import type { Areal, Geometry } from "../geometry/types.ts";
import type { EdgeModel } from "../model/types.ts";
import { drawableToleranceM } from "../protection/envelope.ts";
import { type ClippedRings, clipParcel } from "./clip-parcel.ts";
import { type GridShape, gridShape, gridShapeAt, ringsAreApart } from "./grid-shape.ts";
import { keepApart } from "./keep-apart.ts";

export interface UsableGround {
  readonly usable: Areal | null;
  readonly areaM2: number;
  /** By how much the true usable area may exceed `areaM2`. */
  readonly boundM2: number;
  readonly largestPieceM2: number;
}

/** Ground that lies farther than a distance from sites. */
export interface Excluder {
  readonly usableGround: (parcel: Ground, siteIndexes: readonly number[]) => UsableGround;
}

/** How far the drawn surroundings of a site may lie from the true ones; it makes `boundM2`. */
const TOLERANCE_M = 0.02;
/** Pieces smaller than this are what rounding leaves along borders that almost coincide, not ground. */
const CRUMB_M2 = 0.01;
const NOTHING: UsableGround = { usable: null, areaM2: 0, boundM2: 0, largestPieceM2: 0 };

export interface ExclusionOptions {
  readonly edgeModel: EdgeModel;
  readonly workingCrs: string;
  /** Sites inside others, which take away nothing more ({@link coveredSites}). */
  readonly covered?: ReadonlySet<number>;
  /** Room for the drawings, when one excluder after another is asked; each ends the one before. */
  readonly room?: DrawingRoom;
}

/** Where outlines are drawn, outward and inward. */
export type DrawingRoom = Readonly<Record<"outer" | "inner", PositionColumn>>;

export const drawingRoom = (): DrawingRoom => ({ outer: new PositionColumn(0), inner: new PositionColumn(0) });

/** The drawn surroundings of a site on the grid; as positions for the general overlay. */
interface Surroundings {
  readonly shape: GridShape;
  readonly areal: () => Areal;
}

/**
 * Prepares the exclusion of all ground within `distanceM` of the named sites.
 *
 * What is subtracted is drawn outward (it contains every point within the distance), so the usable ground is never
 * overstated; drawing it inward as well bounds what was cut off too much.
 *
 * Cost: two buffers for each site, two cuts for each parcel.
 */
export function excluder(
  sites: readonly Geometry[],
  named: Iterable<number>,
  distanceM: number,
  { covered, room = drawingRoom(), ...drawing }: ExclusionOptions,
): Excluder {
  const numbers = [...new Set(named)].filter((site) => !covered?.has(site));
  const geometries = numbers.map((site) => sites[site]!);
  const layer = flattenLayer(geometries);
  const distancesM = new Float64Array(numbers.length).fill(distanceM);
  const toleranceM = drawableToleranceM(distanceM, TOLERANCE_M);
  const drawn = (guarantee: "outer" | "inner"): ReadonlyMap<number, Surroundings> => {
    const options = { ...drawing, guarantee, toleranceM };
    const columns = bufferColumnsInto(room[guarantee], layer, distancesM, options);
    const steps = columns.lonLat;
    // In place: nobody else reads the column, and another copy of ten megabytes would cost more than the drawing.
    for (let i = 0; i < steps.length; i++) steps[i] = Math.round(steps[i]! * STEPS_PER_DEG);
    return new Map(
      numbers.map((site, k) => [
        site,
        { shape: gridShapeAt(steps, columns, k), areal: () => bufferGeometry(geometries[k]!, distanceM, options) },
      ]),
    );
  };
  const outer = drawn("outer");
  const inner = drawn("inner");
  return {
    usableGround: (parcel, siteNumbers) => {
      const near = siteNumbers.filter((site) => outer.has(site));
      const rest = restOf(
        parcel,
        near.map((site) => outer.get(site)!),
      );
      const most = restOf(
        parcel,
        near.map((site) => inner.get(site)!),
      );
      const pieces = piecesOf(rest.areal());
      const areaM2 = totalM2(pieces);
      const boundM2 = boundOf(rest, most, areaM2);
      if (pieces.length === 0) return { ...NOTHING, boundM2 };
      return {
        usable: joined(pieces.map(({ rings }) => rings)),
        areaM2,
        boundM2,
        largestPieceM2: Math.max(...pieces.map((piece) => piece.areaM2)),
      };
    },
  };
}

/** Ground to be cut, with its rings on the grid where it can be cut the quick way. */
export interface Ground {
  readonly areal: Areal;
  /** Null where the outline crosses or touches itself, or lies at the antimeridian. */
  readonly shape: GridShape | null;
}

export function groundOf(areal: Areal): Ground {
  const shape = gridShape(areal);
  const edge = 179 * STEPS_PER_DEG;
  return { areal, shape: shape.minX > -edge && shape.maxX < edge && ringsAreApart(shape) ? shape : null };
}

interface Rest {
  /** Null where only the general overlay could tell. */
  readonly rings: ClippedRings;
  readonly areal: () => Areal | null;
}

function restOf({ areal, shape }: Ground, others: readonly Surroundings[]): Rest {
  const taken = others.map((other) => other.shape);
  const rings = shape && clipParcel(shape, taken);
  if (shape && rings) {
    const grid = { originLonDeg: shape.minX / STEPS_PER_DEG, x0: shape.minX, y0: shape.minY };
    // Rings that keep apart need no more than their holes sorted; else they are noded anew.
    return { rings, areal: () => (keepApart(rings) ? arealFromPolygons(grid, nest(rings)) : arealFromGrid(grid, rings)) };
  }
  const general = () =>
    subtractAreal(
      areal,
      others.map((other) => other.areal()),
    );
  return { rings: null, areal: general };
}

const gridArea = (rings: readonly GridPath[]): number => rings.reduce((sum, ring) => sum + twiceArea(ring), 0);

/**
 * How much larger the ground is that the inward drawing leaves. On one grid two areas share their scale, to a thousandth over
 * the 3 km that the quick way takes; ground that was too small to count may come back.
 */
function boundOf(rest: Rest, most: Rest, areaM2: number): number {
  if (!rest.rings || !most.rings || areaM2 === 0) return Math.max(0, totalM2(piecesOf(most.areal())) - areaM2);
  return 1.001 * areaM2 * Math.max(0, gridArea(most.rings) / gridArea(rest.rings) - 1) + CRUMB_M2;
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
