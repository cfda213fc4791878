import type { SourceFeature } from "../../packages/tile-server/src/build/source-layer.ts";
import { type TilesetOptions, writeTileset } from "../../packages/tile-server/src/build/write-tileset.ts";
import { schemaOf, vectorLayers } from "../../packages/tile-server/src/tile/schema.ts";

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
    metadata: (ledgerSha256, zoomsOf) => ({
      name: "测试",
      vector_layers: vectorLayers(minZoom, maxZoom, zoomsOf),
      parkatlas: { ledgerSha256 },
    }),
  };
}

export { type TilesetOptions, writeTileset };
