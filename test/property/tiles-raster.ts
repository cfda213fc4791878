/**
 * How often each point of a tile is covered, sampled every half unit: an independent way to see gaps and overlaps, by the
 * nonzero rule on scan lines. Rings are given as x, y in turn, in tile units.
 */
export class CoverageRaster {
  readonly counts: Int16Array;
  readonly #left: number;
  readonly #top: number;
  readonly #size: number;

  /** @param sizeTu width and height of the window whose upper left corner is left, top. */
  constructor(leftTu: number, topTu: number, sizeTu: number) {
    this.#left = leftTu;
    this.#top = topTu;
    this.#size = sizeTu * 2;
    this.counts = new Int16Array(this.#size * this.#size);
  }

  /** Adds one polygon: all its rings, outer and holes. Samples lie off the integer grid, so none falls on a vertex. */
  add(rings: readonly (readonly number[])[]): void {
    for (let row = 0; row < this.#size; row++) {
      const y = this.#top + (row + 0.4973) / 2;
      const crossings: { x: number; turn: number }[] = [];
      for (const ring of rings) {
        for (let i = 0; i < ring.length; i += 2) {
          const j = (i + 2) % ring.length;
          const [ax, ay, bx, by] = [ring[i]!, ring[i + 1]!, ring[j]!, ring[j + 1]!];
          if (ay < y !== by < y) crossings.push({ x: ax + ((y - ay) * (bx - ax)) / (by - ay), turn: by > ay ? 1 : -1 });
        }
      }
      crossings.sort((a, b) => a.x - b.x);
      let winding = 0;
      crossings.forEach(({ x, turn }, i) => {
        winding += turn;
        if (winding !== 0 && i + 1 < crossings.length) this.#fill(row, x, crossings[i + 1]!.x);
      });
    }
  }

  #column(x: number): number {
    return Math.min(this.#size, Math.max(0, Math.ceil((x - this.#left) * 2 - 0.4973)));
  }

  #fill(row: number, from: number, to: number): void {
    for (let column = this.#column(from); column < this.#column(to); column++) this.counts[row * this.#size + column]!++;
  }

  /**
   * Places where a disc one unit across may lie in a gap or an overlap: the sample and those half a unit to each side are
   * all covered `wrong`ly.
   */
  wideFaults(isWrong: (count: number) => boolean): [xTu: number, yTu: number][] {
    const faults: [number, number][] = [];
    const size = this.#size;
    for (let row = 1; row + 1 < size; row++)
      for (let column = 1; column + 1 < size; column++) {
        const at = row * size + column;
        if ([at, at - 1, at + 1, at - size, at + size].every((each) => isWrong(this.counts[each]!)))
          faults.push([this.#left + column / 2, this.#top + row / 2]);
      }
    return faults;
  }
}
