import type { ArchiveMetadata } from "../pmtiles/types.ts";
import type { ArchivePlace } from "../pmtiles/write-archive.ts";
import type { LayerZooms } from "../tile/schema.ts";
import type { ReadLayer } from "./feature-table.ts";
import type { LedgerHead } from "./ledger.ts";
import { makeTiles } from "./make-tiles.ts";
import { RecordKeeper } from "./record-keeper.ts";
import { SegmentWriter } from "./segment.ts";
import type { SourceLayer } from "./source-layer.ts";
import { taskPool, threadsOf } from "./thread-pool.ts";
import type { BuildConduct, BuildReport } from "./types.ts";
import { WorkFolder } from "./work-folder.ts";
import { requireZooms } from "./zoom-range.ts";

/** BUILD: layers in memory in, archive and ledger out. */

export interface TilesetOptions extends BuildConduct {
  readonly layers: readonly SourceLayer[];
  readonly outFile: string;
  readonly minZoom: number;
  readonly maxZoom: number;
  readonly head: LedgerHead;
  readonly place: ArchivePlace;
  /** The metadata, once the digest of the ledger, and the first zoom at which each layer shows something, are known. */
  readonly metadata: (ledgerSha256: string, zoomsOf: (layer: string) => LayerZooms | undefined) => ArchiveMetadata;
  /** Vertices of a region; for tests. */
  readonly regionPositions?: number;
}

/**
 * Builds an archive and its ledger. Both appear at the end, whole; until then, and after any failure, what stood there
 * before still stands.
 *
 * @throws {RangeError} the zooms are no range inside 0…18.
 * @throws {GeoError} `build-failed` when a protected feature would be missing or there is nothing to draw;
 * `file-unwritable` naming the path.
 */
export async function writeTileset(options: TilesetOptions): Promise<BuildReport> {
  requireZooms(options.minZoom, options.maxZoom);
  const work = new WorkFolder(options.outFile);
  try {
    options.onProgress?.({ step: "layers", done: 0, total: options.layers.length, tiles: 0 });
    const keeper = new RecordKeeper(options, work);
    const read = options.layers.map((layer) => readLayer(layer, keeper));
    keeper.close();
    const positions = read.reduce((sum, { segments }) => sum + segments.reduce((all, each) => all + countOf(each), 0), 0);
    const pool = taskPool(positions > FEW_POSITIONS || options.threads !== undefined ? threadsOf(options) : 1);
    try {
      return await makeTiles({ ...options, read, pool, work });
    } finally {
      await pool.close();
    }
  } finally {
    work.remove();
  }
}

/** With fewer vertices a thread takes longer to begin than to finish; it is only used where it is asked for. */
const FEW_POSITIONS = 200_000;

const countOf = ({ positions }: ReadLayer["segments"][number]): number => positions.reduce((sum, each) => sum + each, 0);

function readLayer({ schema, features, standInLayer }: SourceLayer, keeper: RecordKeeper): ReadLayer {
  const segment = new SegmentWriter(schema.name);
  for (const feature of features) segment.add(feature);
  return { schema, segments: [keeper.keep(segment.finish())], standInLayer: standInLayer ?? null };
}
