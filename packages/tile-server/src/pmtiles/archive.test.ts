import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { PMTiles, type Source } from "pmtiles";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openArchive } from "./read-archive.ts";
import { firstTileId, tileIdFromZxy, zxyFromTileId } from "./tile-id.ts";
import { ArchiveWriter } from "./write-archive.ts";

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "archive-"));
  path = join(folder, "test.pmtiles");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const PLACE = { bounds: [100, 30, 120, 50] as const, centreZoom: 1 };
const METADATA = { name: "测试", vector_layers: [] };

/** Content of a tile of its own: long enough not to be shared by chance, hard to compress. */
function content(name: string): Uint8Array {
  return Buffer.concat([createHash("sha512").update(name).digest(), createHash("sha512").update(`${name}!`).digest()]);
}

function write(tiles: Iterable<readonly [id: number, content: Uint8Array]>) {
  const writer = new ArchiveWriter(path);
  for (const [id, bytes] of tiles) writer.add(id, bytes);
  const written = writer.finish(METADATA, PLACE);
  writer.publish();
  return written;
}

/** The stock reader on a local file. */
function stockReader(file: Uint8Array): PMTiles {
  const source: Source = {
    getKey: () => "test",
    getBytes: async (offset, length) => ({ data: new Uint8Array(file).slice(offset, offset + length).buffer }),
  };
  return new PMTiles(source);
}

describe("an archive", () => {
  it("gives back the tiles that were written, to us and to the stock reader", async () => {
    const ids = [0, 1, 4, 7, 300, 301];
    const written = write(ids.map((id) => [id, content(`tile ${id}`)]));
    const archive = await openArchive(path);
    const file = await readFile(path);
    const stock = stockReader(file);
    expect(archive.sizeBytes).toBe(file.length);
    expect(written.sha256).toBe(createHash("sha256").update(file).digest("hex"));
    expect(await archive.sha256()).toBe(written.sha256);
    expect(archive.metadata).toEqual(METADATA);
    expect(await stock.getMetadata()).toEqual(METADATA);
    for (const id of ids) {
      const [z, x, y] = zxyFromTileId(id);
      const stored = await archive.tile(z, x, y);
      expect(new Uint8Array(gunzipSync(stored!))).toEqual(new Uint8Array(content(`tile ${id}`)));
      const theirs = await stock.getZxy(z, x, y);
      expect(new Uint8Array(theirs!.data)).toEqual(new Uint8Array(content(`tile ${id}`)));
    }
    expect(await archive.tile(2, 3, 3)).toBeUndefined();
    expect(await archive.tile(9, 0, 0)).toBeUndefined();
    expect(await stock.getHeader()).toMatchObject({
      minZoom: 0,
      maxZoom: 4,
      clustered: true,
      numAddressedTiles: 6,
      numTileContents: 6,
    });
    await archive.close();
  });

  it("stores equal tiles once, runs as one entry, and finds all of them through leaf directories", async () => {
    const first = firstTileId(8);
    const count = 22_000;
    const tiles = Array.from({ length: count }, (_, i): [number, Uint8Array] => [
      first + i + Math.floor(i / 7),
      content(i % 10 < 3 ? "sea" : `land ${i}`),
    ]);
    const written = write(tiles);
    expect(written.addressedTiles).toBe(count);
    expect(written.tileContents).toBe(1 + (count * 7) / 10);
    const archive = await openArchive(path);
    expect(archive.header.leavesLength).toBeGreaterThan(0);
    expect(archive.header.rootOffset + archive.header.rootLength).toBeLessThanOrEqual(16_384);
    expect(archive.header.tileEntries).toBeLessThan(count);
    const stock = stockReader(await readFile(path));
    for (let i = 0; i < count; i += 997) {
      const [z, x, y] = zxyFromTileId(tiles[i]![0]);
      expect(gunzipSync((await archive.tile(z, x, y))!).equals(tiles[i]![1])).toBe(true);
      expect(new Uint8Array((await stock.getZxy(z, x, y))!.data)).toEqual(new Uint8Array(tiles[i]![1]));
    }
    // Every eighth id was left out.
    const [z, x, y] = zxyFromTileId(first + 7);
    expect(await archive.tile(z, x, y)).toBeUndefined();
    await archive.close();
  }, 30_000);

  it("refuses addresses that are no tile, and bytes outside the file", async () => {
    write([[tileIdFromZxy(3, 1, 1), content("a")]]);
    const archive = await openArchive(path);
    await expect(archive.tile(3, 8, 0)).rejects.toThrow(RangeError);
    await expect(archive.tile(3, 0.5, 0)).rejects.toThrow(RangeError);
    await expect(archive.bytes(archive.sizeBytes - 3, 4)).rejects.toThrow(RangeError);
    await expect(archive.bytes(-1, 4)).rejects.toThrow(RangeError);
    expect(new TextDecoder().decode(await archive.bytes(0, 7))).toBe("PMTiles");
    await archive.close();
  });

  it("goes on serving the file that was opened when a new one takes its place", async () => {
    write([[5, content("old")]]);
    const archive = await openArchive(path);
    write([[5, content("new")]]);
    const [z, x, y] = zxyFromTileId(5);
    expect(gunzipSync((await archive.tile(z, x, y))!).equals(content("old"))).toBe(true);
    await archive.close();
  });

  it("takes tiles in ascending order only, and at least one", () => {
    const writer = new ArchiveWriter(path);
    expect(() => writer.finish(METADATA, PLACE)).toThrow(RangeError);
    writer.add(7, content("a"));
    expect(() => writer.add(7, content("b"))).toThrow(RangeError);
    expect(() => writer.add(6, content("b"))).toThrow(RangeError);
    expect(() => writer.add(8, new Uint8Array(0))).toThrow(RangeError);
    writer.discard();
  });
});

