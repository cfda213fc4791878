import { FlatGeometry, LINE, POINT, POLYGON, type ShapeType } from "../tile/flat-geometry.ts";

/**
 * BUILD: reads the coordinates of a line of GeoJSON straight from its bytes; what is left of the line is short and goes through
 * `JSON.parse`. Coordinates are nine tenths of a parcel, and as objects they would cost more than all that comes after.
 */

/** MVT type, and how many arrays deep positions lie, of each GeoJSON type. */
const KINDS: Readonly<Record<string, readonly [type: ShapeType, depth: number]>> = {
  Point: [POINT, 1],
  MultiPoint: [POINT, 2],
  LineString: [LINE, 2],
  MultiLineString: [LINE, 3],
  Polygon: [POLYGON, 3],
  MultiPolygon: [POLYGON, 4],
};
const MEMBER = Buffer.from('"coordinates"');
const [SPACE, COMMA, MINUS, POINT_SIGN, ZERO, NINE, COLON, OPEN, CLOSE] = [0x20, 0x2c, 0x2d, 0x2e, 0x30, 0x39, 0x3a, 0x5b, 0x5d];
/** Integers of this many digits, and powers of ten up to the 22nd, are exact, and so their quotient is the nearest double. */
const EXACT_DIGITS = 15;
const POWERS = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));

export interface ScannedLine {
  readonly id?: unknown;
  readonly properties?: Readonly<Record<string, unknown>> | null;
}

/** Scans lines one after the other; `geometry` holds that of the last. */
export class LineScanner {
  readonly geometry = new FlatGeometry();
  #bytes: Buffer = Buffer.alloc(0);
  #at = 0;
  /** Positions of each innermost array of arrays, and such arrays in each array above. */
  #rings: number[] = [];
  #groups: number[] = [];
  #depth = 0;

  /**
   * The feature of the line from…to without its coordinates; null where the line is written in a way that only a JSON
   * parser can tell.
   */
  scan(bytes: Buffer, from: number, to: number): ScannedLine | null {
    const member = bytes.subarray(from, to).indexOf(MEMBER);
    if (member < 0) return null;
    this.#bytes = bytes;
    this.#at = from + member + MEMBER.length;
    if (!this.#skip(COLON)) return null;
    this.#space();
    const start = this.#at;
    this.geometry.begin(POLYGON);
    this.#rings = [];
    this.#groups = [];
    this.#depth = 0;
    if (!this.#array(1, to)) return null;
    // In the place of the coordinates a number that the geometry, and nothing else, must then have.
    const feature = parsed(`${bytes.toString("utf8", from, start)}0${bytes.toString("utf8", this.#at, to)}`);
    const kind = feature?.geometry?.coordinates === 0 ? KINDS[String(feature.geometry.type)] : undefined;
    if (feature === null || kind === undefined || kind[1] !== this.#depth) return null;
    this.#arrange(kind[0], kind[1]);
    return feature;
  }

  #space(): void {
    while (this.#bytes[this.#at] === SPACE) this.#at++;
  }

  #skip(byte: number): boolean {
    this.#space();
    if (this.#bytes[this.#at] !== byte) return false;
    this.#at++;
    return true;
  }

  /** Reads an array that stands `depth` deep, and what is in it. */
  #array(depth: number, to: number): boolean {
    if (!this.#skip(OPEN)) return false;
    this.#space();
    if (this.#bytes[this.#at] !== OPEN) return this.#position(depth);
    const start = this.geometry.length;
    let count = 0;
    do {
      if (this.#at >= to || !this.#array(depth + 1, to)) return false;
      count++;
    } while (this.#skip(COMMA));
    if (depth === this.#depth - 1) this.#rings.push((this.geometry.length - start) / 2);
    else if (depth === this.#depth - 2) this.#groups.push(count);
    return this.#skip(CLOSE);
  }

  /** The rest of a position; what follows longitude and latitude is left out. */
  #position(depth: number): boolean {
    if (this.#depth === 0) this.#depth = depth;
    if (this.#depth !== depth) return false;
    const lonDeg = this.#number();
    if (!this.#skip(COMMA)) return false;
    this.#space();
    const latDeg = this.#number();
    while (this.#skip(COMMA)) {
      this.#space();
      if (Number.isNaN(this.#number())) return false;
    }
    if (Number.isNaN(lonDeg + latDeg)) return false;
    this.geometry.position(lonDeg, latDeg);
    return this.#skip(CLOSE);
  }

  /** A number without exponent, of at most fifteen digits; else NaN, which leaves the line to the JSON parser. */
  #number(): number {
    const bytes = this.#bytes;
    const isNegative = bytes[this.#at] === MINUS;
    if (isNegative) this.#at++;
    const start = this.#at;
    let digits = 0;
    let decimals = 0;
    let byte = bytes[this.#at]!;
    for (; byte >= ZERO && byte <= NINE; byte = bytes[++this.#at]!) digits = digits * 10 + byte - ZERO;
    let count = this.#at - start;
    if (byte === POINT_SIGN) {
      byte = bytes[++this.#at]!;
      const first = this.#at;
      for (; byte >= ZERO && byte <= NINE; byte = bytes[++this.#at]!) digits = digits * 10 + byte - ZERO;
      decimals = this.#at - first;
      count = decimals === 0 ? 0 : count + decimals;
    }
    const isPlain = count > 0 && count <= EXACT_DIGITS && (byte === COMMA || byte === CLOSE || byte === SPACE);
    if (!isPlain) return Number.NaN;
    const value = digits / POWERS[decimals]!;
    return isNegative ? -value : value;
  }

  /** Makes parts of what was read: positions so far stand in rings one after the other. */
  #arrange(type: ShapeType, depth: number): void {
    const flat = this.geometry;
    const coords = flat.coords.slice(0, flat.length);
    // A point, or the points of a multipoint, are parts of their own.
    const rings = type === POINT ? Array.from({ length: coords.length / 2 }, () => 1) : this.#rings;
    const parts = type === POLYGON ? (depth === 4 ? this.#groups : [rings.length]) : rings.map(() => 1);
    flat.begin(type);
    let at = 0;
    for (const count of rings) {
      const start = flat.length;
      for (const end = at + count * 2; at < end; at += 2) flat.position(coords[at]!, coords[at + 1]!);
      flat.endRing(start);
    }
    for (const count of parts) flat.parts.push(count);
  }
}

type Skeleton = ScannedLine & { readonly geometry?: { readonly type?: unknown; readonly coordinates?: unknown } | null };

function parsed(text: string): Skeleton | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Skeleton) : null;
  } catch {
    // The parser of the whole line says what is wrong with it.
    return null;
  }
}
