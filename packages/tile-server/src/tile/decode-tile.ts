import { archiveInvalid } from "../pmtiles/archive-error.ts";
import { unzigzag } from "../pmtiles/varint.ts";
import type { TileValue } from "./properties.ts";
import { ProtobufReader, WIRE_32, WIRE_64, WIRE_BYTES, WIRE_VARINT } from "./protobuf.ts";

/** TILE: a strict decoder of Mapbox Vector Tiles: what cannot be decoded is an error, never a guess. */

export interface DecodedFeature {
  readonly id: number | null;
  /** 0 unknown, 1 point, 2 line, 3 polygon. */
  readonly type: number;
  readonly properties: Readonly<Record<string, TileValue>>;
  /** Points, lines or rings: x, y in turn, in tile units. Rings do not repeat their first vertex. */
  readonly paths: readonly (readonly number[])[];
}

export interface DecodedLayer {
  readonly name: string;
  readonly version: number;
  readonly extent: number;
  readonly keys: readonly string[];
  readonly values: readonly TileValue[];
  readonly features: readonly DecodedFeature[];
  readonly byteLength: number;
}

const DEFAULT_EXTENT = 4096;
/** Fields of each message by number: with another wire type they are damage, and not something to pass over. */
const TILE_FIELDS = [3];
const LAYER_FIELDS = [1, 2, 3, 4, 5, 15];
const VALUE_FIELDS = [1, 2, 3, 4, 5, 6, 7];
const FEATURE_FIELDS = [1, 2, 3, 4];
const MOVE_TO = 1;
const LINE_TO = 2;
const CLOSE_PATH = 7;

/**
 * The layers of an uncompressed tile.
 *
 * @throws {GeoError} `archive-invalid`: cut off, a wrong wire type, a version other than 1 and 2, an index outside its table, a repeated key, a value of
 * no type or of two, a geometry whose commands do not fit its type.
 */
export function decodeTile(bytes: Uint8Array): DecodedLayer[] {
  const layers: DecodedLayer[] = [];
  const reader = new ProtobufReader(bytes);
  while (!reader.done) {
    const { field, wire } = reader.tag();
    if (field === 3 && wire === WIRE_BYTES) layers.push(decodeLayer(reader.chunk()));
    else skipUnknown(reader, field, wire, TILE_FIELDS);
  }
  return layers;
}

function decodeLayer(bytes: Uint8Array): DecodedLayer {
  let name: string | undefined;
  let version: number | undefined;
  let extent = DEFAULT_EXTENT;
  const keys: string[] = [];
  const values: TileValue[] = [];
  const features: Uint8Array[] = [];
  const reader = new ProtobufReader(bytes);
  while (!reader.done) {
    const { field, wire } = reader.tag();
    if (field === 1 && wire === WIRE_BYTES) name = reader.text();
    else if (field === 2 && wire === WIRE_BYTES) features.push(reader.chunk());
    else if (field === 3 && wire === WIRE_BYTES) keys.push(reader.text());
    else if (field === 4 && wire === WIRE_BYTES) values.push(decodeValue(reader.chunk()));
    else if (field === 5 && wire === WIRE_VARINT) extent = reader.varint();
    else if (field === 15 && wire === WIRE_VARINT) version = reader.varint();
    else skipUnknown(reader, field, wire, LAYER_FIELDS);
  }
  if (name === undefined || name === "") throw archiveInvalid("A layer of a tile has no name");
  // The wire format would fill in version 1; the specification asks every layer to say it.
  if (version !== 1 && version !== 2)
    throw archiveInvalid(`Layer ${name} of a tile has version ${version ?? "none"}, known are 1 and 2`);
  if (extent === 0) throw archiveInvalid(`Layer ${name} of a tile has extent 0`);
  return {
    name,
    version,
    extent,
    keys,
    values,
    features: features.map((each) => decodeFeature(each, keys, values)),
    byteLength: bytes.length,
  };
}

function decodeValue(bytes: Uint8Array): TileValue {
  const reader = new ProtobufReader(bytes);
  let value: TileValue | undefined;
  while (!reader.done) {
    const { field, wire } = reader.tag();
    if (value !== undefined) throw archiveInvalid("A value of a tile has two types");
    if (field === 1 && wire === WIRE_BYTES) value = reader.text();
    else if (field === 2 && wire === WIRE_32) value = reader.float();
    else if (field === 3 && wire === WIRE_64) value = reader.double();
    else if (field === 4 && wire === WIRE_VARINT) value = reader.int64();
    else if (field === 5 && wire === WIRE_VARINT) value = reader.varint();
    else if (field === 6 && wire === WIRE_VARINT) value = unzigzag(reader.varint());
    else if (field === 7 && wire === WIRE_VARINT) value = reader.varint() !== 0;
    else skipUnknown(reader, field, wire, VALUE_FIELDS);
  }
  if (value === undefined) throw archiveInvalid("A value of a tile has no type");
  return value;
}

