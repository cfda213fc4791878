import { createHash } from "node:crypto";
import { AtomicFile } from "./atomic-file.ts";
import { emptyDirectory } from "./directory.ts";
import { buildDirectoryTree } from "./directory-tree.ts";
import { gzipSection, gzipTile } from "./gzip.ts";
import { encodeHeader, HEADER_BYTES, ROOT_END, TILE_TYPE_MVT } from "./header.ts";
import { zoomOfTileId } from "./tile-id.ts";
import type { ArchiveMetadata } from "./types.ts";
import { ByteWriter } from "./varint.ts";

/**
 * ARCHIVE: writes a PMTiles v3 archive in one pass. Layout: header and root in the first 16 KiB, then tile data in the
 * order of tile ids (clustered), then metadata, then leaves. The header is written last, so a file that was cut short has no
 * magic number; the file appears under its name only when whole.
 */

const FLUSH_BYTES = 1 << 20;

export interface ArchivePlace {
  readonly bounds: readonly [westDeg: number, southDeg: number, eastDeg: number, northDeg: number];
  readonly centreZoom: number;
}

export interface WrittenArchive {
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly addressedTiles: number;
  readonly tileContents: number;
}

interface Blob {
  readonly offset: number;
  readonly length: number;
}

/**
 * Takes tiles in ascending tile id; `finish` completes the file, `publish` puts it in place, `discard` leaves whatever
 * stood there before.
 */
export class ArchiveWriter {
  readonly #file: AtomicFile;
  readonly #blobs = new Map<string, Blob>();
  readonly #tileIds: number[] = [];
  readonly #runLengths: number[] = [];
  readonly #entries: Blob[] = [];
  readonly #pending = new ByteWriter(FLUSH_BYTES);
  #flushedBytes = 0;
  #tilesBytes = 0;
  #addressedTiles = 0;
  #lastTileId = -1;
  readonly #lastContent = new ByteWriter();

  /** @throws {GeoError} `file-unwritable` naming the path. */
  constructor(path: string) {
    this.#file = new AtomicFile(path);
  }

  /** Adds an uncompressed tile. @throws {RangeError} it is empty, or the id does not follow the one before. */
  add(tileId: number, content: Uint8Array): void {
    if (content.length === 0) throw new RangeError(`Tile id ${tileId} has no content; leave it out`);
    this.addStored(tileId, gzipTile(content));
  }

  /**
   * Adds a tile as `gzipTile` makes it. Equal tiles are stored once: found by SHA-256
   * and then compared byte for byte.
   *
   * @throws {RangeError} the id does not follow the one before.
   */
  addStored(tileId: number, content: Uint8Array): void {
    if (tileId <= this.#lastTileId) throw new RangeError(`Tile id ${tileId} does not follow ${this.#lastTileId}`);
    const last = this.#entries.length - 1;
    // Inside a large polygon one tile after the other is the same: no need to hash each.
    const blob =
      last >= 0 && Buffer.compare(this.#lastContent.view(), content) === 0 ? this.#entries[last]! : this.#store(content);
    if (last >= 0 && this.#entries[last] === blob && this.#tileIds[last]! + this.#runLengths[last]! === tileId) {
      this.#runLengths[last]!++;
    } else {
      this.#tileIds.push(tileId);
      this.#runLengths.push(1);
      this.#entries.push(blob);
    }
    this.#lastTileId = tileId;
    this.#lastContent.reset();
    this.#lastContent.raw(content);
    this.#addressedTiles++;
  }

  #store(content: Uint8Array): Blob {
    const digest = createHash("sha256").update(content).digest("base64");
    const known = this.#blobs.get(digest);
    if (known && Buffer.compare(this.#stored(known), content) === 0) return known;
    const blob = { offset: this.#tilesBytes, length: content.length };
    this.#pending.raw(content);
    this.#tilesBytes += content.length;
    if (this.#pending.length >= FLUSH_BYTES) this.#flush();
    this.#blobs.set(digest, blob);
    return blob;
  }

  #stored({ offset, length }: Blob): Uint8Array {
    if (offset >= this.#flushedBytes) this.#flush();
    return this.#file.read(ROOT_END + offset, length);
  }

  #flush(): void {
    this.#file.write(this.#pending.view(), ROOT_END + this.#flushedBytes);
    this.#flushedBytes = this.#tilesBytes;
    this.#pending.reset();
  }

  /**
   * Writes metadata, directories and last the header, and flushes the file to the disk; it is not yet in place.
   *
   * @throws {RangeError} no tile was added. @throws {GeoError} `file-unwritable`.
   */
  finish(metadata: ArchiveMetadata, place: ArchivePlace): WrittenArchive {
    if (this.#entries.length === 0) throw new RangeError("An archive needs at least one tile");
    this.#flush();
    const { root, leaves } = buildDirectoryTree(this.#directory());
    const metadataBytes = gzipSection(new TextEncoder().encode(JSON.stringify(metadata)));
    const metadataOffset = ROOT_END + this.#tilesBytes;
    const leavesOffset = metadataOffset + metadataBytes.length;
    const [west, south, east, north] = place.bounds;
    const header = encodeHeader({
      rootOffset: HEADER_BYTES,
      rootLength: root.length,
      metadataOffset,
      metadataLength: metadataBytes.length,
      leavesOffset,
      leavesLength: leaves.length,
      tilesOffset: ROOT_END,
      tilesLength: this.#tilesBytes,
      addressedTiles: this.#addressedTiles,
      tileEntries: this.#entries.length,
      tileContents: this.#blobs.size,
      clustered: true,
      internalCompression: "gzip",
      tileCompression: "gzip",
      tileType: TILE_TYPE_MVT,
      minZoom: zoomOfTileId(this.#tileIds[0]!),
      maxZoom: zoomOfTileId(this.#lastTileId),
      bounds: place.bounds,
      centreZoom: place.centreZoom,
      centre: [(west + east) / 2, (south + north) / 2],
    });
    this.#file.write(metadataBytes, metadataOffset);
    this.#file.write(leaves, leavesOffset);
    const front = new Uint8Array(ROOT_END);
    front.set(root, HEADER_BYTES);
    this.#file.write(front.subarray(HEADER_BYTES), HEADER_BYTES);
    this.#file.write(header, 0);
    front.set(header, 0);
    const sizeBytes = leavesOffset + leaves.length;
    const sha256 = this.#digest(sizeBytes);
    this.#file.flush();
    return { sizeBytes, sha256, addressedTiles: this.#addressedTiles, tileContents: this.#blobs.size };
  }

  #directory() {
    const directory = emptyDirectory(this.#entries.length);
    directory.tileIds.set(this.#tileIds);
    directory.runLengths.set(this.#runLengths);
    this.#entries.forEach((blob, i) => {
      directory.offsets[i] = blob.offset;
      directory.lengths[i] = blob.length;
    });
    return directory;
  }

  #digest(sizeBytes: number): string {
    const hash = createHash("sha256");
    const memory = new Uint8Array(FLUSH_BYTES);
    for (let at = 0; at < sizeBytes; at += FLUSH_BYTES) {
      const length = Math.min(FLUSH_BYTES, sizeBytes - at);
      this.#file.read(at, length, memory);
      hash.update(memory.subarray(0, length));
    }
    return hash.digest("hex");
  }

  /** Renames the finished file into place. */
  publish(): void {
    this.#file.commit();
  }

  /** Gives up and removes the temporary file. Does nothing after `publish`. */
  discard(): void {
    this.#file.discard();
  }
}
