import { EdgeBands } from "./edge-bands.ts";
import { boxOf, type GridLayer } from "./grid-layer.ts";

/** How the outline of one shape runs to another: which of these it does anywhere. */
export interface OutlineRelation {
  /** Meets the other's outline otherwise than in a common vertex or a common edge; nothing else is known then. */
  readonly meets: boolean;
  /** Has an edge inside the other, outside of it, or in common with it, run the same way or the other way. */
  readonly inside: boolean;
  readonly outside: boolean;
  readonly along: boolean;
  readonly against: boolean;
}

const MEETS: OutlineRelation = { meets: true, inside: false, outside: false, along: false, against: false };
const bands = new EdgeBands();

/**
 * How the outline of shape `i` of `a` runs to shape `j` of `b`. Exact on the grid for shapes up to 40 km wide. As long as outlines meet in
 * common vertices and edges only, an edge lies on one side all along, and so do its followers up to the next common vertex.
 * Cost: O(n + m), with a few edges to look at for each in the common box.
 */
function outlineRelation(a: GridLayer, i: number, b: GridLayer, j: number): OutlineRelation {
  const relation = { meets: false, inside: false, outside: false, along: false, against: false };
  const [minX, minY, maxX, maxY] = boxOf(b, j, 0);
  const { x, y, next, bounds } = a;
  bands.fill(
    b,
    j,
    Math.max(minX, bounds[4 * i]!),
    Math.max(minY, bounds[4 * i + 1]!),
    Math.min(maxX, bounds[4 * i + 2]!),
    Math.min(maxY, bounds[4 * i + 3]!),
  );
  for (let ring = a.shapeRings[i]!; ring < a.shapeRings[i + 1]!; ring++) {
    const to = a.ringStarts[ring + 1]!;
    let side = 0;
    for (let p = a.ringStarts[ring]!; p < to; p++) {
      const q = next[p]!;
      if (
        (x[p]! < minX && x[q]! < minX) ||
        (x[p]! > maxX && x[q]! > maxX) ||
        (y[p]! < minY && y[q]! < minY) ||
        (y[p]! > maxY && y[q]! > maxY)
      ) {
        relation.outside = true;
        side = -1;
        continue;
      }
      const contact = contactOf(x[p]!, y[p]!, x[q]!, y[q]!, b);
      if (contact === MET) return MEETS;
      if (contact & STARTS_AT_VERTEX) side = 0;
      if (contact & (SAME_WAY | OTHER_WAY)) {
        if (contact & SAME_WAY) relation.along = true;
        else relation.against = true;
        side = 0;
        continue;
      }
      if (side === 0) side = isInside(b, j, (x[p]! + x[q]!) / 2, (y[p]! + y[q]!) / 2) ? 1 : -1;
      if (side > 0) relation.inside = true;
      else relation.outside = true;
    }
  }
  return relation;
}

const STARTS_AT_VERTEX = 1;
const SAME_WAY = 2;
const OTHER_WAY = 4;
const MET = 8;

/** How the edge from (ax, ay) to (bx, by) meets the edges in the bands. */
function contactOf(ax: number, ay: number, bx: number, by: number, { x, y, next }: GridLayer): number {
  const one = bands.bandOf(ax, ay);
  const other = bands.bandOf(bx, by);
  const { edges, starts } = bands;
  const end = starts[Math.max(one, other) + 1]!;
  let found = 0;
  for (let k = starts[Math.min(one, other)]!; k < end; k++) {
    const q = edges[k]!;
    const r = next[q]!;
    const cx = x[q]!;
    const dx = x[r]!;
    if ((cx < ax && cx < bx && dx < ax && dx < bx) || (cx > ax && cx > bx && dx > ax && dx > bx)) continue;
    const cy = y[q]!;
    const dy = y[r]!;
    if ((cy < ay && cy < by && dy < ay && dy < by) || (cy > ay && cy > by && dy > ay && dy > by)) continue;
    const contact = contactOfEdges(ax, ay, bx, by, cx, cy, dx, dy);
    if (contact === MET) return MET;
    found |= contact;
  }
  return found;
}

/** How the edge from a to b meets the one from c to d, whose boxes touch. */
function contactOfEdges(ax: number, ay: number, bx: number, by: number, cx: number, cy: number, dx: number, dy: number): number {
  const startsAtC = ax === cx && ay === cy;
  const startsAtD = ax === dx && ay === dy;
  const endsAtC = bx === cx && by === cy;
  const endsAtD = bx === dx && by === dy;
  if (startsAtC && endsAtD) return STARTS_AT_VERTEX | SAME_WAY;
  if (startsAtD && endsAtC) return STARTS_AT_VERTEX | OTHER_WAY;
  if (startsAtC) return runsOver(ax, ay, bx, by, dx, dy) ? MET : STARTS_AT_VERTEX;
  if (startsAtD) return runsOver(ax, ay, bx, by, cx, cy) ? MET : STARTS_AT_VERTEX;
  if (endsAtC) return runsOver(bx, by, ax, ay, dx, dy) ? MET : 0;
  if (endsAtD) return runsOver(bx, by, ax, ay, cx, cy) ? MET : 0;
  if (sameSide(cross(ax, ay, bx, by, cx, cy), cross(ax, ay, bx, by, dx, dy))) return 0;
  return sameSide(cross(cx, cy, dx, dy, ax, ay), cross(cx, cy, dx, dy, bx, by)) ? 0 : MET;
}

const cross = (ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number =>
  (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
const sameSide = (a: number, b: number): boolean => (a > 0 && b > 0) || (a < 0 && b < 0);

/** Whether two edges from one vertex run over one another. */
function runsOver(vx: number, vy: number, ax: number, ay: number, bx: number, by: number): boolean {
  return cross(vx, vy, ax, ay, bx, by) === 0 && (ax - vx) * (bx - vx) + (ay - vy) * (by - vy) > 0;
}

/** Whether a place off a shape's outline lies inside of it: crossings of a ray eastward. */
export function isInside(layer: GridLayer, shape: number, px: number, py: number): boolean {
  const { x, y, next, bounds } = layer;
  const at = 4 * shape;
  if (px < bounds[at]! || px > bounds[at + 2]! || py < bounds[at + 1]! || py > bounds[at + 3]!) return false;
  const to = layer.ringStarts[layer.shapeRings[shape + 1]!]!;
  let inside = false;
  for (let q = layer.ringStarts[layer.shapeRings[shape]!]!; q < to; q++) {
    const r = next[q]!;
    const upward = y[r]! > py;
    if (y[q]! > py === upward) continue;
    if (cross(x[q]!, y[q]!, x[r]!, y[r]!, px, py) > 0 === upward) inside = !inside;
  }
  return inside;
}

/**
 * Whether two shapes can have ground in common. False is certain. A shape that runs neither inside the other nor round it, and shares edges
 * only the other way, is apart from it.
 */
export function mayOverlap(a: GridLayer, i: number, b: GridLayer, j: number): boolean {
  const there = outlineRelation(a, i, b, j);
  return there.meets || there.inside || there.along || outlineRelation(b, j, a, i).inside;
}

/** Whether a shape can have ground outside another. False is certain. */
export function mayReachOut(child: GridLayer, i: number, parent: GridLayer, j: number): boolean {
  const there = outlineRelation(child, i, parent, j);
  return there.meets || there.outside || there.against || outlineRelation(parent, j, child, i).inside;
}
