import { orient2d } from "robust-predicates";
import { edgeColumns, isCrossing, visitContacts } from "../../geometry/edge-contacts.ts";
import type { GridPath, GridPoint } from "./clipper.ts";

/** A directed edge between grid points; the inside lies to its left. */
export interface DirectedEdge {
  readonly from: GridPoint;
  readonly to: GridPoint;
}

export const keyOf = ({ x, y }: GridPoint): string => `${x},${y}`;

/** Each round cuts edges shorter, and edges of one step cannot cross without meeting: it ends long before this. */
const MAX_ROUNDS = 60;

/**
 * The outline of what rings cover (winding number over 0), as edges that meet in their ends only, whatever the rings do.
 *
 * Crossings are rounded to the grid and become vertices; that can bend an edge across a neighbour, so it is done again until
 * nothing crosses (iterated snap rounding). Edges run both ways cancel, and those with the same side inside on left and right go.
 * Cost: O(n^1.5). Only outlines that the engine left touching or crossing come here.
 */
export function outlineEdges(rings: readonly GridPath[]): DirectedEdge[] {
  let edges: DirectedEdge[] = rings.flatMap((ring) => ring.map((from, i) => ({ from, to: ring[(i + 1) % ring.length]! })));
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const cuts = cutsOf(edges);
    if (cuts.size === 0) break;
    edges = edges.flatMap((edge, e) => cutEdge(edge, cuts.get(e) ?? []));
  }
  return outlineOf(netEdges(edges));
}

/** Points at which edges must be cut: rounded crossings, and vertices that lie on an edge but not at its ends. */
function cutsOf(edges: readonly DirectedEdge[]): Map<number, GridPoint[]> {
  const columns = edgeColumns(edges.map(({ from, to }) => [from, to]));
  // Each edge stands as a ring of two, there and back; the way there has the even number.
  const cuts = new Map<number, GridPoint[]>();
  const cut = (e: number, point: GridPoint): void => {
    const { from, to } = edges[e]!;
    if ((point.x === from.x && point.y === from.y) || (point.x === to.x && point.y === to.y)) return;
    const list = cuts.get(e);
    if (list) list.push(point);
    else cuts.set(e, [point]);
  };
  visitContacts(columns, (p, q, contact) => {
    if (p % 2 === 1 || q % 2 === 1) return false;
    const [e, f] = [p / 2, q / 2];
    if (isCrossing(contact)) {
      const point = crossingOf(edges[e]!, edges[f]!);
      cut(e, point);
      cut(f, point);
      return false;
    }
    if (contact.startOfE) cut(f, edges[e]!.from);
    if (contact.endOfE) cut(f, edges[e]!.to);
    if (contact.startOfF) cut(e, edges[f]!.from);
    if (contact.endOfF) cut(e, edges[f]!.to);
    return false;
  });
  return cuts;
}

function crossingOf(e: DirectedEdge, f: DirectedEdge): GridPoint {
  const [ux, uy] = [e.to.x - e.from.x, e.to.y - e.from.y];
  const [vx, vy] = [f.to.x - f.from.x, f.to.y - f.from.y];
  const t = ((f.from.x - e.from.x) * vy - (f.from.y - e.from.y) * vx) / (ux * vy - uy * vx);
  return { x: Math.round(e.from.x + t * ux), y: Math.round(e.from.y + t * uy) };
}

/** An edge cut at points on it or within rounding of it, in their order along it. */
function cutEdge({ from, to }: DirectedEdge, points: readonly GridPoint[]): DirectedEdge[] {
  const along = (p: GridPoint): number => (p.x - from.x) * (to.x - from.x) + (p.y - from.y) * (to.y - from.y);
  const pieces: DirectedEdge[] = [];
  let at = from;
  for (const point of [...[...points].sort((p, q) => along(p) - along(q)), to]) {
    if (point.x === at.x && point.y === at.y) continue;
    pieces.push({ from: at, to: point });
    at = point;
  }
  return pieces;
}

