import { type ArcGraph, arcGraphOf } from "./arc-graph.ts";
import { ByteTable } from "./byte-table.ts";
import { clearZoomsOf } from "./clear-zooms.ts";
import { IntList } from "./int-list.ts";
import type { RecordReader } from "./record-reader.ts";
import { ShapeCollector } from "./shape.ts";
import { firstZoomsOf, ringSigns } from "./simplify-arcs.ts";

/** TILE: some features of one layer made ready for all zooms: their borders as arcs, their properties as numbers. */
export interface LayerBatch extends LayerTags {
  /** Which features these are, ascending. */
  readonly features: Int32Array;
  readonly graph: ArcGraph;
  readonly firstZooms: Uint8Array;
  readonly signs: Int8Array;
  /** From which zoom each outline cannot touch itself. */
  readonly clearZooms: Uint8Array;
}

/** The properties of features as pairs of numbers of key and value, and what the numbers mean. */
export interface LayerTags {
  readonly types: Uint8Array;
  readonly tagStarts: Int32Array;
  readonly tags: Int32Array;
  readonly keys: ByteTable;
  readonly values: ByteTable;
}

/** Takes the properties of records one after the other. */
export class TagCollector {
  readonly #types = new IntList();
  readonly #starts = new IntList();
  readonly #tags = new IntList();
  readonly #keys = new ByteTable();
  readonly #values = new ByteTable();

  /** @param keys the encoded names of the numbers that stand in the record. */
  add(record: RecordReader, type: number, keys: readonly Uint8Array[]): void {
    this.#types.push(type);
    this.#starts.push(this.#tags.length);
    for (let count = record.varint(); count > 0; count--) {
      const key = keys[record.varint()]!;
      const start = record.position;
      const length = record.varint();
      record.position += length;
      this.#tags.push2(this.#keys.numberOf(key, 0, key.length), this.#values.numberOf(record.bytes, start, record.position));
    }
  }

  finish(): LayerTags {
    this.#starts.push(this.#tags.length);
    return {
      types: Uint8Array.from(this.#types.view()),
      tagStarts: this.#starts.view(),
      tags: this.#tags.view(),
      keys: this.#keys,
      values: this.#values,
    };
  }
}

/** One feature as it is stored: where its record begins, its type and the keys of its segment. */
export interface StoredFeature {
  readonly record: RecordReader;
  readonly type: number;
  readonly keys: readonly Uint8Array[];
}

/**
 * Reads the records of features, in their order, and builds their arcs. What comes out for a feature depends on the features
 * of the layer that touch it and on no others, so that a batch of neighbours gives what the whole layer would.
 */
export function layerBatchOf(features: Int32Array, read: (feature: number) => StoredFeature): LayerBatch {
  const shapes = new ShapeCollector();
  const tags = new TagCollector();
  for (const feature of features) {
    const { record, type, keys } = read(feature);
    shapes.add(record, type);
    tags.add(record, type, keys);
  }
  const graph = arcGraphOf(shapes.finish());
  return {
    features,
    graph,
    firstZooms: firstZoomsOf(graph),
    signs: ringSigns(graph),
    clearZooms: clearZoomsOf(graph),
    ...tags.finish(),
  };
}
