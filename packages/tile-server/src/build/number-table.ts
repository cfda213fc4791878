/**
 * BUILD: finds features by their number. Numbers are digests, evenly spread, so their low bits do for a hash; a `Map` of as many
 * takes several times as long to fill.
 */
export class NumberTable {
  readonly #numbers: Float64Array;
  readonly #slots: Int32Array;
  readonly #size: number;

  /** Of the features first…first + count − 1. */
  constructor(numbers: Float64Array, first: number, count: number) {
    this.#numbers = numbers;
    let size = 16;
    while (size < count * 2) size *= 2;
    this.#size = size;
    this.#slots = new Int32Array(size).fill(-1);
    for (let i = first; i < first + count; i++) this.#slots[this.#slotOf(numbers[i]!)] = i;
  }

  /** The feature with this number, or −1. */
  find(number: number): number {
    return this.#slots[this.#slotOf(number)]!;
  }

  /** Where the number is, or the free place where it would be. */
  #slotOf(number: number): number {
    let slot = number - Math.floor(number / this.#size) * this.#size;
    while (this.#slots[slot]! >= 0 && this.#numbers[this.#slots[slot]!] !== number) slot = slot + 1 === this.#size ? 0 : slot + 1;
    return slot;
  }
}
