import { createHash } from "node:crypto";
import { archiveInvalid } from "./archive-error.ts";
import type { ByteSource } from "./byte-source.ts";
import { type Directory, decodeDirectory, findEntry, MAX_DIRECTORY_BYTES } from "./directory.ts";
import { openFileSource } from "./file-source.ts";
import { expand } from "./gzip.ts";
import { decodeHeader, ROOT_END } from "./header.ts";
import { LeafCache } from "./leaf-cache.ts";
import { isTileAddress, tileIdFromZxy } from "./tile-id.ts";
import type { Archive, ArchiveHeader, ArchiveMetadata } from "./types.ts";

/** ARCHIVE: reads PMTiles v3. Every size is held against a limit before anything is allocated. */

const MAX_METADATA_BYTES = 16 * 1024 * 1024;
/** A stored tile above this is no tile; ours are under 500 kB. */
export const MAX_TILE_BYTES = 64 * 1024 * 1024;
/** Root, leaf and one more level: deeper trees are discouraged by the specification and can be cyclic. */
export const MAX_DIRECTORY_DEPTH = 3;
const HASH_CHUNK_BYTES = 1 << 20;

/**
 * Opens the archive of a file. When a new archive is renamed over the path, this one goes on serving the old bytes until
 * it is closed.
 *
 * @throws {GeoError} `file-unreadable` when the file is missing or may not be read, `archive-invalid` when it is no
 * PMTiles v3 archive or is damaged. Never allocates more than the limits above on the word of a corrupt file.
 */
export async function openArchive(path: string): Promise<Archive> {
  return openArchiveFrom(await openFileSource(path));
}

/**
 * Opens an archive wherever its bytes are: reads header, root directory and metadata, and nothing else, so that opening
 * costs the same for every size. Closes the source when it is no archive.
 *
 * @throws {GeoError} as {@link openArchive}, and what reading the source throws.
 */
export async function openArchiveFrom(source: ByteSource): Promise<Archive> {
  try {
    const first = await source.read(0, Math.min(ROOT_END, source.sizeBytes));
    const header = decodeHeader(first, source.sizeBytes);
    const rootBytes = first.subarray(header.rootOffset, header.rootOffset + header.rootLength);
    const root = decodeDirectory(expand(rootBytes, header.internalCompression, MAX_DIRECTORY_BYTES, "root directory"));
    const stored = await storedMetadata(source, header);
    const metadata = readMetadata(stored, header);
    return new OpenArchive(source, header, metadata, root, versionOf(source, first, stored, metadata));
  } catch (error) {
    await source.close();
    throw error;
  }
}

/**
 * What the archive is a version of. Metadata of ours name the inputs, the builder and the ledger, from which the bytes
 * follow, so that equal copies have equal versions; of other archives the identity of the source counts too.
 */
function versionOf(source: ByteSource, head: Uint8Array, metadata: Uint8Array, { parkatlas }: ArchiveMetadata): string {
  const isOurs = typeof parkatlas === "object" && parkatlas !== null && "inputsSha256" in parkatlas;
  const hash = createHash("sha256").update(head).update(metadata).update(`${source.sizeBytes}`);
  return (isOurs ? hash : hash.update(source.identity)).digest("hex");
}

async function storedMetadata(source: ByteSource, header: ArchiveHeader): Promise<Uint8Array> {
  if (header.metadataLength > MAX_METADATA_BYTES)
    throw archiveInvalid(`The metadata has ${header.metadataLength} bytes, the limit is ${MAX_METADATA_BYTES}`);
  return source.read(header.metadataOffset, header.metadataLength);
}

function readMetadata(stored: Uint8Array, header: ArchiveHeader): ArchiveMetadata {
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
  readonly version: string;
  readonly #source: ByteSource;
  readonly #root: Directory;
  readonly #leaves = new LeafCache((offset, length) => this.#readLeaf(offset, length));

  constructor(source: ByteSource, header: ArchiveHeader, metadata: ArchiveMetadata, root: Directory, version: string) {
    this.path = source.name;
    this.header = header;
    this.metadata = metadata;
    this.sizeBytes = source.sizeBytes;
    this.version = version;
    this.#source = source;
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
      directory = await this.#leaves.get(offset, length);
    }
    throw archiveInvalid(`The directories are over ${MAX_DIRECTORY_DEPTH} levels deep`);
  }

  async #tileBytes(offset: number, length: number): Promise<Uint8Array> {
    if (length > MAX_TILE_BYTES) throw archiveInvalid(`A tile has ${length} bytes, the limit is ${MAX_TILE_BYTES}`);
    if (offset + length > this.header.tilesLength)
      throw archiveInvalid(`A tile ends at byte ${offset + length} of the tile data, which has ${this.header.tilesLength}`);
    const bytes = await this.#source.read(this.header.tilesOffset + offset, length);
    if (this.header.tileCompression === "gzip" && (bytes[0] !== 0x1f || bytes[1] !== 0x8b))
      throw archiveInvalid(`The tile at byte ${offset} of the tile data is not gzip`);
    return bytes;
  }

  async #readLeaf(offset: number, length: number): Promise<Directory> {
    if (length > MAX_DIRECTORY_BYTES || offset + length > this.header.leavesLength)
      throw archiveInvalid(
        `A leaf directory of ${length} bytes at ${offset} leaves its section of ${this.header.leavesLength} bytes (limit ${MAX_DIRECTORY_BYTES})`,
      );
    const stored = await this.#source.read(this.header.leavesOffset + offset, length);
    return decodeDirectory(expand(stored, this.header.internalCompression, MAX_DIRECTORY_BYTES, "leaf directory"));
  }

  bytes(offset: number, length: number): Promise<Uint8Array> {
    return this.#source.read(offset, length);
  }

  async sha256(): Promise<string> {
    const hash = createHash("sha256");
    for (let at = 0; at < this.sizeBytes; at += HASH_CHUNK_BYTES)
      hash.update(await this.bytes(at, Math.min(HASH_CHUNK_BYTES, this.sizeBytes - at)));
    return hash.digest("hex");
  }

  close(): Promise<void> {
    return this.#source.close();
  }
}
