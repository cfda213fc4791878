import { GeoError } from "@parkatlas/geo-core";
import { zxyFromTileId } from "../pmtiles/tile-id.ts";
import type { ArchiveMetadata } from "../pmtiles/types.ts";
import type { ArchivePlace } from "../pmtiles/write-archive.ts";
import type { LayerZooms } from "../tile/schema.ts";
import { assembleArchive, type StoredTile, tilesOf } from "./assemble-archive.ts";
import { buildKey, settingsKey } from "./build-key.ts";
import { readState, stateOf, writeState } from "./build-state.ts";
import { FateTable } from "./fates.ts";
import { FeatureStore, type StoredSegment } from "./feature-store.ts";
import { type FeatureTable, featureTableOf, type ReadLayer } from "./feature-table.ts";
import { encodeLedger, type LedgerHead, layerZoomsOf, ledgerOf, ledgerPathOf, zoomReports } from "./ledger.ts";
import { mergeTasks } from "./merge-tasks.ts";
import { PartReader, readPart } from "./part-file.ts";
import { DEFAULT_MEMORY_MIB } from "./record-keeper.ts";
import { planRegions, REGION_POSITIONS, type RegionPlan } from "./region-plan.ts";
import type { Task } from "./tasks.ts";
import type { TaskPool } from "./thread-pool.ts";
import type { BuildConduct, BuildReport } from "./types.ts";
import { updateTiles } from "./update-tiles.ts";
import { PART_END, type WorkFolder } from "./work-folder.ts";
import type { ZoomRange } from "./zoom-range.ts";

/** BUILD: features that were read in, archive and ledger out: regions one by one, then the tiles above them, then the archive. */

export interface TilesJob extends BuildConduct, ZoomRange {
  readonly read: readonly ReadLayer[];
  readonly outFile: string;
  readonly head: LedgerHead;
  readonly place: ArchivePlace;
  readonly metadata: (ledgerSha256: string, zoomsOf: (layer: string) => LayerZooms | undefined) => ArchiveMetadata;
  readonly regionPositions?: number;
  readonly pool: TaskPool;
  readonly work: WorkFolder;
}

/** A part of the memory that regions in work may take, and bytes that a vertex takes there. */
const REGION_MEMORY_SHARE = 0.5;
const BYTES_PER_POSITION = 800;
const LEAST_REGION_POSITIONS = 4000;

/** @throws as `writeTileset` does. */
export async function makeTiles(job: TilesJob): Promise<BuildReport> {
  const zooms: ZoomRange = { minZoom: job.minZoom, maxZoom: job.maxZoom };
  const table = featureTableOf(job.read);
  const segments = job.read.flatMap((layer) => layer.segments.map(({ keys, records }) => ({ keys, records })));
  if (job.update !== true) return finish(job, await allTilesOf(job, table, segments, zooms));
  const settings = settingsKey(zooms, job.read);
  const made = (await changedTilesOf(job, table, segments, zooms, settings)) ?? (await allTilesOf(job, table, segments, zooms));
  const state = stateOf(settings, made.fates);
  const report = finish(job, made);
  writeState(job.outFile, { ...state, archiveSha256: report.sha256 });
  return report;
}

/** Tiles that are ready to become an archive. */
interface MadeTiles {
  readonly fates: FateTable;
  readonly tiles: readonly StoredTile[];
  /** Ids of tiles that differ from those of the archive before, where that is known. */
  readonly changed?: readonly number[];
}

/** Makes every tile, region by region and then those above regions. */
async function allTilesOf(
  job: TilesJob,
  table: FeatureTable,
  segments: readonly StoredSegment[],
  zooms: ZoomRange,
): Promise<MadeTiles> {
  const plan = planRegions(table.shared, job.maxZoom, regionPositionsOf(job));
  const taken = job.work.settle(buildKey(table, plan, zooms, job.read), job.resume === true);
  const fates = new FateTable(table, zooms);
  await job.pool.open({ table: table.shared, segments, plan, zooms });
  const parts = await cutRegions(job, table, plan, taken, fates);
  const merged = await mergeParts(job, parts, taken);
  await job.pool.close();
  return { fates, tiles: tilesOf([...parts, ...merged]) };
}

