import { copyFile, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seededRandom } from "@parkatlas/test-support";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SourceFeature } from "../../packages/tile-server/src/build/source-layer.ts";
import { verifyArchive } from "../../packages/tile-server/src/build/verify-archive.ts";
import { parcelTileset, type TilesetOptions, writeTileset } from "./tiles-build.ts";
import { makeCoverage } from "./tiles-coverage.ts";
import { openStock } from "./tiles-support.ts";

const SIZE = 26;
const before: readonly SourceFeature[] = makeCoverage({
  random: seededRandom(8),
  columns: SIZE,
  rows: SIZE,
  westDeg: 121.2,
  southDeg: 43.5,
  cellDeg: 0.006,
  bends: 4,
  splitShare: 0.2,
}).map(({ id, geometry }) => ({ id, geometry, properties: { name: id } }));

let folder: string;
const pathOf = (name: string): string => join(folder, `${name}.pmtiles`);
const build = (name: string, features: readonly SourceFeature[], more: Partial<TilesetOptions> = {}) =>
  writeTileset({ ...parcelTileset(features, pathOf(name), 4, 14), ...more });
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "update-"));
  await build("start", before, { update: true });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** An updated archive, and one built anew of the same features. */
async function both(after: readonly SourceFeature[]) {
  for (const end of ["", ".state", ".ledger.json"]) await copyFile(`${pathOf("start")}${end}`, `${pathOf("updated")}${end}`);
  const report = await build("updated", after, { update: true });
  await build("anew", after);
  for (const end of ["", ".ledger.json"])
    expect((await readFile(`${pathOf("updated")}${end}`)).equals(await readFile(`${pathOf("anew")}${end}`)), end).toBe(true);
  expect(await verifyArchive(pathOf("updated"))).toEqual({ ok: true, issues: [] });
  return report;
}

/** Addresses of tiles that differ between two archives, as the stock reader gives them. */
async function differing(one: string, other: string): Promise<string[]> {
  const archives = [await openStock(one), await openStock(other)] as const;
  const found: string[] = [];
  for (let z = 4; z <= 14; z++) {
    const scale = 2 ** z;
    const column = (lonDeg: number): number => Math.floor((lonDeg / 360 + 0.5) * scale);
    const row = (latDeg: number): number => {
      const phi = (latDeg * Math.PI) / 180;
      return Math.floor((0.5 - Math.log(Math.tan(Math.PI / 4 + phi / 2)) / (2 * Math.PI)) * scale);
    };
    for (let x = column(121.15); x <= column(121.41); x++)
      for (let y = row(43.71); y <= row(43.45); y++) {
        const [a, b] = await Promise.all(archives.map((archive) => archive.getZxy(z, x, y)));
        if (!bytesOf(a).equals(bytesOf(b))) found.push(`${z}/${x}/${y}`);
      }
  }
  return found.sort();
}

const bytesOf = (tile: { readonly data: ArrayBuffer } | undefined): Buffer =>
  Buffer.from(tile === undefined ? [] : new Uint8Array(tile.data));

describe("an update", () => {
  it("of changed properties makes the same archive as a build anew, and names just the tiles that differ", async () => {
    const after = before.map((feature, i) => (i % 97 === 3 ? { ...feature, properties: { name: "改" } } : feature));
    const report = await both(after);
    expect([...report.changedTiles!].sort()).toEqual(await differing(pathOf("start"), pathOf("updated")));
    expect(report.changedTiles!.length).toBeLessThan(report.tiles / 2);
    expect(report.changedTiles!.length).toBeGreaterThan(10);
  });

  it("of moved corners, removed and added parcels, and of one that is elsewhere, makes the same archive as a build anew", async () => {
    const moved = before.map((feature, i): SourceFeature => {
      if (i !== 40 || feature.geometry.type !== "Polygon") return feature;
      const [ring] = feature.geometry.coordinates;
      const shifted = ring!.map(([lonDeg, latDeg], k) => [lonDeg! + (k === 2 ? 4e-4 : 0), latDeg! + (k === 2 ? 3e-4 : 0)]);
      return { ...feature, geometry: { type: "Polygon", coordinates: [shifted] } };
    });
    const elsewhere: SourceFeature = { ...before[100]!, geometry: before[300]!.geometry };
    const added: SourceFeature = { ...before[10]!, id: "A-new" };
    const after = [added, ...moved.filter((_, i) => i !== 200 && i !== 201 && i !== 100), elsewhere];
    const report = await both(after);
    expect([...report.changedTiles!].sort()).toEqual(await differing(pathOf("start"), pathOf("updated")));
  });

  it("of the zooms of a parcel makes the same archive as a build anew", async () => {
    await both(before.map((feature, i) => (i === 50 ? { ...feature, minZoom: 12 } : feature)));
  });

  it("of nothing changes no tile", async () => {
    expect((await both(before)).changedTiles).toEqual([]);
  });

  it("of another archive, of most features, or without what was kept, builds everything anew", async () => {
    const name = (text: string) => before.map((feature) => ({ ...feature, properties: { name: text } }));
    expect((await both(name("全"))).changedTiles).toBeUndefined();
    await build("other", before.slice(0, 20));
    expect((await build("other", before, { update: true })).changedTiles).toBeUndefined();
    await copyFile(pathOf("start"), pathOf("stale"));
    await copyFile(`${pathOf("other")}.state`, `${pathOf("stale")}.state`);
    await build("stale", before.slice(0, 20));
    expect((await build("stale", before, { update: true })).changedTiles).toBeUndefined();
    expect((await readFile(pathOf("stale"))).equals(await readFile(pathOf("start")))).toBe(true);
  });

  it("leaves nothing but archives, ledgers and what is kept for the next", async () => {
    expect((await readdir(folder)).filter((name) => !/\.pmtiles(\.ledger\.json|\.state)?$/.test(name))).toEqual([]);
  });
});
