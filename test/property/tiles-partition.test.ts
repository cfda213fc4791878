import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seededRandom } from "@parkatlas/test-support";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyArchive } from "../../packages/tile-server/src/build/verify-archive.ts";
import { parcelTileset, type TilesetOptions, writeTileset } from "./tiles-build.ts";
import { makeCoverage } from "./tiles-coverage.ts";

/** Parcels with common borders over several tiles of zoom 12, and one parcel around them all, which reaches into every region. */
function features() {
  const cells = makeCoverage({
    random: seededRandom(5),
    columns: 24,
    rows: 24,
    westDeg: 121.2,
    southDeg: 43.5,
    cellDeg: 0.004,
    bends: 4,
    splitShare: 0.3,
  });
  const around = [
    [121.1, 43.4],
    [121.4, 43.4],
    [121.4, 43.7],
    [121.1, 43.7],
    [121.1, 43.4],
  ];
  const hole = [
    [121.19, 43.49],
    [121.19, 43.61],
    [121.31, 43.61],
    [121.31, 43.49],
    [121.19, 43.49],
  ];
  return [...cells, { id: "around", geometry: { type: "Polygon" as const, coordinates: [around, hole] } }].map(
    ({ id, geometry }) => ({ id, geometry, properties: { name: id }, isProtected: true }),
  );
}

let folder: string;
let whole: Buffer;
let wholeLedger: Buffer;
async function build(name: string, more: Partial<TilesetOptions>): Promise<[Buffer, Buffer]> {
  const path = join(folder, name);
  await writeTileset({ ...parcelTileset(features(), path, 0, 15), ...more });
  return [await readFile(path), await readFile(`${path}.ledger.json`)];
}
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "partition-"));
  [whole, wholeLedger] = await build("whole.pmtiles", { regionPositions: Number.POSITIVE_INFINITY });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("an archive made piece by piece", () => {
  it("is made in one piece to compare with, and is valid", async () => {
    expect(await verifyArchive(join(folder, "whole.pmtiles"))).toEqual({ ok: true, issues: [] });
  });

  it.each([200, 1000, 5000])("has the same bytes in regions of %i vertices", async (regionPositions) => {
    const [archive, ledger] = await build("regions.pmtiles", { regionPositions });
    expect(archive.equals(whole)).toBe(true);
    expect(ledger.equals(wholeLedger)).toBe(true);
  });

  it.each([1, 2, 4])("has the same bytes on %i thread(s)", async (threads) => {
    const [archive, ledger] = await build("threads.pmtiles", { threads, regionPositions: 1500 });
    expect(archive.equals(whole)).toBe(true);
    expect(ledger.equals(wholeLedger)).toBe(true);
  });

  it("has the same bytes when its features do not fit the memory", async () => {
    const [archive] = await build("memory.pmtiles", { memoryMiB: 0.1 });
    expect(archive.equals(whole)).toBe(true);
  });

  it("leaves nothing but archives and ledgers", async () => {
    expect((await readdir(folder)).filter((name) => !/\.pmtiles(\.ledger\.json)?$/.test(name))).toEqual([]);
  });
});
