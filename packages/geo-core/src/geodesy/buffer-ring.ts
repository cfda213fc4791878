import { orient2d } from "robust-predicates";
import { lonDifferenceDeg } from "../crs/transverse-mercator.ts";
import { edgeColumns, visitContacts } from "../geometry/edge-contacts.ts";
import type { FlatGeometry } from "../geometry/flat-geometry.ts";
import { RAD_PER_DEG } from "../units.ts";
import {
  geodesicSecondDerivativeM,
  lonLatSecondDerivativeM,
  MAX_RADIUS_M,
  projectedSecondDerivativeM,
} from "./distance/bounds.ts";
import type { EdgeSurface } from "./distance/edge-shape.ts";
import { type FrameSeries, projectNear } from "./frame-series.ts";
import { FRAME_REACH_M } from "./local-frame.ts";

/** Greatest point scale within 900 km of a meridian: planar lengths over lengths on the ground. */
const MAX_SCALE = 1.0102;

/** Where some paths lie: the middle of their box, and how far from it, in the plane of a frame there, they reach at most. */
export interface Surroundings {
  readonly lonDeg: number;
  readonly latDeg: number;
  readonly reachM: number;
  /** The same eastward, along the parallels. */
  readonly reachEastM: number;
}

/** The surroundings of positions `from` … `to` − 1. On the ground no place is farther off than along a parallel and a meridian. */
export function surroundingsOf({ lonLat }: FlatGeometry, from: number, to: number): Surroundings {
  const firstDeg = lonLat[2 * from]!;
  let [west, east, south, north] = [0, 0, Infinity, -Infinity];
  for (let i = 2 * from; i < 2 * to; i += 2) {
    const eastward = lonDifferenceDeg(firstDeg, lonLat[i]!);
    const latDeg = lonLat[i + 1]!;
    if (eastward < west) west = eastward;
    if (eastward > east) east = eastward;
    if (latDeg < south) south = latDeg;
    if (latDeg > north) north = latDeg;
  }
  const lowestRad = south <= 0 && north >= 0 ? 0 : Math.min(Math.abs(south), Math.abs(north)) * RAD_PER_DEG;
  const metresPerDeg = MAX_SCALE * MAX_RADIUS_M * RAD_PER_DEG;
  const reachEastM = (metresPerDeg * Math.cos(lowestRad) * (east - west)) / 2;
  return {
    lonDeg: firstDeg + (west + east) / 2,
    latDeg: (south + north) / 2,
    reachM: reachEastM + (metresPerDeg * (north - south)) / 2,
    reachEastM,
  };
}

const place = new Float64Array(2);

/**
 * A path in the frame of a series (x and y in turn, a ring's closing position left out), as pieces that keep within `toleranceM` of
 * the true edges: edges straight in lon/lat are parted evenly, since their bend is bounded by one figure all along. Null where an edge
 * of another model bends more.
 */
export function pathNear(
  series: FrameSeries,
  { lonLat }: FlatGeometry,
  from: number,
  to: number,
  surface: EdgeSurface,
  maxX: number,
  toleranceM: number,
): number[] | null {
  projectNear(series, lonLat[2 * from]!, lonLat[2 * from + 1]!, place, 0);
  const xy = [place[0]!, place[1]!];
  for (let i = 2 * from; i < 2 * to - 2; i += 2) {
    const [lonDeg, latDeg] = [lonLat[i]!, lonLat[i + 1]!];
    const eastDeg = lonDifferenceDeg(lonDeg, lonLat[i + 2]!);
    const northDeg = lonLat[i + 3]! - latDeg;
    if (eastDeg === 0 && northDeg === 0) continue;
    projectNear(series, lonLat[i + 2]!, lonLat[i + 3]!, place, 0);
    const [x, y] = [place[0]!, place[1]!];
    const chordM = Math.hypot(x - xy[xy.length - 2]!, y - xy[xy.length - 1]!);
    if (surface.model === "lonlat") {
      const bendM = lonLatSecondDerivativeM(eastDeg, latDeg, latDeg + northDeg, maxX) / 8;
      const parts = Math.ceil(Math.sqrt(bendM / toleranceM));
      for (let k = 1; k < parts; k++) {
        projectNear(series, lonDeg + (k / parts) * eastDeg, latDeg + (k / parts) * northDeg, place, 0);
        xy.push(place[0]!, place[1]!);
      }
    } else if (bendOf(surface, chordM, lonLat[i]!, maxX) > toleranceM) return null;
    xy.push(x, y);
  }
  return xy;
}

