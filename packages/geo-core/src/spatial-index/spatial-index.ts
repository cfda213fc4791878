import Flatbush from "flatbush";
import type { Bbox } from "../geometry/types.ts";

/** A static index of bounding boxes. */
export interface SpatialIndex {
  /** Numbers of the boxes that touch the given one, ascending. */
  search(bbox: Bbox): number[];
}

/** Boxes a leaf; sorting whole leaves is what makes building cheap. */
const LEAF = 16;
/** Cells of the Morton order on each axis; fewer for so many boxes that code and number together would pass 2⁵³. */
const CELLS = 1 << 15;
const FEW_CELLS = 1 << 10;
const MANY_BOXES = 1 << 23;

/**
 * Index of bounding boxes in degrees, by the order they are given in. Static: build once, search often. Deterministic: results
 * ascend. Antimeridian: boxes are taken as they stand. Method: leaves of boxes near each other in Morton order, under a packed
 * Hilbert R-tree (flatbush). Cost: O(n log n), about 0.2 µs a box, then O(log n + hits).
 */
export function buildSpatialIndex(bboxes: readonly Bbox[]): SpatialIndex {
  const boxes = new Float64Array(4 * bboxes.length);
  bboxes.forEach((bbox, i) => {
    boxes.set(bbox, 4 * i);
  });
  return buildColumnIndex(boxes);
}

/** The same of boxes in one column, west, south, east, north in turn. */
export function buildColumnIndex(boxes: Float64Array): SpatialIndex {
  if (boxes.length === 0) return { search: () => [] };
  const order = mortonOrder(boxes);
  const tree = new Flatbush(Math.ceil(order.length / LEAF));
  for (let start = 0; start < order.length; start += LEAF) addLeaf(tree, boxes, order, start);
  tree.finish();
  return {
    search: ([westDeg, southDeg, eastDeg, northDeg]) => {
      const hits: number[] = [];
      for (const leaf of tree.search(westDeg, southDeg, eastDeg, northDeg)) {
        const end = Math.min(order.length, (leaf + 1) * LEAF);
        for (let k = leaf * LEAF; k < end; k++) {
          const i = 4 * order[k]!;
          if (boxes[i]! > eastDeg || boxes[i + 1]! > northDeg) continue;
          if (boxes[i + 2]! >= westDeg && boxes[i + 3]! >= southDeg) hits.push(order[k]!);
        }
      }
      return hits.sort((a, b) => a - b);
    },
  };
}

function addLeaf(tree: Flatbush, boxes: Float64Array, order: Uint32Array, start: number): void {
  let west = Infinity;
  let south = Infinity;
  let east = -Infinity;
  let north = -Infinity;
  for (let k = start; k < Math.min(order.length, start + LEAF); k++) {
    const i = 4 * order[k]!;
    west = Math.min(west, boxes[i]!);
    south = Math.min(south, boxes[i + 1]!);
    east = Math.max(east, boxes[i + 2]!);
    north = Math.max(north, boxes[i + 3]!);
  }
  tree.add(west, south, east, north);
}

/** Numbers of the boxes by the Morton code of their middles; equal codes by number. */
function mortonOrder(boxes: Float64Array): Uint32Array {
  const count = boxes.length / 4;
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < boxes.length; i += 4) {
    const x = boxes[i]! + boxes[i + 2]!;
    const y = boxes[i + 1]! + boxes[i + 3]!;
    minX = Math.min(minX, x);
    maxX = Math.max(maxX, x);
    minY = Math.min(minY, y);
    maxY = Math.max(maxY, y);
  }
  const cells = count <= MANY_BOXES ? CELLS : FEW_CELLS;
  const scaleX = (cells - 1) / (maxX - minX || 1);
  const scaleY = (cells - 1) / (maxY - minY || 1);
  // Code and number in one double, so that a plain numeric sort does.
  const keys = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const x = (boxes[4 * k]! + boxes[4 * k + 2]! - minX) * scaleX;
    const y = (boxes[4 * k + 1]! + boxes[4 * k + 3]! - minY) * scaleY;
    keys[k] = (spread(x) + 2 * spread(y)) * count + k;
  }
  keys.sort();
  const order = new Uint32Array(count);
  for (let k = 0; k < count; k++) order[k] = keys[k]! % count;
  return order;
}

/** The bits of a number under 2¹⁵, a 0 between each and the next. */
function spread(value: number): number {
  let bits = Math.floor(value);
  bits = (bits | (bits << 8)) & 0x00ff00ff;
  bits = (bits | (bits << 4)) & 0x0f0f0f0f;
  bits = (bits | (bits << 2)) & 0x33333333;
  return (bits | (bits << 1)) & 0x55555555;
}
