import type { Geometry } from "@parkatlas/geo-core";
import { ByteWriter, zigzag } from "../pmtiles/varint.ts";
import { FlatGeometry, flatten, type ShapeType } from "./flat-geometry.ts";
import { gridXFromLonDeg, gridYFromLatDeg } from "./mercator.ts";
import { encodeValue, type TileValue } from "./properties.ts";

/**
 * TILE: a feature as bytes, so that many fit the memory, cross to other threads without a copy, and can be kept on disk:
 * parts, rings and vertices of the base grid as differences, then the properties with their values as MVT has them.
 */

/** What is known of a feature without reading its record. */
export interface RecordFacts {
  readonly type: ShapeType;
  /** West, north, east, south on the base grid; west is greater than east where nothing can be drawn. */
  readonly bbox: readonly [number, number, number, number];
  readonly positions: number;
  /** Squares of the base grid that a polygon covers. */
  readonly area: number;
  /** 64 bits over geometry and properties. */
  readonly digest: readonly [number, number];
}

/** Writes records one after the other into one buffer; property keys are numbered. */
export class RecordWriter {
  readonly bytes: ByteWriter;
  readonly keys: string[] = [];
  readonly #flat = new FlatGeometry();
  readonly #keyNumbers = new Map<string, number>();
  readonly #keyHashes: number[] = [];
  #west = 0;
  #north = 0;
  #east = 0;
  #south = 0;
  #positions = 0;
  #doubleArea = 0;
  #x = 0;
  #y = 0;

  constructor(initialBytes = 1 << 16) {
    this.bytes = new ByteWriter(initialBytes);
  }

  /**
   * Appends a feature; `id` becomes its first property. One that lies outside Web Mercator, if only in part, or has no
   * positions, gets no parts.
   *
   * @throws {RangeError} a number that is not finite among the properties.
   */
  add(id: string, geometry: Geometry, properties: Readonly<Record<string, TileValue>>): RecordFacts {
    flatten(geometry, this.#flat);
    return this.addFlat(id, this.#flat, properties);
  }

  /** The same of a geometry that is already flat. */
  addFlat(id: string, geometry: FlatGeometry, properties: Readonly<Record<string, TileValue>>): RecordFacts {
    const start = this.bytes.length;
    this.#west = this.#north = 0x7fff_ffff;
    this.#east = this.#south = -1;
    this.#positions = this.#doubleArea = this.#x = this.#y = 0;
    const { type } = geometry;
    if (geometry.isDrawable) this.#addParts(geometry);
    else this.bytes.varint(0);
    const digest = new Digest();
    digest.add(type);
    digest.addBytes(this.bytes.view(), start, this.bytes.length);
    const entries = Object.entries(properties);
    this.bytes.varint(entries.length + 1);
    this.#addProperty("id", id, digest);
    for (const [key, value] of entries) this.#addProperty(key, value, digest);
    return {
      type,
      bbox: [this.#west, this.#north, this.#east, this.#south],
      positions: this.#positions,
      area: Math.abs(this.#doubleArea) / 2,
      digest: [digest.low, digest.high],
    };
  }

  #addParts({ parts, rings, coords }: FlatGeometry): void {
    this.bytes.varint(parts.length);
    let ring = 0;
    let at = 0;
    for (let part = 0; part < parts.length; part++) {
      const first = ring;
      const end = ring + parts.data[part]!;
      this.bytes.varint(end - first);
      for (; ring < end; ring++) {
        const count = rings.data[ring]!;
        this.bytes.varint(count);
        const area = Math.abs(this.#addRing(coords, at, at + count * 2));
        this.#doubleArea += ring === first ? area : -area;
        this.#positions += count;
        at += count * 2;
      }
    }
  }

  /** Appends the vertices; returns the doubled signed area. Cost: a sine and a logarithm each. */
  #addRing(coords: Float64Array, from: number, to: number): number {
    const firstX = gridXFromLonDeg(coords[from]!);
    const firstY = gridYFromLatDeg(coords[from + 1]!);
    let area = 0;
    let px = 0;
    let py = 0;
    for (let i = from; i < to; i += 2) {
      const x = gridXFromLonDeg(coords[i]!);
      const y = gridYFromLatDeg(coords[i + 1]!);
      this.bytes.varint(zigzag(x - this.#x));
      this.bytes.varint(zigzag(y - this.#y));
      if (x < this.#west) this.#west = x;
      if (x > this.#east) this.#east = x;
      if (y < this.#north) this.#north = y;
      if (y > this.#south) this.#south = y;
      area += px * (y - firstY) - (x - firstX) * py;
      px = x - firstX;
      py = y - firstY;
      this.#x = x;
      this.#y = y;
    }
    return area;
  }

  #addProperty(key: string, value: TileValue, digest: Digest): void {
    const number = this.#keyNumberOf(key);
    this.bytes.varint(number);
    const start = this.bytes.length;
    encodeValue(value, this.bytes);
    digest.add(this.#keyHashes[number]!);
    digest.addBytes(this.bytes.view(), start, this.bytes.length);
  }

  #keyNumberOf(key: string): number {
    const known = this.#keyNumbers.get(key);
    if (known !== undefined) return known;
    const number = this.keys.push(key) - 1;
    this.#keyNumbers.set(key, number);
    const digest = new Digest();
    const text = new TextEncoder().encode(key);
    digest.addBytes(text, 0, text.length);
    this.#keyHashes.push(digest.low);
    return number;
  }
}

/** Two 32-bit hashes side by side, to tell whether a feature is as it was; no defence against an adversary. */
class Digest {
  low = 0x811c9dc5 | 0;
  high = 0x9747b28c | 0;

  add(value: number): void {
    this.low = Math.imul(this.low ^ value, 0x01000193);
    this.high = Math.imul(this.high ^ value ^ (this.high >>> 15), 0x5bd1e995);
  }

  addBytes(bytes: Uint8Array, from: number, to: number): void {
    let { low, high } = this;
    for (let i = from; i < to; i++) {
      const value = bytes[i]!;
      low = Math.imul(low ^ value, 0x01000193);
      high = Math.imul(high ^ value ^ (high >>> 15), 0x5bd1e995);
    }
    this.low = low;
    this.high = high;
  }
}
