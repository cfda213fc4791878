import { type ByteWriter, zigzag } from "../pmtiles/varint.ts";

/** TILE: MVT geometry commands (specification 2.1, §4.3) as varints. One per feature and tile. */

const MOVE_TO = 1;
const LINE_TO = 2;
const CLOSE_PATH_ONCE = 15; // command 7, count 1

export class GeometryWriter {
  readonly #out: ByteWriter;
  #x = 0;
  #y = 0;

  constructor(out: ByteWriter) {
    this.#out = out;
  }

  /** Every feature starts from the tile's origin again. */
  begin(): void {
    this.#x = 0;
    this.#y = 0;
  }

  /** An open line, or a ring when `closed`; coordinates x, y in turn, shifted by the tile's origin. */
  path(coords: Int32Array, from: number, to: number, originX: number, originY: number, closed: boolean): void {
    this.#out.varint((1 << 3) | MOVE_TO);
    this.#vertex(coords[from]! - originX, coords[from + 1]! - originY);
    this.#out.varint((((to - from) / 2 - 1) << 3) | LINE_TO);
    for (let i = from + 2; i < to; i += 2) this.#vertex(coords[i]! - originX, coords[i + 1]! - originY);
    if (closed) this.#out.varint(CLOSE_PATH_ONCE);
  }

  /** The points of a feature, all in one command as the specification asks. */
  points(coords: readonly (readonly [x: number, y: number])[]): void {
    this.#out.varint((coords.length << 3) | MOVE_TO);
    for (const [x, y] of coords) this.#vertex(x, y);
  }

  #vertex(x: number, y: number): void {
    this.#out.varint(zigzag(x - this.#x));
    this.#out.varint(zigzag(y - this.#y));
    this.#x = x;
    this.#y = y;
  }
}
