/** TILE: a growing list of 32-bit integers, flat, without an object per coordinate. */
export class IntList {
  data: Int32Array;
  length = 0;

  constructor(initial = 256) {
    this.data = new Int32Array(initial);
  }

  push(value: number): void {
    if (this.length === this.data.length) this.#grow(1);
    this.data[this.length++] = value;
  }

  push2(first: number, second: number): void {
    if (this.length + 2 > this.data.length) this.#grow(2);
    this.data[this.length++] = first;
    this.data[this.length++] = second;
  }

  #grow(count: number): void {
    const grown = new Int32Array(Math.max(this.data.length * 2, this.length + count));
    grown.set(this.data.subarray(0, this.length));
    this.data = grown;
  }

  /** The integers so far as a view; valid until the next push. */
  view(): Int32Array {
    return this.data.subarray(0, this.length);
  }
}
