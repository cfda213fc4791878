import type { Bbox } from "@parkatlas/geo-core";

const NODE_SIZE = 16;
const NODE_BYTES = 40;
const HILBERT_MAX = 0xffff;

/** Features in the order in which the index wants them: along a Hilbert curve through the middles of their boxes. Stable. */
export function hilbertOrder(boxes: readonly Bbox[]): readonly number[] {
  const [west, south, east, north] = unionOf(boxes);
  const scaled = (middle: number, from: number, to: number): number =>
    to > from ? Math.floor((HILBERT_MAX * (middle - from)) / (to - from)) : 0;
  const keys = boxes.map((box) =>
    hilbert(scaled((box[0] + box[2]) / 2, west, east), scaled((box[1] + box[3]) / 2, south, north)),
  );
  return boxes.map((_, index) => index).sort((a, b) => keys[a]! - keys[b]!);
}

/** Place of a cell of a 65536 × 65536 grid along the curve. */
function hilbert(x: number, y: number): number {
  let place = 0;
  let [column, row] = [x, y];
  for (let side = 0x8000; side > 0; side >>= 1) {
    const right = (column & side) > 0 ? 1 : 0;
    const upper = (row & side) > 0 ? 1 : 0;
    place += side * side * ((3 * right) ^ upper);
    if (upper === 0) {
      if (right === 1) {
        column = HILBERT_MAX - column;
        row = HILBERT_MAX - row;
      }
      [column, row] = [row, column];
    }
  }
  return place;
}

export function unionOf(boxes: Iterable<Bbox>): Bbox {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const box of boxes) {
    west = Math.min(west, box[0]);
    south = Math.min(south, box[1]);
    east = Math.max(east, box[2]);
    north = Math.max(north, box[3]);
  }
  return [west, south, east, north];
}

/**
 * The packed R-tree of FlatGeobuf over features in their final order: nodes of 16, the root first and the leaves last; a leaf tells where
 * its feature begins, another node which node its first child is.
 */
export function packedRtree(boxes: readonly Bbox[], offsets: readonly number[]): Uint8Array {
  const levels: (readonly Bbox[])[] = [boxes];
  do {
    const below = levels.at(-1)!;
    levels.push(
      Array.from({ length: Math.ceil(below.length / NODE_SIZE) }, (_, index) =>
        unionOf(below.slice(index * NODE_SIZE, (index + 1) * NODE_SIZE)),
      ),
    );
  } while (levels.at(-1)!.length > 1);
  const count = levels.reduce((sum, { length }) => sum + length, 0);
  const bytes = new Uint8Array(count * NODE_BYTES);
  const view = new DataView(bytes.buffer);
  let first = count;
  let firstBelow = 0;
  for (const [depth, level] of levels.entries()) {
    first -= level.length;
    for (const [index, box] of level.entries()) {
      const at = (first + index) * NODE_BYTES;
      for (let edge = 0; edge < 4; edge++) view.setFloat64(at + 8 * edge, box[edge]!, true);
      view.setBigUint64(at + 32, BigInt(depth === 0 ? offsets[index]! : firstBelow + index * NODE_SIZE), true);
    }
    firstBelow = first;
  }
  return bytes;
}
