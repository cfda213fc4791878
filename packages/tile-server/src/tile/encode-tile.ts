import { ByteWriter } from "../pmtiles/varint.ts";
import type { LayerTags } from "./layer-batch.ts";
import { EXTENT } from "./mercator.ts";
import { varintLength } from "./properties.ts";

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

/** A layer as the encoder takes it: features by their place in the layer's lists. */
export interface EncodableLayer extends LayerTags {
  readonly name: string;
  readonly ids: Float64Array;
}

/** Encodes tiles layer by layer into one growing buffer. */
export class TileEncoder {
  readonly #tile = new ByteWriter(1 << 16);
  readonly #layer = new ByteWriter(1 << 16);
  readonly #tags = new ByteWriter(256);

  begin(): void {
    this.#tile.reset();
  }

  /** One layer of the tile, features in the order given; `geometry` holds the MVT commands of piece i at starts[i]…ends[i]. */
  layer(layer: LayerEncoder, pieces: LayerPieces): void {
    const out = this.#layer;
    out.reset();
    layer.encode(pieces, out, this.#tags);
    writeMessage(this.#tile, TILE_LAYER, out);
  }

  /** The uncompressed tile; valid until the next begins. */
  finish(): Uint8Array {
    return this.#tile.view();
  }
}

/** The pieces of one layer in one tile: from (inclusive) to (exclusive) in columns that many tiles share. */
export interface LayerPieces {
  readonly features: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
}

/** Numbers the keys and values of a layer anew for each tile. */
export class LayerEncoder {
  readonly #layer: EncodableLayer;
  readonly #name: Uint8Array;
  readonly #keys: TileNumbers;
  readonly #values: TileNumbers;

  constructor(layer: EncodableLayer) {
    this.#layer = layer;
    this.#name = new TextEncoder().encode(layer.name);
    this.#keys = new TileNumbers(layer.keys.size);
    this.#values = new TileNumbers(layer.values.size);
  }

  encode(pieces: LayerPieces, out: ByteWriter, scratch: ByteWriter): void {
    const { keys, values } = this.#layer;
    this.#keys.reset();
    this.#values.reset();
    out.byte(LAYER_VERSION);
    out.byte(MVT_VERSION);
    out.byte(LAYER_NAME);
    out.varint(this.#name.length);
    out.raw(this.#name);
    for (let piece = pieces.from; piece < pieces.to; piece++) this.#encodeFeature(pieces, piece, out, scratch);
    for (const key of this.#keys.used) {
      out.byte(LAYER_KEY);
      out.varint(keys.lengthOf(key));
      keys.copyTo(out, key);
    }
    for (const value of this.#values.used) {
      // Values are kept with their length in front.
      out.byte(LAYER_VALUE);
      values.copyTo(out, value);
    }
    out.byte(LAYER_EXTENT);
    out.varint(EXTENT);
  }

  #encodeFeature({ features, starts, ends, bytes }: LayerPieces, piece: number, out: ByteWriter, scratch: ByteWriter): void {
    const { ids, types, tagStarts, tags } = this.#layer;
    const index = features[piece]!;
    scratch.reset();
    for (let i = tagStarts[index]!; i < tagStarts[index + 1]!; i += 2) {
      scratch.varint(this.#keys.numberOf(tags[i]!));
      scratch.varint(this.#values.numberOf(tags[i + 1]!));
    }
    const id = ids[index]!;
    const geometryLength = ends[piece]! - starts[piece]!;
    out.byte(LAYER_FEATURE);
    out.varint(
      5 + varintLength(id) + varintLength(scratch.length) + scratch.length + varintLength(geometryLength) + geometryLength,
    );
    out.byte(FEATURE_ID);
    out.varint(id);
    out.byte(FEATURE_TAGS);
    out.varint(scratch.length);
    out.append(scratch);
    out.byte(FEATURE_TYPE);
    out.byte(types[index]!);
    out.byte(FEATURE_GEOMETRY);
    out.varint(geometryLength);
    out.copy(bytes, starts[piece]!, ends[piece]!);
  }
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
