/** TILE: cuts edges where they touch or cross, on the integer grid, and takes out those that run both ways. */

export interface Edge {
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
}

/** A crossing is rounded to the grid, which may make new ones; after this many rounds the polygon is given up. */
const MAX_ROUNDS = 12;

type Place = readonly [x: number, y: number];

/** The edges, none touching another but at its ends; null where no end is found. Cost: O(edges²) for each round. */
export function nodedEdges(edges: readonly Edge[]): Edge[] | null {
  let current: readonly Edge[] = edges;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const cuts = cutsOf(current);
    if (cuts.every((places) => places.length === 0)) return withoutReturns(current);
    current = withoutReturns(current.flatMap((edge, i) => pieces(edge, cuts[i]!)));
  }
  return null;
}

/** Where each edge is to be cut. */
function cutsOf(edges: readonly Edge[]): Place[][] {
  const cuts: Place[][] = edges.map(() => []);
  for (let i = 0; i + 1 < edges.length; i++)
    for (let j = i + 1; j < edges.length; j++) {
      const [e, f] = [edges[i]!, edges[j]!];
      if (!boxesMeet(e, f)) continue;
      for (const place of meetings(e, f)) {
        if (!isEnd(e, place)) cuts[i]!.push(place);
        if (!isEnd(f, place)) cuts[j]!.push(place);
      }
    }
  return cuts;
}

function boxesMeet(e: Edge, f: Edge): boolean {
  return (
    Math.max(e.ax, e.bx) >= Math.min(f.ax, f.bx) &&
    Math.max(f.ax, f.bx) >= Math.min(e.ax, e.bx) &&
    Math.max(e.ay, e.by) >= Math.min(f.ay, f.by) &&
    Math.max(f.ay, f.by) >= Math.min(e.ay, e.by)
  );
}

function isEnd({ ax, ay, bx, by }: Edge, [x, y]: Place): boolean {
  return (ax === x && ay === y) || (bx === x && by === y);
}

/** Ends of one edge that lie on the other, or the place where they cross, rounded. */
function meetings(e: Edge, f: Edge): Place[] {
  const ofE: Place[] = [
    [e.ax, e.ay],
    [e.bx, e.by],
  ];
  const ofF: Place[] = [
    [f.ax, f.ay],
    [f.bx, f.by],
  ];
  const touching = [...ofF.filter((place) => isOn(e, place)), ...ofE.filter((place) => isOn(f, place))];
  if (touching.length > 0) return touching;
  const [a, b] = ofF.map((place) => side(e, place)) as [number, number];
  const [c, d] = ofE.map((place) => side(f, place)) as [number, number];
  if (a > 0 === b > 0 || c > 0 === d > 0) return [];
  const along = c / (c - d);
  return [[Math.round(e.ax + along * (e.bx - e.ax)), Math.round(e.ay + along * (e.by - e.ay))]];
}

function side({ ax, ay, bx, by }: Edge, [x, y]: Place): number {
  return (bx - ax) * (y - ay) - (by - ay) * (x - ax);
}

function isOn(edge: Edge, [x, y]: Place): boolean {
  const { ax, ay, bx, by } = edge;
  return side(edge, [x, y]) === 0 && (x - ax) * (x - bx) <= 0 && (y - ay) * (y - by) <= 0;
}

function pieces(edge: Edge, cuts: readonly Place[]): Edge[] {
  const { ax, ay, bx, by } = edge;
  if (cuts.length === 0) return [edge];
  const along = ([x, y]: Place): number => (x - ax) * (bx - ax) + (y - ay) * (by - ay);
  const stops = [...cuts].sort((one, other) => along(one) - along(other) || one[0] - other[0] || one[1] - other[1]);
  const result: Edge[] = [];
  let [fromX, fromY] = [ax, ay];
  for (const [x, y] of [...stops, [bx, by] as const]) {
    if (x !== fromX || y !== fromY) result.push({ ax: fromX, ay: fromY, bx: x, by: y });
    [fromX, fromY] = [x, y];
  }
  return result;
}

/** An edge and another that runs back over it enclose nothing. */
function withoutReturns(edges: readonly Edge[]): Edge[] {
  const open = new Map<string, Edge[]>();
  for (const edge of edges) {
    const { ax, ay, bx, by } = edge;
    const opposite = open.get(`${bx},${by},${ax},${ay}`);
    if (opposite !== undefined && opposite.length > 0) {
      opposite.pop();
      continue;
    }
    const name = `${ax},${ay},${bx},${by}`;
    const same = open.get(name);
    if (same) same.push(edge);
    else open.set(name, [edge]);
  }
  return [...open.values()].flat();
}
