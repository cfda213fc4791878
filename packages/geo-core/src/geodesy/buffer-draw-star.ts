import type { Position } from "geojson";
import { edgeColumns, visitContacts } from "../geometry/edge-contacts.ts";
import { POLYGON_PART } from "../geometry/flat-geometry.ts";
import type { Polygon } from "../geometry/types.ts";
import type { OffsetPlan } from "./buffer-plan.ts";
import { type StarOutline, starOutline } from "./buffer-star.ts";
import { type FrameInverse, frameInverse, unprojectNear } from "./buffer-unproject.ts";
import type { FrameShape } from "./distance/frame-shape.ts";
import { finePath, longestNearM } from "./outline.ts";
import { type DegreeGrid, STEPS_PER_DEG, toGrid } from "./overlay/degree-grid.ts";

/** Coordinates up to here have exact products and differences of products. */
const EXACT_STEPS = 2 ** 25;

/**
 * The buffer of one point, line or simple polygon that is compact beside the distance, drawn at once without an overlay; null
 * where it is not, or where the outline on the degree grid fails the exact test below.
 */
export function drawStar(seen: FrameShape, grid: DegreeGrid, plan: OffsetPlan): Polygon | null {
  const { partKinds } = seen.shape.flat;
  if (partKinds.length !== 1 || plan.offsetM <= 0) return null;
  const ring = partKinds[0] === POLYGON_PART ? simpleShell(seen, plan) : thereAndBack(finePath(seen, 0, plan.edgeToleranceM));
  if (!ring) return null;
  const reachM = ring.reduce((most, value) => Math.max(most, Math.abs(value)), 0) * 1.5 + plan.offsetM;
  const inverse = frameInverse(seen.frame, reachM);
  if (!inverse) return null;
  const longestM = longestNearM(seen.frame, reachM, plan.outputToleranceM);
  const outline = starOutline(ring, plan.offsetM, { arcToleranceM: plan.arcToleranceM, longestM });
  return outline && starPolygon(outline, inverse, grid);
}

/** The shell, counter-clockwise; null unless it is simple on the drawing plane and every hole is filled by the distance. */
function simpleShell(seen: FrameShape, plan: OffsetPlan): number[] | null {
  const { partStarts } = seen.shape.flat;
  for (let path = 1; path < partStarts[1]!; path++) if (!isFilled(finePath(seen, path, plan.edgeToleranceM), plan)) return null;
  const xy = finePath(seen, 0, plan.edgeToleranceM);
  xy.length -= 2;
  const points = Array.from({ length: xy.length / 2 }, (_, i) => ({ x: xy[2 * i]!, y: xy[2 * i + 1]! }));
  let isSimple = points.length >= 3;
  visitContacts(edgeColumns([points]), () => {
    isSimple = false;
    return true;
  });
  if (!isSimple) return null;
  let twice = 0;
  for (let i = 0, j = points.length - 1; i < points.length; j = i++)
    twice +=
      (points[j]!.x - points[0]!.x) * (points[i]!.y - points[0]!.y) -
      (points[i]!.x - points[0]!.x) * (points[j]!.y - points[0]!.y);
  return twice > 0 ? xy : points.reverse().flatMap(({ x, y }) => [x, y]);
}

/** A hole no wider (or no higher) than twice the distance: every place in it has its border within half of that. */
function isFilled(xy: readonly number[], { offsetM, edgeToleranceM }: OffsetPlan): boolean {
  const spanOf = (first: number): number => {
    let [low, high] = [Infinity, -Infinity];
    for (let i = first; i < xy.length; i += 2) {
      low = Math.min(low, xy[i]!);
      high = Math.max(high, xy[i]!);
    }
    return high - low;
  };
  return Math.min(spanOf(0), spanOf(1)) / 2 + edgeToleranceM < offsetM;
}

/** A line as a ring: to its end and back. A point stays one. */
function thereAndBack(xy: readonly number[]): number[] {
  const ring = [...xy];
  for (let i = xy.length - 4; i >= 2; i -= 2) ring.push(xy[i]!, xy[i + 1]!);
  return ring;
}

/**
 * The outline on the degree grid. Exact test: about the centre each vertex lies to the left of the one before and the whole
 * goes round once, so the ring is simple and counter-clockwise; null where rounding has spoilt that.
 */
function starPolygon({ centreX, centreY, xy }: StarOutline, inverse: FrameInverse, grid: DegreeGrid): Polygon | null {
  const middle = unprojectNear(inverse, [centreX, centreY]);
  const centre = toGrid(grid, middle[0]!, middle[1]!);
  const x0 = grid.x0 + centre.x;
  const y0 = grid.y0 + centre.y;
  const lonLat = unprojectNear(inverse, xy);
  const ring: Position[] = [];
  let rounds = 0;
  let px = 0;
  let py = 0;
  for (let i = 0; i <= lonLat.length; i += 2) {
    const at = i < lonLat.length ? i : 0;
    const lonSteps = Math.round(lonLat[at]! * STEPS_PER_DEG);
    const latSteps = Math.round(lonLat[at + 1]! * STEPS_PER_DEG);
    const x = lonSteps - x0;
    const y = latSteps - y0;
    if (!(Math.abs(x) <= EXACT_STEPS && Math.abs(y) <= EXACT_STEPS)) return null;
    if (i > 0) {
      if (px * y - py * x <= 0) return null;
      if (py < 0 && y >= 0) rounds++;
    }
    ring.push([lonSteps / STEPS_PER_DEG, latSteps / STEPS_PER_DEG]);
    px = x;
    py = y;
  }
  return rounds === 1 ? { type: "Polygon", coordinates: [ring] } : null;
}
