import { IntList } from "./int-list.ts";
import type { RingSet } from "./ring-set.ts";

/** TILE: whether the rings of a polygon touch or cross themselves or one another. Exact for rings under 2^26 units across. */

/** Up to this many edges every pair is looked at; above, edges are sorted by x first. */
const FEW_EDGES = 48;

/** Looks for touching edges; keeps its memory from polygon to polygon. */
export class CrossingFinder {
  #ring = new Int32Array(64);
  #ax = new Int32Array(64);
  #ay = new Int32Array(64);
  #bx = new Int32Array(64);
  #by = new Int32Array(64);
  #count = 0;

  /** Whether any two edges share a point, other than consecutive edges their common vertex. */
  hasCrossing(set: RingSet): boolean {
    this.#collect(set);
    if (this.#count <= FEW_EDGES) return this.#amongFew();
    return this.#amongMany();
  }

  #collect(set: RingSet): void {
    const { data, length } = set.coords;
    const edges = length / 2;
    if (edges > this.#ax.length) this.#grow(edges);
    let at = 0;
    for (let ring = 0; ring < set.size; ring++) {
      const start = set.start(ring);
      const end = set.ends[ring]!;
      for (let i = start; i < end; i += 2) {
        const j = i + 2 < end ? i + 2 : start;
        this.#ring[at] = ring;
        this.#ax[at] = data[i]!;
        this.#ay[at] = data[i + 1]!;
        this.#bx[at] = data[j]!;
        this.#by[at] = data[j + 1]!;
        at++;
      }
    }
    this.#count = at;
  }

  #grow(edges: number): void {
    const size = Math.max(edges, this.#ax.length * 2);
    this.#ring = new Int32Array(size);
    this.#ax = new Int32Array(size);
    this.#ay = new Int32Array(size);
    this.#bx = new Int32Array(size);
    this.#by = new Int32Array(size);
  }

  #amongFew(): boolean {
    for (let i = 0; i + 1 < this.#count; i++) for (let j = i + 1; j < this.#count; j++) if (this.#meet(i, j)) return true;
    return false;
  }

  #amongMany(): boolean {
    const west = Int32Array.from({ length: this.#count }, (_, i) => Math.min(this.#ax[i]!, this.#bx[i]!));
    const order = new IntList(this.#count);
    for (let i = 0; i < this.#count; i++) order.push(i);
    const sorted = order.view().sort((a, b) => west[a]! - west[b]!);
    for (let at = 0; at < sorted.length; at++) {
      const i = sorted[at]!;
      const east = Math.max(this.#ax[i]!, this.#bx[i]!);
      for (let next = at + 1; next < sorted.length && west[sorted[next]!]! <= east; next++)
        if (this.#meet(i, sorted[next]!)) return true;
    }
    return false;
  }

  #meet(i: number, j: number): boolean {
    const ax = this.#ax[i]!;
    const bx = this.#bx[i]!;
    const cx = this.#ax[j]!;
    const dx = this.#bx[j]!;
    if ((ax < cx && ax < dx && bx < cx && bx < dx) || (ax > cx && ax > dx && bx > cx && bx > dx)) return false;
    const ay = this.#ay[i]!;
    const by = this.#by[i]!;
    const cy = this.#ay[j]!;
    const dy = this.#by[j]!;
    if ((ay < cy && ay < dy && by < cy && by < dy) || (ay > cy && ay > dy && by > cy && by > dy)) return false;
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
