import type { Bbox, Geometry } from "@parkatlas/geo-core";

type Positions = readonly (readonly number[])[];

const TYPE = { Point: 1, LineString: 2, Polygon: 3, MultiPoint: 4, MultiLineString: 5, MultiPolygon: 6 } as const;
/** Little-endian, with an envelope of x and y. */
const FLAGS = 0b0000_0011;
const HEAD_BYTES = 8 + 32;

/** A geometry that GeoPackage is written for; collections are not part of the model. */
export type PlainGeometry = Exclude<Geometry, { type: "GeometryCollection" }>;

/** Least and greatest x and y of all vertices, [minX, minY, maxX, maxY]. */
export function extentOf(geometry: PlainGeometry): Bbox {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (value: unknown): void => {
    const [first, second] = value as readonly unknown[];
    if (typeof first !== "number") {
      for (const each of value as readonly unknown[]) visit(each);
      return;
    }
    const y = second as number;
    if (first < west) west = first;
    if (first > east) east = first;
    if (y < south) south = y;
    if (y > north) north = y;
  };
  visit(geometry.coordinates);
  return [west, south, east, north];
}

function wkbBytes(geometry: PlainGeometry): number {
  const line = (positions: Positions) => 4 + 16 * positions.length;
  const rings = (each: readonly Positions[]) => 4 + each.reduce((sum, ring) => sum + line(ring), 0);
  switch (geometry.type) {
    case "Point":
      return 5 + 16;
    case "LineString":
      return 5 + line(geometry.coordinates);
    case "Polygon":
      return 5 + rings(geometry.coordinates);
    case "MultiPoint":
      return 9 + 21 * geometry.coordinates.length;
    case "MultiLineString":
      return 9 + geometry.coordinates.reduce((sum, each) => sum + 5 + line(each), 0);
    case "MultiPolygon":
      return 9 + geometry.coordinates.reduce((sum, each) => sum + 5 + rings(each), 0);
  }
}

/**
 * Writes geometries as GeoPackage stores them (OGC 12-128r17 §2.1.3): head, envelope, well-known binary; x and y only. All go into one
 * piece of memory, which is given out anew with each: two hundred thousand small ones cost more than what is written into them.
 */
export class GeometryWriter {
  readonly #srsId: number;
  #bytes = new Uint8Array(1 << 16);
  #view = new DataView(this.#bytes.buffer);
  #at = 0;

  constructor(srsId: number) {
    this.#srsId = srsId;
  }

  /** The bytes of a geometry, which stand there until the next call. */
  bytesOf(geometry: PlainGeometry, extent: Bbox): Uint8Array {
    const length = HEAD_BYTES + wkbBytes(geometry);
    if (length > this.#bytes.length) {
      this.#bytes = new Uint8Array(2 * length);
      this.#view = new DataView(this.#bytes.buffer);
    }
    this.#bytes.set([0x47, 0x50, 0, FLAGS]);
    this.#view.setInt32(4, this.#srsId, true);
    this.#view.setFloat64(8, extent[0], true);
    this.#view.setFloat64(16, extent[2], true);
    this.#view.setFloat64(24, extent[1], true);
    this.#view.setFloat64(32, extent[3], true);
    this.#at = HEAD_BYTES;
    this.#geometry(geometry);
    return this.#bytes.subarray(0, length);
  }

  #geometry({ type, coordinates }: PlainGeometry): void {
    this.#view.setUint8(this.#at, 1);
    this.#view.setUint32(this.#at + 1, TYPE[type], true);
    this.#at += 5;
    switch (type) {
      case "Point":
        this.#position(coordinates);
        break;
      case "LineString":
        this.#line(coordinates);
        break;
      case "Polygon":
        this.#count(coordinates.length);
        for (const ring of coordinates) this.#line(ring);
        break;
      case "MultiPoint":
        this.#count(coordinates.length);
        for (const each of coordinates) this.#geometry({ type: "Point", coordinates: each });
        break;
      case "MultiLineString":
        this.#count(coordinates.length);
        for (const each of coordinates) this.#geometry({ type: "LineString", coordinates: each });
        break;
      case "MultiPolygon":
        this.#count(coordinates.length);
        for (const each of coordinates) this.#geometry({ type: "Polygon", coordinates: each });
    }
  }

  #count(count: number): void {
    this.#view.setUint32(this.#at, count, true);
    this.#at += 4;
  }

  #position(position: readonly number[]): void {
    this.#view.setFloat64(this.#at, position[0]!, true);
    this.#view.setFloat64(this.#at + 8, position[1]!, true);
    this.#at += 16;
  }

  #line(positions: Positions): void {
    this.#count(positions.length);
    for (const position of positions) this.#position(position);
  }
}
