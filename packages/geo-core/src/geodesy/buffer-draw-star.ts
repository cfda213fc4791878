import { type FlatGeometry, POLYGON_PART } from "../geometry/flat-geometry.ts";
import { type BufferTask, frameIsEnough, type OffsetPlan, planOffset } from "./buffer-plan.ts";
import { isSimpleRing, pathNear, surroundingsOf } from "./buffer-ring.ts";
import { type StarOutline, starOutline } from "./buffer-star.ts";
import { type FrameSeries, frameSeries, unprojectNear } from "./frame-series.ts";
import { longestNearM } from "./outline.ts";
import { STEPS_PER_DEG } from "./overlay/degree-grid.ts";
import type { PositionColumn } from "./position-column.ts";

/** Coordinates up to here have exact products and differences of products. */
const EXACT_STEPS = 2 ** 25;
/** Adding and taking off this number rounds to a whole one up to 2⁵¹, three times as fast as `Math.round`. */
const TO_INTEGER = 1.5 * 2 ** 52;

/**
 * Draws the buffer of part `part` (a point, a line or a simple polygon) at once, without an overlay, as a closed ring at the end of `out`,
 * if the part is compact beside the distance; false where it is not, or where the outline on the degree grid fails
 * the exact test below, and `out` is as it was.
 */
export function drawStar(flat: FlatGeometry, part: number, task: BufferTask, out: PositionColumn): boolean {
  if (!(task.distanceM > 0)) return false;
  const { partStarts, pathStarts, partKinds } = flat;
  const first = partStarts[part]!;
  const around = surroundingsOf(flat, pathStarts[first]!, pathStarts[first + 1]!);
  if (!frameIsEnough(task.distanceM, around.reachEastM, task.toleranceM)) return false;
  const plan = planOffset(task.distanceM, around.reachEastM, task.toleranceM, task.guarantee);
  const reachM = around.reachM + plan.offsetM + plan.arcLiftM;
  const series = plan.offsetM > 0 ? frameSeries(around.lonDeg, around.latDeg, reachM) : null;
  if (!series) return false;
  const pathOf = (path: number) =>
    pathNear(series, flat, pathStarts[path]!, pathStarts[path + 1]!, task.surface, around.reachEastM, plan.edgeToleranceM);
  const path = pathOf(first);
  if (!path) return false;
  const isPolygon = partKinds[part] === POLYGON_PART;
  if (isPolygon) for (let hole = first + 1; hole < partStarts[part + 1]!; hole++) if (!isFilled(pathOf(hole), plan)) return false;
  const ring = isPolygon ? simpleShell(path) : thereAndBack(path);
  if (!ring) return false;
  const longestM = longestNearM(around.latDeg, reachM, plan.outputToleranceM);
  const outline = starOutline(ring, plan.offsetM, { arcToleranceM: plan.arcToleranceM, arcLiftM: plan.arcLiftM, longestM });
  return outline !== null && writeStar(series, outline, out);
}

/** The shell, counter-clockwise; null unless it is simple on the drawing plane. */
function simpleShell(xy: number[]): number[] | null {
  xy.length -= 2;
  if (!isSimpleRing(xy)) return null;
  const [x0, y0] = [xy[0]!, xy[1]!];
  let twice = 0;
  for (let i = 2; i + 3 < xy.length; i += 2) twice += (xy[i]! - x0) * (xy[i + 3]! - y0) - (xy[i + 2]! - x0) * (xy[i + 1]! - y0);
  if (twice > 0) return xy;
  const reversed: number[] = [];
  for (let i = xy.length - 2; i >= 0; i -= 2) reversed.push(xy[i]!, xy[i + 1]!);
  return reversed;
}

/** A hole no wider (or no higher) than twice the distance: every place in it has its border within half of that. */
function isFilled(xy: readonly number[] | null, { offsetM, edgeToleranceM }: OffsetPlan): boolean {
  if (!xy) return false;
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

const centre = new Float64Array(2);

/**
 * Writes an outline as a closed ring on the degree grid. Exact test: about the centre each vertex lies to the left of the one before
 * and the whole goes round once, so the ring is simple and counter-clockwise; false where rounding has spoilt that.
 */
function writeStar(series: FrameSeries, { centreX, centreY, xy, length }: StarOutline, out: PositionColumn): boolean {
  centre[0] = centreX;
  centre[1] = centreY;
  unprojectNear(series, centre, 2, centre, 0);
  const x0 = Math.round(centre[0]! * STEPS_PER_DEG);
  const y0 = Math.round(centre[1]! * STEPS_PER_DEG);
  const lonLat = out.reserve(length + 2);
  const start = out.length;
  const end = start + length;
  unprojectNear(series, xy, length, lonLat, start);
  let rounds = 0;
  let px = lonLat[end - 2]! * STEPS_PER_DEG + TO_INTEGER - TO_INTEGER - x0;
  let py = lonLat[end - 1]! * STEPS_PER_DEG + TO_INTEGER - TO_INTEGER - y0;
  for (let at = start; at < end; at += 2) {
    const lonSteps = lonLat[at]! * STEPS_PER_DEG + TO_INTEGER - TO_INTEGER;
    const latSteps = lonLat[at + 1]! * STEPS_PER_DEG + TO_INTEGER - TO_INTEGER;
    lonLat[at] = lonSteps / STEPS_PER_DEG;
    lonLat[at + 1] = latSteps / STEPS_PER_DEG;
    const x = lonSteps - x0;
    const y = latSteps - y0;
    if (x > EXACT_STEPS || x < -EXACT_STEPS || y > EXACT_STEPS || y < -EXACT_STEPS) return false;
    if (!(px * y - py * x > 0)) return false;
    if (py < 0 && y >= 0) rounds++;
    px = x;
    py = y;
  }
  if (rounds !== 1) return false;
  lonLat[end] = lonLat[start]!;
  lonLat[end + 1] = lonLat[start + 1]!;
  out.length = end + 2;
  return true;
}
