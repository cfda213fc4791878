import { tmInverse } from "../crs/transverse-mercator.ts";
import { GeoError } from "../errors.ts";
import { POLYGON_PART } from "../geometry/flat-geometry.ts";
import type { Areal, EdgeModel, Geometry } from "../geometry/types.ts";
import { RAD_PER_DEG } from "../units.ts";
import { drawStar } from "./buffer-draw-star.ts";
import { assertBufferInput, type BufferGuarantee, frameIsEnough, type OffsetPlan, planOffset } from "./buffer-plan.ts";
import { MIN_RADIUS_M } from "./distance/bounds.ts";
import { middleCrs } from "./distance/distance-between.ts";
import { edgeShape, edgeSurface } from "./distance/edge-shape.ts";
import { type FrameShape, shapeInFrame } from "./distance/frame-shape.ts";
import { frameAround } from "./distance/shape-distance.ts";
import { FRAME_REACH_M, type LocalFrame, localFrame } from "./local-frame.ts";
import { finePath, GRID_M, onDegreeGrid, onDrawingGrid, reframe } from "./outline.ts";
import { evenOdd, type GridPath, offset, subtract, unite } from "./overlay/clipper.ts";
import { arealFromGrid, type DegreeGrid, gridAt } from "./overlay/degree-grid.ts";

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
  const { toleranceM = 0.01, guarantee = "nearest", edgeModel = "lonlat" } = options;
  assertBufferInput(distanceM, toleranceM);
  const surface = edgeSurface(edgeModel, options.workingCrs, () => middleCrs(geometry));
  const shape = edgeShape(geometry, surface);
  const seen = shapeInFrame(shape, frameAround([shape]));
  assertDrawable(seen, distanceM);
  const grid = gridAt(shape.flat.lonLat[0]!, shape.flat.lonLat[1]!);
  const oneFrame = frameIsEnough(distanceM, seen.maxAbsX, toleranceM);
  if (oneFrame) {
    const plan = planOffset(distanceM, seen.maxAbsX, toleranceM, guarantee);
    return drawStar(seen, grid, plan) ?? arealOf(grid, drawInOneFrame(seen, grid, plan));
  }
  return arealOf(grid, drawInPieces(seen, grid, distanceM, toleranceM, guarantee));
}

const arealOf = (grid: DegreeGrid, rings: readonly GridPath[]): Areal =>
  arealFromGrid(grid, rings) ?? { type: "MultiPolygon", coordinates: [] };

function drawInOneFrame(seen: FrameShape, grid: DegreeGrid, plan: OffsetPlan): GridPath[] {
  const fine = (path: number) => onDrawingGrid(finePath(seen, path, plan.edgeToleranceM));
  const rings = offset(
    { polygons: polygonRings(seen, fine), lines: linePaths(seen).map(fine) },
    plan.offsetM / GRID_M,
    plan.arcToleranceM / GRID_M,
  );
  return onDegreeGrid(grid, seen.frame, rings, plan.outputToleranceM);
}

/**
 * Wide shapes: the shape itself, united with (or, shrinking, less) the surroundings of its outline, drawn stretch by stretch in
 * frames of their own.
 */
function drawInPieces(
  seen: FrameShape,
  grid: DegreeGrid,
  distanceM: number,
  toleranceM: number,
  guarantee: BufferGuarantee,
): GridPath[] {
  const lengthM = Math.abs(distanceM);
  const stretchM = stretchFor(lengthM, toleranceM);
  const flipped = { outer: "inner", inner: "outer", nearest: "nearest" } as const;
  const plan = planOffset(lengthM, stretchM / 2, toleranceM, distanceM < 0 ? flipped[guarantee] : guarantee);
  const polygons = polygonRings(seen, (path) => onDrawingGrid(finePath(seen, path, plan.edgeToleranceM)));
  const ground = onDegreeGrid(grid, seen.frame, polygons, plan.outputToleranceM);
  const outlines = distanceM < 0 ? polygonPaths(seen) : [...polygonPaths(seen), ...linePaths(seen)];
  const surroundings = outlines.flatMap((path) =>
    stretches(finePath(seen, path, plan.edgeToleranceM, stretchM / 2), stretchM).flatMap((stretch) => {
      const frame = frameOf(stretch, seen.frame);
      const line = onDrawingGrid(reframe(stretch, seen.frame, frame));
      const rings = offset({ polygons: [], lines: [line] }, plan.offsetM / GRID_M, plan.arcToleranceM / GRID_M);
      return onDegreeGrid(grid, frame, rings, plan.outputToleranceM);
    }),
  );
  return distanceM < 0 ? subtract(ground, unite(surroundings)) : unite([...ground, ...surroundings]);
}

