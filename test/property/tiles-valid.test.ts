import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MultiPolygon, Polygon } from "@parkatlas/geo-core";
import { seededRandom } from "@parkatlas/test-support";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openArchive } from "../../packages/tile-server/src/pmtiles/read-archive.ts";
import { zxyFromTileId } from "../../packages/tile-server/src/pmtiles/tile-id.ts";
import { walkEntries } from "../../packages/tile-server/src/pmtiles/walk-entries.ts";
import { isValid } from "../golden/geos/geos.ts";
import { parcelTileset, writeTileset } from "./tiles-build.ts";
import { makeCoverage } from "./tiles-coverage.ts";
import { openStock, ringsOf, stockTile } from "./tiles-support.ts";

type Position = [number, number];
const polygon = (...rings: Position[][]): Polygon => ({ type: "Polygon", coordinates: rings.map((ring) => [...ring, ring[0]!]) });

/** A star whose rays are ever so thin: rounding folds them over one another. */
function star(random: () => number, [lonDeg, latDeg]: Position, sizeDeg: number): Polygon {
  const rays = 40 + Math.floor(random() * 60);
  return polygon(
    Array.from({ length: rays }, (_, i): Position => {
      const angle = (i / rays) * 2 * Math.PI;
      const radius = sizeDeg * (i % 2 === 0 ? 1 : 0.02 + 0.3 * random());
      return [lonDeg + radius * Math.cos(angle), latDeg + radius * Math.sin(angle)];
    }),
  );
}

/** A comb whose teeth, and the gaps between them, are narrower than a unit at most zooms, and cross tiles. */
function comb(random: () => number, [lonDeg, latDeg]: Position, sizeDeg: number): Polygon {
  const teeth = 30;
  const step = sizeDeg / teeth;
  const outline: Position[] = [
    [lonDeg, latDeg],
    [lonDeg + sizeDeg, latDeg],
  ];
  for (let i = teeth; i > 0; i--) {
    const east = lonDeg + i * step;
    const top = latDeg + sizeDeg * (0.3 + 0.7 * random());
    const width = step * (0.02 + 0.9 * random());
    outline.push([east, top], [east - width, top + step * (random() - 0.5)], [east - width, latDeg + sizeDeg * 0.05]);
  }
  return polygon(outline);
}

/** A ring around holes that almost touch it and one another. */
function sieve(random: () => number, [lonDeg, latDeg]: Position, sizeDeg: number): Polygon {
  const holes: Position[][] = [];
  const count = 6;
  const step = sizeDeg / count;
  for (let row = 0; row < count; row++)
    for (let column = 0; column < count; column++) {
      const gap = step * (0.001 + 0.05 * random());
      const [west, south] = [lonDeg + column * step + gap, latDeg + row * step + gap];
      const [east, north] = [lonDeg + (column + 1) * step - gap, latDeg + (row + 1) * step - gap];
      holes.push([
        [west, south],
        [west + gap * random(), north],
        [east, north],
        [east - gap * random(), south],
      ]);
    }
  return polygon(
    [
      [lonDeg, latDeg],
      [lonDeg + sizeDeg, latDeg],
      [lonDeg + sizeDeg, latDeg + sizeDeg],
      [lonDeg, latDeg + sizeDeg],
    ],
    ...holes,
  );
}

function features() {
  const random = seededRandom(77);
  const cells = makeCoverage({
    random,
    columns: 12,
    rows: 12,
    westDeg: 121.2,
    southDeg: 43.5,
    cellDeg: 0.002,
    bends: 5,
    splitShare: 0.6,
  });
  const shapes = Array.from({ length: 24 }, (_, i) => {
    const make = [star, comb, sieve][i % 3]!;
    return {
      id: `shape-${i}`,
      geometry: make(random, [121.4 + random() * 0.3, 43.5 + random() * 0.3], 0.001 * 2 ** (random() * 7)),
    };
  });
  return [...cells, ...shapes].map(({ id, geometry }) => ({ id, geometry, properties: {}, isProtected: true }));
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "valid-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** As MVT says it: a ring of positive area in tile coordinates begins a polygon, others are its holes. */
function toPolygons(rings: readonly (readonly number[])[]): MultiPolygon {
  const coordinates: Position[][][] = [];
  for (const ring of rings) {
    let area = 0;
    const positions: Position[] = [];
    for (let i = 0; i < ring.length; i += 2) {
      const j = (i + 2) % ring.length;
      area += ring[i]! * ring[j + 1]! - ring[j]! * ring[i + 1]!;
      positions.push([ring[i]!, ring[i + 1]!]);
    }
    positions.push(positions[0]!);
    if (area > 0) coordinates.push([positions]);
    else coordinates.at(-1)!.push(positions);
  }
  return { type: "MultiPolygon", coordinates };
}

describe("every polygon in every tile", () => {
  it("is valid to GEOS, whatever rounding, simplification and clipping have done to strips, stars, combs and sieves", async () => {
    const path = join(folder, "valid.pmtiles");
    await writeTileset(parcelTileset(features(), path, 5, 15));
    const archive = await openArchive(path);
    const stock = await openStock(path);
    const invalid: string[] = [];
    let count = 0;
    for await (const { tileId, runLength } of walkEntries(archive))
      for (let id = tileId; id < tileId + runLength; id++) {
        const [z, x, y] = zxyFromTileId(id);
        const layer = (await stockTile(stock, z, x, y))!.layers.parcels!;
        for (let i = 0; i < layer.length; i++) {
          const feature = layer.feature(i);
          count++;
          if (!isValid(toPolygons(ringsOf(feature)))) invalid.push(`${feature.properties.id} in ${z}/${x}/${y}`);
        }
      }
    await archive.close();
    expect(count).toBeGreaterThan(3000);
    expect(invalid).toEqual([]);
  });
});
