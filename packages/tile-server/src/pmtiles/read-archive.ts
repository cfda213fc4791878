import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { GeoError } from "@parkatlas/geo-core";
import { archiveInvalid } from "./archive-error.ts";
import { type Directory, decodeDirectory, findEntry, MAX_DIRECTORY_BYTES } from "./directory.ts";
import { expand } from "./gzip.ts";
import { decodeHeader, ROOT_END } from "./header.ts";
import { isTileAddress, tileIdFromZxy } from "./tile-id.ts";
import type { Archive, ArchiveHeader, ArchiveMetadata } from "./types.ts";

/** ARCHIVE: reads PMTiles v3. Every size is held against a limit before anything is allocated. */

const MAX_METADATA_BYTES = 16 * 1024 * 1024;
/** A stored tile above this is no tile; ours are under 500 kB. */
export const MAX_TILE_BYTES = 64 * 1024 * 1024;
/** Root, leaf and one more level: deeper trees are discouraged by the specification and can be cyclic. */
export const MAX_DIRECTORY_DEPTH = 3;
const LEAF_CACHE_ENTRIES = 64;
const HASH_CHUNK_BYTES = 1 << 20;

/**
 * Opens an archive: reads header, root directory and metadata, and hashes the file.
 *
 * The file handle stays with the file that was opened: when a new archive is renamed over the path, this one goes on
 * serving the old bytes until it is closed.
 *
 * @throws {GeoError} `file-unreadable` when the file is missing or may not be read, `archive-invalid` when it is no
 * PMTiles v3 archive or is damaged. Never allocates more than the limits above on the word of a corrupt file.
 */
export async function openArchive(path: string): Promise<Archive> {
  const handle = await openFile(path);
  try {
    const file = new ArchiveFile(path, handle, (await handle.stat()).size);
    const first = await file.bytes(0, Math.min(ROOT_END, file.sizeBytes));
    const header = decodeHeader(first, file.sizeBytes);
    const rootBytes = first.subarray(header.rootOffset, header.rootOffset + header.rootLength);
    const root = decodeDirectory(expand(rootBytes, header.internalCompression, MAX_DIRECTORY_BYTES, "root directory"));
    return new OpenArchive(file, header, await readMetadata(file, header), root, await file.sha256());
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    const handle = await open(path, "r");
    if ((await handle.stat()).isFile()) return handle;
    await handle.close();
    throw new Error("it is not a file");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new GeoError("file-unreadable", `Cannot read the archive ${path}: ${reason}. Check the path, or build it first`, {
      details: { path },
      cause: error,
    });
  }
}

/** Positional reads on one handle; overlapping calls are safe. */
class ArchiveFile {
  readonly path: string;
  readonly sizeBytes: number;
  readonly #handle: FileHandle;

  constructor(path: string, handle: FileHandle, sizeBytes: number) {
    this.path = path;
    this.#handle = handle;
    this.sizeBytes = sizeBytes;
  }

  async bytes(offset: number, length: number): Promise<Uint8Array> {
    if (
      !Number.isSafeInteger(offset) ||
      !Number.isSafeInteger(length) ||
      offset < 0 ||
      length < 0 ||
      offset + length > this.sizeBytes
    )
      throw new RangeError(`Bytes ${offset}…${offset + length} are not inside the archive of ${this.sizeBytes} bytes`);
    const bytes = new Uint8Array(length);
    for (let done = 0; done < length; ) {
      const { bytesRead } = await this.#handle.read(bytes, done, length - done, offset + done);
      if (bytesRead === 0) throw archiveInvalid(`The file ended at byte ${offset + done} while it was read`);
      done += bytesRead;
    }
    return bytes;
  }

  async sha256(): Promise<string> {
    const hash = createHash("sha256");
    for (let at = 0; at < this.sizeBytes; at += HASH_CHUNK_BYTES)
      hash.update(await this.bytes(at, Math.min(HASH_CHUNK_BYTES, this.sizeBytes - at)));
    return hash.digest("hex");
  }

  close(): Promise<void> {
    return this.#handle.close();
  }
}

