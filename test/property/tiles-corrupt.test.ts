import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { isGeoError } from "@parkatlas/geo-core";
import { seededRandom } from "@parkatlas/test-support";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inspectArchive } from "../../packages/tile-server/src/build/inspect-archive.ts";
import { verifyArchive } from "../../packages/tile-server/src/build/verify-archive.ts";
import { encodeHeader } from "../../packages/tile-server/src/pmtiles/header.ts";
import { openArchive } from "../../packages/tile-server/src/pmtiles/read-archive.ts";
import { zxyFromTileId } from "../../packages/tile-server/src/pmtiles/tile-id.ts";
import type { ArchiveHeader } from "../../packages/tile-server/src/pmtiles/types.ts";
import { walkEntries } from "../../packages/tile-server/src/pmtiles/walk-entries.ts";
import { parcelTileset, writeTileset } from "./tiles-build.ts";
import { makeCoverage } from "./tiles-coverage.ts";

let folder: string;
let soundPath: string;
let sound: Buffer;
let header: ArchiveHeader;
/** Address and plain content of every tile of the sound archive. */
const tiles: { z: number; x: number; y: number; content: Buffer }[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tiles-"));
  soundPath = join(folder, "sound.pmtiles");
  const random = seededRandom(5);
  const cells = makeCoverage({
    random,
    columns: 6,
    rows: 6,
    westDeg: 121.2,
    southDeg: 43.5,
    cellDeg: 0.004,
    bends: 2,
    splitShare: 0.2,
  });
  const features = cells.map(({ id, geometry }) => ({ id, geometry, properties: { name: id } }));
  await writeTileset(parcelTileset(features, soundPath, 8, 14));
  sound = await readFile(soundPath);
  const archive = await openArchive(soundPath);
  header = archive.header;
  for await (const { tileId } of walkEntries(archive)) {
    const [z, x, y] = zxyFromTileId(tileId);
    tiles.push({ z, x, y, content: gunzipSync((await archive.tile(z, x, y))!) });
  }
  await archive.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/**
 * What a damaged copy gives: nothing, or only true content. A service sends stored bytes, so what is wrong must not pass
 * the check of gzip that every client makes.
 */
async function servesOnlyTruth(path: string): Promise<boolean> {
  try {
    const archive = await openArchive(path);
    try {
      for (const { z, x, y, content } of tiles) {
        const stored = await archive.tile(z, x, y);
        if (stored !== undefined && !plainOrBroken(stored, content)) return false;
      }
    } finally {
      await archive.close();
    }
  } catch (error) {
    if (!isGeoError(error) || error.code !== "archive-invalid") throw error;
  }
  return true;
}

function plainOrBroken(stored: Uint8Array, content: Buffer): boolean {
  try {
    return gunzipSync(stored).equals(content);
  } catch {
    return true;
  }
}

async function damaged(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, `${name}.pmtiles`);
  await writeFile(path, bytes);
  await writeFile(`${path}.ledger.json`, await readFile(`${soundPath}.ledger.json`));
  return path;
}

describe("an archive that was cut off", () => {
  it("at any structural point, or anywhere, is refused", async () => {
    const { rootOffset, rootLength, tilesOffset, tilesLength, metadataOffset, metadataLength } = header;
    const points = [
      0,
      7,
      8,
      96,
      127,
      rootOffset + rootLength,
      tilesOffset,
      tilesOffset + tilesLength,
      metadataOffset + metadataLength,
    ];
    const random = seededRandom(11);
    const lengths = [
      ...points.flatMap((at) => [at - 1, at, at + 1]),
      ...Array.from({ length: 60 }, () => random() * sound.length),
    ];
    for (const length of lengths.map(Math.floor).filter((each) => each >= 0 && each < sound.length)) {
      const path = await damaged("cut", sound.subarray(0, length));
      await expect(openArchive(path), `cut to ${length}`).rejects.toThrow(expect.objectContaining({ code: "archive-invalid" }));
      const { ok, issues } = await verifyArchive(path);
      expect({ ok, codes: issues.map(({ code }) => code) }).toEqual({ ok: false, codes: ["archive-invalid"] });
    }
  });
});

describe("an archive with one bit turned", () => {
  it("is found out by verify wherever the bit matters, and never serves a wrong tile", async () => {
    const random = seededRandom(12);
    const used = (at: number): boolean => at < header.rootOffset + header.rootLength || at >= header.tilesOffset;
    const places = [
      ...Array.from({ length: 127 }, (_, at) => at),
      ...Array.from({ length: 400 }, () => Math.floor(random() * sound.length)),
    ].filter(used);
    for (const at of places) {
      const bytes = Buffer.from(sound);
      bytes[at]! ^= 1 << Math.floor(random() * 8);
      const path = await damaged("flip", bytes);
      expect(await servesOnlyTruth(path), `bit at byte ${at}`).toBe(true);
      const { ok } = await verifyArchive(path);
      if (!ok) continue;
      // Bytes that say nothing: time, operating system and extra flags of a gzip header, the last digits of degrees.
      expect(isIdle(at), `verify passed a bit turned at byte ${at}`).toBe(true);
    }
  });
});

