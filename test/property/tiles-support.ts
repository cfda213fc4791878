import { readFile } from "node:fs/promises";
import { VectorTile, type VectorTileFeature } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";
import { PMTiles } from "pmtiles";

/** An archive read by the stock reader and the stock decoder, which know nothing of ours. */
export async function openStock(path: string): Promise<PMTiles> {
  const file = new Uint8Array(await readFile(path));
  return new PMTiles({
    getKey: () => path,
    getBytes: async (offset, length) => ({ data: file.slice(offset, offset + length).buffer }),
  });
}

export async function stockTile(archive: PMTiles, z: number, x: number, y: number): Promise<VectorTile | null> {
  const tile = await archive.getZxy(z, x, y);
  return tile ? new VectorTile(new PbfReader(new Uint8Array(tile.data))) : null;
}

/** Rings, lines or points of a feature as the stock decoder gives them: x, y in turn, rings without their last vertex. */
export function ringsOf(feature: VectorTileFeature): number[][] {
  return feature.loadGeometry().map((path) => {
    const open = feature.type === 3 ? path.slice(0, -1) : path;
    return open.flatMap(({ x, y }) => [x, y]);
  });
}

/** Tile units² of a polygon inside its tile, its buffer cut off, so that the pieces of a feature add up to the whole. */
export function areaInsideTile(feature: VectorTileFeature): number {
  return ringsOf(feature).reduce((sum, ring) => sum + signedArea(cutToTile(ring, feature.extent)), 0);
}

/** By the surveyor's formula, rows counting downward: outer rings of MVT are positive, holes negative. */
function signedArea(ring: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < ring.length; i += 2) {
    const j = (i + 2) % ring.length;
    sum += ring[i]! * ring[j + 1]! - ring[j]! * ring[i + 1]!;
  }
  return sum / 2;
}

/** Sutherland–Hodgman; what it leaves along the frame encloses nothing. */
function cutToTile(ring: readonly number[], extent: number): number[] {
  let cut = [...ring];
  for (const [axis, bound, side] of [
    [0, 0, 1],
    [0, extent, -1],
    [1, 0, 1],
    [1, extent, -1],
  ] as const) {
    const out: number[] = [];
    for (let i = 0; i < cut.length; i += 2) {
      const [a, b] = [cut.slice(i, i + 2), cut.slice((i + 2) % cut.length, ((i + 2) % cut.length) + 2)];
      const [fromIn, toIn] = [(a[axis]! - bound) * side, (b[axis]! - bound) * side];
      if (fromIn >= 0) out.push(...a);
      if (fromIn < 0 !== toIn < 0) {
        const t = fromIn / (fromIn - toIn);
        out.push(a[0]! + t * (b[0]! - a[0]!), a[1]! + t * (b[1]! - a[1]!));
      }
    }
    cut = out;
  }
  return cut;
}
