import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seededRandom } from "@parkatlas/test-support";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyArchive } from "../../packages/tile-server/src/build/verify-archive.ts";
import { openArchive } from "../../packages/tile-server/src/pmtiles/read-archive.ts";
import { zxyFromTileId } from "../../packages/tile-server/src/pmtiles/tile-id.ts";
import { walkEntries } from "../../packages/tile-server/src/pmtiles/walk-entries.ts";
import { parcelTileset, writeTileset } from "./tiles-build.ts";
import { type CoverageCell, makeCoverage } from "./tiles-coverage.ts";
import { CoverageRaster } from "./tiles-raster.ts";
import { openStock, ringsOf, stockTile } from "./tiles-support.ts";

const WEST_DEG = 121.2;
const SOUTH_DEG = 43.5;
const CELL_DEG = 0.002;
const CELLS = 14;
const MIN_ZOOM = 0;
const MAX_ZOOM = 16;
const SEEDS = [1, 2, 3, 4];

const coverage = (seed: number): CoverageCell[] =>
  makeCoverage({
    random: seededRandom(seed),
    columns: CELLS,
    rows: CELLS,
    westDeg: WEST_DEG,
    southDeg: SOUTH_DEG,
    cellDeg: CELL_DEG,
    bends: 4,
    splitShare: 0.3,
  });
const featuresOf = (cells: readonly CoverageCell[]) =>
  cells.map(({ id, geometry }) => ({ id, geometry, properties: { name: id }, isProtected: true }));

/** World tile units by the formula of the projection, written out here anew; not rounded. */
function unitsFromLonLat(z: number, lonDeg: number, latDeg: number): [number, number] {
  const units = 4096 * 2 ** z;
  const phi = (latDeg * Math.PI) / 180;
  return [(lonDeg / 360 + 0.5) * units, (0.5 - Math.log(Math.tan(Math.PI / 4 + phi / 2)) / (2 * Math.PI)) * units];
}

