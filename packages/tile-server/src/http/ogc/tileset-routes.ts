import type { Router } from "express";
import { z } from "zod";
import { restrictArchive } from "../../source/restrict.ts";
import { ALL_RIGHTS } from "../../source/rights.ts";
import { baseUrlOf } from "../base-url.ts";
import { pathParameter, type RouteContext, requireTileset, viewOf } from "../context.ts";
import { prepareJson, sendJson } from "../json-answer.ts";
import { addOperation } from "../openapi/add-operation.ts";
import { tileMatrixSetSchema, tileMatrixSetsSchema, tilesetSchema, tilesetsSchema } from "../openapi/schemas.ts";
import { HttpProblem } from "../problem.ts";
import { parseQuery, wordParameter } from "../query.ts";
import type { View } from "../serving.ts";
import { tileAddressOf } from "../tile-address.ts";
import { sendTile } from "../tile-routes.ts";
import { requireCollection } from "./collection.ts";
import { onlyFormat } from "./collection-routes.ts";
import { JSON_TYPE, MVT_TYPE } from "./links.ts";
import { TILE_MATRIX_SET_ID, TILE_MATRIX_SET_URI, tileMatrixSetDocument } from "./tile-matrix-set.ts";
import { tilesetDocument, tilesetsDocument } from "./tileset.ts";

const onlyTileFormat = z.strictObject({ f: wordParameter(["mvt"]).optional() });

function requireTileMatrixSet(id: string): void {
  if (id === TILE_MATRIX_SET_ID) return;
  const detail = `no tile matrix set is called ${JSON.stringify(id.slice(0, 80))}`;
  throw new HttpProblem(404, "unknown-tile-matrix-set", detail, `the one here is ${TILE_MATRIX_SET_ID}`);
}

/** The collection of a name with the tileset that its layer lies in. */
function requireLayerTiles({ catalog }: View, id: string) {
  const index = requireCollection(catalog, id);
  return { index, served: requireTileset(catalog, index.datasetId) };
}

function addTileMatrixSetRoutes(router: Router, context: RouteContext): void {
  const common = { route: "tilesets", tag: "tiles", query: onlyFormat } as const;
  addOperation(
    router,
    context,
    {
      ...common,
      id: "getTileMatrixSets",
      path: "/tileMatrixSets",
      summary: "the tile matrix sets of this service",
      answers: { [JSON_TYPE]: tileMatrixSetsSchema },
      problems: [400],
    },
    async (req, res) => {
      parseQuery(onlyFormat, req);
      const href = `${baseUrlOf(req, context.publicUrl)}/tileMatrixSets/${TILE_MATRIX_SET_ID}`;
      const links = [{ href, rel: "self", type: JSON_TYPE }];
      const only = { id: TILE_MATRIX_SET_ID, title: TILE_MATRIX_SET_ID, uri: TILE_MATRIX_SET_URI, links };
      sendJson(req, res, await prepareJson({ tileMatrixSets: [only] }));
    },
  );
  addOperation(
    router,
    context,
    {
      ...common,
      id: "getTileMatrixSet",
      path: "/tileMatrixSets/{tileMatrixSetId}",
      summary: "the definition of a tile matrix set",
      parameters: { tileMatrixSetId: TILE_MATRIX_SET_ID },
      answers: { [JSON_TYPE]: tileMatrixSetSchema },
      problems: [400, 404],
    },
    async (req, res) => {
      parseQuery(onlyFormat, req);
      requireTileMatrixSet(pathParameter(req, "tileMatrixSetId"));
      sendJson(req, res, await prepareJson(tileMatrixSetDocument()));
    },
  );
}

function addTilesetDocumentRoutes(router: Router, context: RouteContext): void {
  const common = { route: "tilesets", tag: "tiles", query: onlyFormat } as const;
  addOperation(
    router,
    context,
    {
      ...common,
      id: "getTilesets",
      path: "/collections/{collection}/tiles",
      summary: "the tilesets of a collection",
      answers: { [JSON_TYPE]: tilesetsSchema },
      problems: [400, 404],
    },
    async (req, res) => {
      const collection = pathParameter(req, "collection");
      requireLayerTiles(viewOf(context, res), collection);
      parseQuery(onlyFormat, req);
      sendJson(req, res, await prepareJson(tilesetsDocument(baseUrlOf(req, context.publicUrl), collection)));
    },
  );
  addOperation(
    router,
    context,
    {
      ...common,
      id: "getTileset",
      path: "/collections/{collection}/tiles/{tileMatrixSetId}",
      summary: "bounds, layer and limits of a tileset",
      parameters: { tileMatrixSetId: TILE_MATRIX_SET_ID },
      answers: { [JSON_TYPE]: tilesetSchema },
      problems: [400, 404],
    },
    async (req, res) => {
      const collection = pathParameter(req, "collection");
      const { index, served } = requireLayerTiles(viewOf(context, res), collection);
      requireTileMatrixSet(pathParameter(req, "tileMatrixSetId"));
      parseQuery(onlyFormat, req);
      const document = tilesetDocument(served, baseUrlOf(req, context.publicUrl), collection, index.layer);
      sendJson(req, res, await prepareJson(document));
    },
  );
}

/** OGC API – Tiles: the layer of each collection as a tileset of its own, cut from the tiles of its dataset. */
export function addTilesetRoutes(router: Router, context: RouteContext): void {
  addTileMatrixSetRoutes(router, context);
  addTilesetDocumentRoutes(router, context);
  addOperation(
    router,
    context,
    {
      id: "getCollectionTile",
      path: "/collections/{collection}/tiles/{tileMatrixSetId}/{tileMatrix}/{tileRow}/{tileCol}",
      route: "tilesets",
      tag: "tiles",
      summary: "one vector tile with the layer of the collection",
      parameters: { tileMatrixSetId: TILE_MATRIX_SET_ID },
      query: onlyTileFormat,
      answers: { [MVT_TYPE]: "bytes" },
      also: { 204: "nothing to draw here", 304: "unchanged" },
      problems: [400, 404, 503],
    },
    async (req, res) => {
      const view = viewOf(context, res);
      const collection = pathParameter(req, "collection");
      const { index, served } = requireLayerTiles(view, collection);
      requireTileMatrixSet(pathParameter(req, "tileMatrixSetId"));
      parseQuery(onlyTileFormat, req);
      const part = (name: string) => pathParameter(req, name);
      const address = tileAddressOf(part("tileMatrix"), part("tileCol"), part("tileRow"));
      const archive = restrictArchive(served.archive, { ...ALL_RIGHTS, layers: new Set([index.layer]) });
      const key = `${view.prefix}/collections/${collection}/${address.z}/${address.x}/${address.y}`;
      await sendTile(req, res, context, { view, served: { ...served, archive }, address, key, tagSuffix: `-${index.layer}` });
    },
  );
}
