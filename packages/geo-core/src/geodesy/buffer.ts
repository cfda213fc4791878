import type { Position } from "geojson";
import { type FlatGeometry, flattenGeometry } from "../geometry/flat-geometry.ts";
import type { Areal, EdgeModel, Geometry } from "../geometry/types.ts";
import { drawByOffset } from "./buffer-by-offset.ts";
import { drawStar } from "./buffer-draw-star.ts";
import { assertBufferInput, type BufferGuarantee, type BufferTask } from "./buffer-plan.ts";
import { surroundingsOf } from "./buffer-ring.ts";
import { middleCrsOfBox } from "./distance/distance-between.ts";
import { edgeSurface } from "./distance/edge-shape.ts";
import { PositionColumn } from "./position-column.ts";

export interface BufferOptions {
  /** How far the outline may lie from the true one. Default 0.01 m; at least 0.004 m. */
  readonly toleranceM?: number;
  /** `outer` holds every point of the true buffer, `inner` none outside it, `nearest` (default) errs to both sides. */
  readonly guarantee?: BufferGuarantee;
  /** How the geometry's edges run. Default `lonlat`. */
  readonly edgeModel?: EdgeModel;
  /** Zone in whose plane `projected` edges are straight. Default: the 3° zone of the geometry's middle. */
  readonly workingCrs?: string;
}

/**
 * The ground within `distanceM` of a geometry (geodesic distance on CGCS2000), for drawing and for areas; verdicts come from
 * distanceBetween. Negative distances shrink polygons. Round corners, holes, parts united; output valid, wound as RFC 7946
 * asks, positions to 1e-9 degrees, edges cut short enough to hold under every edge model. An empty MultiPolygon where nothing is
 * left. Across the antimeridian longitudes run on past 180°.
 *
 * Method: in a local transverse Mercator with k0 = 1. The outline of one point, line or polygon that is compact beside the distance is the
 * upper envelope of moved edges and arcs about a centre, its output tested exactly; others are offset on a 0.1 mm grid (clipper2);
 * shapes too wide for one frame are drawn piece by piece, each in its own, and united. Accuracy: outline within `toleranceM`, on the side of the guarantee
 * (docs/accuracy.md, "Buffer"). Cost: O(n log n) and √(distance/tolerance) vertices a round corner.
 *
 * @throws {RangeError} for a tolerance under 4 mm or a distance that is not finite.
 * @throws {GeoError} `input-out-of-range` where the distance cannot be drawn to the tolerance (1 cm: about 9 km);
 *   `position-out-of-range` at a pole or for a shape over 900 km wide; else as distanceBetween.
 */
export function bufferGeometry(geometry: Geometry, distanceM: number, options: BufferOptions = {}): Areal {
  const flat = flattenGeometry(geometry);
  const task = bufferTask(flat, distanceM, options);
  drawn.length = 0;
  if (flat.partKinds.length === 1 && drawStar(flat, 0, task, drawn))
    return { type: "Polygon", coordinates: [positionsOf(drawn)] };
  return drawByOffset(flat, task) ?? { type: "MultiPolygon", coordinates: [] };
}

const drawn = new PositionColumn();

/**
 * The options of a call, filled in for one geometry.
 *
 * @throws {RangeError} as assertBufferInput. @throws {GeoError} as edgeSurface.
 */
export function bufferTask(flat: FlatGeometry, distanceM: number, options: BufferOptions): BufferTask {
  const { toleranceM = 0.01, guarantee = "nearest", edgeModel = "lonlat", workingCrs } = options;
  assertBufferInput(distanceM, toleranceM);
  const middleCrs = (): string => {
    const { lonDeg, latDeg } = surroundingsOf(flat, 0, flat.lonLat.length / 2);
    return middleCrsOfBox([lonDeg, latDeg, lonDeg, latDeg]);
  };
  return { distanceM, toleranceM, guarantee, surface: edgeSurface(edgeModel, workingCrs, middleCrs) };
}

function positionsOf({ numbers, length }: PositionColumn): Position[] {
  const positions: Position[] = [];
  for (let i = 0; i < length; i += 2) positions.push([numbers[i]!, numbers[i + 1]!]);
  return positions;
}