function areaOf(ring: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    sum += ring[i]! * ring[j + 1]! - ring[j]! * ring[i + 1]!;
  }
  return sum / 2;
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tiles-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(SEEDS)("a random coverage of parcels (seed %i)", (seed) => {
  const cells = coverage(seed);
  let path: string;
  beforeAll(async () => {
    path = join(folder, `coverage-${seed}.pmtiles`);
    await writeTileset(parcelTileset(featuresOf(cells), path, MIN_ZOOM, MAX_ZOOM));
  });

  /** All tiles of a zoom by the stock reader. */
  async function* tilesAt(z: number) {
    const ours = await openArchive(path);
    const stock = await openStock(path);
    for await (const entry of walkEntries(ours)) {
      for (let id = entry.tileId; id < entry.tileId + entry.runLength; id++) {
        const [tileZ, x, y] = zxyFromTileId(id);
        if (tileZ === z) yield { x, y, layer: (await stockTile(stock, z, x, y))!.layers.parcels! };
      }
    }
    await ours.close();
  }

  it("shows every parcel at every zoom", async () => {
    const all = cells.map(({ id }) => id).sort();
    for (let z = MIN_ZOOM; z <= MAX_ZOOM; z++) {
      const seen = new Set<string>();
      for await (const { layer } of tilesAt(z))
        for (let i = 0; i < layer.length; i++) seen.add(String(layer.feature(i).properties.id));
      expect([...seen].sort()).toEqual(all);
    }
  });

  it("has no gap and no overlap over one tile unit inside the coverage at any zoom where cells can be told apart", async () => {
    // Below zoom 7 a cell is under a unit, and the one-unit squares that stand for the cells lie on one another.
    for (let z = 7; z <= 13; z++) {
      // The inner cells, where each place belongs to one parcel.
      const margin = 2 * CELL_DEG;
      const end = CELLS * CELL_DEG - margin;
      const [west, north] = unitsFromLonLat(z, WEST_DEG + margin, SOUTH_DEG + end);
      const [east, south] = unitsFromLonLat(z, WEST_DEG + end, SOUTH_DEG + margin);
      for await (const { x, y, layer } of tilesAt(z)) {
        const left = Math.max(0, Math.ceil(west - x * 4096));
        const top = Math.max(0, Math.ceil(north - y * 4096));
        const size = Math.min(600, Math.floor(Math.min(4096 - left, 4096 - top, east - x * 4096 - left, south - y * 4096 - top)));
        if (size < 3) continue;
        const raster = new CoverageRaster(left, top, size);
        for (let i = 0; i < layer.length; i++) raster.add(ringsOf(layer.feature(i)));
        expect(
          raster.wideFaults((count) => count === 0),
          `gaps at ${z}/${x}/${y}`,
        ).toEqual([]);
        expect(
          raster.wideFaults((count) => count > 1),
          `overlaps at ${z}/${x}/${y}`,
        ).toEqual([]);
      }
    }
  });

  it("keeps every corner where parcels meet in its place: each parcel there has it, rounded and not moved", async () => {
    const meetings = new Map<string, { place: readonly number[]; ids: string[] }>();
    for (const { id, geometry } of cells)
      for (const place of geometry.coordinates[0]!.slice(1)) {
        const meeting = meetings.get(place.join()) ?? { place, ids: [] };
        meeting.ids.push(id);
        meetings.set(place.join(), meeting);
      }
    // Strips collapse at low zooms, and a spike may take a corner with it; where three whole parcels meet, none may be lost.
    const corners = [...meetings.values()].filter(({ ids }) => ids.length >= 3 && ids.every((id) => !/[abp]$/.test(id)));
    expect(corners.length).toBeGreaterThan(10);
    for (const z of [9, 11, 13, 15])
      for await (const { x, y, layer } of tilesAt(z)) {
        const vertices = new Map<string, Set<string>>();
        for (let i = 0; i < layer.length; i++) {
          const feature = layer.feature(i);
          vertices.set(String(feature.properties.id), placesOf(ringsOf(feature).flat()));
        }
        for (const { place, ids } of corners) {
          const [xTu, yTu] = unitsFromLonLat(z, place[0]!, place[1]!);
          const [column, row] = [xTu - x * 4096, yTu - y * 4096];
          if (column < 0 || row < 0 || column > 4096 || row > 4096) continue;
          const around = near(column, row);
          const found = ids.map((id) => around.filter((each) => vertices.get(id)?.has(each)));
          // One and the same vertex for all of them.
          expect(
            found[0]!.some((each) => found.every((list) => list.includes(each))),
            `${ids} at ${z}/${x}/${y}`,
          ).toBe(true);
        }
      }
  });

  it("draws each parcel at the last zoom with every vertex within half a unit of the truth in x and y, and the true area", async () => {
    const truth = new Map(cells.map(({ id, geometry }) => [id, geometry.coordinates[0]!]));
    let compared = 0;
    for await (const { x, y, layer } of tilesAt(MAX_ZOOM)) {
      for (let i = 0; i < layer.length; i++) {
        const feature = layer.feature(i);
        const exact = truth.get(String(feature.properties.id))!.map(([lonDeg, latDeg]) => {
          const [xTu, yTu] = unitsFromLonLat(MAX_ZOOM, lonDeg!, latDeg!);
          return [xTu - x * 4096, yTu - y * 4096] as const;
        });
        // Clipped parcels have vertices of the tile's edge besides; whole ones must match throughout.
        if (exact.some(([xTu, yTu]) => xTu < -64 || yTu < -64 || xTu > 4160 || yTu > 4160)) continue;
        compared++;
        const [ring] = ringsOf(feature);
        for (const [xTu, yTu] of exact) {
          const isNear = ring!.some(
            (_, k) => k % 2 === 0 && Math.abs(ring![k]! - xTu) <= 0.7 && Math.abs(ring![k + 1]! - yTu) <= 0.7,
          );
          expect(isNear, `${feature.properties.id} has no vertex at ${xTu}, ${yTu}`).toBe(true);
        }
        const outline = exact.slice(0, -1).flat();
        // Moving a border by half a unit changes the area by at most half a unit times its length.
        let lengthTu = 0;
        for (let k = 1; k < exact.length; k++)
          lengthTu += Math.hypot(exact[k]![0] - exact[k - 1]![0], exact[k]![1] - exact[k - 1]![1]);
        expect(Math.abs(areaOf(ring!) - Math.abs(areaOf(outline)))).toBeLessThanOrEqual(0.75 * lengthTu);
      }
    }
    expect(compared).toBeGreaterThan(cells.length / 3);
  });

  it("passes the strict check with its ledger", async () => {
    expect(await verifyArchive(path)).toEqual({ ok: true, issues: [] });
  });

  it("comes out byte for byte the same from shuffled input", async () => {
    const other = join(folder, `shuffled-${seed}.pmtiles`);
    const random = seededRandom(seed + 100);
    const shuffled = featuresOf(cells)
      .map((feature) => ({ feature, key: random() }))
      .sort((a, b) => a.key - b.key)
      .map(({ feature }) => feature);
    await writeTileset(parcelTileset(shuffled, other, MIN_ZOOM, MAX_ZOOM));
    expect((await readFile(other)).equals(await readFile(path))).toBe(true);
    expect((await readFile(`${other}.ledger.json`)).equals(await readFile(`${path}.ledger.json`))).toBe(true);
  });
});

