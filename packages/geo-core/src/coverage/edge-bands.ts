import { type GridLayer, pointsOf } from "./grid-layer.ts";

/** Up to so many edges a band is not worth its keeping. */
const EDGES_A_BAND = 8;

/**
 * The edges of one shape (by their first points) that touch a box, sorted into bands across the box's longer side, for many questions about one
 * place after another. Columns are used again, so one set serves one shape at a time. Cost: O(n) to fill.
 */
export class EdgeBands {
  /** Edges of band `k` are `edges[starts[k]] … edges[starts[k + 1] − 1]`; an edge that passes through several is in each. */
  edges = new Int32Array(256);
  starts = new Int32Array(64);
  #near = new Int32Array(256);
  #count = 0;
  #bands = 1;
  #low = 0;
  #perMm = 0;
  #alongX = true;

  fill(layer: GridLayer, shape: number, minX: number, minY: number, maxX: number, maxY: number): void {
    this.#collect(layer, shape, minX, minY, maxX, maxY);
    this.#alongX = maxX - minX >= maxY - minY;
    this.#low = this.#alongX ? minX : minY;
    const span = Math.max(this.#alongX ? maxX - minX : maxY - minY, 1);
    this.#bands = Math.max(1, Math.ceil(this.#count / EDGES_A_BAND));
    this.#perMm = this.#bands / span;
    this.#sort(layer);
  }

  /** The band of a place; places off the box belong to the band at its side. */
  bandOf(x: number, y: number): number {
    const band = Math.floor(((this.#alongX ? x : y) - this.#low) * this.#perMm);
    return band < 0 ? 0 : band >= this.#bands ? this.#bands - 1 : band;
  }

  #collect(layer: GridLayer, shape: number, minX: number, minY: number, maxX: number, maxY: number): void {
    const { x, y, next } = layer;
    const [from, to] = pointsOf(layer, shape);
    if (this.#near.length < to - from) this.#near = new Int32Array(2 * (to - from));
    this.#count = 0;
    for (let q = from; q < to; q++) {
      const r = next[q]!;
      if ((x[q]! < minX && x[r]! < minX) || (x[q]! > maxX && x[r]! > maxX)) continue;
      if ((y[q]! < minY && y[r]! < minY) || (y[q]! > maxY && y[r]! > maxY)) continue;
      this.#near[this.#count++] = q;
    }
  }

  /** Counting sort: how many a band, where each begins, and then the edges into their places from the end of each. */
  #sort(layer: GridLayer): void {
    if (this.#bands === 1) {
      this.edges = this.#near;
      this.starts[0] = 0;
      this.starts[1] = this.#count;
      return;
    }
    if (this.edges === this.#near) this.edges = new Int32Array(256);
    if (this.starts.length < this.#bands + 1) this.starts = new Int32Array(2 * this.#bands + 1);
    this.starts.fill(0, 0, this.#bands + 1);
    this.#eachPlace(layer, (band) => this.starts[band]!++);
    for (let band = 1; band <= this.#bands; band++) this.starts[band]! += this.starts[band - 1]!;
    const total = this.starts[this.#bands]!;
    if (this.edges.length < total) this.edges = new Int32Array(2 * total);
    this.#eachPlace(layer, (band, edge) => {
      this.edges[--this.starts[band]!] = edge;
    });
  }

  #eachPlace({ x, y, next }: GridLayer, place: (band: number, edge: number) => void): void {
    for (let k = 0; k < this.#count; k++) {
      const q = this.#near[k]!;
      const r = next[q]!;
      const a = this.bandOf(x[q]!, y[q]!);
      const b = this.bandOf(x[r]!, y[r]!);
      for (let band = Math.min(a, b); band <= Math.max(a, b); band++) place(band, q);
    }
  }
}
