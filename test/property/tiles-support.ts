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
