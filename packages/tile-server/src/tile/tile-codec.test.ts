import { VectorTile } from "@mapbox/vector-tile";
import type { Geometry } from "@parkatlas/geo-core";
import fc from "fast-check";
import { PbfReader } from "pbf";
import { describe, expect, it } from "vitest";
import { ByteWriter } from "../pmtiles/varint.ts";
import { tileFaults } from "./check-tile.ts";
import { allTiles, type Cut, LayerCutter } from "./cut-layer.ts";
import { type DecodedLayer, decodeTile } from "./decode-tile.ts";
import { LayerEncoder, TileEncoder } from "./encode-tile.ts";
import { featureNumberOf } from "./feature-id.ts";
import { RecordWriter } from "./feature-record.ts";
import { layerBatchOf } from "./layer-batch.ts";
import { lonLatFromTile } from "./mercator.ts";
import { PieceStore, type TilePieces } from "./pieces.ts";
import type { TileValue } from "./properties.ts";
import { RecordReader } from "./record-reader.ts";
import { arcsAtZoom } from "./simplify-arcs.ts";

/** Tiles of one zoom with one feature, encoded: by `x/y`. */
function tilesOf(
  geometry: Geometry,
  z: number,
  properties: Record<string, TileValue> = {},
): { cut: Cut; tiles: Map<string, Uint8Array> } {
  const records = new RecordWriter();
  const { type } = records.add("园-1", geometry, properties);
  const keys = records.keys.map((key) => new TextEncoder().encode(key));
  const record = new RecordReader().at(records.bytes.view(), 0);
  const batch = layerBatchOf(Int32Array.of(0), () => ({ record, type, keys }));
  const pieces = new PieceStore(z);
  const arcs = arcsAtZoom(batch.graph, batch.firstZooms, z, false);
  const cut = new LayerCutter({ ...batch, arcs }, z, pieces).cut(0, 0, allTiles(z));
  const encoder = new TileEncoder();
  const layer = new LayerEncoder({ ...batch, name: "parks", ids: Float64Array.of(featureNumberOf("parks", "园-1")) });
  const encode = ({ from, to, columns }: TilePieces): Uint8Array => {
    encoder.begin();
    encoder.layer(layer, { ...columns, from, to });
    return encoder.finish().slice();
  };
  return { cut, tiles: new Map([...pieces.inTileOrder()].map((tile) => [`${tile.x}/${tile.y}`, encode(tile)])) };
}

/** A place in tile 8/215/93, near Tongliao, in its units. */
const at = (xTu: number, yTu: number): [number, number] => lonLatFromTile(8, 215, 93, xTu, yTu);
const box = (west: number, north: number, east: number, south: number): [number, number][] => [
  at(west, north),
  at(east, north),
  at(east, south),
  at(west, south),
  at(west, north),
];
const stock = (bytes: Uint8Array) => new VectorTile(new PbfReader(bytes)).layers.parks!;
const only = (tiles: Map<string, Uint8Array>): DecodedLayer => decodeTile([...tiles.values()][0]!)[0]!;