function isIdle(at: number): boolean {
  const isDegrees = at >= 102 && at < 127 && at !== 118;
  const sections = [header.rootOffset, header.metadataOffset];
  const isGzipHeader = sections.some((start) => at >= start + 3 && at < start + 10) || isTileGzipHeader(at);
  const isOffsetOfNoLeaves = header.leavesLength === 0 && at >= 40 && at < 48;
  // The field "clustered" may be 0 without being wrong; so may zoom of the centre, inside the range.
  return isOffsetOfNoLeaves || isDegrees || isGzipHeader || at === 96 || at === 118;
}

function isTileGzipHeader(at: number): boolean {
  for (let back = 3; back < 10; back++) {
    const start = at - back;
    if (start >= header.tilesOffset && sound[start] === 0x1f && sound[start + 1] === 0x8b && sound[start + 2] === 8) return true;
  }
  return false;
}

/** An archive put together by hand, its directories already encoded but not compressed. */
function assemble(
  root: Uint8Array,
  leaves: Uint8Array,
  metadata: Uint8Array = gzipSync("{}"),
  data: Uint8Array = gzipSync("x"),
): Buffer {
  const stored = gzipSync(root);
  const at = 127 + stored.length;
  const made = encodeHeader({
    ...header,
    rootOffset: 127,
    rootLength: stored.length,
    metadataOffset: at,
    metadataLength: metadata.length,
    leavesOffset: at + metadata.length,
    leavesLength: leaves.length,
    tilesOffset: at + metadata.length + leaves.length,
    tilesLength: data.length,
    minZoom: 0,
    maxZoom: 14,
  });
  return Buffer.concat([made, stored, metadata, leaves, data]);
}

describe("an archive with leaf directories that was cut off", () => {
  it("is refused wherever it was cut, at the beginning and end of every leaf too", async () => {
    // Two tiles in a leaf each, put together by hand: the leaves come last but for the tile data.
    const tile = gzipSync("x");
    const leaf = (id: number) => gzipSync(Uint8Array.of(1, id, 1, tile.length, 1));
    const [first, second] = [leaf(0), leaf(1)];
    const root = Uint8Array.of(2, 0, 1, 0, 0, first.length, second.length, 1, 0);
    const whole = assemble(root, Buffer.concat([first, second]), gzipSync('{"vector_layers":[]}'), tile);
    const archive = await openArchive(await damaged("leaves", whole));
    expect(Buffer.from((await archive.tile(1, 0, 0))!).equals(tile)).toBe(true);
    const { leavesOffset, tilesOffset } = archive.header;
    await archive.close();
    for (const at of [leavesOffset, leavesOffset + first.length, tilesOffset, tilesOffset + tile.length])
      for (const length of [at - 1, at, at + 1].filter((each) => each < whole.length)) {
        const path = await damaged("leaves", whole.subarray(0, length));
        await expect(openArchive(path), `cut to ${length}`).rejects.toThrow(expect.objectContaining({ code: "archive-invalid" }));
      }
  });
});

