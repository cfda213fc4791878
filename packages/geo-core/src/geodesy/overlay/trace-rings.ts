import type { GridPath, GridPoint } from "./clipper.ts";

interface Edge {
  readonly from: GridPoint;
  readonly to: GridPoint;
  used: boolean;
}

const keyOf = ({ x, y }: GridPoint): string => `${x},${y}`;

/**
 * Cuts rings that touch themselves or each other into simple rings. The inside lies to the left of every edge. Edges are split
 * where a vertex lies on them, edges run both ways are struck out, and rings are walked anew: at a vertex with several ways on,
 * the one that bounds the same wedge of the inside. A walk that comes back to a vertex is cut there.
 */
export function traceSimpleRings(rings: readonly GridPath[], touches: ReadonlyMap<number, readonly GridPoint[]>): GridPath[] {
  const edges = strikeOut(splitEdges(rings, touches));
  const leaving = new Map<string, Edge[]>();
  for (const edge of edges) {
    const key = keyOf(edge.from);
    const list = leaving.get(key);
    if (list) list.push(edge);
    else leaving.set(key, [edge]);
  }
  const simple: GridPath[] = [];
  for (const start of edges) if (!start.used) cutAtRepeats(walk(start, leaving), simple);
  return simple;
}

/** All edges, cut at the vertices that lie on them. */
function splitEdges(rings: readonly GridPath[], touches: ReadonlyMap<number, readonly GridPoint[]>): Edge[] {
  const edges: Edge[] = [];
  let number = 0;
  for (const ring of rings)
    for (let i = 0; i < ring.length; i++, number++) {
      const from = ring[i]!;
      const to = ring[(i + 1) % ring.length]!;
      const along = (p: GridPoint): number => (p.x - from.x) * (to.x - from.x) + (p.y - from.y) * (to.y - from.y);
      const cuts = [...(touches.get(number) ?? [])].sort((p, q) => along(p) - along(q));
      let at = from;
      for (const point of [...cuts, to]) {
        if (point.x === at.x && point.y === at.y) continue;
        edges.push({ from: at, to: point, used: false });
        at = point;
      }
    }
  return edges;
}

/** Edges without those that another edge runs back along: there is inside on both their sides. */
function strikeOut(edges: readonly Edge[]): Edge[] {
  const open = new Map<string, Edge[]>();
  for (const edge of edges) {
    const back = open.get(`${keyOf(edge.to)} ${keyOf(edge.from)}`);
    if (back && back.length > 0) {
      back.pop()!.used = true;
      edge.used = true;
      continue;
    }
    const key = `${keyOf(edge.from)} ${keyOf(edge.to)}`;
    const list = open.get(key);
    if (list) list.push(edge);
    else open.set(key, [edge]);
  }
  return edges.filter(({ used }) => !used);
}

function walk(start: Edge, leaving: ReadonlyMap<string, readonly Edge[]>): GridPoint[] {
  const points: GridPoint[] = [];
  let edge: Edge | undefined = start;
  while (edge && !edge.used) {
    edge.used = true;
    points.push(edge.from);
    edge = nextEdge(edge, leaving.get(keyOf(edge.to)) ?? []);
  }
  return points;
}

/** The way on that is met first when turning clockwise from the way back: it bounds the same wedge of the inside. */
function nextEdge(edge: Edge, ways: readonly Edge[]): Edge | undefined {
  const open = ways.filter(({ used }) => !used);
  if (open.length <= 1) return open[0];
  const back = Math.atan2(edge.from.y - edge.to.y, edge.from.x - edge.to.x);
  const clockwiseFromBack = (way: Edge): number => {
    const turn = back - Math.atan2(way.to.y - way.from.y, way.to.x - way.from.x);
    return turn <= 0 ? turn + 2 * Math.PI : turn;
  };
  return open.reduce((best, way) => (clockwiseFromBack(way) < clockwiseFromBack(best) ? way : best));
}

/** Cuts a closed walk into rings that visit no vertex twice. */
function cutAtRepeats(points: readonly GridPoint[], into: GridPath[]): void {
  const path: GridPoint[] = [];
  const placeOf = new Map<string, number>();
  for (const point of points) {
    const key = keyOf(point);
    const place = placeOf.get(key);
    if (place !== undefined) {
      const ring = path.splice(place);
      for (const left of ring) placeOf.delete(keyOf(left));
      if (ring.length >= 3) into.push(ring);
    }
    placeOf.set(key, path.length);
    path.push(point);
  }
  if (path.length >= 3) into.push(path);
}
