import { vectorLayersOf } from "../../pmtiles/vector-layers.ts";
import type { ServedDataset } from "../../source/served.ts";
import { tileRangeOf } from "../../source/tile-range.ts";
import { CRS84 } from "./collection.ts";
import { collectionUrl, JSON_TYPE, type Link, MVT_TYPE, REL } from "./links.ts";
import { TILE_MATRIX_SET_ID, TILE_MATRIX_SET_URI, WEB_MERCATOR } from "./tile-matrix-set.ts";

function tilesetLinks(base: string, collection: string): readonly Link[] {
  const url = `${collectionUrl(base, collection)}/tiles/${TILE_MATRIX_SET_ID}`;
  return [
    { href: url, rel: "self", type: JSON_TYPE, title: "this tileset" },
    { href: `${base}/tileMatrixSets/${TILE_MATRIX_SET_ID}`, rel: REL.tilingScheme, type: JSON_TYPE, title: TILE_MATRIX_SET_ID },
    { href: `${url}/{tileMatrix}/{tileRow}/{tileCol}`, rel: "item", type: MVT_TYPE, title: "tiles", templated: true },
  ];
}

/** What a list of tilesets says of the only one that a collection has. */
function tilesetItem(base: string, collection: string) {
  return {
    title: collection,
    dataType: "vector",
    crs: WEB_MERCATOR,
    tileMatrixSetURI: TILE_MATRIX_SET_URI,
    links: tilesetLinks(base, collection),
  };
}

/** `/collections/{id}/tiles`. */
export function tilesetsDocument(base: string, collection: string) {
  const url = collectionUrl(base, collection);
  return { tilesets: [tilesetItem(base, collection)], links: [{ href: `${url}/tiles`, rel: "self", type: JSON_TYPE }] };
}

/** `/collections/{id}/tiles/WebMercatorQuad`: bounds, layer, and the rows and columns of each zoom that may hold tiles. */
export function tilesetDocument({ archive }: ServedDataset, base: string, collection: string, layer: string) {
  const { minZoom, maxZoom, bounds } = archive.header;
  const declared = (vectorLayersOf(archive.metadata) ?? []).filter(({ id }) => id === layer);
  return {
    ...tilesetItem(base, collection),
    layers: declared.map(({ id, description, minzoom, maxzoom, fields }) => ({
      id,
      title: id,
      description,
      dataType: "vector",
      minTileMatrix: String(minzoom),
      maxTileMatrix: String(maxzoom),
      propertiesSchema: {
        type: "object",
        properties: Object.fromEntries(Object.entries(fields).map(([name, type]) => [name, { type: type.toLowerCase() }])),
      },
    })),
    boundingBox: { lowerLeft: bounds.slice(0, 2), upperRight: bounds.slice(2), crs: CRS84 },
    tileMatrixSetLimits: Array.from({ length: maxZoom - minZoom + 1 }, (_, i) => {
      const { minX, maxX, minY, maxY } = tileRangeOf(bounds, minZoom + i);
      return { tileMatrix: String(minZoom + i), minTileRow: minY, maxTileRow: maxY, minTileCol: minX, maxTileCol: maxX };
    }),
  };
}