describe("an archive made to harm", () => {
  /** One entry: tile id, run length, length, offset; small numbers only, so that each is one byte. */
  const entry = (tileId: number, runLength: number, length: number, offset: number): Uint8Array =>
    Uint8Array.of(1, tileId, runLength, length, offset + 1);

  it("with directories that lead in a circle ends in an error", async () => {
    // The leaf is one entry that points at the leaf itself; its length is that of its own compressed form.
    const length = gzipSync(entry(0, 0, 25, 0)).length;
    const leaf = gzipSync(entry(0, 0, length, 0));
    expect(leaf.length).toBe(length);
    const path = await damaged("circle", assemble(entry(0, 0, length, 0), leaf));
    const archive = await openArchive(path);
    await expect(archive.tile(0, 0, 0)).rejects.toThrow(expect.objectContaining({ code: "archive-invalid" }));
    await archive.close();
    expect((await verifyArchive(path)).ok).toBe(false);
    await expect(inspectArchive(path)).rejects.toThrow(expect.objectContaining({ code: "archive-invalid" }));
  });

  it("with directories five levels deep ends in an error, though every level is sound", async () => {
    // From the last level up: a tile, then four directories that each lead to the one before.
    let leaves = gzipSync(entry(0, 1, 20, 0));
    let [at, length] = [0, leaves.length];
    for (let level = 0; level < 3; level++) {
      const next = gzipSync(entry(0, 0, length, at));
      [at, length] = [leaves.length, next.length];
      leaves = Buffer.concat([leaves, next]);
    }
    const path = await damaged("deep", assemble(entry(0, 0, length, at), leaves));
    const archive = await openArchive(path);
    await expect(archive.tile(0, 0, 0)).rejects.toThrow(expect.objectContaining({ code: "archive-invalid" }));
    await archive.close();
    expect((await verifyArchive(path)).issues.map(({ code }) => code)).toEqual(["metadata-incomplete", "archive-invalid"]);
    await expect(inspectArchive(path)).rejects.toThrow(expect.objectContaining({ code: "archive-invalid" }));
  });

  it("with counts beyond all reason is refused before anything is allocated for them", async () => {
    const before = process.memoryUsage().arrayBuffers;
    // 2^32 entries, and as many of one run, as varints of five bytes.
    const manyEntries = Uint8Array.of(0x80, 0x80, 0x80, 0x80, 0x10, 0, 1, 20, 1);
    const longRun = Uint8Array.of(1, 0, 0x80, 0x80, 0x80, 0x80, 0x10, 20, 1);
    await expect(openArchive(await damaged("entries", assemble(manyEntries, Buffer.alloc(0))))).rejects.toThrow(
      expect.objectContaining({ code: "archive-invalid" }),
    );
    const { ok, issues } = await verifyArchive(await damaged("run", assemble(longRun, Buffer.alloc(0))));
    expect(ok).toBe(false);
    expect(issues.length).toBeLessThan(20);
    for (const field of [8, 16, 24, 32, 40, 48, 56, 64]) {
      const bytes = Buffer.from(sound);
      bytes.writeBigUInt64LE(2n ** 60n, field);
      await expect(openArchive(await damaged("section", bytes)), `header field at ${field}`).rejects.toThrow(
        expect.objectContaining({ code: "archive-invalid" }),
      );
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
  });

  it("with another magic, or of a version to come, is refused by name", async () => {
    const renamed = Buffer.from(sound);
    renamed.write("MPTiles");
    const future = Buffer.from(sound);
    future[7] = 4;
    await expect(openArchive(await damaged("magic", renamed))).rejects.toThrow(/does not begin with "PMTiles"/);
    await expect(openArchive(await damaged("future", future))).rejects.toThrow(/version 4.*reads version 3/);
    for (const name of ["magic", "future"]) {
      const { ok, issues } = await verifyArchive(join(folder, `${name}.pmtiles`));
      expect({ ok, codes: issues.map(({ code }) => code) }).toEqual({ ok: false, codes: ["archive-invalid"] });
    }
  });

  it("with a leaf or a tile outside its section ends in an error", async () => {
    for (const root of [entry(0, 0, 100, 20), entry(0, 1, 100, 20)]) {
      const path = await damaged("outside", assemble(root, gzipSync("y")));
      const archive = await openArchive(path);
      await expect(archive.tile(0, 0, 0)).rejects.toThrow(expect.objectContaining({ code: "archive-invalid" }));
      await archive.close();
      expect((await verifyArchive(path)).ok).toBe(false);
    }
  });

  it("with a bomb for a root, metadata or a tile never expands it beyond the limit", async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024), { level: 9 });
    const before = process.resourceUsage().maxRSS;
    const root = entry(0, 1, 20, 0);
    await expect(openArchive(await damaged("root", assemble(Buffer.alloc(8_000_000), Buffer.alloc(0))))).rejects.toThrow(
      expect.objectContaining({ code: "archive-invalid" }),
    );
    await expect(openArchive(await damaged("metadata", assemble(root, Buffer.alloc(0), bomb)))).rejects.toThrow(
      expect.objectContaining({ code: "archive-invalid" }),
    );
    const length = [(bomb.length & 127) | 128, ((bomb.length >> 7) & 127) | 128, bomb.length >> 14];
    const path = await damaged("tile", assemble(Uint8Array.of(1, 0, 1, ...length, 1), Buffer.alloc(0), gzipSync("{}"), bomb));
    expect((await verifyArchive(path)).issues.map(({ code }) => code)).toContain("tile-undecodable");
    // In KiB: what the tests hold besides is far under 400 MiB, four bombs are not.
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(400 * 1024);
  });

  it("with metadata that is no object is refused", async () => {
    for (const metadata of ["[]", "7", "null", '{"a":', "\xff"])
      await expect(
        openArchive(
          await damaged("metadata", assemble(entry(0, 1, 20, 0), Buffer.alloc(0), gzipSync(Buffer.from(metadata, "latin1")))),
        ),
      ).rejects.toThrow(expect.objectContaining({ code: "archive-invalid" }));
  });
});
