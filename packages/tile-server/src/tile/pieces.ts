import { tileIdFromZxy } from "../pmtiles/tile-id.ts";
import { ByteWriter } from "../pmtiles/varint.ts";
import { IntList } from "./int-list.ts";

/**
 * TILE: what falls into the tiles of one zoom, as it comes feature by feature, and then tile by tile in the order of tile
 * ids. A piece is the geometry of one feature in one tile, already encoded.
 */
export class PieceStore {
  readonly geometry = new ByteWriter(1 << 16);
  #z: number;
  readonly #tileNumbers = new Map<number, number>();
  readonly #tiles: { x: number; y: number; id: number }[] = [];
  readonly #pieceTile = new IntList(1 << 12);
  readonly #pieceFeature = new IntList(1 << 12);
  readonly #pieceStart = new IntList(1 << 12);

  constructor(z: number) {
    this.#z = z;
  }

  get z(): number {
    return this.#z;
  }

  /** Forgets everything and begins with another zoom; keeps the memory. */
  reset(z: number): void {
    this.#z = z;
    this.geometry.reset();
    this.#tileNumbers.clear();
    this.#tiles.length = 0;
    this.#pieceTile.length = 0;
    this.#pieceFeature.length = 0;
    this.#pieceStart.length = 0;
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
  *inTileOrder(): Generator<TilePieces> {
    const { starts, columns } = this.#sorted();
    const byId = this.#tiles.map((_, tile) => tile).sort((a, b) => this.#tiles[a]!.id - this.#tiles[b]!.id);
    for (const tile of byId) yield { ...this.#tiles[tile]!, from: starts[tile]!, to: starts[tile + 1]!, columns };
  }

  /** Pieces sorted by tile by counting, which keeps their order within a tile; `starts` says where each tile begins. */
  #sorted(): { starts: Int32Array; columns: PieceColumns } {
    const count = this.#pieceTile.length;
    const starts = new Int32Array(this.#tiles.length + 1);
    for (let i = 0; i < count; i++) starts[this.#pieceTile.data[i]! + 1]!++;
    for (let tile = 0; tile < this.#tiles.length; tile++) starts[tile + 1]! += starts[tile]!;
    const next = starts.slice();
    const columns = {
      features: new Int32Array(count),
      starts: new Int32Array(count),
      ends: new Int32Array(count),
      bytes: this.geometry.view(),
    };
    for (let i = 0; i < count; i++) {
      const at = next[this.#pieceTile.data[i]!]!++;
      columns.features[at] = this.#pieceFeature.data[i]!;
      columns.starts[at] = this.#pieceStart.data[i]!;
      columns.ends[at] = i + 1 < count ? this.#pieceStart.data[i + 1]! : this.geometry.length;
    }
    return { starts, columns };
  }
}

/** Pieces in columns: number of the feature, and where in `bytes` its MVT geometry commands stand. */
export interface PieceColumns {
  readonly features: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly bytes: Uint8Array;
}

/** The pieces of one tile: from (inclusive) to (exclusive) in the columns, which all tiles of the zoom share. */
export interface TilePieces {
  readonly id: number;
  readonly x: number;
  readonly y: number;
  readonly from: number;
  readonly to: number;
  readonly columns: PieceColumns;
}
