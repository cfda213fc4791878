import type { RingSet } from "./ring-set.ts";

/** TILE: whether the rings of a polygon touch or cross themselves or one another. Exact for rings under 2^26 units across. */

/** Up to this many edges every pair is looked at; above, edges are sorted by x first. */
const FEW_EDGES = 48;

/** Looks for touching edges; keeps its memory from polygon to polygon. */
export class CrossingFinder {
  #ring = new Int32Array(64);
  /** Eight numbers an edge: its ends, then west, north, east and south of it. */
  #edges = new Int32Array(64 * 8);
  #count = 0;

  /** Whether any two edges share a point, other than consecutive edges their common vertex. */
  hasCrossing(set: RingSet): boolean {
    this.#collect(set);
    // The edges of a triangle only meet at their ends.
    if (this.#count <= 3) return false;
    return this.#count <= FEW_EDGES ? this.#amongFew() : this.#amongMany();
  }

  #collect(set: RingSet): void {
    const { data, length } = set.coords;
    if (length / 2 > this.#ring.length) {
      this.#ring = new Int32Array(length);
      this.#edges = new Int32Array(length * 8);
    }
    const edges = this.#edges;
    let at = 0;
    for (let ring = 0; ring < set.size; ring++) {
      const start = set.start(ring);
      const end = set.ends[ring]!;
      for (let i = start; i < end; i += 2) {
        const j = i + 2 < end ? i + 2 : start;
        const ax = data[i]!;
        const ay = data[i + 1]!;
        const bx = data[j]!;
        const by = data[j + 1]!;
        this.#ring[at] = ring;
        const to = at++ * 8;
        edges[to] = ax;
        edges[to + 1] = ay;
        edges[to + 2] = bx;
        edges[to + 3] = by;
        edges[to + 4] = Math.min(ax, bx);
        edges[to + 5] = Math.min(ay, by);
        edges[to + 6] = Math.max(ax, bx);
        edges[to + 7] = Math.max(ay, by);
      }
    }
    this.#count = at;
  }

  #amongFew(): boolean {
    const edges = this.#edges;
    const end = this.#count * 8;
    for (let i = 0; i < end; i += 8) {
      const west = edges[i + 4]!;
      const north = edges[i + 5]!;
      const east = edges[i + 6]!;
      const south = edges[i + 7]!;
      for (let j = i + 8; j < end; j += 8)
        if (
          edges[j + 4]! <= east &&
          edges[j + 6]! >= west &&
          edges[j + 5]! <= south &&
          edges[j + 7]! >= north &&
          this.#meet(i >> 3, j >> 3)
        )
          return true;
    }
    return false;
  }

  #amongMany(): boolean {
    const edges = this.#edges;
    const sorted = Int32Array.from({ length: this.#count }, (_, i) => i * 8).sort((a, b) => edges[a + 4]! - edges[b + 4]!);
    for (let at = 0; at < sorted.length; at++) {
      const i = sorted[at]!;
      const north = edges[i + 5]!;
      const east = edges[i + 6]!;
      const south = edges[i + 7]!;
      for (let next = at + 1; next < sorted.length; next++) {
        const j = sorted[next]!;
        if (edges[j + 4]! > east) break;
        if (edges[j + 5]! <= south && edges[j + 7]! >= north && this.#meet(i >> 3, j >> 3)) return true;
      }
    }
    return false;
  }

  /** Of two edges whose boxes meet. */
  #meet(i: number, j: number): boolean {
    const edges = this.#edges;
    const ax = edges[i * 8]!;
    const ay = edges[i * 8 + 1]!;
    const bx = edges[i * 8 + 2]!;
    const by = edges[i * 8 + 3]!;
    const cx = edges[j * 8]!;
    const cy = edges[j * 8 + 1]!;
    const dx = edges[j * 8 + 2]!;
    const dy = edges[j * 8 + 3]!;
    if (this.#ring[i] === this.#ring[j] && ((bx === cx && by === cy) || (dx === ax && dy === ay)))
      return !this.#areConsecutive(i, j) || isFoldedBack(ax, ay, bx, by, cx, cy, dx, dy);
    return (
      side(ax, ay, bx, by, cx, cy) * side(ax, ay, bx, by, dx, dy) <= 0 &&
      side(cx, cy, dx, dy, ax, ay) * side(cx, cy, dx, dy, bx, by) <= 0
    );
  }

  /** Whether two edges of one ring follow each other; edges of a ring stand in a row. */
  #areConsecutive(i: number, j: number): boolean {
    const [low, high] = i < j ? [i, j] : [j, i];
    if (high - low === 1) return true;
    const isFirst = low === 0 || this.#ring[low - 1] !== this.#ring[low];
    const isLast = high === this.#count - 1 || this.#ring[high + 1] !== this.#ring[high];
    return isFirst && isLast;
  }
}

/** Whether two edges that share an end run back over each other. */
function isFoldedBack(ax: number, ay: number, bx: number, by: number, cx: number, cy: number, dx: number, dy: number): boolean {
  const cross = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx);
  return cross === 0 && (bx - ax) * (dx - cx) + (by - ay) * (dy - cy) < 0;
}

function side(ax: number, ay: number, bx: number, by: number, px: number, py: number): number {
  return Math.sign((bx - ax) * (py - ay) - (by - ay) * (px - ax));
}
