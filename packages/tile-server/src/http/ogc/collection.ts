import type { Catalog } from "../../source/catalog.ts";
import type { LayerIndex } from "../../source/layer-index.ts";
import { HttpProblem } from "../problem.ts";
import { collectionUrl, GEOJSON_TYPE, JSON_TYPE, REL, SCHEMA_TYPE } from "./links.ts";

export const CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

/** What `/collections/{id}` says of a layer. */
export function collectionDocument(id: string, index: LayerIndex, base: string) {
  const url = collectionUrl(base, id);
  return {
    id,
    title: id,
    description: `${index.features.length} features of the layer ${index.layer}, exact geometry`,
    itemType: "feature",
    crs: [CRS84],
    ...(index.bbox ? { extent: { spatial: { bbox: [index.bbox], crs: CRS84 } } } : {}),
    links: [
      { href: url, rel: "self", type: JSON_TYPE },
      { href: `${url}/items`, rel: "items", type: GEOJSON_TYPE },
      { href: `${url}/queryables`, rel: REL.queryables, type: SCHEMA_TYPE },
      { href: `${url}/tiles`, rel: REL.tilesetsVector, type: JSON_TYPE },
    ],
  };
}

/** The layer that is called so. Throws a 404. */
export function requireCollection(catalog: Catalog, id: string): LayerIndex {
  const index = catalog.collections.get(id);
  if (index) return index;
  throw new HttpProblem(
    404,
    "unknown-collection",
    `no collection is called ${JSON.stringify(id.slice(0, 80))}`,
    "see /collections for those there are",
  );
}