describe("writing an archive", () => {
  it("leaves the old file and nothing else when it is given up", async () => {
    await writeFile(path, "old");
    const writer = new ArchiveWriter(path);
    for (let id = 0; id < 20_000; id++) writer.add(id, content(`${id}`));
    writer.discard();
    expect(await readFile(path, "utf8")).toBe("old");
    expect(await readdir(folder)).toEqual(["test.pmtiles"]);
  });

  it("removes what a process that was killed left behind, and leaves files in work alone", async () => {
    // No process has an id above the limit of the kernel (2^22); a new process may have the id of the killed one.
    await writeFile(`${path}.partial-99999999-1`, "rubbish");
    await writeFile(`${path}.partial-${process.pid}-0`, "rubbish");
    await writeFile(`${path}.partial-${process.ppid}-1`, "in work elsewhere");
    const other = new ArchiveWriter(path);
    other.add(0, content("b"));
    write([[0, content("a")]]);
    other.finish(METADATA, PLACE);
    other.publish();
    expect((await readdir(folder)).sort()).toEqual(["test.pmtiles", `test.pmtiles.partial-${process.ppid}-1`]);
    const archive = await openArchive(path);
    expect(gunzipSync((await archive.tile(0, 0, 0))!).equals(content("b"))).toBe(true);
    await archive.close();
  });

  it("changes nothing before it is published", async () => {
    await writeFile(path, "old");
    const writer = new ArchiveWriter(path);
    writer.add(0, content("a"));
    writer.finish(METADATA, PLACE);
    expect(await readFile(path, "utf8")).toBe("old");
    writer.discard();
    expect(await readdir(folder)).toEqual(["test.pmtiles"]);
  });

  it("that is not possible is an error that names the path", async () => {
    await writeFile(join(folder, "file"), "");
    const below = join(folder, "file", "test.pmtiles");
    expect(() => new ArchiveWriter(below)).toThrow(
      expect.objectContaining({ code: "file-unwritable", message: expect.stringContaining(below), details: { path: below } }),
    );
  });
});

describe("opening an archive", () => {
  it("that is missing, or is a folder, is an error that names the path", async () => {
    for (const missing of [join(folder, "missing.pmtiles"), folder])
      await expect(openArchive(missing)).rejects.toThrow(
        expect.objectContaining({ code: "file-unreadable", message: expect.stringContaining(missing) }),
      );
  });

  it("whose directory says more than is there never serves anything", async () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from("PMTiles"), Buffer.alloc(20_000), Buffer.from("{}")]) {
      await writeFile(path, bytes);
      await expect(openArchive(path)).rejects.toThrow(expect.objectContaining({ code: "archive-invalid" }));
    }
  });
});
