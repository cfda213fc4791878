import { ByteWriter } from "../pmtiles/varint.ts";
import { ProtobufReader, WIRE_BYTES } from "../tile/protobuf.ts";

/** What of a tile may be seen. */
export interface TileFilter {
  readonly keepsLayer: (name: string) => boolean;
  /** Properties that are taken out of every feature, with their values. */
  readonly hiddenFields: ReadonlySet<string>;
}

const [TILE_LAYER, LAYER_NAME, LAYER_FEATURE, LAYER_KEY, LAYER_VALUE, FEATURE_TAGS] = [3, 1, 2, 3, 4, 2];
const utf8 = new TextDecoder();

/** A field of a message with its bytes as they stand, tag included. */
interface RawField {
  readonly field: number;
  readonly raw: Uint8Array;
  /** The content of a length-delimited field. */
  readonly chunk: Uint8Array | null;
}

function fieldsOf(message: Uint8Array): readonly RawField[] {
  const reader = new ProtobufReader(message);
  const fields: RawField[] = [];
  while (!reader.done) {
    const from = reader.position;
    const { field, wire } = reader.tag();
    const chunk = wire === WIRE_BYTES ? reader.chunk() : null;
    if (!chunk) reader.skip(wire);
    fields.push({ field, raw: message.subarray(from, reader.position), chunk });
  }
  return fields;
}

function writeChunk(writer: ByteWriter, field: number, chunk: Uint8Array): void {
  writer.varint(field * 8 + WIRE_BYTES);
  writer.varint(chunk.length);
  writer.raw(chunk);
}

/** A table whose used entries get new numbers in the order in which they are first met. */
class Renumbered {
  readonly entries: Uint8Array[] = [];
  readonly #numbers = new Map<number, number>();
  readonly #source: readonly Uint8Array[];

  constructor(source: readonly Uint8Array[]) {
    this.#source = source;
  }

  numberOf(index: number): number {
    let number = this.#numbers.get(index);
    if (number === undefined) {
      number = this.entries.push(this.#source[index]!) - 1;
      this.#numbers.set(index, number);
    }
    return number;
  }
}

/** The layer without the hidden fields. Keys and values that nothing uses any more do not stay in its tables. */
function withoutFields(layer: Uint8Array, hidden: ReadonlySet<string>): Uint8Array {
  const fields = fieldsOf(layer);
  const chunks = (field: number) => fields.flatMap((each) => (each.field === field && each.chunk ? [each.chunk] : []));
  const keyChunks = chunks(LAYER_KEY!);
  const isHidden = keyChunks.map((chunk) => hidden.has(utf8.decode(chunk)));
  if (!isHidden.includes(true)) return layer;
  const [keys, values] = [new Renumbered(keyChunks), new Renumbered(chunks(LAYER_VALUE!))];
  const writer = new ByteWriter(layer.length);
  for (const { field, raw, chunk } of fields) {
    if (field === LAYER_FEATURE && chunk) writeChunk(writer, LAYER_FEATURE, renumberedFeature(chunk, isHidden, keys, values));
    else if (field !== LAYER_KEY && field !== LAYER_VALUE) writer.raw(raw);
  }
  for (const key of keys.entries) writeChunk(writer, LAYER_KEY!, key);
  for (const value of values.entries) writeChunk(writer, LAYER_VALUE!, value);
  return writer.view().slice();
}

function renumberedFeature(feature: Uint8Array, isHidden: readonly boolean[], keys: Renumbered, values: Renumbered): Uint8Array {
  const writer = new ByteWriter(feature.length);
  for (const { field, raw, chunk } of fieldsOf(feature)) {
    if (field !== FEATURE_TAGS || !chunk) {
      writer.raw(raw);
      continue;
    }
    const reader = new ProtobufReader(chunk);
    const tags = new ByteWriter(chunk.length);
    while (!reader.done) {
      const [key, value] = [reader.varint(), reader.varint()];
      if (isHidden[key] !== false) continue;
      tags.varint(keys.numberOf(key));
      tags.varint(values.numberOf(value));
    }
    writeChunk(writer, FEATURE_TAGS, tags.view());
  }
  return writer.view();
}

/**
 * An uncompressed vector tile with only the layers and fields that may be seen; empty when nothing is left. Geometry and
 * feature ids stay byte for byte. Cost: linear in the tile.
 *
 * @throws {GeoError} `archive-invalid` when the bytes are no tile.
 */
export function filterTile(tile: Uint8Array, { keepsLayer, hiddenFields }: TileFilter): Uint8Array {
  const writer = new ByteWriter(tile.length);
  for (const { field, chunk } of fieldsOf(tile)) {
    if (field !== TILE_LAYER || !chunk) continue;
    const name = fieldsOf(chunk).find((each) => each.field === LAYER_NAME)?.chunk;
    if (!name || !keepsLayer(utf8.decode(name))) continue;
    writeChunk(writer, TILE_LAYER, hiddenFields.size > 0 ? withoutFields(chunk, hiddenFields) : chunk);
  }
  return writer.view().slice();
}
