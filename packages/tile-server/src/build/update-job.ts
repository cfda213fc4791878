import { expand } from "../pmtiles/gzip.ts";
import { MAX_TILE_BYTES } from "../pmtiles/read-archive.ts";
import { rawLayersOf } from "../tile/raw-pieces.ts";
import type { BuildState } from "./build-state.ts";
import type { FeatureChanges } from "./changed-features.ts";
import type { FeatureTable } from "./feature-table.ts";
import { NumberTable } from "./number-table.ts";
import type { OldArchive } from "./old-archive.ts";
import type { MergeJob } from "./tile-merge.ts";

/** BUILD: the pieces of tiles that changed features touch: those of then that are still right, and the new ones. */

interface Piece {
  readonly feature: number;
  readonly geometry: Uint8Array;
}

/** Pieces by tile. */
export type TilePieceMap = Map<number, Piece[]>;

/** Tiles of which nothing is left are left out. */
export function updateJob(
  touched: readonly number[],
  pieces: TilePieceMap,
  old: OldArchive,
  table: FeatureTable,
  state: BuildState,
  changes: FeatureChanges,
): MergeJob {
  const kept = keptFeatures(table, state, changes);
  const tiles = touched
    .map((id) => {
      const before = old.tiles.has(id) ? keptPieces(old.read(id), kept) : [];
      const list = [...before, ...(pieces.get(id) ?? [])].sort((a, b) => a.feature - b.feature);
      return { id, list };
    })
    .filter(({ list }) => list.length > 0);
  return jobOf(tiles);
}

/** The feature whose piece in an old tile is still right, by layer and number; −1 where it is not. */
type FindKept = (layer: string, number: number) => number;

function keptFeatures(table: FeatureTable, state: BuildState, { later, outdated }: FeatureChanges): FindKept {
  const isOutdated = new Uint8Array(later.length);
  for (const features of outdated) for (const before of features) isOutdated[before] = 1;
  const tables = new Map(
    table.shared.layers.map(({ name }, index) => {
      const { first, count } = state.layers[index]!;
      return [name, new NumberTable(state.numbers, first, count)] as const;
    }),
  );
  return (layer, number) => {
    const before = tables.get(layer)?.find(number) ?? -1;
    return before < 0 || isOutdated[before] === 1 ? -1 : later[before]!;
  };
}

function keptPieces(stored: Uint8Array, findKept: FindKept): Piece[] {
  const tile = expand(stored, "gzip", MAX_TILE_BYTES, "tile");
  return rawLayersOf(tile).flatMap(({ name, numbers, geometries }) =>
    numbers.flatMap((number, i) => {
      const feature = findKept(name, number);
      return feature < 0 ? [] : [{ feature, geometry: geometries[i]! }];
    }),
  );
}

function jobOf(tiles: readonly { readonly id: number; readonly list: readonly Piece[] }[]): MergeJob {
  const all = tiles.flatMap(({ list }) => list);
  const bytes = new Uint8Array(all.reduce((sum, { geometry }) => sum + geometry.length, 0));
  const starts = new Int32Array(all.length);
  const ends = new Int32Array(all.length);
  let at = 0;
  all.forEach(({ geometry }, i) => {
    starts[i] = at;
    bytes.set(geometry, at);
    at += geometry.length;
    ends[i] = at;
  });
  const tileStarts = new Int32Array(tiles.length + 1);
  tiles.forEach(({ list }, i) => {
    tileStarts[i + 1] = tileStarts[i]! + list.length;
  });
  return {
    tileIds: Float64Array.from(tiles, ({ id }) => id),
    tileStarts,
    features: Int32Array.from(all, ({ feature }) => feature),
    starts,
    ends,
    bytes,
  };
}
