import type { GridShape } from "./grid-shape.ts";

/** Where a ring is cut by another: edge number and share along it, and the node both share. */
export interface Cut {
  readonly at: number;
  readonly node: number;
}

/** A ring with its edges near the parcel, in steps from the parcel's corner so that cross products are exact. */
export interface CutRing {
  /** 0 for the parcel, then the shapes taken away. */
  readonly shape: number;
  readonly xy: Float64Array;
  /** Edges whose boxes meet the parcel's box. */
  readonly edges: readonly number[];
  readonly cuts: Cut[];
}

/** Beyond this many steps (3 km) cross products of differences would pass 2⁵³. */
const FARTHEST_STEPS = 3e7;
/** Cuts nearer than this to each other, or to a vertex, are left to the general overlay: rounding could swap them. */
const NEAR_STEPS = 3;

/** The rings of a shape with the edges that can meet the parcel; null where one of them reaches too far to be exact. */
export function cutRings(shape: number, { rings }: GridShape, parcel: GridShape): CutRing[] | null {
  const { minX, minY, maxX, maxY } = parcel;
  const found: CutRing[] = [];
  for (const xy of rings) {
    const edges: number[] = [];
    for (let i = 0; i + 3 < xy.length; i += 2) {
      const ax = xy[i]!;
      const bx = xy[i + 2]!;
      if ((ax < minX && bx < minX) || (ax > maxX && bx > maxX)) continue;
      const ay = xy[i + 1]!;
      const by = xy[i + 3]!;
      if ((ay < minY && by < minY) || (ay > maxY && by > maxY)) continue;
      const reach = Math.max(Math.abs(ax - minX), Math.abs(ay - minY), Math.abs(bx - minX), Math.abs(by - minY));
      if (reach > FARTHEST_STEPS) return null;
      edges.push(i / 2);
    }
    found.push({ shape, xy, edges, cuts: [] });
  }
  return found;
}

/** Nodes where rings cut each other, x and y in turn. */
export type Nodes = number[];

/** Finds the cuts of two rings. False where they touch, or cut so near a vertex that only the general overlay is safe. */
export function cutEachOther(a: CutRing, b: CutRing, nodes: Nodes): boolean {
  for (const e of a.edges) {
    const ax = a.xy[2 * e]!;
    const ay = a.xy[2 * e + 1]!;
    const bx = a.xy[2 * e + 2]!;
    const by = a.xy[2 * e + 3]!;
    const minX = Math.min(ax, bx);
    const maxX = Math.max(ax, bx);
    const minY = Math.min(ay, by);
    const maxY = Math.max(ay, by);
    for (const f of b.edges) {
      const cx = b.xy[2 * f]!;
      const dx = b.xy[2 * f + 2]!;
      if ((cx < minX && dx < minX) || (cx > maxX && dx > maxX)) continue;
      const cy = b.xy[2 * f + 1]!;
      const dy = b.xy[2 * f + 3]!;
      if ((cy < minY && dy < minY) || (cy > maxY && dy > maxY)) continue;
      const c = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
      const d = (bx - ax) * (dy - ay) - (by - ay) * (dx - ax);
      if ((c > 0 && d > 0) || (c < 0 && d < 0)) continue;
      const p = (dx - cx) * (ay - cy) - (dy - cy) * (ax - cx);
      const q = (dx - cx) * (by - cy) - (dy - cy) * (bx - cx);
      if ((p > 0 && q > 0) || (p < 0 && q < 0)) continue;
      if (c === 0 || d === 0 || p === 0 || q === 0) return false;
      const share = p / (p - q);
      const x = Math.round(ax + share * (bx - ax));
      const y = Math.round(ay + share * (by - ay));
      const nearest = Math.min(span(x - ax, y - ay), span(x - bx, y - by), span(x - cx, y - cy), span(x - dx, y - dy));
      if (nearest < NEAR_STEPS) return false;
      const node = nodes.length / 2;
      nodes.push(x, y);
      a.cuts.push({ at: e + share, node });
      b.cuts.push({ at: f + c / (c - d), node });
    }
  }
  return true;
}

const span = (dx: number, dy: number): number => Math.max(Math.abs(dx), Math.abs(dy));

/** Puts the cuts of a ring in their order along it. False where two of them lie too near each other on an edge. */
export function sortCuts({ cuts }: CutRing, nodes: Nodes): boolean {
  cuts.sort((a, b) => a.at - b.at);
  for (let i = 1; i < cuts.length; i++) {
    const [a, b] = [cuts[i - 1]!, cuts[i]!];
    if (Math.floor(a.at) !== Math.floor(b.at)) continue;
    const gap = span(nodes[2 * a.node]! - nodes[2 * b.node]!, nodes[2 * a.node + 1]! - nodes[2 * b.node + 1]!);
    if (gap < NEAR_STEPS) return false;
  }
  return true;
}
