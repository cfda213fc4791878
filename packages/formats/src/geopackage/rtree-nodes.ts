import type { Bbox } from "@parkatlas/geo-core";

/** The three tables in which the R-tree module of SQLite keeps a tree. */
export interface RtreeTables {
  /** Node by its number, from 1 (the root). */
  readonly nodes: readonly Uint8Array[];
  /** The leaf of each entry: [id, number of the node]. */
  readonly leafOf: readonly (readonly [id: number, node: number])[];
  /** The parent of each node but the root. */
  readonly parentOf: readonly (readonly [node: number, parent: number])[];
}

interface Entry {
  readonly id: number;
  readonly box: Bbox;
}

/** As the module makes them for two dimensions: 51 cells of 24 bytes after a head of four. */
const CELLS = 51;
const CELL_BYTES = 24;
const NODE_BYTES = 4 + CELLS * CELL_BYTES;

/**
 * An R-tree over the boxes, packed by sorted tiles (Leutenegger et al. 1997), in the tables of SQLite's own module
 * (sqlite.org/rtree.html §5), because SQLite in WebAssembly comes without it. Edges are rounded outwards to single precision, as
 * the module does. Cost: O(n log n).
 */
export function rtreeTables(entries: readonly Entry[]): RtreeTables {
  const levels: (readonly Entry[])[][] = [];
  let level: readonly Entry[] = entries;
  for (;;) {
    const groups = level.length <= CELLS ? [level] : tiled(level);
    levels.push(groups);
    if (groups.length === 1) break;
    level = groups.map((group, index) => ({ id: index, box: union(group) }));
  }
  // The root is node 1; the others are numbered from the top down, so that a child's number follows from its place in its level.
  const firsts: number[] = [];
  let count = 0;
  for (let at = levels.length - 1; at >= 0; at--) {
    firsts[at] = count + 1;
    count += levels[at]!.length;
  }
  const nodes: Uint8Array[] = new Array(count);
  const leafOf: [number, number][] = [];
  const parentOf: [number, number][] = [];
  for (const [depth, groups] of levels.entries())
    for (const [index, group] of groups.entries()) {
      const number = firsts[depth]! + index;
      const idOf = ({ id }: Entry): number => (depth === 0 ? id : firsts[depth - 1]! + id);
      nodes[number - 1] = nodeBytes(group, idOf, number === 1 ? levels.length - 1 : 0);
      for (const entry of group) (depth === 0 ? leafOf : parentOf).push([idOf(entry), number]);
    }
  return { nodes, leafOf, parentOf };
}

/** Groups of at most {@link CELLS}: slices by the middle in x, each cut by the middle in y. Even in size, so that none is nearly empty. */
function tiled(entries: readonly Entry[]): (readonly Entry[])[] {
  const wanted = Math.ceil(entries.length / CELLS);
  const slices = Math.ceil(Math.sqrt(wanted));
  const byX = [...entries].sort((a, b) => a.box[0] + a.box[2] - b.box[0] - b.box[2]);
  return parts(byX, slices).flatMap((slice) => {
    const byY = [...slice].sort((a, b) => a.box[1] + a.box[3] - b.box[1] - b.box[3]);
    return parts(byY, Math.ceil(slice.length / CELLS));
  });
}

function parts<T>(all: readonly T[], count: number): (readonly T[])[] {
  return Array.from({ length: count }, (_, index) =>
    all.slice(Math.floor((index * all.length) / count), Math.floor(((index + 1) * all.length) / count)),
  );
}

function union(group: readonly Entry[]): Bbox {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { box } of group) {
    west = Math.min(west, box[0]);
    south = Math.min(south, box[1]);
    east = Math.max(east, box[2]);
    north = Math.max(north, box[3]);
  }
  return [west, south, east, north];
}

function nodeBytes(group: readonly Entry[], idOf: (entry: Entry) => number, depth: number): Uint8Array {
  const bytes = new Uint8Array(NODE_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, depth, false);
  view.setUint16(2, group.length, false);
  for (const [index, entry] of group.entries()) {
    const at = 4 + index * CELL_BYTES;
    const [west, south, east, north] = entry.box;
    view.setBigInt64(at, BigInt(idOf(entry)), false);
    view.setFloat32(at + 8, below(west), false);
    view.setFloat32(at + 12, -below(-east), false);
    view.setFloat32(at + 16, below(south), false);
    view.setFloat32(at + 20, -below(-north), false);
  }
  return bytes;
}

const single = new Float32Array(1);
const bits = new Int32Array(single.buffer);

/** The greatest single-precision number that is not above `value`. */
function below(value: number): number {
  single[0] = value;
  if (single[0] > value) bits[0]! += single[0] > 0 ? -1 : 1;
  return single[0];
}
