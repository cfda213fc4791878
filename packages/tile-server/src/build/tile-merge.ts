import { gzipTile } from "../pmtiles/gzip.ts";
import { LayerEncoder, TileEncoder } from "../tile/encode-tile.ts";
import { type StoredFeature, TagCollector } from "../tile/layer-batch.ts";
import { skipGeometry } from "../tile/record-reader.ts";
import type { FeatureStore } from "./feature-store.ts";
import { PartWriter } from "./part-file.ts";

/** BUILD: puts tiles together from the pieces that regions gave for them. */
export interface MergeJob {
  readonly tileIds: Float64Array;
  /** Where the pieces of each tile begin; one longer than the tiles. */
  readonly tileStarts: Int32Array;
  /** The pieces, by tile and number of feature: where in `bytes` the geometry commands are. */
  readonly features: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly bytes: Uint8Array;
}

/** Encodes the tiles of a job, whose pieces stand in the order of their features. */
export class TileMerger {
  readonly #store: FeatureStore;
  readonly #encoder = new TileEncoder();

  constructor(store: FeatureStore) {
    this.#store = store;
  }

  /** Makes the part file. @returns finished tiles. */
  merge(job: MergeJob, path: string): number {
    const part = new PartWriter(path);
    try {
      const stored = Array.from(job.tileIds, (_, tile) => gzipTile(this.#encode(job, tile)));
      const offsets = stored.map((bytes) => part.append(bytes));
      part.finish({
        tileIds: job.tileIds,
        tileOffsets: Float64Array.from(offsets),
        tileLengths: Int32Array.from(stored, ({ length }) => length),
        pieceTiles: new Float64Array(0),
        pieceFeatures: new Int32Array(0),
        pieceOffsets: new Float64Array(0),
        pieceLengths: new Int32Array(0),
        features: new Int32Array(0),
        fates: new Uint8Array(0),
        lost: new Int32Array(0),
      });
      return stored.length;
    } catch (error) {
      part.abandon();
      throw error;
    }
  }

  #encode(job: MergeJob, tile: number): Uint8Array {
    const { table } = this.#store;
    this.#encoder.begin();
    let next = job.tileStarts[tile]!;
    const end = job.tileStarts[tile + 1]!;
    for (const { name, first, count } of table.layers) {
      const from = next;
      while (next < end && job.features[next]! < first + count) next++;
      if (next === from) continue;
      const tags = new TagCollector();
      for (let piece = from; piece < next; piece++) addTags(tags, this.#store.read(job.features[piece]!));
      const ids = Float64Array.from(job.features.subarray(from, next), (feature) => table.numbers[feature]!);
      this.#encoder.layer(new LayerEncoder({ ...tags.finish(), name, ids }), {
        features: Int32Array.from(ids, (_, i) => i),
        starts: job.starts.subarray(from, next),
        ends: job.ends.subarray(from, next),
        bytes: job.bytes,
        from: 0,
        to: next - from,
      });
    }
    return this.#encoder.finish();
  }
}

function addTags(tags: TagCollector, { record, type, keys }: StoredFeature): void {
  skipGeometry(record);
  tags.add(record, type, keys);
}