/** How far an edge with a chord of `chordM` can lie from it. A straight edge of a zone is no longer there than the geodesic's image. */
function bendOf(surface: Exclude<EdgeSurface, { model: "lonlat" }>, chordM: number, lonDeg: number, maxX: number): number {
  if (surface.model === "geodesic") return geodesicSecondDerivativeM(chordM, maxX) / 8;
  const fromMeridianDeg = Math.abs(lonDifferenceDeg(surface.plane.lon0Deg, lonDeg));
  const maxWorkX = MAX_SCALE * (MAX_RADIUS_M * RAD_PER_DEG * fromMeridianDeg + chordM);
  if (maxWorkX > FRAME_REACH_M) return Infinity;
  return projectedSecondDerivativeM(MAX_SCALE * chordM, maxWorkX, maxX) / 8;
}

/** Up to so many edges comparing all with all beats a sweep. */
const FEW_EDGES = 64;

/** Whether a ring (x and y in turn) meets itself nowhere. Exact for the given doubles. */
export function isSimpleRing(xy: readonly number[]): boolean {
  const count = xy.length / 2;
  if (count < 3) return false;
  if (runsRound(xy)) return true;
  if (count > FEW_EDGES) return hasNoContact(xy);
  for (let i = 0; i < count; i++) {
    const a = 2 * i;
    const b = a + 2 < xy.length ? a + 2 : 0;
    const [ax, ay, bx, by] = [xy[a]!, xy[a + 1]!, xy[b]!, xy[b + 1]!];
    const after = b + 2 < xy.length ? b + 2 : 0;
    if (turnsBack(ax, ay, bx, by, xy[after]!, xy[after + 1]!)) return false;
    const [west, east] = ax < bx ? [ax, bx] : [bx, ax];
    const [south, north] = ay < by ? [ay, by] : [by, ay];
    // Not the two neighbours, which share a vertex.
    for (let j = i + 2; j < count - (i === 0 ? 1 : 0); j++) {
      const c = 2 * j;
      const d = c + 2 < xy.length ? c + 2 : 0;
      const [cx, cy, dx, dy] = [xy[c]!, xy[c + 1]!, xy[d]!, xy[d + 1]!];
      if ((cx < west && dx < west) || (cx > east && dx > east)) continue;
      if ((cy < south && dy < south) || (cy > north && dy > north)) continue;
      if (orient2d(ax, ay, bx, by, cx, cy) * orient2d(ax, ay, bx, by, dx, dy) > 0) continue;
      if (orient2d(cx, cy, dx, dy, ax, ay) * orient2d(cx, cy, dx, dy, bx, by) > 0) continue;
      return false;
    }
  }
  return true;
}

/** Crosses of vectors up to 50 km long are more exact than this, m². */
const CROSS_ERROR_M2 = 1e-5;

/** Whether every edge runs to the same side about the frame's origin, and the whole goes round once: then a ring is simple. */
function runsRound(xy: readonly number[]): boolean {
  const last = xy.length - 2;
  let [px, py] = [xy[last]!, xy[last + 1]!];
  const side = Math.sign(px * xy[1]! - py * xy[0]!);
  let rounds = 0;
  for (let i = 0; i <= last; i += 2) {
    const [x, y] = [xy[i]!, xy[i + 1]!];
    if (!(side * (px * y - py * x) > CROSS_ERROR_M2)) return false;
    if (side * py < 0 && side * y >= 0) rounds++;
    [px, py] = [x, y];
  }
  return rounds === 1;
}

/** Whether the edge from b to c runs back over the one from a to b. */
function turnsBack(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): boolean {
  return (bx - ax) * (cx - bx) + (by - ay) * (cy - by) <= 0 && orient2d(ax, ay, bx, by, cx, cy) === 0;
}

function hasNoContact(xy: readonly number[]): boolean {
  let isSimple = true;
  visitContacts(edgeColumns([Array.from({ length: xy.length / 2 }, (_, i) => ({ x: xy[2 * i]!, y: xy[2 * i + 1]! }))]), () => {
    isSimple = false;
    return true;
  });
  return isSimple;
}
