import type { Position } from "geojson";
import type { Areal } from "../../geometry/types.ts";
import { type DegreeGrid, polygonsOf, toGrid } from "./degree-grid.ts";

/**
 * Rings of many polygons on the grid with numbered vertices: equal places carry the same number. Ring `r` runs over
 * `vertexAt[ringStarts[r]] … vertexAt[ringStarts[r + 1] − 1]`, shells counter-clockwise, holes clockwise.
 */
export interface CoverageRings {
  /** Place of vertex v, grid steps. */
  readonly vx: Float64Array;
  readonly vy: Float64Array;
  readonly vertexCount: number;
  readonly vertexAt: Int32Array;
  readonly ringStarts: Int32Array;
  /** First ring of each polygon, plus the end. */
  readonly polygonStarts: Int32Array;
}

/** Sums of products up to here are exact in doubles. */
const EXACT = 2 ** 53;

/**
 * The rings of areals with numbered vertices; null where one is no plain ring on the grid: not closed, under three vertices,
 * twice at one vertex, or of an area too near 0 for its winding to be certain.
 */
export function coverageRings(grid: DegreeGrid, areals: readonly Areal[]): CoverageRings | null {
  const polygons = areals.flatMap(polygonsOf);
  const rings = polygons.flat();
  const total = rings.reduce((sum, ring) => sum + ring.length, 0);
  const numbers = new VertexNumbers(total);
  const vertexAt = new Int32Array(total);
  const ringStarts = new Int32Array(rings.length + 1);
  const lastRingAt = new Int32Array(total).fill(-1);
  const polygonStarts = new Int32Array(polygons.length + 1);
  let ring = 0;
  let end = 0;
  for (let p = 0; p < polygons.length; p++) {
    for (let k = 0; k < polygons[p]!.length; k++, ring++) {
      const start = end;
      end = numberRing(grid, polygons[p]![k]!, numbers, vertexAt, start);
      if (end - start < 3 || !isPlain(vertexAt, start, end, lastRingAt, ring)) return null;
      const size = certainSize(numbers, vertexAt, start, end);
      if (size === 0) return null;
      if (size > 0 !== (k === 0)) vertexAt.subarray(start, end).reverse();
      ringStarts[ring + 1] = end;
    }
    polygonStarts[p + 1] = ring;
  }
  return { vx: numbers.x, vy: numbers.y, vertexCount: numbers.count, vertexAt, ringStarts, polygonStarts };
}

/** Writes the numbers of a ring's vertices from `at` on, repeats left out; the end. Nothing is written for an open ring. */
function numberRing(
  grid: DegreeGrid,
  ring: readonly Position[],
  numbers: VertexNumbers,
  vertexAt: Int32Array,
  at: number,
): number {
  const first = ring[0];
  const last = ring[ring.length - 1];
  if (!first || !last || first[0] !== last[0] || first[1] !== last[1]) return at;
  let end = at;
  for (let i = 1; i < ring.length; i++) {
    const place = toGrid(grid, ring[i]![0]!, ring[i]![1]!);
    const vertex = numbers.of(place.x, place.y);
    if (end === at || vertexAt[end - 1] !== vertex) vertexAt[end++] = vertex;
  }
  return end - at > 1 && vertexAt[end - 1] === vertexAt[at] ? end - 1 : end;
}

/** Whether a ring visits no vertex twice. */
function isPlain(vertexAt: Int32Array, start: number, end: number, lastRingAt: Int32Array, ring: number): boolean {
  for (let i = start; i < end; i++) {
    if (lastRingAt[vertexAt[i]!] === ring) return false;
    lastRingAt[vertexAt[i]!] = ring;
  }
  return true;
}

/** Twice the signed area of a ring, grid steps; 0 where rounding leaves its sign open. */
function certainSize({ x, y }: VertexNumbers, vertexAt: Int32Array, start: number, end: number): number {
  const x0 = x[vertexAt[start]!]!;
  const y0 = y[vertexAt[start]!]!;
  let sum = 0;
  let magnitude = 0;
  for (let i = start + 1; i + 1 < end; i++) {
    const [a, b] = [vertexAt[i]!, vertexAt[i + 1]!];
    const forth = (x[a]! - x0) * (y[b]! - y0);
    const back = (x[b]! - x0) * (y[a]! - y0);
    sum += forth - back;
    magnitude += Math.abs(forth) + Math.abs(back);
  }
  // Each term is rounded by 2⁻⁵³ of itself and each partial sum likewise.
  const doubt = magnitude < EXACT ? 0 : (magnitude * (end - start)) / EXACT;
  return Math.abs(sum) > doubt ? sum : 0;
}

/** Numbers for grid places by open addressing; far faster than a Map with keys of text. */
class VertexNumbers {
  readonly x: Float64Array;
  readonly y: Float64Array;
  count = 0;
  readonly #slots: Int32Array;
  readonly #mask: number;

  constructor(capacity: number) {
    const size = 2 ** Math.ceil(Math.log2(2 * capacity + 1));
    this.#slots = new Int32Array(size).fill(-1);
    this.#mask = size - 1;
    this.x = new Float64Array(capacity);
    this.y = new Float64Array(capacity);
  }

  of(x: number, y: number): number {
    let slot = hashOf(x, y) & this.#mask;
    for (;;) {
      const vertex = this.#slots[slot]!;
      if (vertex < 0) break;
      if (this.x[vertex] === x && this.y[vertex] === y) return vertex;
      slot = (slot + 1) & this.#mask;
    }
    this.#slots[slot] = this.count;
    this.x[this.count] = x;
    this.y[this.count] = y;
    return this.count++;
  }
}

/** Mixes two integers into 32 bits. */
export function hashOf(x: number, y: number): number {
  let h = Math.imul(x | 0, 0x9e3779b1) ^ Math.imul(y | 0, 0x85ebca77);
  h ^= h >>> 15;
  h = Math.imul(h, 0x2c1b3c6d);
  return h ^ (h >>> 13);
}
