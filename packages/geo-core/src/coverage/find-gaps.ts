import type { Gap } from "./coverage-types.ts";
import { EdgeBands } from "./edge-bands.ts";
import { boxOf, type GridLayer, pointsOf } from "./grid-layer.ts";
import { isInside } from "./outline-relation.ts";
import { MM_PER_M } from "./plane.ts";

/** How near borders count as a gap: wider than rounding, narrower than what is meant. */
export interface GapWidths {
  readonly narrowestM: number;
  readonly widestM: number;
}

interface Found {
  readonly point: number;
  readonly squareMm2: number;
}

/**
 * The gap between two shapes of a layer at the widest vertex that lies beside the other's border, outside of it, with no third shape
 * between; null where there is none. Cost: O(n + m).
 */
export function gapBetween(layer: GridLayer, first: number, second: number, widths: GapWidths): Gap | null {
  const ofSecond = widestBeside(layer, second, first, widths);
  const found = ofSecond ?? widestBeside(layer, first, second, widths);
  if (!found) return null;
  const point = { x: layer.x[found.point]!, y: layer.y[found.point]! };
  return { kind: "gap", first, second, widthM: Math.sqrt(found.squareMm2) / MM_PER_M, at: layer.plane.toLonLat(point) };
}

function widestBeside(layer: GridLayer, shape: number, other: number, { narrowestM, widestM }: GapWidths): Found | null {
  const { x, y } = layer;
  const reachMm = widestM * MM_PER_M;
  const [minX, minY, maxX, maxY] = boxOf(layer, other, reachMm);
  const own = boxOf(layer, shape, reachMm);
  bands.fill(layer, other, Math.max(minX, own[0]), Math.max(minY, own[1]), Math.min(maxX, own[2]), Math.min(maxY, own[3]));
  const least = (narrowestM * MM_PER_M) ** 2;
  const most = reachMm * reachMm;
  const [from, to] = pointsOf(layer, shape);
  let widest: Found | null = null;
  for (let p = from; p < to; p++) {
    if (x[p]! < minX || x[p]! > maxX || y[p]! < minY || y[p]! > maxY) continue;
    const squareMm2 = nearestSquare(layer, bands, x[p]!, y[p]!, reachMm);
    if (!(squareMm2 > least && squareMm2 < most && squareMm2 > (widest?.squareMm2 ?? 0))) continue;
    if (isInside(layer, other, x[p]!, y[p]!)) continue;
    if (isCovered(layer, (x[p]! + foot[0]!) / 2, (y[p]! + foot[1]!) / 2)) continue;
    widest = { point: p, squareMm2 };
  }
  return widest;
}

const bands = new EdgeBands();
const covers = new EdgeBands();
const foot = new Float64Array(2);

/** Squared distance of a point from the border in the bands, as far as the reach; infinity beyond. `foot` is the nearest place on it. */
function nearestSquare({ x, y, next }: GridLayer, among: EdgeBands, px: number, py: number, reachMm: number): number {
  const { edges, starts } = among;
  const end = starts[among.bandOf(px + reachMm, py + reachMm) + 1]!;
  let least = Infinity;
  for (let k = starts[among.bandOf(px - reachMm, py - reachMm)]!; k < end; k++) {
    const q = edges[k]!;
    const r = next[q]!;
    const ax = x[q]! - px;
    const bx = x[r]! - px;
    if ((ax > reachMm && bx > reachMm) || (ax < -reachMm && bx < -reachMm)) continue;
    const ay = y[q]! - py;
    const by = y[r]! - py;
    if ((ay > reachMm && by > reachMm) || (ay < -reachMm && by < -reachMm)) continue;
    const dx = bx - ax;
    const dy = by - ay;
    const share = Math.min(1, Math.max(0, -(ax * dx + ay * dy) / (dx * dx + dy * dy)));
    const fx = ax + share * dx;
    const fy = ay + share * dy;
    const square = fx * fx + fy * fy;
    if (square >= least) continue;
    least = square;
    foot[0] = px + fx;
    foot[1] = py + fy;
  }
  return least;
}

/** Whether ground lies over a place, borders included: a third shape between two, or the narrow one to which the vertex belongs. */
function isCovered(layer: GridLayer, px: number, py: number): boolean {
  return layer.index
    .search([px - 1, py - 1, px + 1, py + 1])
    .some((shape) => isInside(layer, shape, px, py) || isOnBorder(layer, shape, px, py));
}

/** Whether a place is nearer to a border than the grid can tell. */
function isOnBorder(layer: GridLayer, shape: number, px: number, py: number): boolean {
  covers.fill(layer, shape, px - 1, py - 1, px + 1, py + 1);
  return nearestSquare(layer, covers, px, py, 1) < 1;
}