/** Rings of the polygons, each polygon read even-odd and all united, so that shared borders are no outline. */
function polygonRings(seen: FrameShape, ringOf: (path: number) => GridPath): GridPath[] {
  const { partStarts, partKinds } = seen.shape.flat;
  const polygons: GridPath[][] = [];
  for (let part = 0; part < partKinds.length; part++) {
    if (partKinds[part] !== POLYGON_PART) continue;
    const rings: GridPath[] = [];
    for (let path = partStarts[part]!; path < partStarts[part + 1]!; path++) rings.push(ringOf(path));
    polygons.push(evenOdd(rings));
  }
  return polygons.length > 1 ? unite(polygons.flat()) : polygons.flat();
}

function polygonPaths({ shape: { flat } }: FrameShape): number[] {
  return pathsOf(flat, (kind) => kind === POLYGON_PART);
}

function linePaths({ shape: { flat } }: FrameShape): number[] {
  return pathsOf(flat, (kind) => kind !== POLYGON_PART);
}

function pathsOf({ partStarts, partKinds }: FrameShape["shape"]["flat"], wanted: (kind: number) => boolean): number[] {
  const paths: number[] = [];
  for (let part = 0; part < partKinds.length; part++)
    if (wanted(partKinds[part]!)) for (let path = partStarts[part]!; path < partStarts[part + 1]!; path++) paths.push(path);
  return paths;
}

/** The longest stretch that a frame of its own can draw. Where even the shortest is too much, planOffset says so. */
function stretchFor(lengthM: number, toleranceM: number): number {
  let stretchM = 16_000;
  while (stretchM > 200 && !frameIsEnough(lengthM, stretchM / 2, toleranceM)) stretchM /= 2;
  return stretchM;
}

/** Cuts a polyline into runs no longer than `longestM`, each beginning where the last one ended. */
function stretches(xy: readonly number[], longestM: number): number[][] {
  const runs: number[][] = [];
  let run = [xy[0]!, xy[1]!];
  let lengthM = 0;
  for (let i = 2; i < xy.length; i += 2) {
    const stepM = Math.hypot(xy[i]! - xy[i - 2]!, xy[i + 1]! - xy[i - 1]!);
    if (lengthM + stepM > longestM && run.length > 2) {
      runs.push(run);
      run = [xy[i - 2]!, xy[i - 1]!];
      lengthM = 0;
    }
    run.push(xy[i]!, xy[i + 1]!);
    lengthM += stepM;
  }
  runs.push(run);
  return runs;
}

/** A frame centred on the middle of a run's box. */
function frameOf(xy: readonly number[], frame: LocalFrame): LocalFrame {
  const xs = xy.filter((_, i) => i % 2 === 0);
  const ys = xy.filter((_, i) => i % 2 === 1);
  const middle = (values: readonly number[]): number =>
    (values.reduce((a, b) => Math.min(a, b)) + values.reduce((a, b) => Math.max(a, b))) / 2;
  const centre = new Float64Array(2);
  tmInverse(frame.projection, middle(xs), middle(ys), centre, 0);
  return localFrame(centre[0]!, centre[1]!);
}

function assertDrawable(seen: FrameShape, distanceM: number): void {
  const { lonLat } = seen.shape.flat;
  let highestDeg = 0;
  for (let i = 1; i < lonLat.length; i += 2) highestDeg = Math.max(highestDeg, Math.abs(lonLat[i]!));
  const reachesPole = highestDeg * RAD_PER_DEG + Math.max(0, distanceM) / MIN_RADIUS_M > 89.9 * RAD_PER_DEG;
  if (!reachesPole && seen.maxAbsX <= FRAME_REACH_M) return;
  throw new GeoError(
    "position-out-of-range",
    reachesPole
      ? `A buffer of ${distanceM} m around latitude ${highestDeg}° reaches a pole (limit 89.9°), where an outline in lon/lat fails.`
      : `The geometry lies up to ${Math.round(seen.maxAbsX / 1000)} km east or west of its middle; the limit is ` +
          `${FRAME_REACH_M / 1000} km. Cut it into parts.`,
    { details: { distanceM, highestLatDeg: highestDeg } },
  );
}
