/** A link of a document, as OGC API – Common writes it. */
export interface Link {
  readonly href: string;
  readonly rel: string;
  readonly type: string;
  readonly title?: string;
  readonly templated?: true;
}

export const JSON_TYPE = "application/json";
export const GEOJSON_TYPE = "application/geo+json";
export const OPENAPI_TYPE = "application/vnd.oai.openapi+json;version=3.1";
export const MVT_TYPE = "application/vnd.mapbox-vector-tile";
export const SCHEMA_TYPE = "application/schema+json";
export const HTML_TYPE = "text/html; charset=utf-8";

export const REL = {
  conformance: "http://www.opengis.net/def/rel/ogc/1.0/conformance",
  data: "http://www.opengis.net/def/rel/ogc/1.0/data",
  queryables: "http://www.opengis.net/def/rel/ogc/1.0/queryables",
  tilesetsVector: "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector",
  tilingScheme: "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme",
  tilingSchemes: "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes",
} as const;

/** Address of a collection below `base`. */
export const collectionUrl = (base: string, id: string) => `${base}/collections/${encodeURIComponent(id)}`;
