import type { Request, Response, Router } from "express";
import type { ServedDataset } from "../source/served.ts";
import { baseUrlOf } from "./base-url.ts";
import { pathParameter, type RouteContext, requireTileset, viewOf } from "./context.ts";
import { prepareJson, sendJson } from "./json-answer.ts";
import { addOperation } from "./openapi/add-operation.ts";
import { tileJsonSchema } from "./openapi/schemas.ts";
import { tileAddressOf } from "./tile-address.ts";
import { type TileTarget, tileAskOf, tileReply, versionOf } from "./tile-reply.ts";

/** TileJSON 3.0.0 of a tileset, every source layer with its fields. */
function tileJson(served: ServedDataset, base: string) {
  const { header, metadata } = served.archive;
  const text = (key: string) => (typeof metadata[key] === "string" ? { [key]: metadata[key] } : {});
  return {
    tilejson: "3.0.0",
    ...text("name"),
    ...text("description"),
    ...text("attribution"),
    ...text("version"),
    scheme: "xyz",
    tiles: [`${base}/tiles/${encodeURIComponent(served.id)}/{z}/{x}/{y}.mvt?v=${versionOf(served)}`],
    minzoom: header.minZoom,
    maxzoom: header.maxZoom,
    bounds: header.bounds,
    center: [...header.centre, header.centreZoom],
    vector_layers: metadata.vector_layers ?? [],
  };
}

/** Sends one tile to a request that came through the general middleware. */
export async function sendTile(req: Request, res: Response, context: RouteContext, target: TileTarget): Promise<void> {
  const ask = tileAskOf(req, req.query.v === versionOf(target.served), context.isProtected);
  const reply = await tileReply(context.serving.tiles, target, ask);
  for (let i = 0; i < reply.headers.length; i += 2) res.setHeader(reply.headers[i]!, reply.headers[i + 1]!);
  res.status(reply.status).end(req.method === "HEAD" ? null : reply.body);
}

/**
 * `/tiles/{tileset}.json` and `/tiles/{tileset}/{z}/{x}/{y}.mvt`. Tiles that exist are mostly answered by the tile front,
 * ahead of Express; here come those whose asker has to be found out, and those that are wrong.
 */
export function addTileRoutes(router: Router, context: RouteContext): void {
  addOperation(
    router,
    context,
    {
      id: "getTile",
      path: "/tiles/{tileset}/{z}/{x}/{y}.mvt",
      route: "tile",
      tag: "tiles",
      summary: "one vector tile with all layers",
      parameters: { z: "4", x: "12", y: "6" },
      answers: { "application/vnd.mapbox-vector-tile": "bytes" },
      also: { 204: "nothing to draw here", 304: "unchanged" },
      problems: [400, 404, 503],
    },
    async (req, res) => {
      const view = viewOf(context, res);
      const served = requireTileset(view.catalog, pathParameter(req, "tileset"));
      const address = tileAddressOf(pathParameter(req, "z"), pathParameter(req, "x"), pathParameter(req, "y"));
      const key = `${view.prefix}/tiles/${served.id}/${address.z}/${address.x}/${address.y}.mvt`;
      await sendTile(req, res, context, { view, served, address, key, tagSuffix: "" });
    },
  );
  addOperation(
    router,
    context,
    {
      id: "getTileJson",
      path: "/tiles/{tileset}.json",
      route: "tilejson",
      tag: "tiles",
      summary: "TileJSON 3.0.0 of a tileset",
      answers: { "application/json": tileJsonSchema },
      also: { 304: "unchanged" },
      problems: [404],
    },
    async (req, res) => {
      const served = requireTileset(viewOf(context, res).catalog, pathParameter(req, "tileset"));
      sendJson(req, res, await prepareJson(tileJson(served, baseUrlOf(req, context.publicUrl))));
    },
  );
}