describe("an encoded tile", () => {
  it("has the properties that were given, as the stock decoder and ours read them", () => {
    const value = fc.oneof(
      fc.string({ unit: "binary", maxLength: 20 }),
      fc.boolean(),
      fc.integer(),
      fc.integer({ min: -(2 ** 52), max: 2 ** 53 - 1 }),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
    );
    const key = fc.string({ minLength: 1, maxLength: 8 }).filter((name) => name !== "id" && name !== "__proto__");
    fc.assert(
      fc.property(fc.dictionary(key, value, { noNullPrototype: true }), (properties) => {
        const { tiles } = tilesOf({ type: "Point", coordinates: at(5, 7) }, 8, properties);
        const [bytes] = tiles.values();
        const expected = { id: "园-1", ...properties };
        expect(only(tiles).features[0]!.properties).toEqual(expected);
        expect({ ...stock(bytes!).feature(0).properties }).toEqual(expected);
      }),
    );
  });

  it('keeps 1, "1" and true apart, and stores equal values once', () => {
    const { tiles } = tilesOf({ type: "Point", coordinates: at(5, 7) }, 8, { a: 1, b: "1", c: true, d: 1, e: "true" });
    expect(only(tiles).values).toEqual(["园-1", 1, "1", true, "true"]);
  });

  it("refuses a number that is none", () => {
    for (const number of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => tilesOf({ type: "Point", coordinates: at(5, 7) }, 8, { number })).toThrow(RangeError);
  });

  it("winds outer rings positive and holes negative, whichever way the data have them", () => {
    const outer = box(100, 100, 400, 400);
    const hole = box(200, 200, 300, 300);
    for (const rings of [
      [outer, hole],
      [outer.toReversed(), hole],
      [outer, hole.toReversed()],
      [outer.toReversed(), hole.toReversed()],
    ]) {
      const layer = only(tilesOf({ type: "Polygon", coordinates: rings }, 8).tiles);
      expect(tileFaults([layer], 64)).toEqual([]);
      expect(layer.features[0]!.paths.map((path) => path.length)).toEqual([8, 8]);
      expect(
        stock([...tilesOf({ type: "Polygon", coordinates: rings }, 8).tiles.values()][0]!)
          .feature(0)
          .toGeoJSON(215, 93, 8).geometry.type,
      ).toBe("Polygon");
    }
  });

  it("has a MultiPolygon as one feature, the stock decoder says so too", () => {
    const geometry: Geometry = {
      type: "MultiPolygon",
      coordinates: [[box(10, 10, 20, 20)], [box(30, 30, 60, 60), box(40, 40, 50, 50)]],
    };
    const { tiles } = tilesOf(geometry, 8);
    const theirs = stock([...tiles.values()][0]!)
      .feature(0)
      .toGeoJSON(215, 93, 8).geometry;
    expect(theirs.type === "MultiPolygon" && theirs.coordinates.map((rings) => rings.length)).toEqual([1, 2]);
  });

  it("shows nothing where a hole fills the whole tile", () => {
    const geometry: Geometry = {
      type: "Polygon",
      coordinates: [box(-9000, -9000, 13_000, 13_000), box(-3000, -3000, 7000, 7000)],
    };
    const { tiles } = tilesOf(geometry, 8);
    expect(tiles.has("215/93")).toBe(false);
    expect(tiles.has("214/93")).toBe(true);
    for (const bytes of tiles.values()) expect(tileFaults(decodeTile(bytes), 64)).toEqual([]);
  });

  it("covers a tile inside a large polygon with one square, buffer included", () => {
    const { tiles } = tilesOf({ type: "Polygon", coordinates: [box(-9000, -9000, 13_000, 13_000)] }, 8);
    const [path] = decodeTile(tiles.get("215/93")!)[0]!.features[0]!.paths;
    expect(path!.length).toBe(8);
    expect([Math.min(...path!), Math.max(...path!)]).toEqual([-64, 4160]);
  });

  it("has a point in one tile only, also on the edge between two, and at the edges of the world", () => {
    expect([...tilesOf({ type: "Point", coordinates: at(4096, 10) }, 8).tiles.keys()]).toEqual(["216/93"]);
    expect([...tilesOf({ type: "Point", coordinates: at(4095, 10) }, 8).tiles.keys()]).toEqual(["215/93"]);
    expect([...tilesOf({ type: "Point", coordinates: [180, -85.05] }, 2).tiles.keys()]).toEqual(["3/3"]);
    const { tiles } = tilesOf({ type: "MultiPoint", coordinates: [at(1, 2), at(3, 4), at(5000, 4)] }, 8);
    expect(decodeTile(tiles.get("215/93")!)[0]!.features[0]!.paths).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(decodeTile(tiles.get("216/93")!)[0]!.features[0]!.paths).toEqual([[904, 4]]);
  });

  it("cuts a line into parts, one for each time that it comes in", () => {
    const geometry: Geometry = { type: "LineString", coordinates: [at(100, 100), at(5000, 100), at(5000, 300), at(100, 300)] };
    const { tiles } = tilesOf(geometry, 8);
    expect(decodeTile(tiles.get("215/93")!)[0]!.features[0]!.paths).toEqual([
      [100, 100, 4160, 100],
      [4160, 300, 100, 300],
    ]);
    expect(stock(tiles.get("216/93")!).feature(0).type).toBe(2);
  });

  it("shows a polygon too small to see as a square of one unit, and a line too short not at all", () => {
    const { cut, tiles } = tilesOf({ type: "Polygon", coordinates: [box(100.2, 100.2, 100.3, 100.3)] }, 8);
    expect(cut).toBe("minimal");
    expect(only(tiles).features[0]!.paths).toEqual([[100, 100, 101, 100, 101, 101, 100, 101]]);
    expect(tilesOf({ type: "LineString", coordinates: [at(100, 100), at(100.2, 100.2)] }, 8)).toMatchObject({ cut: "nothing" });
  });
});

