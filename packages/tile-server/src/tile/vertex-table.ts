import { IntList } from "./int-list.ts";

/**
 * TILE: gives every distinct place on the base grid one number, so that "the same vertex" is "the same number". Places stand
 * in lists by square cell, so that the neighbours of a place are in its own list unless it lies at the edge of its cell.
 */
export class VertexTable {
  readonly #xs = new IntList();
  readonly #ys = new IntList();
  readonly #next = new IntList();
  #heads = new Int32Array(1024).fill(-1);

  get size(): number {
    return this.#xs.length;
  }

  get xs(): Int32Array {
    return this.#xs.view();
  }

  get ys(): Int32Array {
    return this.#ys.view();
  }

  /** The number of the vertex at x, y; a new one where there was none. */
  idOf(x: number, y: number): number {
    const known = this.#find(x, y);
    if (known >= 0) return known;
    const id = this.#xs.length;
    if (id >= this.#heads.length) this.#rehash();
    this.#xs.push(x);
    this.#ys.push(y);
    const bucket = this.#bucketOf(x, y);
    this.#next.push(this.#heads[bucket]!);
    this.#heads[bucket] = id;
    return id;
  }

  #find(x: number, y: number): number {
    let id = this.#heads[this.#bucketOf(x, y)]!;
    while (id >= 0 && (this.#xs.data[id] !== x || this.#ys.data[id] !== y)) id = this.#next.data[id]!;
    return id;
  }

  #bucketOf(x: number, y: number): number {
    return hashXY(x >> CELL_BITS, y >> CELL_BITS) & (this.#heads.length - 1);
  }

  #rehash(): void {
    this.#heads = new Int32Array(this.#heads.length * 2).fill(-1);
    for (let id = 0; id < this.#xs.length; id++) {
      const bucket = this.#bucketOf(this.#xs.data[id]!, this.#ys.data[id]!);
      this.#next.data[id] = this.#heads[bucket]!;
      this.#heads[bucket] = id;
    }
  }

  /**
   * For each vertex the one that stands for it: vertices in neighbouring cells of the base grid (under 8 cm apart) are one
   * corner that two files rounded differently. The choice depends on the places alone, and only on those within
   * {@link MERGE_REACH_UNITS}, not on the order of input and not on what lies farther away.
   */
  merged(): Int32Array {
    const step = new Int32Array(this.size);
    for (let id = 0; id < step.length; id++) step[id] = this.#earliestNear(id);
    const target = new Int32Array(this.size);
    for (let id = 0; id < target.length; id++) {
      let other = step[id]!;
      for (let i = 1; i < MERGE_REACH_UNITS; i++) other = step[other]!;
      target[id] = other;
    }
    return target;
  }

  /** The first, in the order of places, of the vertices that are at most a unit away in x and y. */
  #earliestNear(id: number): number {
    const x = this.#xs.data[id]!;
    const y = this.#ys.data[id]!;
    let best = this.#earliestIn(x >> CELL_BITS, y >> CELL_BITS, x, y, id);
    const left = (x & CELL_MASK) === 0 ? -1 : 0;
    const right = (x & CELL_MASK) === CELL_MASK ? 1 : 0;
    const up = (y & CELL_MASK) === 0 ? -1 : 0;
    const down = (y & CELL_MASK) === CELL_MASK ? 1 : 0;
    if (left === 0 && right === 0 && up === 0 && down === 0) return best;
    for (let dx = left; dx <= right; dx++)
      for (let dy = up; dy <= down; dy++)
        if (dx !== 0 || dy !== 0) best = this.#earliestIn((x >> CELL_BITS) + dx, (y >> CELL_BITS) + dy, x, y, best);
    return best;
  }

  #earliestIn(column: number, row: number, x: number, y: number, best: number): number {
    const { data: xs } = this.#xs;
    const { data: ys } = this.#ys;
    let first = best;
    const bucket = hashXY(column, row) & (this.#heads.length - 1);
    for (let id = this.#heads[bucket]!; id >= 0; id = this.#next.data[id]!) {
      const dx = xs[id]! - x;
      const dy = ys[id]! - y;
      if (dx >= -1 && dx <= 1 && dy >= -1 && dy <= 1 && comesBefore(xs, ys, id, first)) first = id;
    }
    return first;
  }
}

/** Cells are 32 units wide, about 1.2 m: seldom with more than one vertex. */
const CELL_BITS = 5;
const CELL_MASK = (1 << CELL_BITS) - 1;
/** Vertices that follow one another closer than a unit are followed this many steps. */
export const MERGE_REACH_UNITS = 4;

/** Order of places: west to east, then north to south. */
export function comesBefore(xs: Int32Array, ys: Int32Array, a: number, b: number): boolean {
  return xs[a]! < xs[b]! || (xs[a]! === xs[b]! && ys[a]! < ys[b]!);
}

/** A 32-bit hash of a pair of integers. */
export function hashXY(x: number, y: number): number {
  let hash = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return hash ^ (hash >>> 13);
}
