import { tmInverse } from "../crs/transverse-mercator.ts";
import { GeoError } from "../errors.ts";
import { type FlatGeometry, POLYGON_PART } from "../geometry/flat-geometry.ts";
import type { Areal } from "../geometry/types.ts";
import { RAD_PER_DEG } from "../units.ts";
import { type BufferTask, frameIsEnough, type OffsetPlan, planOffset } from "./buffer-plan.ts";
import { MIN_RADIUS_M } from "./distance/bounds.ts";
import { edgesOf } from "./distance/edge-shape.ts";
import { type FrameShape, shapeInFrame } from "./distance/frame-shape.ts";
import { frameAround } from "./distance/shape-distance.ts";
import { FRAME_REACH_M, type LocalFrame, localFrame } from "./local-frame.ts";
import { finePath, GRID_M, onDegreeGrid, onDrawingGrid, reframe } from "./outline.ts";
import { evenOdd, type GridPath, offset, subtract, unite } from "./overlay/clipper.ts";
import { arealFromGrid, type DegreeGrid, gridAt } from "./overlay/degree-grid.ts";

/**
 * A buffer by general offsetting: on a 0.1 mm grid in one frame, or, for shapes too wide for one, stretch by stretch in frames of
 * their own and united. Null where nothing is left.
 *
 * @throws {GeoError} `input-out-of-range`, `position-out-of-range`
 */
export function drawByOffset(flat: FlatGeometry, { distanceM, toleranceM, guarantee, surface }: BufferTask): Areal | null {
  const shape = edgesOf(flat, surface);
  const seen = shapeInFrame(shape, frameAround([shape]));
  assertDrawable(seen, distanceM);
  const grid = gridAt(flat.lonLat[0]!, flat.lonLat[1]!);
  if (!frameIsEnough(distanceM, seen.maxAbsX, toleranceM))
    return arealFromGrid(grid, drawInPieces(seen, grid, distanceM, toleranceM, guarantee));
  const plan = planOffset(distanceM, seen.maxAbsX, toleranceM, guarantee);
  return arealFromGrid(grid, drawInOneFrame(seen, grid, plan));
}

function drawInOneFrame(seen: FrameShape, grid: DegreeGrid, plan: OffsetPlan): GridPath[] {
  const fine = (path: number) => onDrawingGrid(finePath(seen, path, plan.edgeToleranceM));
  const rings = offset(
    { polygons: polygonRings(seen, fine), lines: linePaths(seen).map(fine) },
    (plan.offsetM + plan.arcLiftM) / GRID_M,
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
  guarantee: BufferTask["guarantee"],
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
      const rings = offset({ polygons: [], lines: [line] }, (plan.offsetM + plan.arcLiftM) / GRID_M, plan.arcToleranceM / GRID_M);
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
