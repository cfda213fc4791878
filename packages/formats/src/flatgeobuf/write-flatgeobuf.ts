import { type Bbox, crsFromCode, type Geometry } from "@parkatlas/geo-core";
import { esriWkt } from "../shapefile/esri-wkt.ts";
import { type ColumnKind, textOfValue, type WritableColumn, writableColumns } from "../source/writable-columns.ts";
import { type FlatFields, type FlatValue, flatBuffer } from "./flat-writer.ts";
import { hilbertOrder, packedRtree, unionOf } from "./packed-rtree.ts";
import { COLUMN_TYPE } from "./read-header.ts";

export interface FlatgeobufRecord {
  /** In the CRS of the file, easting or longitude first. */
  readonly geometry: Geometry | null;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface WriteFlatgeobufOptions {
  readonly name: string;
  /** `EPSG:4490` or a Gauss–Krüger zone of CGCS2000. */
  readonly crs: string;
}

type Plain = Exclude<Geometry, { type: "GeometryCollection" }>;
type Positions = readonly (readonly number[])[];

const MAGIC = Uint8Array.of(0x66, 0x67, 0x62, 0x03, 0x66, 0x67, 0x62, 0x00);
const KIND = { Point: 1, LineString: 2, Polygon: 3, MultiPoint: 4, MultiLineString: 5, MultiPolygon: 6 } as const;
const TYPE_OF: Readonly<Record<ColumnKind, number>> = {
  text: COLUMN_TYPE.string,
  integer: COLUMN_TYPE.long,
  real: COLUMN_TYPE.double,
  boolean: COLUMN_TYPE.bool,
  date: COLUMN_TYPE.dateTime,
};

/**
 * A layer as FlatGeobuf 3 with its index, features in the order of the index (nearby ones together). Where a record has no geometry the
 * index is left out and the order kept: an index has no place for it. Nested values are JSON text.
 *
 * @throws {GeoError} `unknown-crs` for a CRS off the national datum.
 */
export function writeFlatgeobuf(records: readonly FlatgeobufRecord[], { name, crs }: WriteFlatgeobufOptions): Uint8Array {
  const columns = writableColumns(records.map(({ properties }) => properties));
  const plain = records.map(({ geometry, properties }) => ({
    geometry: geometry?.type === "GeometryCollection" ? null : geometry,
    properties,
  }));
  const boxes = plain.flatMap(({ geometry }) => (geometry ? [unionOf(boxesOf(geometry.coordinates))] : []));
  const isIndexed = boxes.length > 0 && boxes.length === plain.length;
  const order = isIndexed ? hilbertOrder(boxes) : plain.map((_, index) => index);
  const types = [...new Set(plain.map(({ geometry }) => (geometry ? KIND[geometry.type] : 0)))];
  const features = order.map((index) => flatBuffer(featureFields(plain[index]!, columns)));
  const offsets: number[] = [];
  let total = 0;
  for (const { length } of features) {
    offsets.push(total);
    total += length;
  }
  const header = flatBuffer([
    [0, { as: "string", value: name }],
    ...(boxes.length > 0 ? [[1, { as: "float64s", value: unionOf(boxes) }] as const] : []),
    [2, { as: "uint8", value: types.length === 1 ? types[0]! : 0 }],
    [7, { as: "tables", value: columns.map(columnFields) }],
    [8, { as: "uint64", value: records.length }],
    [9, { as: "uint16", value: isIndexed ? 16 : 0 }],
    [10, { as: "table", value: crsFields(crs) }],
  ]);
  const index = isIndexed
    ? packedRtree(
        order.map((each) => boxes[each]!),
        offsets,
      )
    : new Uint8Array(0);
  return joined([MAGIC, header, index, ...features]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function columnFields({ fileName, kind }: WritableColumn): FlatFields {
  return [
    [0, { as: "string", value: fileName }],
    [1, { as: "uint8", value: TYPE_OF[kind] }],
  ];
}

function crsFields(crs: string): FlatFields {
  return [
    [0, { as: "string", value: "EPSG" }],
    [1, { as: "int32", value: Number(crs.replace(/^EPSG:/i, "")) }],
    [2, { as: "string", value: crsFromCode(crs).name }],
    [4, { as: "string", value: esriWkt(crs) }],
  ];
}

/** One box a vertex; the nesting of coordinates is not looked at. */
function* boxesOf(value: unknown): Generator<Bbox> {
  const [first, second] = value as readonly [unknown, number];
  if (typeof first === "number") yield [first, second, first, second];
  else for (const each of value as readonly unknown[]) yield* boxesOf(each);
}

function featureFields(
  { geometry, properties }: { readonly geometry: Plain | null; readonly properties: FlatgeobufRecord["properties"] },
  columns: readonly WritableColumn[],
): FlatFields {
  return [
    ...(geometry ? [[0, { as: "table", value: geometryFields(geometry) }] as const] : []),
    [1, { as: "bytes", value: propertyBytes(properties, columns) }],
  ];
}

function geometryFields(geometry: Plain): FlatFields {
  const type = [6, { as: "uint8", value: KIND[geometry.type] }] as const;
  switch (geometry.type) {
    case "Point":
      return [xy([geometry.coordinates]), type];
    case "MultiPoint":
    case "LineString":
      return [xy(geometry.coordinates), type];
    case "MultiLineString":
    case "Polygon":
      return [...parts(geometry.coordinates), type];
    case "MultiPolygon":
      return [
        type,
        [
          7,
          {
            as: "tables",
            value: geometry.coordinates.map((rings) => [...parts(rings), [6, { as: "uint8", value: KIND.Polygon }]]),
          },
        ],
      ];
  }
}

function xy(positions: Positions): readonly [number, FlatValue] {
  const value: number[] = [];
  for (const position of positions) value.push(position[0]!, position[1]!);
  return [1, { as: "float64s", value }];
}

/** Vertices of all rings or lines, and where each ends; one that is alone needs no end. */
function parts(rings: readonly Positions[]): readonly (readonly [number, FlatValue])[] {
  const vertices = xy(rings.length === 1 ? rings[0]! : rings.flat());
  if (rings.length === 1) return [vertices];
  let end = 0;
  const ends = rings.map((ring) => {
    end += ring.length;
    return end;
  });
  return [[0, { as: "uint32s", value: ends }], vertices];
}

const encoder = new TextEncoder();

/** Number of the column, then its value, for every value that is there. */
function propertyBytes(properties: FlatgeobufRecord["properties"], columns: readonly WritableColumn[]): Uint8Array {
  const values = columns.map(({ name, kind }) => {
    const value = properties[name];
    if (value === null || value === undefined) return null;
    return kind === "text" || kind === "date" ? encoder.encode(textOfValue(value)) : (value as number | boolean);
  });
  const width = (value: (typeof values)[number]): number =>
    value === null ? 0 : value instanceof Uint8Array ? 6 + value.length : typeof value === "boolean" ? 3 : 10;
  const bytes = new Uint8Array(values.reduce<number>((sum, value) => sum + width(value), 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [index, value] of values.entries()) {
    if (value === null) continue;
    view.setUint16(at, index, true);
    if (value instanceof Uint8Array) {
      view.setUint32(at + 2, value.length, true);
      bytes.set(value, at + 6);
    } else if (typeof value === "boolean") view.setUint8(at + 2, value ? 1 : 0);
    else if (columns[index]!.kind === "integer") view.setBigInt64(at + 2, BigInt(value), true);
    else view.setFloat64(at + 2, value, true);
    at += width(value);
  }
  return bytes;
}