function decodeFeature(bytes: Uint8Array, keys: readonly string[], values: readonly TileValue[]): DecodedFeature {
  let id: number | null = null;
  let type: number | undefined;
  let tags: number[] | undefined;
  let commands: number[] | undefined;
  const reader = new ProtobufReader(bytes);
  while (!reader.done) {
    const { field, wire } = reader.tag();
    if (field === 1 && wire === WIRE_VARINT) id = reader.varint();
    else if (field === 2 && wire === WIRE_BYTES && tags === undefined) tags = reader.packed();
    else if (field === 3 && wire === WIRE_VARINT) type = reader.varint();
    else if (field === 4 && wire === WIRE_BYTES && commands === undefined) commands = reader.packed();
    else skipUnknown(reader, field, wire, FEATURE_FIELDS);
  }
  if (type === undefined || type > 3) throw archiveInvalid(`A feature of a tile has geometry type ${type ?? "none"}`);
  const paths = type === 0 ? [] : pathsOf(commands ?? [], type);
  return { id, type, properties: propertiesOf(tags ?? [], keys, values), paths };
}

/** Passes over what later versions may add. @throws {GeoError} a known field in another form, or a list given twice. */
function skipUnknown(reader: ProtobufReader, field: number, wire: number, known: readonly number[]): void {
  if (known.includes(field)) throw archiveInvalid(`Field ${field} of a tile has wire type ${wire}, or stands twice`);
  reader.skip(wire);
}

function propertiesOf(tags: readonly number[], keys: readonly string[], values: readonly TileValue[]): Record<string, TileValue> {
  if (tags.length % 2 !== 0) throw archiveInvalid(`A feature of a tile has ${tags.length} tags, an odd number`);
  const properties = new Map<string, TileValue>();
  for (let i = 0; i < tags.length; i += 2) {
    const key = keys[tags[i]!];
    const value = values[tags[i + 1]!];
    if (key === undefined || value === undefined)
      throw archiveInvalid(`A feature refers to key ${tags[i]} of ${keys.length} and value ${tags[i + 1]} of ${values.length}`);
    if (properties.has(key)) throw archiveInvalid(`A feature of a tile has the property ${key} twice`);
    properties.set(key, value);
  }
  return Object.fromEntries(properties);
}

/** Runs the commands; the specification says which may follow which for each type (§4.3.4). */
function pathsOf(commands: readonly number[], type: number): number[][] {
  const paths: number[][] = [];
  let position = 0;
  let x = 0;
  let y = 0;
  let expected = MOVE_TO;
  while (position < commands.length) {
    const command = commands[position]! & 7;
    const count = commands[position++]! >>> 3;
    const isExpected = command === expected || (expected === 0 && command === MOVE_TO);
    if (!isExpected) throw archiveInvalid(`A geometry of type ${type} has command ${command} where ${expected} must stand`);
    if (command === CLOSE_PATH) {
      if (count !== 1) throw archiveInvalid(`A ring is closed ${count} times`);
      expected = MOVE_TO;
      continue;
    }
    requireCount(type, command, count, commands.length - position);
    if (command === MOVE_TO && type !== 1) paths.push([]);
    for (let i = 0; i < count; i++) {
      x += unzigzag(commands[position++]!);
      y += unzigzag(commands[position++]!);
      if (type === 1) paths.push([x, y]);
      else paths.at(-1)!.push(x, y);
    }
    expected = followerOf(type, command);
  }
  const isComplete = type === 1 ? paths.length > 0 : type === 2 ? expected === 0 : expected === MOVE_TO && paths.length > 0;
  if (!isComplete) throw archiveInvalid(`A geometry of type ${type} ends in the middle`);
  return paths;
}

function requireCount(type: number, command: number, count: number, left: number): void {
  const least = type === 3 && command === LINE_TO ? 2 : 1;
  const most = type !== 1 && command === MOVE_TO ? 1 : Math.floor(left / 2);
  if (count < least || count > most)
    throw archiveInvalid(
      `Command ${command} of a geometry of type ${type} is given ${count} times, allowed are ${least}…${most}`,
    );
}

/** The command that must come next; 0 for "MoveTo or the end", −1 for the end. */
function followerOf(type: number, command: number): number {
  if (type === 1) return -1;
  if (command === MOVE_TO) return LINE_TO;
  return type === 2 ? 0 : CLOSE_PATH;
}
