import { type Directory, emptyDirectory, encodeDirectory, sliceDirectory } from "./directory.ts";
import { gzipSection } from "./gzip.ts";
import { MAX_ROOT_BYTES } from "./header.ts";

/** ARCHIVE: splits the entries of an archive into a root that fits the first 16 KiB and, where needed, leaves. */

/** Up to this many entries a root alone is tried first; above, it could not fit anyway. */
const TRY_ROOT_ONLY = 16_384;
const SMALLEST_LEAF = 4096;
/** Entries per leaf such that a root of some 3 500 leaves is likely to fit. */
const LEAVES_PER_ROOT = 3500;
const LEAF_GROWTH = 1.2;

export interface DirectoryTree {
  /** Compressed root directory, at most 16 257 bytes. */
  readonly root: Uint8Array;
  /** Compressed leaf directories, one after the other; empty where the root holds the tiles itself. */
  readonly leaves: Uint8Array;
}

/**
 * Root and leaves of a directory. Leaves grow until the root fits: one level, as the specification advises.
 *
 * @param maxRootBytes for tests of the splitting; the format's own limit otherwise.
 */
export function buildDirectoryTree(entries: Directory, maxRootBytes: number = MAX_ROOT_BYTES): DirectoryTree {
  const count = entries.tileIds.length;
  if (count < TRY_ROOT_ONLY) {
    const root = gzipSection(encodeDirectory(entries));
    if (root.length <= maxRootBytes) return { root, leaves: new Uint8Array(0) };
  }
  let leafEntries = Math.max(Math.ceil(count / LEAVES_PER_ROOT), Math.min(SMALLEST_LEAF, count));
  for (;;) {
    const tree = splitIntoLeaves(entries, leafEntries);
    if (tree.root.length <= maxRootBytes) return tree;
    if (leafEntries >= count) throw new RangeError(`A root of one leaf has ${tree.root.length} bytes, over ${maxRootBytes}`);
    leafEntries = Math.ceil(leafEntries * LEAF_GROWTH);
  }
}

function splitIntoLeaves(entries: Directory, leafEntries: number): DirectoryTree {
  const count = entries.tileIds.length;
  const leafCount = Math.ceil(count / leafEntries);
  const root = emptyDirectory(leafCount);
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (let i = 0; i < leafCount; i++) {
    const from = i * leafEntries;
    const leaf = gzipSection(encodeDirectory(sliceDirectory(entries, from, Math.min(from + leafEntries, count))));
    root.tileIds[i] = entries.tileIds[from]!;
    root.lengths[i] = leaf.length;
    root.offsets[i] = offset;
    offset += leaf.length;
    parts.push(leaf);
  }
  return { root: gzipSection(encodeDirectory(root)), leaves: Buffer.concat(parts) };
}
