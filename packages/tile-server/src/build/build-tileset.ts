import { statSync } from "node:fs";
import { GeoError } from "@parkatlas/geo-core";
import { type SourceLayerSchema, vectorLayers } from "../tile/schema.ts";
import type { ReadLayer } from "./feature-table.ts";
import { firstSeenZoom } from "./first-zoom.ts";
import { makeTiles } from "./make-tiles.ts";
import { type Degrees, placeIn } from "./place.ts";
import type { ReadResult } from "./read-features.ts";
import { RecordKeeper } from "./record-keeper.ts";
import type { Segment } from "./segment.ts";
import type { Task } from "./tasks.ts";
import { type TaskPool, taskPool, threadsOf } from "./thread-pool.ts";
import type { BuildConduct, BuildReport } from "./types.ts";
import { WorkFolder } from "./work-folder.ts";
import { requireZooms } from "./zoom-range.ts";

/** BUILD: an archive straight from files of features, without a dataset, for more features than one likes to have as objects. */

export interface FileLayer {
  /** Name of the layer in the tiles. */
  readonly name: string;
  readonly description?: string;
  /** Newline-delimited GeoJSON: one feature a line, each with an `id`. */
  readonly file: string;
  /** Default 0. */
  readonly minZoom?: number;
  /**
   * Where the features are too small to be told apart, the feature of another layer that each one names stands for them: a
   * parcel names its block in `property`. They are drawn from the zoom on at which those of one stand-in cover 4 px² each on
   * average.
   */
  readonly standIn?: { readonly layer: string; readonly property: string };
}

export interface TilesetFilesOptions extends BuildConduct {
  /** In drawing order, from the bottom of the map to its top. */
  readonly layers: readonly FileLayer[];
  readonly outFile: string;
  readonly name?: string;
  /** Default 4. */
  readonly minZoom?: number;
  /** Default 14, at most 18. */
  readonly maxZoom?: number;
}

/**
 * Builds the archive, with its ledger, of layers that stand in files. Features are read on all threads and kept as records,
 * never as objects.
 *
 * @throws {GeoError} `file-unreadable`; `build-failed` as `buildArchive` does, and naming the line that is no feature;
 * `file-unwritable`.
 */
export async function buildTileset(options: TilesetFilesOptions): Promise<BuildReport> {
  const { outFile, name = "tileset", minZoom = 4, maxZoom = 14 } = options;
  requireZooms(minZoom, maxZoom);
  const work = new WorkFolder(outFile);
  const pool = taskPool(threadsOf(options));
  try {
    const layers = await readLayers(options, pool, work);
    // What reading has left in the threads is no use to what follows.
    await pool.close();
    return await makeTiles({
      ...options,
      minZoom,
      maxZoom,
      read: layers.map(({ layer }) => layer),
      head: { datasetId: name, inputsSha256: "", builderVersion: "" },
      place: placeIn(
        layers.flatMap(({ bounds }) => bounds),
        minZoom,
        maxZoom,
      ),
      metadata: (ledgerSha256, zoomsOf) => ({
        name,
        vector_layers: vectorLayers(
          minZoom,
          maxZoom,
          zoomsOf,
          layers.map(({ layer }) => layer.schema),
        ),
        parkatlas: { ledgerSha256 },
      }),
      pool,
      work,
    });
  } finally {
    await pool.close();
    work.remove();
  }
}

/** Bytes of a file that a thread reads at a time. */
const READ_BYTES = 4 << 20;

interface FilledLayer {
  readonly layer: ReadLayer;
  readonly bounds: readonly Degrees[];
}

async function readLayers(options: TilesetFilesOptions, pool: TaskPool, work: WorkFolder): Promise<FilledLayer[]> {
  const { layers, onProgress } = options;
  const keeper = new RecordKeeper(options, work);
  const pieces = layers.flatMap((layer, at) => piecesOf(layer).map((task) => ({ at, task })));
  const results: (ReadResult | undefined)[] = pieces.map(() => undefined);
  const places = new Map<Task, number>(pieces.map(({ task }, i) => [task, i]));
  let done = 0;
  onProgress?.({ step: "layers", done, total: pieces.length, tiles: 0 });
  await pool.run(
    pieces.map(({ task }) => task),
    (task, result) => {
      if (typeof result !== "number") results[places.get(task)!] = { ...result, segment: keeper.keep(result.segment) };
      onProgress?.({ step: "layers", done: ++done, total: pieces.length, tiles: 0 });
    },
  );
  keeper.close();
  return layers.map((layer, at) => {
    const own = results.filter((_, i) => pieces[i]!.at === at);
    return filled(
      layer,
      own.filter((result) => result !== undefined),
    );
  });
}

function piecesOf({ name, file, standIn }: FileLayer): Task[] {
  const tasks: Task[] = [];
  const size = sizeOf(file);
  for (let from = 0; from < size; from += READ_BYTES) {
    const to = Math.min(size, from + READ_BYTES);
    tasks.push({ kind: "read", job: { layer: name, file, from, to, standInProperty: standIn?.property ?? null } });
  }
  return tasks;
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new GeoError("file-unreadable", `Cannot read ${file}: ${reason}`, { details: { path: file }, cause: error });
  }
}

function filled({ name, description = "", minZoom = 0, standIn }: FileLayer, results: readonly ReadResult[]): FilledLayer {
  const fields = Object.assign({}, ...results.map((result) => result.fields)) as SourceLayerSchema["fields"];
  const schema: SourceLayerSchema = { name, description, minZoom, isDerived: false, fields };
  const segments = results.map(({ segment }) => segment);
  if (standIn !== undefined) waitUntilSeen(segments);
  return { layer: { schema, segments, standInLayer: standIn?.layer ?? null }, bounds: results.map(({ bounds }) => bounds) };
}

/** Sets the first zoom of features with a stand-in: one zoom for all that it stands for. */
function waitUntilSeen(segments: readonly Segment[]): void {
  const groups = new Map<string, { area: number; count: number }>();
  for (const { standIns, areas } of segments)
    standIns.forEach((standIn, row) => {
      if (standIn === undefined) return;
      const group = groups.get(standIn);
      if (group === undefined) groups.set(standIn, { area: areas[row]!, count: 1 });
      else {
        group.area += areas[row]!;
        group.count++;
      }
    });
  const zooms = new Map([...groups].map(([standIn, { area, count }]) => [standIn, firstSeenZoom(area / count)]));
  for (const { standIns, minZooms } of segments)
    standIns.forEach((standIn, row) => {
      if (standIn !== undefined) minZooms[row] = zooms.get(standIn)!;
    });
}
