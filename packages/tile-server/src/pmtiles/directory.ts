import { archiveInvalid } from "./archive-error.ts";
import { ByteWriter, VarintReader } from "./varint.ts";

/**
 * ARCHIVE: directories of PMTiles v3 (specification §4.2): four columns of varints. Held as typed columns, so that a
 * directory of 100 000 entries is four arrays and not 100 000 objects.
 */

/** More entries than any directory that fits the size limits below can honestly have. */
const MAX_DIRECTORY_ENTRIES = 262_144;
export const MAX_DIRECTORY_BYTES = 4 * 1024 * 1024;

/** Entries ascending by tile id. A run length of 0 points at a leaf directory; the offset is then within the leaves. */
export interface Directory {
  readonly tileIds: Float64Array;
  readonly runLengths: Float64Array;
  readonly lengths: Float64Array;
  readonly offsets: Float64Array;
}

/** A directory of `count` zero entries, to be filled by the caller. */
export function emptyDirectory(count: number): Directory {
  return {
    tileIds: new Float64Array(count),
    runLengths: new Float64Array(count),
    lengths: new Float64Array(count),
    offsets: new Float64Array(count),
  };
}

/** Entries `from` (inclusive) to `to` (exclusive) of a directory, as views. */
export function sliceDirectory(directory: Directory, from: number, to: number): Directory {
  return {
    tileIds: directory.tileIds.subarray(from, to),
    runLengths: directory.runLengths.subarray(from, to),
    lengths: directory.lengths.subarray(from, to),
    offsets: directory.offsets.subarray(from, to),
  };
}

/** The directory as its uncompressed bytes. @throws {RangeError} a directory without entries has no encoding. */
export function encodeDirectory({ tileIds, runLengths, lengths, offsets }: Directory): Uint8Array {
  if (tileIds.length === 0) throw new RangeError("A directory must have at least one entry");
  const writer = new ByteWriter(tileIds.length * 6);
  writer.varint(tileIds.length);
  let lastId = 0;
  for (const id of tileIds) {
    writer.varint(id - lastId);
    lastId = id;
  }
  for (const runLength of runLengths) writer.varint(runLength);
  for (const length of lengths) writer.varint(length);
  for (let i = 0; i < offsets.length; i++) {
    const contiguous = i > 0 && offsets[i]! === offsets[i - 1]! + lengths[i - 1]!;
    writer.varint(contiguous ? 0 : offsets[i]! + 1);
  }
  return writer.view().slice();
}

/**
 * A directory out of its uncompressed bytes.
 *
 * Checks all that the specification asks of one directory: at least one entry, ids strictly ascending and runs that do
 * not overlap, lengths above 0, a first offset that is not "contiguous", nothing left over.
 *
 * @throws {GeoError} `archive-invalid`. The count is held against the bytes present before anything is allocated.
 */
export function decodeDirectory(bytes: Uint8Array): Directory {
  const reader = new VarintReader(bytes);
  const count = reader.varint();
  if (count === 0) throw archiveInvalid("A directory has no entries");
  // Each entry takes at least one byte in each of the four columns.
  if (count > MAX_DIRECTORY_ENTRIES || count * 4 > bytes.length - reader.position)
    throw archiveInvalid(`A directory of ${bytes.length} bytes claims ${count} entries (limit ${MAX_DIRECTORY_ENTRIES})`);
  const directory = emptyDirectory(count);
  readTileIds(reader, directory.tileIds);
  for (let i = 0; i < count; i++) directory.runLengths[i] = reader.varint();
  for (let i = 0; i < count; i++) {
    const length = reader.varint();
    if (length === 0) throw archiveInvalid(`Entry ${i} of a directory has length 0`);
    directory.lengths[i] = length;
  }
  readOffsets(reader, directory);
  if (!reader.done) throw archiveInvalid(`A directory has ${bytes.length - reader.position} bytes after its last entry`);
  checkRuns(directory);
  return directory;
}

function readTileIds(reader: VarintReader, tileIds: Float64Array): void {
  let id = 0;
  for (let i = 0; i < tileIds.length; i++) {
    const delta = reader.varint();
    if (i > 0 && delta === 0) throw archiveInvalid(`Entry ${i} of a directory repeats tile id ${id}`);
    id += delta;
    if (id > Number.MAX_SAFE_INTEGER) throw archiveInvalid(`Entry ${i} of a directory has a tile id above every zoom`);
    tileIds[i] = id;
  }
}

function readOffsets(reader: VarintReader, { offsets, lengths }: Directory): void {
  for (let i = 0; i < offsets.length; i++) {
    const stored = reader.varint();
    if (stored === 0 && i === 0) throw archiveInvalid("The first entry of a directory has no offset");
    offsets[i] = stored === 0 ? offsets[i - 1]! + lengths[i - 1]! : stored - 1;
  }
}

function checkRuns({ tileIds, runLengths }: Directory): void {
  for (let i = 0; i + 1 < tileIds.length; i++) {
    if (tileIds[i]! + runLengths[i]! > tileIds[i + 1]!)
      throw archiveInvalid(`The run of tile id ${tileIds[i]} (${runLengths[i]} long) overlaps the next entry, ${tileIds[i + 1]}`);
  }
}

/**
 * The index of the entry that holds `tileId`: a run that contains it, or the leaf that would; −1 where there is none.
 * Cost: O(log n).
 */
export function findEntry({ tileIds, runLengths }: Directory, tileId: number): number {
  let low = 0;
  let high = tileIds.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    if (tileIds[middle]! <= tileId) low = middle + 1;
    else high = middle - 1;
  }
  if (high < 0) return -1;
  const runLength = runLengths[high]!;
  return runLength === 0 || tileId < tileIds[high]! + runLength ? high : -1;
}
