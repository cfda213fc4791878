import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Directory, decodeDirectory, emptyDirectory, encodeDirectory, findEntry } from "./directory.ts";
import { buildDirectoryTree } from "./directory-tree.ts";
import { expand } from "./gzip.ts";
import { ByteWriter } from "./varint.ts";

interface Entry {
  readonly gap: number;
  readonly runLength: number;
  readonly length: number;
  readonly isContiguous: boolean;
  readonly offset: number;
}

const entries = fc.array(
  fc.record({
    gap: fc.integer({ min: 0, max: 2 ** 40 }),
    runLength: fc.integer({ min: 1, max: 1000 }),
    length: fc.integer({ min: 1, max: 2 ** 31 }),
    isContiguous: fc.boolean(),
    offset: fc.integer({ min: 0, max: 2 ** 45 }),
  }),
  { minLength: 1, maxLength: 50 },
);

function directoryOf(list: readonly Entry[]): Directory {
  const directory = emptyDirectory(list.length);
  let id = 0;
  list.forEach(({ gap, runLength, length, isContiguous, offset }, i) => {
    directory.tileIds[i] = id + gap;
    directory.runLengths[i] = runLength;
    directory.lengths[i] = length;
    directory.offsets[i] = isContiguous && i > 0 ? directory.offsets[i - 1]! + directory.lengths[i - 1]! : offset;
    id += gap + runLength;
  });
  return directory;
}

function encoded(...numbers: number[]): Uint8Array {
  const writer = new ByteWriter();
  for (const number of numbers) writer.varint(number);
  return writer.view().slice();
}

describe("a directory", () => {
  it("comes back as it was encoded", () => {
    fc.assert(
      fc.property(entries, (list) => {
        expect(decodeDirectory(encodeDirectory(directoryOf(list)))).toEqual(directoryOf(list));
      }),
    );
  });

  it("finds the entry that a linear search finds", () => {
    fc.assert(
      fc.property(entries, fc.integer({ min: 0, max: 2 ** 41 }), (list, tileId) => {
        const directory = directoryOf(list);
        const linear = [...directory.tileIds].findIndex((id, i) => tileId >= id && tileId < id + directory.runLengths[i]!);
        expect(findEntry(directory, tileId)).toBe(linear);
      }),
    );
  });

  it.each([
    ["no entries", encoded(0)],
    ["more entries than bytes", encoded(1_000_000)],
    ["an absurd count", encoded(2 ** 50)],
    ["a cut column", encoded(2, 5, 1, 1, 1, 10)],
    ["a repeated tile id", encoded(2, 5, 0, 1, 1, 10, 10, 1, 0)],
    ["runs that overlap", encoded(2, 5, 1, 2, 1, 10, 10, 1, 0)],
    ["a length of 0", encoded(1, 5, 1, 0, 1)],
    ["a first entry without offset", encoded(1, 5, 1, 10, 0)],
    ["bytes after its end", encoded(1, 5, 1, 10, 1, 7)],
    ["a number over 2^53", Uint8Array.of(1, 255, 255, 255, 255, 255, 255, 255, 255, 127, 1, 1, 1)],
    ["nothing at all", new Uint8Array(0)],
  ])("with %s is refused", (_what, bytes) => {
    expect(() => decodeDirectory(bytes)).toThrow(expect.objectContaining({ code: "archive-invalid" }));
  });
});

describe("the tree of directories", () => {
  it("has leaves that together hold every entry, under a root within its limit", () => {
    const count = 20_000;
    const directory = emptyDirectory(count);
    for (let i = 0; i < count; i++) {
      directory.tileIds[i] = i * 3 + (i % 2);
      directory.runLengths[i] = 1;
      directory.lengths[i] = 100 + ((i * 7919) % 997);
      directory.offsets[i] = i === 0 ? 0 : directory.offsets[i - 1]! + directory.lengths[i - 1]!;
    }
    const limit = 60;
    const tree = buildDirectoryTree(directory, limit);
    expect(tree.root.length).toBeLessThanOrEqual(limit);
    const root = decodeDirectory(expand(tree.root, "gzip", 1e6, "root"));
    const ids: number[] = [];
    root.tileIds.forEach((id, i) => {
      expect(root.runLengths[i]).toBe(0);
      const bytes = tree.leaves.subarray(root.offsets[i]!, root.offsets[i]! + root.lengths[i]!);
      const leaf = decodeDirectory(expand(bytes, "gzip", 1e6, "leaf"));
      expect(leaf.tileIds[0]).toBe(id);
      ids.push(...leaf.tileIds);
    });
    expect(ids).toEqual([...directory.tileIds]);
  });

  it("is a root alone where that fits", () => {
    expect(
      buildDirectoryTree(directoryOf([{ gap: 1, runLength: 1, length: 9, isContiguous: false, offset: 0 }])).leaves,
    ).toHaveLength(0);
  });
});
