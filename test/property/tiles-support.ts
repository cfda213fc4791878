import { readFile } from "node:fs/promises";
import { VectorTile, type VectorTileFeature } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";
import { PMTiles } from "pmtiles";
import type { SourceFeature } from "../../packages/tile-server/src/build/source-layer.ts";
import { type TilesetOptions, writeTileset } from "../../packages/tile-server/src/build/write-tileset.ts";
import { zxyFromTileId } from "../../packages/tile-server/src/pmtiles/tile-id.ts";
import { schemaOf, vectorLayers } from "../../packages/tile-server/src/tile/schema.ts";

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

/** The part of the tileset options that a test of tiles seldom cares about. */
export function parcelTileset(
  features: readonly SourceFeature[],
  outFile: string,
  minZoom: number,
  maxZoom: number,
): TilesetOptions {
  const parcels = { ...schemaOf("parcels"), minZoom };
  return {
    layers: [{ schema: parcels, features }],
    outFile,
    minZoom,
    maxZoom,
    head: { datasetId: "test", inputsSha256: "0".repeat(64), builderVersion: "test" },
    place: { bounds: [121, 43, 122, 44], centreZoom: maxZoom },
    metadata: (ledgerSha256, firstZoomOf) => ({
      name: "测试",
      vector_layers: vectorLayers(minZoom, maxZoom, firstZoomOf),
      parkatlas: { ledgerSha256 },
    }),
  };
}

export { writeTileset, zxyFromTileId };
