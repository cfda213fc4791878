import { promisify } from "node:util";
import { gunzip as gunzipCallback } from "node:zlib";
import { LIMITS } from "../config/limits.ts";
import type { Archive } from "../pmtiles/types.ts";

const gunzip = promisify(gunzipCallback);
/** What an entry costs beside its bytes: its objects and its key. */
const ENTRY_BYTES = 400;

/** One tile in the codings that were asked for. `null` bytes: nothing to draw there. */
export interface CachedTile {
  readonly stored: Buffer | null;
  readonly isGzip: boolean;
  /** Unpacked, once a client without gzip has asked. */
  plain: Buffer | null;
  /** Set when it is asked for; such an entry survives one sweep. */
  used: boolean;
}

/** Tiles at hand up to a number of bytes. What is being read is read once, for all who ask at the same time. */
export interface TileCache {
  /** The tile if it is at hand. */
  peek(key: string): CachedTile | undefined;
  /** The tile, read from the archive unless it is at hand; a failure is not kept. */
  load(key: string, archive: Archive, z: number, x: number, y: number): Promise<CachedTile>;
  /** The tile for a client without gzip: unpacked once and kept. */
  plainOf(key: string, tile: CachedTile): Promise<Buffer | null>;
  clear(): void;
  bytes(): number;
}

const sizeOf = ({ stored, plain }: CachedTile) => ENTRY_BYTES + (stored?.length ?? 0) + (plain?.length ?? 0);

async function readTile(archive: Archive, z: number, x: number, y: number): Promise<CachedTile> {
  const bytes = await archive.tile(z, x, y);
  const stored = bytes ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) : null;
  return { stored, isGzip: archive.header.tileCompression === "gzip", plain: null, used: false };
}

export function createTileCache(limitBytes: number): TileCache {
  let known = new Map<string, CachedTile>();
  let bytes = 0;
  const inWork = new Map<string, Promise<CachedTile>>();
  const unpacking = new Map<CachedTile, Promise<Buffer>>();

  /** Second chance: the oldest leaves unless it was asked for since the last sweep, which costs a hit no more than a flag. */
  const sweep = () => {
    for (const [key, tile] of known) {
      if (bytes <= limitBytes) return;
      known.delete(key);
      if (tile.used) {
        tile.used = false;
        known.set(key, tile);
      } else bytes -= sizeOf(tile);
    }
  };

  return {
    bytes: () => bytes,
    peek: (key) => known.get(key),
    async load(key, archive, z, x, y) {
      const running = inWork.get(key);
      if (running) return running;
      const reading = readTile(archive, z, x, y);
      inWork.set(key, reading);
      try {
        const [cache, tile] = [known, await reading];
        // After a clear the map is another one: what began before it must not come in late.
        if (cache !== known || sizeOf(tile) > limitBytes) return tile;
        known.set(key, tile);
        bytes += sizeOf(tile);
        sweep();
        return tile;
      } finally {
        inWork.delete(key);
      }
    },
    async plainOf(key, tile) {
      if (tile.plain || !tile.stored || !tile.isGzip) return tile.plain ?? tile.stored;
      const running = unpacking.get(tile);
      if (running) return running;
      const work = gunzip(tile.stored, { maxOutputLength: LIMITS.unpackedTileMaxBytes });
      unpacking.set(tile, work);
      try {
        const plain = await work;
        if (known.get(key) === tile) {
          tile.plain = plain;
          bytes += plain.length;
          sweep();
        }
        return plain;
      } finally {
        unpacking.delete(tile);
      }
    },
    clear() {
      known = new Map();
      bytes = 0;
    },
  };
}
