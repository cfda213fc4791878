import { IntList } from "./int-list.ts";

/** TILE: gives every distinct place on the base grid one number, so that "the same vertex" is "the same number". */
export class VertexTable {
  readonly #xs = new IntList();
  readonly #ys = new IntList();
  #slots = new Int32Array(1024).fill(-1);

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
    if (this.#xs.length * 2 >= this.#slots.length) this.#rehash();
    const slot = this.#slotOf(x, y);
    const known = this.#slots[slot]!;
    if (known >= 0) return known;
    const id = this.#xs.length;
    this.#xs.push(x);
    this.#ys.push(y);
    this.#slots[slot] = id;
    return id;
  }

  #find(x: number, y: number): number {
    return this.#slots[this.#slotOf(x, y)]!;
  }

  #slotOf(x: number, y: number): number {
    const mask = this.#slots.length - 1;
    let slot = hashXY(x, y) & mask;
    for (;;) {
      const id = this.#slots[slot]!;
      if (id < 0 || (this.#xs.data[id] === x && this.#ys.data[id] === y)) return slot;
      slot = (slot + 1) & mask;
    }
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2).fill(-1);
    for (let id = 0; id < this.#xs.length; id++) this.#slots[this.#slotOf(this.#xs.data[id]!, this.#ys.data[id]!)] = id;
  }

  /**
   * For each vertex the one that stands for it: vertices in neighbouring cells of the base grid (under 8 cm apart) are one
   * corner that two files rounded differently. The choice depends on the places alone, not on the order of input.
   */
  merged(): Int32Array {
    const { xs, ys } = this;
    const target = new Int32Array(this.size);
    for (let id = 0; id < target.length; id++) {
      let best = id;
      for (let dx = -1; dx <= 1; dx++)
        for (let dy = -1; dy <= 1; dy++) {
          const other = this.#find(xs[id]! + dx, ys[id]! + dy);
          if (other >= 0 && comesBefore(xs, ys, other, best)) best = other;
        }
      target[id] = best;
    }
    // Each step goes to an earlier place, so following them ends.
    for (let id = 0; id < target.length; id++) while (target[target[id]!] !== target[id]) target[id] = target[target[id]!]!;
    return target;
  }
}

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
