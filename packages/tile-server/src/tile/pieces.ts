import { tileIdFromZxy } from "../pmtiles/tile-id.ts";
import { ByteWriter } from "../pmtiles/varint.ts";
import { IntList } from "./int-list.ts";

/**
 * TILE: what falls into the tiles of one zoom, as it comes feature by feature, and then tile by tile in the order of tile
 * ids. A piece is the geometry of one feature in one tile, already encoded.
 */
export class PieceStore {
  readonly geometry = new ByteWriter(1 << 16);
  readonly #z: number;
  readonly #tileNumbers = new Map<number, number>();
  readonly #tiles: { x: number; y: number; id: number }[] = [];
  readonly #pieceTile = new IntList(1 << 12);
  readonly #pieceFeature = new IntList(1 << 12);
  readonly #pieceStart = new IntList(1 << 12);

  constructor(z: number) {
    this.#z = z;
  }

  get tileCount(): number {
    return this.#tiles.length;
  }

  /** Takes what was written to `geometry` since the last piece as the geometry of `feature` in tile x, y. */
  add(x: number, y: number, feature: number, start: number): void {
    const key = x * 2 ** this.#z + y;
    let tile = this.#tileNumbers.get(key);
    if (tile === undefined) {
      tile = this.#tiles.length;
      this.#tileNumbers.set(key, tile);
      this.#tiles.push({ x, y, id: tileIdFromZxy(this.#z, x, y) });
    }
    this.#pieceTile.push(tile);
    this.#pieceFeature.push(feature);
    this.#pieceStart.push(start);
  }

  /** Tile by tile, ids ascending; the pieces of a tile in the order in which they were added. */
  *inTileOrder(): Generator<{ readonly id: number; readonly x: number; readonly y: number; readonly pieces: readonly Piece[] }> {
    const { starts, order } = this.#grouped();
    const byId = this.#tiles.map((_, tile) => tile).sort((a, b) => this.#tiles[a]!.id - this.#tiles[b]!.id);
    for (const tile of byId) {
      const pieces: Piece[] = [];
      for (let i = starts[tile]!; i < starts[tile + 1]!; i++) pieces.push(this.#piece(order[i]!));
      yield { ...this.#tiles[tile]!, pieces };
    }
  }

  #piece(piece: number): Piece {
    const end = piece + 1 < this.#pieceStart.length ? this.#pieceStart.data[piece + 1]! : this.geometry.length;
    return {
      feature: this.#pieceFeature.data[piece]!,
      geometry: this.geometry.view().subarray(this.#pieceStart.data[piece]!, end),
    };
  }

  /** Pieces sorted by tile by counting, which keeps their order within a tile. */
  #grouped(): { starts: Int32Array; order: Int32Array } {
    const count = this.#pieceTile.length;
    const starts = new Int32Array(this.#tiles.length + 1);
    for (let i = 0; i < count; i++) starts[this.#pieceTile.data[i]! + 1]!++;
    for (let tile = 0; tile < this.#tiles.length; tile++) starts[tile + 1]! += starts[tile]!;
    const next = starts.slice();
    const order = new Int32Array(count);
    for (let i = 0; i < count; i++) order[next[this.#pieceTile.data[i]!]!++] = i;
    return { starts, order };
  }
}

export interface Piece {
  readonly feature: number;
  /** MVT geometry commands; a view that is valid while the store is. */
  readonly geometry: Uint8Array;
}