async function readMetadata(file: ArchiveFile, header: ArchiveHeader): Promise<ArchiveMetadata> {
  if (header.metadataLength > MAX_METADATA_BYTES)
    throw archiveInvalid(`The metadata has ${header.metadataLength} bytes, the limit is ${MAX_METADATA_BYTES}`);
  const stored = await file.bytes(header.metadataOffset, header.metadataLength);
  const plain = expand(stored, header.internalCompression, MAX_METADATA_BYTES, "metadata");
  let metadata: unknown;
  try {
    metadata = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(plain));
  } catch (error) {
    throw archiveInvalid(`The metadata is not JSON in UTF-8 (${error instanceof Error ? error.message : String(error)})`);
  }
  if (typeof metadata !== "object" || metadata === null || Array.isArray(metadata))
    throw archiveInvalid("The metadata is not a JSON object");
  return metadata as ArchiveMetadata;
}

class OpenArchive implements Archive {
  readonly path: string;
  readonly header: ArchiveHeader;
  readonly metadata: ArchiveMetadata;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly #file: ArchiveFile;
  readonly #root: Directory;
  /** By place in the leaves section, in order of last use. */
  readonly #leaves = new Map<string, Promise<Directory>>();

  constructor(file: ArchiveFile, header: ArchiveHeader, metadata: ArchiveMetadata, root: Directory, sha256: string) {
    this.path = file.path;
    this.header = header;
    this.metadata = metadata;
    this.sizeBytes = file.sizeBytes;
    this.sha256 = sha256;
    this.#file = file;
    this.#root = root;
  }

  async tile(z: number, x: number, y: number): Promise<Uint8Array | undefined> {
    if (!isTileAddress(z, x, y)) throw new RangeError(`${z}/${x}/${y} is no tile address`);
    const { header } = this;
    if (z < header.minZoom || z > header.maxZoom) return undefined;
    const tileId = tileIdFromZxy(z, x, y);
    let directory = this.#root;
    for (let depth = 0; depth < MAX_DIRECTORY_DEPTH; depth++) {
      const entry = findEntry(directory, tileId);
      if (entry < 0) return undefined;
      const offset = directory.offsets[entry]!;
      const length = directory.lengths[entry]!;
      if (directory.runLengths[entry]! > 0) return this.#tileBytes(offset, length);
      directory = await this.#leaf(offset, length);
    }
    throw archiveInvalid(`The directories are over ${MAX_DIRECTORY_DEPTH} levels deep`);
  }

  async #tileBytes(offset: number, length: number): Promise<Uint8Array> {
    if (length > MAX_TILE_BYTES) throw archiveInvalid(`A tile has ${length} bytes, the limit is ${MAX_TILE_BYTES}`);
    if (offset + length > this.header.tilesLength)
      throw archiveInvalid(`A tile ends at byte ${offset + length} of the tile data, which has ${this.header.tilesLength}`);
    const bytes = await this.#file.bytes(this.header.tilesOffset + offset, length);
    if (this.header.tileCompression === "gzip" && (bytes[0] !== 0x1f || bytes[1] !== 0x8b))
      throw archiveInvalid(`The tile at byte ${offset} of the tile data is not gzip`);
    return bytes;
  }

  #leaf(offset: number, length: number): Promise<Directory> {
    const key = `${offset}+${length}`;
    const cached = this.#leaves.get(key);
    this.#leaves.delete(key);
    const leaf = cached ?? this.#readLeaf(offset, length);
    this.#leaves.set(key, leaf);
    leaf.catch(() => this.#leaves.delete(key));
    const [oldest] = this.#leaves.keys();
    if (this.#leaves.size > LEAF_CACHE_ENTRIES && oldest !== undefined) this.#leaves.delete(oldest);
    return leaf;
  }

  async #readLeaf(offset: number, length: number): Promise<Directory> {
    if (length > MAX_DIRECTORY_BYTES || offset + length > this.header.leavesLength)
      throw archiveInvalid(
        `A leaf directory of ${length} bytes at ${offset} leaves its section of ${this.header.leavesLength} bytes (limit ${MAX_DIRECTORY_BYTES})`,
      );
    const stored = await this.#file.bytes(this.header.leavesOffset + offset, length);
    return decodeDirectory(expand(stored, this.header.internalCompression, MAX_DIRECTORY_BYTES, "leaf directory"));
  }

  bytes(offset: number, length: number): Promise<Uint8Array> {
    return this.#file.bytes(offset, length);
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
