import type { Request, Router } from "express";
import { LIMITS } from "../../config/limits.ts";
import { baseUrlOf } from "../base-url.ts";
import { pathParameter, type RouteContext, viewOf } from "../context.ts";
import { prepareJson, sendJson } from "../json-answer.ts";
import { addOperation } from "../openapi/add-operation.ts";
import { featureCollectionSchema, featureSchema } from "../openapi/schemas.ts";
import { HttpProblem } from "../problem.ts";
import { parseQuery } from "../query.ts";
import { requireCollection } from "./collection.ts";
import { onlyFormat } from "./collection-routes.ts";
import { featuresAsked, itemsQuery } from "./items-query.ts";
import { collectionUrl, GEOJSON_TYPE, JSON_TYPE, type Link } from "./links.ts";

/** The parameters that say which features are meant; they stand in the links of every page. */
const KEPT = ["bbox", "datetime", "filter", "filter-lang", "filter-crs"] as const;

/** Links of a page: itself, and its neighbours where there are any, with the same question in each. */
function pageLinks(req: Request, url: string, offset: number, limit: number, matched: number): readonly Link[] {
  const link = (rel: string, at: number): Link => {
    const query = new URLSearchParams();
    for (const name of KEPT) if (typeof req.query[name] === "string") query.set(name, req.query[name]);
    query.set("limit", String(limit));
    if (at > 0) query.set("offset", String(at));
    return { href: `${url}/items?${query}`, rel, type: GEOJSON_TYPE };
  };
  return [
    link("self", offset),
    ...(offset + limit < matched ? [link("next", offset + limit)] : []),
    ...(offset > 0 ? [link("prev", Math.max(0, Math.min(offset, matched) - limit))] : []),
    { href: url, rel: "collection", type: JSON_TYPE },
  ];
}

function addItemsRoute(router: Router, context: RouteContext): void {
  addOperation(
    router,
    context,
    {
      id: "getFeatures",
      path: "/collections/{collection}/items",
      route: "items",
      tag: "features",
      summary: "features with exact geometry, in pages",
      query: itemsQuery,
      answers: { [GEOJSON_TYPE]: featureCollectionSchema },
      also: { 304: "unchanged" },
      problems: [400, 404, 503],
    },
    async (req, res) => {
      const { catalog, answers } = viewOf(context, res);
      const id = pathParameter(req, "collection");
      const index = requireCollection(catalog, id);
      const query = parseQuery(itemsQuery, req);
      const limit = Math.min(query.limit ?? LIMITS.itemsDefault, LIMITS.itemsMax);
      const offset = query.offset ?? 0;
      const base = baseUrlOf(req, context.publicUrl);
      const find = featuresAsked(index, query);
      const { bbox, datetime, filter, "filter-lang": language } = query;
      const key = JSON.stringify(["items", base, id, bbox, datetime, filter, language, limit, offset]);
      const page = async () => {
        // A filter goes through every feature: it waits its turn like an analysis.
        const matched = filter === undefined ? find() : await context.work.run(find);
        const features = matched.slice(offset, offset + limit);
        const links = pageLinks(req, collectionUrl(base, id), offset, limit, matched.length);
        return prepareJson(
          { type: "FeatureCollection", numberMatched: matched.length, numberReturned: features.length, links, features },
          GEOJSON_TYPE,
        );
      };
      sendJson(req, res, await answers.get(key, page));
    },
  );
}

/** `…/items` and `…/items/{id}`: exact geometry as GeoJSON. */
export function addItemRoutes(router: Router, context: RouteContext): void {
  addItemsRoute(router, context);
  addOperation(
    router,
    context,
    {
      id: "getFeature",
      path: "/collections/{collection}/items/{id}",
      route: "item",
      tag: "features",
      summary: "one feature with exact geometry and every property of the dataset",
      query: onlyFormat,
      answers: { [GEOJSON_TYPE]: featureSchema },
      also: { 304: "unchanged" },
      problems: [400, 404],
    },
    async (req, res) => {
      const { catalog } = viewOf(context, res);
      parseQuery(onlyFormat, req);
      const collection = pathParameter(req, "collection");
      const id = pathParameter(req, "id");
      const feature = requireCollection(catalog, collection).byId(id);
      if (!feature)
        throw new HttpProblem(
          404,
          "unknown-id",
          `${collection} has no feature ${JSON.stringify(id.slice(0, 80))}`,
          `see /collections/${collection}/items for the ids`,
        );
      const url = collectionUrl(baseUrlOf(req, context.publicUrl), collection);
      const links: readonly Link[] = [
        { href: `${url}/items/${encodeURIComponent(id)}`, rel: "self", type: GEOJSON_TYPE },
        { href: url, rel: "collection", type: JSON_TYPE },
      ];
      sendJson(req, res, await prepareJson({ ...feature, links }, GEOJSON_TYPE));
    },
  );
}
