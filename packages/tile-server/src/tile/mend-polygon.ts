import { type Edge, nodedEdges } from "./noded-edges.ts";
import { cleanRing, doubleArea } from "./ring.ts";
import type { RingSet } from "./ring-set.ts";

/**
 * TILE: makes a polygon whose rings touch or cross themselves, as rounding and clipping may leave them, a valid one that
 * encloses the same. No vertex is moved; crossings become vertices, on the grid. What has turned over was less than the
 * rounding, and goes.
 */

/** A ring without repeated vertices, x and y in turn, and its doubled signed area: positive for outer rings. */
interface Loop {
  readonly coords: Int32Array;
  readonly area: number;
}

/** Replaces the rings of `source` in `target`; none are left where nothing is enclosed, or where no valid polygon is found. */
export function mendPolygon(source: RingSet, target: RingSet): void {
  target.clear();
  const edges = nodedEdges(edgesOf(source));
  if (edges === null) return;
  const loops = walks(edges).flatMap(simpleLoops);
  const outers = loops.filter(({ area }) => area > 0).sort((a, b) => b.area - a.area);
  const holes = loops.filter(({ area }) => area < 0);
  const kept = outers.filter((outer, i) => !outers.slice(0, i).some((larger) => contains(larger, outer)));
  const owners = holes.map((hole) => kept.findLast((outer) => outer.area > -hole.area && contains(outer, hole)));
  for (const outer of kept) {
    push(target, outer, true);
    holes.forEach((hole, i) => {
      if (owners[i] === outer) push(target, hole, false);
    });
  }
}

function edgesOf(set: RingSet): Edge[] {
  const { data } = set.coords;
  const edges: Edge[] = [];
  for (let ring = 0; ring < set.size; ring++) {
    const start = set.start(ring);
    const end = set.ends[ring]!;
    for (let i = start; i < end; i += 2) {
      const j = i + 2 < end ? i + 2 : start;
      edges.push({ ax: data[i]!, ay: data[i + 1]!, bx: data[j]!, by: data[j + 1]! });
    }
  }
  return edges;
}

function push(target: RingSet, { coords }: Loop, outer: boolean): void {
  for (let i = 0; i < coords.length; i += 2) target.coords.push2(coords[i]!, coords[i + 1]!);
  target.close(outer);
}

const nameOf = (x: number, y: number): string => `${x},${y}`;

/** Closed walks over all edges, each edge once. Where walks meet they turn towards their inside, so that none crosses another. */
function walks(edges: readonly Edge[]): Int32Array[] {
  const leaving = new Map<string, Edge[]>();
  for (const edge of edges) {
    const name = nameOf(edge.ax, edge.ay);
    const list = leaving.get(name);
    if (list) list.push(edge);
    else leaving.set(name, [edge]);
  }
  const result: Int32Array[] = [];
  for (const list of leaving.values()) while (list.length > 0) result.push(walkFrom(list.pop()!, leaving));
  return result;
}

function walkFrom(first: Edge, leaving: ReadonlyMap<string, Edge[]>): Int32Array {
  const walk = [first.ax, first.ay];
  let edge = first;
  while (edge.bx !== first.ax || edge.by !== first.ay || hasInnerTurn(edge, first, leaving)) {
    walk.push(edge.bx, edge.by);
    const list = leaving.get(nameOf(edge.bx, edge.by)) ?? [];
    let best = 0;
    for (let i = 1; i < list.length; i++) if (turn(edge, list[i]!) < turn(edge, list[best]!)) best = i;
    const [next] = list.splice(best, 1);
    if (next === undefined) break;
    edge = next;
  }
  return Int32Array.from(walk);
}

/** Whether, back at the beginning, another edge lies further inside than the first one. */
function hasInnerTurn(edge: Edge, first: Edge, leaving: ReadonlyMap<string, Edge[]>): boolean {
  const list = leaving.get(nameOf(edge.bx, edge.by)) ?? [];
  return list.some((other) => turn(edge, other) < turn(edge, first));
}

/**
 * How far an edge turns from the one before it: 0 straight back on the inside, growing to 2π straight back on the
 * outside. The inside lies to the right of an outer ring's way, y growing downward.
 */
function turn(before: Edge, after: Edge): number {
  const back = Math.atan2(before.ay - before.by, before.ax - before.bx);
  const on = Math.atan2(after.by - after.ay, after.bx - after.ax);
  const angle = back - on;
  return angle <= 0 ? angle + 2 * Math.PI : angle;
}

/** The loops between the visits of a walk to one vertex, each without repetition. */
function simpleLoops(walk: Int32Array): Loop[] {
  const loops: Loop[] = [];
  const places = new Map<string, number>();
  const path: number[] = [];
  for (let i = 0; i < walk.length; i += 2) {
    const name = nameOf(walk[i]!, walk[i + 1]!);
    const seen = places.get(name);
    if (seen !== undefined) {
      addLoop(path.splice(seen), loops, places);
    }
    places.set(name, path.length);
    path.push(walk[i]!, walk[i + 1]!);
  }
  addLoop(path, loops, places);
  return loops;
}

function addLoop(vertices: readonly number[], loops: Loop[], places: Map<string, number>): void {
  for (let i = 0; i < vertices.length; i += 2) places.delete(nameOf(vertices[i]!, vertices[i + 1]!));
  const coords = Int32Array.from(vertices);
  const length = cleanRing(coords, 0, coords.length);
  const area = length >= 6 ? doubleArea(coords, 0, length) : 0;
  if (area !== 0) loops.push({ coords: coords.subarray(0, length), area });
}

/** Whether a loop lies inside another that it does not cross. */
function contains({ coords: ring }: Loop, { coords: inner }: Loop): boolean {
  for (let i = 0; i < inner.length; i += 2) {
    const j = (i + 2) % inner.length;
    // The middle of an edge, doubled: corners are often common to both.
    const where = locate(ring, inner[i]! + inner[j]!, inner[i + 1]! + inner[j + 1]!);
    if (where !== 0) return where > 0;
  }
  // Every edge lies on the ring.
  return true;
}

/** 1 inside, 0 on the ring, −1 outside; the point is given doubled. */
function locate(ring: Int32Array, x2: number, y2: number): number {
  let inside = false;
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    const [ax, ay, bx, by] = [ring[i]! * 2 - x2, ring[i + 1]! * 2 - y2, ring[j]! * 2 - x2, ring[j + 1]! * 2 - y2];
    const cross = ax * by - ay * bx;
    if (cross === 0 && ax * bx <= 0 && ay * by <= 0) return 0;
    if (ay > 0 !== by > 0 && cross > 0 === by > ay) inside = !inside;
  }
  return inside ? 1 : -1;
}
