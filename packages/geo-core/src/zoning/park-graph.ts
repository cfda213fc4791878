import type { LonLat } from "../crs/position.ts";
import { geodesicDistanceM } from "../geodesy/geodesic-distance.ts";

/** Parks as points with the distances between them and who is next to whom. */
export interface ParkGraph {
  readonly size: number;
  readonly distanceM: (a: number, b: number) => number;
  readonly neighbours: readonly (readonly number[])[];
  /** Edges of the minimum spanning tree, a connected part of the neighbour graph. */
  readonly tree: readonly (readonly [number, number])[];
}

/**
 * Distances along the geodesic, and the Gabriel graph (Gabriel & Sokal 1969): two points are neighbours when no third one
 * lies in the circle over their connection, tested as d(a,c)² + d(b,c)² ≥ d(a,b)². It contains the minimum spanning tree,
 * so it is connected. Cost: O(n³), for some dozens of parks.
 */
export function buildParkGraph(points: readonly LonLat[]): ParkGraph {
  const size = points.length;
  const table = new Float64Array(size * size);
  for (let a = 0; a < size; a++)
    for (let b = a + 1; b < size; b++) {
      const between = geodesicDistanceM(points[a]!, points[b]!);
      table[a * size + b] = between;
      table[b * size + a] = between;
    }
  const distanceM = (a: number, b: number): number => table[a * size + b]!;
  const neighbours: number[][] = Array.from({ length: size }, () => []);
  const tree = minimumSpanningTree(size, distanceM);
  const inTree = new Set(tree.map(([a, b]) => a * size + b));
  for (let a = 0; a < size; a++)
    for (let b = a + 1; b < size; b++) {
      // Rounding could take an edge of the tree out of the Gabriel graph; it is kept, so that the graph stays connected.
      if (!inTree.has(a * size + b) && !areGabrielNeighbours(a, b, size, distanceM)) continue;
      neighbours[a]!.push(b);
      neighbours[b]!.push(a);
    }
  return { size, distanceM, neighbours, tree };
}

type Distance = (a: number, b: number) => number;

function areGabrielNeighbours(a: number, b: number, size: number, distanceM: Distance): boolean {
  const squared = distanceM(a, b) ** 2;
  for (let c = 0; c < size; c++) if (c !== a && c !== b && distanceM(a, c) ** 2 + distanceM(b, c) ** 2 < squared) return false;
  return true;
}

/** Prim's algorithm; ties go to the lower index. Each edge has its lower index first. */
function minimumSpanningTree(size: number, distanceM: Distance): readonly (readonly [number, number])[] {
  const tree: (readonly [number, number])[] = [];
  const nearest = new Int32Array(size);
  const open = new Set(Array.from({ length: size }, (_, index) => index).slice(1));
  while (open.size > 0) {
    let best = -1;
    for (const node of open) if (best < 0 || distanceM(node, nearest[node]!) < distanceM(best, nearest[best]!)) best = node;
    open.delete(best);
    const from = nearest[best]!;
    tree.push(from < best ? [from, best] : [best, from]);
    for (const node of open) if (distanceM(node, best) < distanceM(node, nearest[node]!)) nearest[node] = best;
  }
  return tree;
}

/** True where the nodes hang together through neighbours among themselves. */
export function isConnected(nodes: readonly number[], neighbours: ParkGraph["neighbours"]): boolean {
  const inside = new Set(nodes);
  const [first] = nodes;
  if (first === undefined) return false;
  const open = [first];
  inside.delete(first);
  while (open.length > 0) for (const next of neighbours[open.pop()!]!) if (inside.delete(next)) open.push(next);
  return inside.size === 0;
}
