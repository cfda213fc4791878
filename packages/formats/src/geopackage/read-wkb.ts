import type { Geometry } from "@parkatlas/geo-core";

type Position = [number, number];

/** A geometry as its bytes say, and what had to be left out of it. */
export interface WkbGeometry {
  /** Null for an empty one. */
  readonly geometry: Geometry | null;
  /** Heights or measures stood there. */
  readonly hasMore: boolean;
}

/** Why bytes are no geometry that is taken. */
export type WkbFault = "malformed" | "curve" | "mixed" | "not-finite";

const POINT = 1;
const LINE = 2;
const POLYGON = 3;
const COLLECTION = 7;
const MOST_KINDS = 17;
const MEMBER_OF: Readonly<Record<number, number>> = { 4: POINT, 5: LINE, 6: POLYGON };

class Fault extends Error {
  readonly fault: WkbFault;

  constructor(fault: WkbFault) {
    super(fault);
    this.fault = fault;
  }
}

/**
 * Well-known binary (OGC 06-103r4 §8, with the Z and M types of ISO and the flags of PostGIS) from `start`, in either byte order; x
 * and y of every vertex. A collection of one kind becomes the multi-geometry of that kind; curves and mixed collections are
 * faults. Never reads outside `bytes`, and makes nothing that the bytes do not hold. Cost: O(bytes).
 */
export function readWkb(bytes: Uint8Array, start = 0): WkbGeometry | WkbFault {
  const reader = new Reader(bytes, start);
  try {
    const geometry = reader.geometry();
    return { geometry, hasMore: reader.hasMore };
  } catch (error) {
    if (error instanceof Fault) return error.fault;
    if (error instanceof RangeError) return "malformed";
    throw error;
  }
}

class Reader {
  readonly #view: DataView;
  #at: number;
  #little = true;
  hasMore = false;

  constructor(bytes: Uint8Array, start: number) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = start;
  }

  geometry(): Geometry | null {
    const { kind, skip } = this.#head();
    switch (kind) {
      case POINT: {
        const point = this.#point(skip);
        return point && { type: "Point", coordinates: point };
      }
      case LINE: {
        const line = this.#positions(skip);
        return line.length === 0 ? null : { type: "LineString", coordinates: line };
      }
      case POLYGON: {
        const rings = this.#rings(skip);
        return rings.length === 0 ? null : { type: "Polygon", coordinates: rings };
      }
      default:
        return kind === COLLECTION ? this.#collection() : this.#multi(MEMBER_OF[kind]!);
    }
  }

  /** Plain kind (1–7), and the bytes of heights and measures that follow each position. */
  #head(): { readonly kind: number; readonly skip: number } {
    const order = this.#view.getUint8(this.#at);
    if (order > 1) throw new Fault("malformed");
    this.#little = order === 1;
    const type = this.#view.getUint32(this.#at + 1, this.#little);
    this.#at += 5;
    const plain = type & 0x1fffffff;
    const kind = plain % 1000;
    const dimension = Math.floor(plain / 1000);
    if (dimension > 3 || kind < 1 || kind > MOST_KINDS) throw new Fault("malformed");
    if (kind > COLLECTION) throw new Fault("curve");
    if (type & 0x20000000) this.#at += 4;
    const hasZ = dimension === 1 || dimension === 3 || (type & 0x80000000) !== 0;
    const hasM = dimension >= 2 || (type & 0x40000000) !== 0;
    if (hasZ || hasM) this.hasMore = true;
    return { kind, skip: (hasZ ? 8 : 0) + (hasM ? 8 : 0) };
  }

  #count(): number {
    const count = this.#view.getUint32(this.#at, this.#little);
    this.#at += 4;
    return count;
  }

  #position(skip: number): Position {
    const x = this.#view.getFloat64(this.#at, this.#little);
    const y = this.#view.getFloat64(this.#at + 8, this.#little);
    this.#at += 16 + skip;
    return [x, y];
  }

  /** An empty point is written as two NaN. */
  #point(skip: number): Position | null {
    const [x, y] = this.#position(skip);
    if (Number.isNaN(x) && Number.isNaN(y)) return null;
    if (!Number.isFinite(x + y)) throw new Fault("not-finite");
    return [x, y];
  }

  #positions(skip: number): Position[] {
    const count = this.#count();
    if (count * (16 + skip) > this.#view.byteLength - this.#at) throw new Fault("malformed");
    const positions: Position[] = [];
    for (let index = 0; index < count; index++) {
      const position = this.#position(skip);
      if (!Number.isFinite(position[0] + position[1])) throw new Fault("not-finite");
      positions.push(position);
    }
    return positions;
  }

  #rings(skip: number): Position[][] {
    const count = this.#count();
    const rings: Position[][] = [];
    for (let index = 0; index < count; index++) {
      const ring = this.#positions(skip);
      if (ring.length > 0) rings.push(ring);
    }
    return rings;
  }

  #multi(member: number): Geometry | null {
    const count = this.#count();
    const points: Position[] = [];
    const lines: Position[][] = [];
    const polygons: Position[][][] = [];
    for (let index = 0; index < count; index++) {
      const { kind, skip } = this.#head();
      if (kind !== member) throw new Fault("malformed");
      this.#member(kind, skip, points, lines, polygons);
    }
    return multiOf(points, lines, polygons);
  }

  #collection(): Geometry | null {
    const count = this.#count();
    const points: Position[] = [];
    const lines: Position[][] = [];
    const polygons: Position[][][] = [];
    for (let index = 0; index < count; index++) {
      const { kind, skip } = this.#head();
      const member = MEMBER_OF[kind];
      if (kind === COLLECTION) throw new Fault("mixed");
      if (member === undefined) this.#member(kind, skip, points, lines, polygons);
      else {
        const parts = this.#count();
        for (let part = 0; part < parts; part++) {
          const inner = this.#head();
          if (inner.kind !== member) throw new Fault("malformed");
          this.#member(member, inner.skip, points, lines, polygons);
        }
      }
    }
    if ([points, lines, polygons].filter(({ length }) => length > 0).length > 1) throw new Fault("mixed");
    return multiOf(points, lines, polygons);
  }

  #member(kind: number, skip: number, points: Position[], lines: Position[][], polygons: Position[][][]): void {
    if (kind === POINT) {
      const point = this.#point(skip);
      if (point) points.push(point);
    } else if (kind === LINE) {
      const line = this.#positions(skip);
      if (line.length > 0) lines.push(line);
    } else {
      const rings = this.#rings(skip);
      if (rings.length > 0) polygons.push(rings);
    }
  }
}

function multiOf(points: Position[], lines: Position[][], polygons: Position[][][]): Geometry | null {
  if (polygons.length > 0) return { type: "MultiPolygon", coordinates: polygons };
  if (lines.length > 0) return { type: "MultiLineString", coordinates: lines };
  return points.length > 0 ? { type: "MultiPoint", coordinates: points } : null;
}
