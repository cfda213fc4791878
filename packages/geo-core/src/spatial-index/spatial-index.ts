import type { Bbox } from "../geometry/types.ts";
import { mortonOrder } from "./morton-order.ts";

/** A static index of bounding boxes. */
export interface SpatialIndex {
  /** Numbers of the boxes that touch the given one, ascending. */
  search(bbox: Bbox): number[];
}

/** Boxes a node: a power of two, so that a node's place is a shift away. */
const FAN_OUT = 16;
/** Hits up to which insertion sorts faster than a call of `sort`. */
const FEW_HITS = 32;

/**
 * Index of bounding boxes in degrees, by the order they are given in. Static: build once, search often. Deterministic: results
 * ascend. Antimeridian: boxes are taken as they stand. Method: boxes in Morton order, and over runs of 16 of them their common
 * boxes, level upon level. Cost: O(n), about 0.1 µs a box, then O(log n + hits).
 */
export function buildSpatialIndex(bboxes: readonly Bbox[]): SpatialIndex {
  const boxes = new Float64Array(4 * bboxes.length);
  bboxes.forEach((bbox, i) => {
    boxes.set(bbox, 4 * i);
  });
  return buildColumnIndex(boxes);
}

/** The same of boxes in one column, west, south, east, north in turn. */
function buildColumnIndex(boxes: Float64Array): SpatialIndex {
  return new BoxIndex(boxes);
}

/** The index itself, over boxes in one column (west, south, east, north in turn); a search can leave its hits in a column. */
export class BoxIndex implements SpatialIndex {
  /** The box that `collect` asks for (west, south, east, north), and what it found. */
  readonly asked = new Float64Array(4);
  hits = new Uint32Array(256);
  private count = 0;
  private readonly order: Uint32Array;
  /** Boxes in Morton order, then the common boxes of each 16 of the level before, until one node holds a level. */
  private readonly levels: readonly Float64Array[];

  constructor(boxes: Float64Array) {
    this.order = mortonOrder(boxes);
    const sorted = new Float64Array(boxes.length);
    for (let k = 0; k < this.order.length; k++) {
      const from = 4 * this.order[k]!;
      for (let side = 0; side < 4; side++) sorted[4 * k + side] = boxes[from + side]!;
    }
    const levels: Float64Array[] = [sorted];
    for (let level = levels[0]!; level.length > 4 * FAN_OUT; levels.push(level)) level = commonBoxes(level);
    this.levels = levels;
  }

  search([westDeg, southDeg, eastDeg, northDeg]: Bbox): number[] {
    const { asked } = this;
    asked[0] = westDeg;
    asked[1] = southDeg;
    asked[2] = eastDeg;
    asked[3] = northDeg;
    const count = this.collect();
    return Array.from(this.hits.subarray(0, count));
  }

  /** Writes the numbers of the boxes that touch `asked` to `hits`, ascending, and returns how many they are. */
  collect(): number {
    this.count = 0;
    this.visit(this.levels.length - 1, 0);
    sortAscending(this.hits, this.count);
    return this.count;
  }

  private visit(level: number, node: number): void {
    const boxes = this.levels[level]!;
    const { asked } = this;
    const west = asked[0]!;
    const south = asked[1]!;
    const east = asked[2]!;
    const north = asked[3]!;
    const end = Math.min(boxes.length, 4 * FAN_OUT * (node + 1));
    for (let i = 4 * FAN_OUT * node; i < end; i += 4) {
      if (boxes[i]! > east || boxes[i + 1]! > north || boxes[i + 2]! < west || boxes[i + 3]! < south) continue;
      if (level > 0) this.visit(level - 1, i >> 2);
      else this.add(this.order[i >> 2]!);
    }
  }

  private add(number: number): void {
    if (this.count === this.hits.length) {
      const hits = new Uint32Array(2 * this.count);
      hits.set(this.hits);
      this.hits = hits;
    }
    this.hits[this.count++] = number;
  }
}

function commonBoxes(level: Float64Array): Float64Array {
  const nodes = Math.ceil(level.length / (4 * FAN_OUT));
  const boxes = new Float64Array(4 * nodes);
  for (let node = 0; node < nodes; node++) {
    let west = Infinity;
    let south = Infinity;
    let east = -Infinity;
    let north = -Infinity;
    const end = Math.min(level.length, 4 * FAN_OUT * (node + 1));
    for (let i = 4 * FAN_OUT * node; i < end; i += 4) {
      west = Math.min(west, level[i]!);
      south = Math.min(south, level[i + 1]!);
      east = Math.max(east, level[i + 2]!);
      north = Math.max(north, level[i + 3]!);
    }
    boxes[4 * node] = west;
    boxes[4 * node + 1] = south;
    boxes[4 * node + 2] = east;
    boxes[4 * node + 3] = north;
  }
  return boxes;
}

function sortAscending(numbers: Uint32Array, count: number): void {
  if (count > FEW_HITS) {
    numbers.subarray(0, count).sort();
    return;
  }
  for (let i = 1; i < count; i++) {
    const number = numbers[i]!;
    let k = i;
    for (; k > 0 && numbers[k - 1]! > number; k--) numbers[k] = numbers[k - 1]!;
    numbers[k] = number;
  }
}
