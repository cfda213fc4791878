import { tileIdFromZxy } from "../pmtiles/tile-id.ts";
import { allTiles, LayerCutter } from "../tile/cut-layer.ts";
import { layerBatchOf } from "../tile/layer-batch.ts";
import { BUFFER, EXTENT, GRID_ZOOM } from "../tile/mercator.ts";
import { PieceStore } from "../tile/pieces.ts";
import { arcsAtZoom } from "../tile/simplify-arcs.ts";
import { type StoredTile, tilesOf } from "./assemble-archive.ts";
import type { BuildState } from "./build-state.ts";
import { changedFeatures, type FeatureChanges } from "./changed-features.ts";
import { CUT_FATES, type FateTable } from "./fates.ts";
import type { FeatureStore } from "./feature-store.ts";
import { isDrawnAt } from "./feature-table.ts";
import { type OldArchive, openOldArchive } from "./old-archive.ts";
import { PartReader } from "./part-file.ts";
import { type Box, boxOf } from "./region-features.ts";
import { TileMerger } from "./tile-merge.ts";
import { type TilePieceMap, updateJob } from "./update-job.ts";

/**
 * BUILD: an archive from an earlier one: tiles that changed features touch, or touched, are put together from their pieces
 * of then and of now; all others are copied.
 */
export interface UpdatedTiles {
  /** All tiles of the new archive. */
  readonly tiles: readonly StoredTile[];
  /** Ids of those that are new, different or gone, ascending. */
  readonly changed: readonly number[];
}

/** Above this part of all features a full build is quicker. */
const MOST_CHANGED = 0.05;

/**
 * Fills the fates and returns the tiles; null where too much has changed, or the archive is not that of the state.
 *
 * @param path where the changed tiles are to be kept.
 * @throws {GeoError} `archive-invalid` when the old archive is damaged.
 */
export async function updateTiles(
  store: FeatureStore,
  fates: FateTable,
  state: BuildState,
  archivePath: string,
  path: string,
): Promise<UpdatedTiles | null> {
  const changes = changedFeatures(fates.table, state);
  if (changes.count > fates.table.ids.length * MOST_CHANGED) return null;
  const old = await openOldArchive(archivePath, state.archiveSha256);
  if (old === null) return null;
  try {
    takeOver(fates, state, changes);
    const pieces = cutAgain(store, fates, changes);
    const touched = [...new Set([...pieces.keys(), ...touchedBefore(state, fates, changes, old)])].sort((a, b) => a - b);
    new TileMerger(store).merge(updateJob(touched, pieces, old, fates.table, state, changes), path);
    return assemble(tilesOf([path]), touched, old);
  } finally {
    old.close();
  }
}

/** The fates of features that are not cut again are those of the earlier build. */
function takeOver(fates: FateTable, state: BuildState, { earlier, later, recut }: FeatureChanges): void {
  const cutAgain = new Set(recut.flatMap((features) => [...features]));
  const zooms = fates.zooms.maxZoom - fates.zooms.minZoom + 1;
  earlier.forEach((before, feature) => {
    if (before < 0 || cutAgain.has(feature)) return;
    fates.row(feature).set(state.codes.subarray(before * zooms, (before + 1) * zooms));
  });
  for (let i = 0; i < state.lost.length; i += 4) {
    const feature = later[state.lost[i]!]!;
    if (feature >= 0 && !cutAgain.has(feature))
      fates.lost.push(feature, state.lost[i + 1]!, state.lost[i + 2]!, state.lost[i + 3]!);
  }
}

/** Cuts the features that need it, at all zooms. */
function cutAgain(store: FeatureStore, fates: FateTable, { recut, around }: FeatureChanges): TilePieceMap {
  const result: TilePieceMap = new Map();
  const { minZoom, maxZoom } = fates.zooms;
  recut.forEach((features, layer) => {
    if (features.length === 0) return;
    const batch = layerBatchOf(around[layer]!, (feature) => store.read(feature));
    const wanted = new Set(features);
    for (let z = minZoom; z <= maxZoom; z++) {
      const pieces = new PieceStore(z);
      const arcs = arcsAtZoom(batch.graph, batch.firstZooms, z, z < maxZoom);
      const cutter = new LayerCutter({ ...batch, arcs }, z, pieces);
      batch.features.forEach((feature, i) => {
        if (!wanted.has(feature) || !isDrawnAt(store.table, feature, z)) return;
        const code = CUT_FATES[cutter.cut(i, feature, allTiles(z))];
        fates.row(feature)[z - minZoom] = code;
        const { parts, holes } = cutter.lost;
        if (parts > 0 || holes > 0) fates.lost.push(feature, z, parts, holes);
      });
      for (const { id, from, to, columns } of pieces.inTileOrder()) {
        const list = result.get(id) ?? [];
        result.set(id, list);
        for (let i = from; i < to; i++)
          list.push({ feature: columns.features[i]!, geometry: columns.bytes.slice(columns.starts[i]!, columns.ends[i]!) });
      }
    }
  });
  return result;
}

/** Tiles of the earlier archive that may show a feature as it was. */
function touchedBefore(state: BuildState, fates: FateTable, { outdated }: FeatureChanges, old: OldArchive): Set<number> {
  const ids = new Set<number>();
  const { minZoom, maxZoom } = fates.zooms;
  for (const feature of outdated.flatMap((features) => [...features])) {
    const from = Math.max(minZoom, state.fromZooms[feature]!);
    const to = Math.min(maxZoom, state.toZooms[feature]!);
    for (let z = from; z <= to; z++) addTiles(ids, z, boxOf(state.bboxes, feature), old);
  }
  return ids;
}

function addTiles(ids: Set<number>, z: number, { west, north, east, south }: Box, old: OldArchive): void {
  const unit = 2 ** (GRID_ZOOM - z);
  const size = EXTENT * unit;
  const reach = (BUFFER + 2) * unit;
  const last = 2 ** z - 1;
  const tile = (value: number): number => Math.min(last, Math.max(0, Math.floor(value / size)));
  for (let x = tile(west - reach); x <= tile(east + reach); x++)
    for (let y = tile(north - reach); y <= tile(south + reach); y++) {
      const id = tileIdFromZxy(z, x, y);
      if (old.tiles.has(id)) ids.add(id);
    }
}

/** The tiles made anew, where anything is left of them, and the others from the old archive. */
function assemble(made: readonly StoredTile[], touched: readonly number[], old: OldArchive): UpdatedTiles {
  const remade = new Set(touched);
  const kept = [...old.tiles].filter(([id]) => !remade.has(id)).map(([id, place]) => ({ id, path: old.path, ...place }));
  const madeById = new Map(made.map((tile) => [tile.id, tile]));
  const reader = new PartReader();
  const changed = touched.filter((id) => {
    const tile = madeById.get(id);
    if (tile === undefined || !old.tiles.has(id)) return true;
    return !reader.read(tile.path, tile.offset, tile.length).equals(old.read(id));
  });
  reader.close();
  return { tiles: [...kept, ...made], changed };
}
