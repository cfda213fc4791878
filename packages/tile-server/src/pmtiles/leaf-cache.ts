import type { Directory } from "./directory.ts";

/** ARCHIVE: leaf directories at hand, by place, the least recently used leaving first; a leaf being read is read once. */

/** Four columns of eight bytes. */
const ENTRY_BYTES = 32;
const LIMIT_BYTES = 8 * 1024 * 1024;

interface Leaf {
  readonly directory: Promise<Directory>;
  bytes: number;
}

export class LeafCache {
  readonly #read: (offset: number, length: number) => Promise<Directory>;
  readonly #leaves = new Map<number, Leaf>();
  #bytes = 0;

  constructor(read: (offset: number, length: number) => Promise<Directory>) {
    this.#read = read;
  }

  get(offset: number, length: number): Promise<Directory> {
    const known = this.#leaves.get(offset);
    if (known) {
      // A Map iterates in the order of insertion: taken out and put in again, the leaf becomes the youngest.
      this.#leaves.delete(offset);
      this.#leaves.set(offset, known);
      return known.directory;
    }
    const leaf: Leaf = { directory: this.#read(offset, length), bytes: 0 };
    this.#leaves.set(offset, leaf);
    leaf.directory.then(
      ({ tileIds }) => this.#weigh(leaf, tileIds.length * ENTRY_BYTES),
      () => this.#leaves.delete(offset),
    );
    return leaf.directory;
  }

  #weigh(leaf: Leaf, bytes: number): void {
    leaf.bytes = bytes;
    this.#bytes += bytes;
    for (const [offset, oldest] of this.#leaves) {
      if (this.#bytes <= LIMIT_BYTES || oldest === leaf) break;
      this.#leaves.delete(offset);
      this.#bytes -= oldest.bytes;
    }
  }
}
