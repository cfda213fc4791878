import { orient2d } from "robust-predicates";

/** Undirected edges between numbered grid vertices; vertex v lies at `vx[v]`, `vy[v]`. */
export interface GraphEdges {
  readonly vx: Float64Array;
  readonly vy: Float64Array;
  /** Ends of edge e; `low[e] !== high[e]`, no edge twice. */
  readonly low: Int32Array;
  readonly high: Int32Array;
  readonly count: number;
}

interface Cells {
  readonly x0: number;
  readonly y0: number;
  readonly size: number;
  readonly columns: number;
  readonly rows: number;
  /** Side by side differences below 2²⁶ make orientation exact in plain doubles. */
  readonly isSmall: boolean;
}

/**
 * Whether no two edges meet but in common ends. Exact. Edges are compared within the cells of a raster about as fine as they are
 * long. Cost: O(n) for edges of like length.
 */
export function meetsOnlyAtVertices(edges: GraphEdges): boolean {
  if (edges.count < 2) return true;
  const cells = cellsFor(edges);
  const starts = new Int32Array(cells.columns * cells.rows + 1);
  for (let e = 0; e < edges.count; e++) visitCells(edges, e, cells, (cell) => starts[cell + 1]!++);
  for (let cell = 0; cell + 1 < starts.length; cell++) starts[cell + 1]! += starts[cell]!;
  const filled = starts.slice(0, -1);
  const members = new Int32Array(starts[starts.length - 1]!);
  for (let e = 0; e < edges.count; e++)
    visitCells(edges, e, cells, (cell) => {
      members[filled[cell]!++] = e;
    });
  for (let cell = 0; cell + 1 < starts.length; cell++)
    for (let i = starts[cell]! + 1; i < starts[cell + 1]!; i++)
      for (let j = starts[cell]!; j < i; j++) if (doMeet(edges, members[i]!, members[j]!, cells.isSmall)) return false;
  return true;
}

function cellsFor({ vx, vy, low, high, count }: GraphEdges): Cells {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
  let lengths = 0;
  for (let e = 0; e < count; e++) {
    const [ax, ay, bx, by] = [vx[low[e]!]!, vy[low[e]!]!, vx[high[e]!]!, vy[high[e]!]!];
    x0 = Math.min(x0, ax, bx);
    x1 = Math.max(x1, ax, bx);
    y0 = Math.min(y0, ay, by);
    y1 = Math.max(y1, ay, by);
    lengths += Math.abs(bx - ax) + Math.abs(by - ay);
  }
  const width = x1 - x0 + 1;
  const height = y1 - y0 + 1;
  // As fine as the edges are long, but no more cells than four for each edge.
  const size = Math.max(lengths / count, Math.sqrt((width * height) / (4 * count)), Math.max(width, height) / (4 * count), 1);
  return {
    x0,
    y0,
    size,
    columns: Math.floor(width / size) + 1,
    rows: Math.floor(height / size) + 1,
    isSmall: Math.max(width, height) < 2 ** 26,
  };
}

/** Calls `visit` for every cell that the edge passes; row by row, a step wider than the edge runs there. */
function visitCells({ vx, vy, low, high }: GraphEdges, e: number, cells: Cells, visit: (cell: number) => void): void {
  const { size, columns, rows } = cells;
  let [ax, ay, bx, by] = [vx[low[e]!]! - cells.x0, vy[low[e]!]! - cells.y0, vx[high[e]!]! - cells.x0, vy[high[e]!]! - cells.y0];
  if (ay > by) [ax, ay, bx, by] = [bx, by, ax, ay];
  const lastRow = Math.min(rows - 1, Math.floor(by / size));
  for (let row = Math.floor(ay / size); row <= lastRow; row++) {
    let left = Math.min(ax, bx);
    let right = Math.max(ax, bx);
    if (by > ay && right - left > size) {
      const p = ax + ((Math.max(ay, row * size) - ay) / (by - ay)) * (bx - ax);
      const q = ax + ((Math.min(by, (row + 1) * size) - ay) / (by - ay)) * (bx - ax);
      left = Math.max(left, Math.min(p, q) - 1);
      right = Math.min(right, Math.max(p, q) + 1);
    }
    const lastColumn = Math.min(columns - 1, Math.floor(right / size));
    for (let column = Math.floor(left / size); column <= lastColumn; column++) visit(row * columns + column);
  }
}

/** Whether two edges meet anywhere but in a common end. */
function doMeet({ vx, vy, low, high }: GraphEdges, e: number, f: number, isSmall: boolean): boolean {
  const [a, b, c, d] = [low[e]!, high[e]!, low[f]!, high[f]!];
  const [ax, ay, bx, by] = [vx[a]!, vy[a]!, vx[b]!, vy[b]!];
  const [cx, cy, dx, dy] = [vx[c]!, vy[c]!, vx[d]!, vy[d]!];
  if (Math.max(ax, bx) < Math.min(cx, dx) || Math.max(cx, dx) < Math.min(ax, bx)) return false;
  if (Math.max(ay, by) < Math.min(cy, dy) || Math.max(cy, dy) < Math.min(ay, by)) return false;
  const turn = isSmall ? smallTurn : orient2d;
  if (a === c || a === d || b === c || b === d) {
    const isStart = a === c || a === d;
    const [px, py, qx, qy] = isStart ? [ax, ay, bx, by] : [bx, by, ax, ay];
    const [rx, ry] = c === (isStart ? a : b) ? [dx, dy] : [cx, cy];
    return (qx - px) * (rx - px) + (qy - py) * (ry - py) > 0 && turn(px, py, qx, qy, rx, ry) === 0;
  }
  const c1 = turn(ax, ay, bx, by, cx, cy);
  const d1 = turn(ax, ay, bx, by, dx, dy);
  if ((c1 > 0 && d1 > 0) || (c1 < 0 && d1 < 0)) return false;
  const a1 = turn(cx, cy, dx, dy, ax, ay);
  const b1 = turn(cx, cy, dx, dy, bx, by);
  return !((a1 > 0 && b1 > 0) || (a1 < 0 && b1 < 0));
}

/** Orientation of integers whose differences stay below 2²⁶: products and their difference fit a double. */
function smallTurn(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number {
  return (ay - cy) * (bx - cx) - (ax - cx) * (by - cy);
}
