import type { IntList } from "./int-list.ts";
import { hashXY } from "./vertex-table.ts";

/**
 * TILE: puts a vertex that lies on a neighbour's edge into that edge (a T-junction). Without it the edge would be simplified
 * and rounded without the vertex, and the neighbours would part.
 */

/** On the edge means within this many units of the base grid (about 7 cm): twice what rounding can move edge and vertex. */
const TOLERANCE_UNITS = 2;

/** Finds the vertices that lie on an edge. Vertices stand in square cells about as wide as an edge is long. */
export class EdgeNoder {
  readonly #xs: Int32Array;
  readonly #ys: Int32Array;
  readonly #cellBits: number;
  readonly #heads: Int32Array;
  readonly #next: Int32Array;
  readonly #found: { vertex: number; along: number }[] = [];

  /** @param used 1 for each vertex that belongs to an edge; others are not put into edges. */
  constructor(xs: Int32Array, ys: Int32Array, used: Uint8Array, meanEdgeUnits: number) {
    this.#xs = xs;
    this.#ys = ys;
    this.#cellBits = Math.min(24, Math.max(6, Math.ceil(Math.log2(Math.max(1, meanEdgeUnits)))));
    let size = 16;
    while (size < xs.length) size *= 2;
    this.#heads = new Int32Array(size).fill(-1);
    this.#next = new Int32Array(xs.length);
    for (let id = 0; id < xs.length; id++) {
      if (used[id] === 0) continue;
      const bucket = this.#bucketOf(xs[id]! >> this.#cellBits, ys[id]! >> this.#cellBits);
      this.#next[id] = this.#heads[bucket]!;
      this.#heads[bucket] = id;
    }
  }

  #bucketOf(column: number, row: number): number {
    return hashXY(column, row) & (this.#heads.length - 1);
  }

  /** Appends to `out` the vertices on the edge a→b, without a and b, in their order along it. */
  appendVerticesOn(a: number, b: number, out: IntList): void {
    this.#found.length = 0;
    this.#search(a, b);
    if (this.#found.length === 0) return;
    this.#found.sort((one, other) => one.along - other.along || one.vertex - other.vertex);
    let last = -1;
    for (const { vertex } of this.#found) {
      // Two cells that share a hash bucket show a vertex twice.
      if (vertex !== last) out.push(vertex);
      last = vertex;
    }
  }

  #search(a: number, b: number): void {
    const bits = this.#cellBits;
    const ax = this.#xs[a]!;
    const ay = this.#ys[a]!;
    const bx = this.#xs[b]!;
    const by = this.#ys[b]!;
    const west = Math.min(ax, bx);
    const east = Math.max(ax, bx);
    const north = Math.min(ay, by);
    const south = Math.max(ay, by);
    const lastRow = (south + TOLERANCE_UNITS) >> bits;
    const firstRow = (north - TOLERANCE_UNITS) >> bits;
    const slope = ay === by ? 0 : (bx - ax) / (by - ay);
    for (let row = firstRow; row <= lastRow; row++) {
      let fromX = west;
      let toX = east;
      if (firstRow !== lastRow && ay !== by) {
        const top = Math.max(north, row * 2 ** bits - TOLERANCE_UNITS);
        const bottom = Math.min(south, (row + 1) * 2 ** bits + TOLERANCE_UNITS);
        const xAtTop = ax + (top - ay) * slope;
        const xAtBottom = ax + (bottom - ay) * slope;
        fromX = Math.max(west, Math.floor(Math.min(xAtTop, xAtBottom)));
        toX = Math.min(east, Math.ceil(Math.max(xAtTop, xAtBottom)));
      }
      const lastColumn = (toX + TOLERANCE_UNITS) >> bits;
      for (let column = (fromX - TOLERANCE_UNITS) >> bits; column <= lastColumn; column++) this.#searchCell(column, row, a, b);
    }
  }

  #searchCell(column: number, row: number, a: number, b: number): void {
    const ax = this.#xs[a]!;
    const ay = this.#ys[a]!;
    const dx = this.#xs[b]! - ax;
    const dy = this.#ys[b]! - ay;
    const lengthSquared = dx * dx + dy * dy;
    for (let id = this.#heads[this.#bucketOf(column, row)]!; id >= 0; id = this.#next[id]!) {
      if (id === a || id === b) continue;
      const px = this.#xs[id]! - ax;
      const py = this.#ys[id]! - ay;
      const along = px * dx + py * dy;
      if (along <= 0 || along >= lengthSquared) continue;
      const across = px * dy - py * dx;
      if (across * across <= TOLERANCE_UNITS * TOLERANCE_UNITS * lengthSquared) this.#found.push({ vertex: id, along });
    }
  }
}