interface NetEdge extends DirectedEdge {
  /** How many more times the edge is run forth than back; not 0. */
  readonly count: number;
}

function netEdges(edges: readonly DirectedEdge[]): NetEdge[] {
  const net = new Map<string, NetEdge>();
  for (const { from, to } of edges) {
    const isForth = from.x < to.x || (from.x === to.x && from.y < to.y);
    const [a, b] = isForth ? [from, to] : [to, from];
    const key = `${keyOf(a)} ${keyOf(b)}`;
    net.set(key, { from: a, to: b, count: (net.get(key)?.count ?? 0) + (isForth ? 1 : -1) });
  }
  return [...net.values()].filter(({ count }) => count !== 0);
}

/** Edges with inside on one side only, turned so that it is the left. */
function outlineOf(edges: readonly NetEdge[]): DirectedEdge[] {
  const byY = bandsOf(edges, ({ y }) => y);
  const byX = bandsOf(edges, ({ x }) => x);
  return edges.flatMap((edge) => {
    const right = windingRightOf(edge, edge.from.y === edge.to.y ? byX : byY);
    const left = right + edge.count;
    if (left > 0 === right > 0) return [];
    return left > 0 ? [{ from: edge.from, to: edge.to }] : [{ from: edge.to, to: edge.from }];
  });
}

/** Edges that a level of one coordinate can meet, by bands of that coordinate. */
type Bands = (level: number) => readonly NetEdge[];

function bandsOf(edges: readonly NetEdge[], coordinate: (point: GridPoint) => number): Bands {
  const levels = edges.flatMap(({ from, to }) => [coordinate(from), coordinate(to)]);
  const least = levels.reduce((a, b) => Math.min(a, b), Infinity);
  const span = levels.reduce((a, b) => Math.max(a, b), -Infinity) - least || 1;
  const count = Math.ceil(Math.sqrt(edges.length)) || 1;
  const bandOf = (level: number): number => Math.min(count - 1, Math.floor(((level - least) / span) * count));
  const bands: NetEdge[][] = Array.from({ length: count }, () => []);
  for (const edge of edges) {
    const [a, b] = [bandOf(coordinate(edge.from)), bandOf(coordinate(edge.to))];
    for (let band = Math.min(a, b); band <= Math.max(a, b); band++) bands[band]!.push(edge);
  }
  return (level) => bands[bandOf(level)]!;
}

/**
 * Winding number just right of an edge's middle: crossings of a ray from there, eastward, or northward for horizontal edges. The
 * ray leaves from one of the edge's sides; the other side differs by the edge's own count.
 */
function windingRightOf(edge: NetEdge, bands: Bands): number {
  const isHorizontal = edge.from.y === edge.to.y;
  const mx = (edge.from.x + edge.to.x) / 2;
  const my = (edge.from.y + edge.to.y) / 2;
  const level = isHorizontal ? mx : my;
  let winding = 0;
  for (const other of bands(level)) {
    if (other === edge) continue;
    const { from, to, count } = other;
    const [a, b] = isHorizontal ? [from.x, to.x] : [from.y, to.y];
    if (a > level === b > level) continue;
    // robust-predicates measures with y downward: positive is a left turn here.
    const isLeft = -orient2d(from.x, from.y, to.x, to.y, mx, my) > 0;
    const isForward = b > a;
    // East of the middle pass northward edges that have it on their left and southward ones that have it on their right; they wind
    // about it counter-clockwise and clockwise. North of it, eastward edges have it on their right and wind clockwise.
    if (isForward === isLeft && !isHorizontal) winding += isForward ? count : -count;
    if (isForward !== isLeft && isHorizontal) winding += isForward ? -count : count;
  }
  // The ray leaves to the right of a northward edge, to the left of a southward one and of an eastward one (all run so or up).
  return !isHorizontal && edge.to.y > edge.from.y ? winding : winding - edge.count;
}
