import { ByteWriter } from "../pmtiles/varint.ts";
import { EXTENT } from "./mercator.ts";
import type { PieceColumns, TilePieces } from "./pieces.ts";
import type { PropertyTable } from "./properties.ts";

/** TILE: Mapbox Vector Tile 2.1 encoding. Field tags are written as their one byte: field number × 8 + wire type. */

const TILE_LAYER = 0x1a;
const LAYER_NAME = 0x0a;
const LAYER_FEATURE = 0x12;
const LAYER_KEY = 0x1a;
const LAYER_VALUE = 0x22;
const LAYER_EXTENT = 0x28;
const LAYER_VERSION = 0x78;
const FEATURE_ID = 0x08;
const FEATURE_TAGS = 0x12;
const FEATURE_TYPE = 0x18;
const FEATURE_GEOMETRY = 0x22;
const MVT_VERSION = 2;

/** What the encoder needs to know of a layer: features by number, from `firstFeature` on across all layers. */
export interface EncodableLayer {
  readonly name: string;
  readonly firstFeature: number;
  readonly count: number;
  readonly ids: Float64Array;
  readonly types: Uint8Array;
  readonly tags: readonly Int32Array[];
  readonly table: PropertyTable;
}

/** Encodes the tiles of an archive; keeps its buffers from tile to tile. */
export class TileEncoder {
  readonly #layers: readonly LayerEncoder[];
  readonly #tile = new ByteWriter(1 << 16);

  constructor(layers: readonly EncodableLayer[]) {
    this.#layers = layers.map((layer) => new LayerEncoder(layer));
  }

  /** One uncompressed tile, a copy. Pieces come in the order of layers; a layer without pieces is left out. */
  encode({ from, to, columns }: TilePieces): Uint8Array {
    this.#tile.reset();
    let next = from;
    for (const layer of this.#layers) {
      const first = next;
      while (next < to && layer.holds(columns.features[next]!)) next++;
      if (next > first) writeMessage(this.#tile, TILE_LAYER, layer.encode(columns, first, next));
    }
    return this.#tile.view().slice();
  }
}

class LayerEncoder {
  readonly #layer: EncodableLayer;
  readonly #name: Uint8Array;
  readonly #keys: TileNumbers;
  readonly #values: TileNumbers;
  readonly #out = new ByteWriter(1 << 16);
  readonly #feature = new ByteWriter(1 << 12);
  readonly #tags = new ByteWriter(256);

  constructor(layer: EncodableLayer) {
    this.#layer = layer;
    this.#name = new TextEncoder().encode(layer.name);
    this.#keys = new TileNumbers(layer.table.keys.length);
    this.#values = new TileNumbers(layer.table.values.length);
  }

  holds(feature: number): boolean {
    return feature >= this.#layer.firstFeature && feature < this.#layer.firstFeature + this.#layer.count;
  }

  encode(columns: PieceColumns, from: number, to: number): ByteWriter {
    const out = this.#out;
    out.reset();
    this.#keys.reset();
    this.#values.reset();
    out.byte(LAYER_VERSION);
    out.byte(MVT_VERSION);
    writeBytes(out, LAYER_NAME, this.#name);
    for (let i = from; i < to; i++) {
      this.#encodeFeature(columns, i);
      writeMessage(out, LAYER_FEATURE, this.#feature);
    }
    for (const key of this.#keys.used) writeBytes(out, LAYER_KEY, this.#layer.table.keys[key]!);
    for (const value of this.#values.used) writeBytes(out, LAYER_VALUE, this.#layer.table.values[value]!);
    out.byte(LAYER_EXTENT);
    out.varint(EXTENT);
    return out;
  }

  #encodeFeature({ features, starts, ends, bytes }: PieceColumns, piece: number): void {
    const index = features[piece]! - this.#layer.firstFeature;
    const out = this.#feature;
    out.reset();
    out.byte(FEATURE_ID);
    out.varint(this.#layer.ids[index]!);
    const tags = this.#layer.tags[index]!;
    this.#tags.reset();
    for (let i = 0; i < tags.length; i += 2) {
      this.#tags.varint(this.#keys.numberOf(tags[i]!));
      this.#tags.varint(this.#values.numberOf(tags[i + 1]!));
    }
    writeMessage(out, FEATURE_TAGS, this.#tags);
    out.byte(FEATURE_TYPE);
    out.byte(this.#layer.types[index]!);
    out.byte(FEATURE_GEOMETRY);
    out.varint(ends[piece]! - starts[piece]!);
    out.copy(bytes, starts[piece]!, ends[piece]!);
  }
}

function writeBytes(out: ByteWriter, tag: number, bytes: Uint8Array): void {
  out.byte(tag);
  out.varint(bytes.length);
  out.raw(bytes);
}

function writeMessage(out: ByteWriter, tag: number, message: ByteWriter): void {
  out.byte(tag);
  out.varint(message.length);
  out.append(message);
}

/** Numbers of the layer's table to numbers of the tile's table, in order of first use. */
class TileNumbers {
  readonly used: number[] = [];
  readonly #numbers: Int32Array;

  constructor(count: number) {
    this.#numbers = new Int32Array(count).fill(-1);
  }

  numberOf(global: number): number {
    let number = this.#numbers[global]!;
    if (number < 0) {
      number = this.used.push(global) - 1;
      this.#numbers[global] = number;
    }
    return number;
  }

  reset(): void {
    for (const global of this.used) this.#numbers[global] = -1;
    this.used.length = 0;
  }
}
