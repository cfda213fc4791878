/** Positions in turn (lon, lat or x, y), growing at the end. `length` counts numbers; writers reserve, write and set it. */
export class PositionColumn {
  length = 0;
  #numbers: Float64Array<ArrayBuffer>;

  constructor(capacity = 1024) {
    this.#numbers = new Float64Array(capacity);
  }

  get numbers(): Float64Array<ArrayBuffer> {
    return this.#numbers;
  }

  /** The numbers, with room for so many more behind `length`. */
  reserve(more: number): Float64Array<ArrayBuffer> {
    const needed = this.length + more;
    if (needed > this.#numbers.length) {
      const grown = new Float64Array(Math.max(needed, 2 * this.#numbers.length));
      grown.set(this.#numbers.subarray(0, this.length));
      this.#numbers = grown;
    }
    return this.#numbers;
  }
}
