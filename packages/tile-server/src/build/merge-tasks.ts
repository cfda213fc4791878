import { type PartIndex, type PartReader, readPart } from "./part-file.ts";
import type { Task } from "./tasks.ts";
import type { MergeJob } from "./tile-merge.ts";

/** BUILD: shares out the tiles above regions, which have pieces in many parts. */

/** A job takes tiles until it has this many pieces, so that small tiles go together. */
const JOB_PIECES = 20_000;

interface Piece {
  readonly feature: number;
  readonly path: string;
  readonly offset: number;
  readonly length: number;
}

/**
 * The jobs, tile ids ascending, made one at a time as they are asked for.
 *
 * @param pathOf where job 0, 1, 2 … is to put its part; null where that part is there already.
 */
export function* mergeTasks(
  parts: readonly string[],
  reader: PartReader,
  pathOf: (index: number) => string | null,
): Generator<Task> {
  const tiles = piecesByTile(parts);
  let job: (readonly [tile: number, pieces: readonly Piece[]])[] = [];
  let pieces = 0;
  let index = 0;
  const close = function* (): Generator<Task> {
    const path = pathOf(index++);
    if (path !== null) yield { kind: "merge", job: jobOf(job, reader), path };
    job = [];
    pieces = 0;
  };
  for (const [tile, list] of tiles) {
    job.push([tile, list.sort((a, b) => a.feature - b.feature)]);
    pieces += list.length;
    if (pieces >= JOB_PIECES) yield* close();
  }
  if (job.length > 0) yield* close();
}

/** By tile id, ascending. */
function piecesByTile(parts: readonly string[]): (readonly [tile: number, pieces: Piece[]])[] {
  const tiles = new Map<number, Piece[]>();
  for (const path of parts) {
    const index: PartIndex = readPart(path);
    index.pieceTiles.forEach((tile, i) => {
      const piece = { feature: index.pieceFeatures[i]!, path, offset: index.pieceOffsets[i]!, length: index.pieceLengths[i]! };
      const list = tiles.get(tile);
      if (list) list.push(piece);
      else tiles.set(tile, [piece]);
    });
  }
  return [...tiles].sort(([a], [b]) => a - b);
}

function jobOf(tiles: readonly (readonly [tile: number, pieces: readonly Piece[]])[], reader: PartReader): MergeJob {
  const pieces = tiles.flatMap(([, list]) => list);
  const starts = new Int32Array(pieces.length);
  const ends = new Int32Array(pieces.length);
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  pieces.forEach(({ path, offset, length }, i) => {
    starts[i] = at;
    bytes.set(reader.read(path, offset, length), at);
    at += length;
    ends[i] = at;
  });
  const tileStarts = new Int32Array(tiles.length + 1);
  tiles.forEach(([, list], i) => {
    tileStarts[i + 1] = tileStarts[i]! + list.length;
  });
  return {
    tileIds: Float64Array.from(tiles, ([tile]) => tile),
    tileStarts,
    features: Int32Array.from(pieces, ({ feature }) => feature),
    starts,
    ends,
    bytes,
  };
}