/** Makes the tiles that differ from the archive that is there; null where everything is to be made. */
async function changedTilesOf(
  job: TilesJob,
  table: FeatureTable,
  segments: readonly StoredSegment[],
  zooms: ZoomRange,
  settings: string,
): Promise<MadeTiles | null> {
  const state = readState(job.outFile);
  if (state === null || state.settings !== settings) return null;
  const fates = new FateTable(table, zooms);
  const store = new FeatureStore(table.shared, segments);
  try {
    const updated = await updateTiles(store, fates, state, job.outFile, job.work.file(`changed${PART_END}`));
    if (updated === null) return null;
    job.work.settle(settings, false);
    return { fates, ...updated };
  } finally {
    store.close();
  }
}

function regionPositionsOf({ regionPositions, memoryMiB = DEFAULT_MEMORY_MIB, pool }: TilesJob): number {
  const fitting = Math.floor((memoryMiB * 2 ** 20 * REGION_MEMORY_SHARE) / (pool.threads * BYTES_PER_POSITION));
  return regionPositions ?? Math.min(REGION_POSITIONS, Math.max(LEAST_REGION_POSITIONS, fitting));
}

/** Makes the parts of all regions that are not there yet; returns the paths of all. */
async function cutRegions(
  job: TilesJob,
  table: FeatureTable,
  plan: RegionPlan,
  taken: ReadonlySet<string>,
  fates: FateTable,
): Promise<string[]> {
  const names = plan.regions.map((_, index) => `region-${index}${PART_END}`);
  const weights = weightsOf(table, plan);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let done = 0;
  let tiles = 0;
  const count = (index: number): void => {
    const part = readPart(job.work.file(names[index]!));
    fates.take(part);
    done += weights[index]!;
    tiles += part.tileIds.length;
    job.onProgress?.({ step: "tiles", done, total, tiles });
  };
  const todo: Task[] = [];
  job.onProgress?.({ step: "tiles", done, total, tiles });
  names.forEach((name, index) => {
    if (taken.has(name)) count(index);
    else todo.push({ kind: "region", index, path: job.work.file(name) });
  });
  await job.pool.run(todo, (task) => {
    if (task.kind === "region") count(task.index);
  });
  return names.map((name) => job.work.file(name));
}

/** Vertices of each region, as a measure of the work. */
function weightsOf({ shared }: FeatureTable, { regions, owners }: RegionPlan): number[] {
  const weights = regions.map(() => 0);
  owners.forEach((owner, feature) => {
    if (owner >= 0) weights[owner]! += shared.positions[feature]!;
  });
  return weights;
}

/** Makes the tiles above regions; returns the paths of their parts. */
async function mergeParts(job: TilesJob, parts: readonly string[], taken: ReadonlySet<string>): Promise<string[]> {
  const reader = new PartReader();
  const paths: string[] = [];
  try {
    const tasks = mergeTasks(parts, reader, (index) => {
      const path = job.work.file(`merged-${index}${PART_END}`);
      paths.push(path);
      return taken.has(`merged-${index}${PART_END}`) ? null : path;
    });
    await job.pool.run(tasks, () => undefined);
  } finally {
    reader.close();
  }
  return paths;
}

function finish(job: TilesJob, { fates, tiles, changed }: MadeTiles): BuildReport {
  fates.settle();
  job.onProgress?.({ step: "archive", done: 0, total: 1, tiles: tiles.length });
  const archive = assembleArchive(job.outFile, tiles);
  try {
    if (archive.tiles === 0)
      throw new GeoError("build-failed", "Nothing can be drawn at these zooms: the dataset has no features inside Web Mercator");
    const zooms = zoomReports(fates, archive.tilesByZoom);
    const ledger = encodeLedger(ledgerOf(fates, zooms, job.head));
    const metadata = job.metadata(ledger.sha256, (layer) => layerZoomsOf(fates, layer));
    const ledgerPath = ledgerPathOf(job.outFile);
    const written = archive.publish(metadata, job.place, ledgerPath, ledger.bytes);
    job.onProgress?.({ step: "archive", done: 1, total: 1, tiles: archive.tiles });
    return {
      tiles: written.addressedTiles,
      bytes: written.sizeBytes,
      zooms,
      sha256: written.sha256,
      ledger: ledgerPath,
      ledgerSha256: ledger.sha256,
      ...(changed === undefined ? {} : { changedTiles: changed.map((id) => zxyFromTileId(id).join("/")) }),
    };
  } finally {
    archive.discard();
  }
}