describe("decoding a tile", () => {
  /** A message field: number and bytes. */
  const field = (number: number, ...bytes: number[]): number[] => [number * 8 + 2, bytes.length, ...bytes];
  const layer = (...content: number[]): Uint8Array => Uint8Array.from(field(3, ...field(1, 97), ...content, 120, 2));
  const feature = (type: number, ...geometry: number[]): number[] => field(2, 24, type, ...field(4, ...geometry));

  it("reads the examples of the specification", () => {
    // MVT 2.1 §4.3.5: point (25, 17); line (2,2) (2,10) (10,10); polygon (3,6) (8,12) (20,34).
    const bytes = layer(
      ...feature(1, 9, 50, 34),
      ...feature(2, 9, 4, 4, 18, 0, 16, 16, 0),
      ...feature(3, 9, 6, 12, 18, 10, 12, 24, 44, 15),
    );
    expect(decodeTile(bytes)[0]!.features.map(({ paths }) => paths)).toEqual([
      [[25, 17]],
      [[2, 2, 2, 10, 10, 10]],
      [[3, 6, 8, 12, 20, 34]],
    ]);
  });

  it.each([
    ["cut in a field", layer(...feature(1, 9, 50, 34)).subarray(0, 9)],
    ["without a layer name", Uint8Array.from(field(3, 120, 2))],
    ["with extent 0", layer(40, 0)],
    ["with an unknown wire type", layer(7)],
    ["with an odd number of tags", layer(...field(2, 24, 1, ...field(2, 0), ...field(4, 9, 2, 2)))],
    ["with a tag outside its table", layer(...field(2, 24, 1, ...field(2, 0, 0), ...field(4, 9, 2, 2)))],
    ["with a value of no type", layer(...field(4))],
    ["with a value of two types", layer(...field(4, 40, 1, 56, 1))],
    ["with text that is not UTF-8", layer(...field(3, 0xff))],
    ["with geometry type 4", layer(...feature(4, 9, 2, 2))],
    ["with a point without command", layer(...feature(1))],
    ["with a point after the points", layer(...feature(1, 9, 2, 2, 9, 2, 2))],
    ["with a line that moves twice", layer(...feature(2, 17, 2, 2, 2, 2))],
    ["with a line of one vertex", layer(...feature(2, 9, 2, 2))],
    ["with a ring that is not closed", layer(...feature(3, 9, 0, 0, 18, 2, 2, 2, 0))],
    ["with a ring of two vertices", layer(...feature(3, 9, 0, 0, 10, 2, 2, 15))],
    ["with a ring closed twice", layer(...feature(3, 9, 0, 0, 18, 2, 2, 2, 0, 23))],
    ["with a count beyond its bytes", layer(...feature(2, 9, 2, 2, 250, 255, 255, 127, 2, 2))],
    ["with command 3", layer(...feature(1, 11, 2, 2))],
  ])("%s is an error", (_what, bytes) => {
    expect(() => decodeTile(bytes)).toThrow(expect.objectContaining({ code: "archive-invalid" }));
  });

  it("never does anything but decode or throw a GeoError, whatever the bytes", () => {
    const [sound] = tilesOf({ type: "Polygon", coordinates: [box(10, 10, 500, 400)] }, 8, { name: "通辽", n: -5 }).tiles.values();
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(sound!.length - 1), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 }),
        (changes) => {
          const bytes = Uint8Array.from(sound!);
          for (const [i, value] of changes) bytes[i] = value;
          try {
            tileFaults(decodeTile(bytes), 64);
          } catch (error) {
            expect(error).toMatchObject({ name: "GeoError", code: "archive-invalid" });
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("reads negative int64, float and signed values as other encoders write them", () => {
    const value = new ByteWriter();
    value.byte(0x19);
    value.double(0.1);
    const float = new Uint8Array(new Float32Array([1.5]).buffer);
    const bytes = layer(
      ...field(4, 32, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1),
      ...field(4, 0x15, ...float),
      ...field(4, 48, 9),
      ...field(4, ...value.view()),
    );
    // int64 −1 takes ten bytes (protobuf encoding guide); zigzag 9 is −5.
    expect(decodeTile(bytes)[0]!.values).toEqual([-1, 1.5, -5, 0.1]);
  });
});
