import { ProtobufReader } from "./protobuf.ts";

/** TILE: the features of a tile with their geometry as it stands there, without decoding it. */
export interface RawLayer {
  readonly name: string;
  readonly numbers: readonly number[];
  /** MVT commands of each feature; views into the tile. */
  readonly geometries: readonly Uint8Array[];
}

const TILE_LAYER = 3;
const LAYER_NAME = 1;
const LAYER_FEATURE = 2;
const FEATURE_ID = 1;
const FEATURE_GEOMETRY = 4;

/** @throws {GeoError} `archive-invalid` where the tile is damaged. */
export function rawLayersOf(tile: Uint8Array): RawLayer[] {
  const layers: RawLayer[] = [];
  const reader = new ProtobufReader(tile);
  while (!reader.done) {
    const { field, wire } = reader.tag();
    if (field === TILE_LAYER) layers.push(rawLayerOf(reader.chunk()));
    else reader.skip(wire);
  }
  return layers;
}

function rawLayerOf(bytes: Uint8Array): RawLayer {
  let name = "";
  const numbers: number[] = [];
  const geometries: Uint8Array[] = [];
  const reader = new ProtobufReader(bytes);
  while (!reader.done) {
    const { field, wire } = reader.tag();
    if (field === LAYER_NAME) name = reader.text();
    else if (field === LAYER_FEATURE) addFeature(reader.chunk(), numbers, geometries);
    else reader.skip(wire);
  }
  return { name, numbers, geometries };
}

function addFeature(bytes: Uint8Array, numbers: number[], geometries: Uint8Array[]): void {
  const reader = new ProtobufReader(bytes);
  let number = Number.NaN;
  let geometry = bytes.subarray(0, 0);
  while (!reader.done) {
    const { field, wire } = reader.tag();
    if (field === FEATURE_ID) number = reader.varint();
    else if (field === FEATURE_GEOMETRY) geometry = reader.chunk();
    else reader.skip(wire);
  }
  numbers.push(number);
  geometries.push(geometry);
}
