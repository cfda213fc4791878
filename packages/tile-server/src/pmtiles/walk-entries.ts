import { archiveInvalid } from "./archive-error.ts";
import { type Directory, decodeDirectory, MAX_DIRECTORY_BYTES } from "./directory.ts";
import { expand } from "./gzip.ts";
import { MAX_DIRECTORY_DEPTH } from "./read-archive.ts";
import type { Archive } from "./types.ts";

/** ARCHIVE: every tile entry of an archive in order. */

export interface TileEntry {
  readonly tileId: number;
  readonly runLength: number;
  /** Within the tile data. */
  readonly offset: number;
  readonly length: number;
}

/**
 * Walks root and leaves. Ids must ascend over the whole archive, and a leaf must begin with the id that its parent says, so a
 * directory that refers to itself or to an earlier one ends the walk.
 *
 * @throws {GeoError} `archive-invalid`.
 */
export async function* walkEntries(archive: Archive): AsyncGenerator<TileEntry> {
  const { header } = archive;
  const root = await readDirectory(archive, header.rootOffset, header.rootLength);
  let next = 0;
  for await (const entry of walk(archive, root, 1)) {
    if (entry.tileId < next) throw archiveInvalid(`Tile id ${entry.tileId} follows ${next - 1}: directories out of order`);
    next = entry.tileId + entry.runLength;
    yield entry;
  }
}

async function* walk(
  archive: Archive,
  { tileIds, runLengths, offsets, lengths }: Directory,
  depth: number,
): AsyncGenerator<TileEntry> {
  const { leavesOffset, leavesLength } = archive.header;
  for (let i = 0; i < tileIds.length; i++) {
    const entry = { tileId: tileIds[i]!, runLength: runLengths[i]!, offset: offsets[i]!, length: lengths[i]! };
    if (entry.runLength > 0) {
      yield entry;
      continue;
    }
    if (depth === MAX_DIRECTORY_DEPTH) throw archiveInvalid(`The directories are over ${MAX_DIRECTORY_DEPTH} levels deep`);
    if (entry.offset + entry.length > leavesLength)
      throw archiveInvalid(`A leaf directory ends at byte ${entry.offset + entry.length} of ${leavesLength} bytes of leaves`);
    const leaf = await readDirectory(archive, leavesOffset + entry.offset, entry.length);
    if (leaf.tileIds[0] !== entry.tileId)
      throw archiveInvalid(`The leaf of tile id ${entry.tileId} begins with tile id ${leaf.tileIds[0]}`);
    yield* walk(archive, leaf, depth + 1);
  }
}

async function readDirectory(archive: Archive, offset: number, length: number): Promise<Directory> {
  if (length > MAX_DIRECTORY_BYTES) throw archiveInvalid(`A directory has ${length} bytes, the limit is ${MAX_DIRECTORY_BYTES}`);
  const stored = await archive.bytes(offset, length);
  return decodeDirectory(expand(stored, archive.header.internalCompression, MAX_DIRECTORY_BYTES, "directory"));
}
