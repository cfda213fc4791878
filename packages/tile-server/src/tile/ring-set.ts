import { IntList } from "./int-list.ts";

/** TILE: rings (or lines, or points) of one feature, flat, with the role of each; used again for the next feature. */
export class RingSet {
  readonly coords = new IntList(4096);
  /** End of each ring in `coords`. */
  readonly ends: number[] = [];
  /** Whether each ring is an outer ring; holes follow their outer ring. */
  readonly outer: boolean[] = [];
  readonly scratch = new IntList(4096);

  clear(): void {
    this.coords.length = 0;
    this.ends.length = 0;
    this.outer.length = 0;
  }

  get size(): number {
    return this.ends.length;
  }

  start(ring: number): number {
    return ring === 0 ? 0 : this.ends[ring - 1]!;
  }

  /** Takes what was pushed to `coords` since the last ring as a ring. */
  close(outer: boolean): void {
    this.ends.push(this.coords.length);
    this.outer.push(outer);
  }

  /** Forgets what was pushed to `coords` since the last ring. */
  abandon(): void {
    this.coords.length = this.start(this.size);
  }

  /** Keeps the first `count` rings. */
  truncate(count: number): void {
    this.ends.length = count;
    this.outer.length = count;
    this.abandon();
  }

  /** Least and greatest coordinate of an axis (0 for x, 1 for y) over all rings. */
  range(axis: 0 | 1): readonly [low: number, high: number] {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    const { data, length } = this.coords;
    for (let i = axis; i < length; i += 2) {
      const value = data[i]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    return [low, high];
  }
}