describe("neighbours", () => {
  it("meet a tile's edge in the same vertices", async () => {
    // One border of two parcels runs through several tiles of zoom 12, crooked, one parcel on each side.
    const random = seededRandom(9);
    const border = Array.from({ length: 40 }, (_, i): [number, number] => [121 + 0.01 * i, 43.5 + 0.004 * random()]);
    const side = (id: string, latDeg: number) => ({
      id,
      properties: {},
      geometry: { type: "Polygon" as const, coordinates: [[[121, latDeg], ...border, [121.39, latDeg], [121, latDeg]]] },
    });
    const path = join(folder, "border.pmtiles");
    await writeTileset(parcelTileset([side("north", 43.6), side("south", 43.4)], path, 8, 12));
    const archive = await openStock(path);
    const ours = await openArchive(path);
    let shared = 0;
    for await (const { tileId } of walkEntries(ours)) {
      const [z, x, y] = zxyFromTileId(tileId);
      const layer = (await stockTile(archive, z, x, y))!.layers.parcels!;
      if (layer.length < 2) continue;
      const [one, other] = [0, 1].map((i) => edgesOf(ringsOf(layer.feature(i)).flat()));
      const [, top] = unitsFromLonLat(z, 121, 43.505);
      const [, bottom] = unitsFromLonLat(z, 121, 43.499);
      // Edges of the border itself: not the frame of the clip, not the straight outer sides of the parcels.
      const ofBorder = [...one!].filter((edge) => {
        const [ax, ay, bx, by] = edge.split(/[,>]/).map(Number) as [number, number, number, number];
        const isInBand = [ay, by].every((yTu) => yTu + y * 4096 > top && yTu + y * 4096 < bottom);
        return isInBand && ax !== bx && !(ay === by && (ay === -64 || ay === 4160));
      });
      for (const edge of ofBorder)
        expect(other!.has(edge.split(">").reverse().join(">")), `${edge} at ${z}/${x}/${y}`).toBe(true);
      if (ofBorder.length > 0) shared++;
    }
    await ours.close();
    expect(shared).toBeGreaterThan(4);
  });
});

function placesOf(coords: readonly number[]): Set<string> {
  const places = new Set<string>();
  for (let i = 0; i < coords.length; i += 2) places.add(`${coords[i]},${coords[i + 1]}`);
  return places;
}

/** The vertices that a place may be rounded to: the base grid, an eighth of a unit at zoom 15, moves it by at most 0.2. */
function near(xTu: number, yTu: number): string[] {
  const candidates = (value: number): number[] => [...new Set([Math.round(value - 0.2), Math.round(value + 0.2)])];
  return candidates(xTu).flatMap((column) => candidates(yTu).map((row) => `${column},${row}`));
}

function edgesOf(ring: readonly number[]): Set<string> {
  const edges = new Set<string>();
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    edges.add(`${ring[i]},${ring[i + 1]}>${ring[j]},${ring[j + 1]}`);
  }
  return edges;
}
