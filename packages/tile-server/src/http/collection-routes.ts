import type { Request, Router } from "express";
import { z } from "zod";
import { LIMITS } from "../config/limits.ts";
import type { LayerIndex, ServedFeature } from "../source/layer-index.ts";
import { isValidWithin } from "../source/valid-time.ts";
import { baseUrlOf } from "./base-url.ts";
import { pathParameter, type RouteContext } from "./context.ts";
import { prepareJson, sendJson } from "./json-answer.ts";
import { named } from "./observe.ts";
import { HttpProblem } from "./problem.ts";
import { bboxParameter, integerParameter, intervalParameter, parseQuery } from "./query.ts";

const GEOJSON = "application/geo+json";
const CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
const nothing = z.strictObject({});
const itemsQuery = z.strictObject({
  bbox: bboxParameter.optional(),
  datetime: intervalParameter.optional(),
  limit: integerParameter(1, Number.MAX_SAFE_INTEGER).optional(),
  offset: integerParameter(0, Number.MAX_SAFE_INTEGER).optional(),
});

interface Link {
  readonly href: string;
  readonly rel: string;
  readonly type: string;
}

const urlOf = (base: string, id: string) => `${base}/collections/${encodeURIComponent(id)}`;

function collectionDocument(id: string, index: LayerIndex, base: string) {
  const url = urlOf(base, id);
  return {
    id,
    title: id,
    description: `${index.features.length} features of the layer ${index.layer}, exact geometry`,
    itemType: "feature",
    crs: [CRS84],
    ...(index.bbox ? { extent: { spatial: { bbox: [index.bbox], crs: CRS84 } } } : {}),
    links: [
      { href: url, rel: "self", type: "application/json" },
      { href: `${url}/items`, rel: "items", type: GEOJSON },
    ],
  };
}

function requireCollection(context: RouteContext, id: string): LayerIndex {
  const index = context.catalog.collections.get(id);
  if (index) return index;
  throw new HttpProblem(
    404,
    "unknown-collection",
    `no collection is called ${JSON.stringify(id.slice(0, 80))}`,
    "see /collections for those there are",
  );
}

function featuresAsked(index: LayerIndex, query: z.output<typeof itemsQuery>): readonly ServedFeature[] {
  const inBox = query.bbox ? index.inBox(query.bbox) : index.features;
  const { datetime } = query;
  return datetime ? inBox.filter((feature) => isValidWithin(feature.properties, datetime)) : inBox;
}

/** Links of a page: itself, and its neighbours where there are any, with the same question in each. */
function pageLinks(req: Request, url: string, offset: number, limit: number, matched: number): readonly Link[] {
  const link = (rel: string, at: number): Link => {
    const query = new URLSearchParams();
    for (const name of ["bbox", "datetime"]) if (typeof req.query[name] === "string") query.set(name, req.query[name]);
    query.set("limit", String(limit));
    if (at > 0) query.set("offset", String(at));
    return { href: `${url}/items?${query}`, rel, type: GEOJSON };
  };
  return [
    link("self", offset),
    ...(offset + limit < matched ? [link("next", offset + limit)] : []),
    ...(offset > 0 ? [link("prev", Math.max(0, Math.min(offset, matched) - limit))] : []),
    { href: url, rel: "collection", type: "application/json" },
  ];
}

function addListRoutes(router: Router, context: RouteContext): void {
  router.get("/collections", named("collections"), async (req, res) => {
    parseQuery(nothing, req);
    const base = baseUrlOf(req, context.publicUrl);
    const collections = [...context.catalog.collections].map(([id, index]) => collectionDocument(id, index, base));
    const links = [{ href: `${base}/collections`, rel: "self", type: "application/json" }];
    sendJson(req, res, await prepareJson({ links, collections }));
  });
  router.get("/collections/:collection", named("collections"), async (req, res) => {
    parseQuery(nothing, req);
    const id = pathParameter(req, "collection");
    const document = collectionDocument(id, requireCollection(context, id), baseUrlOf(req, context.publicUrl));
    sendJson(req, res, await prepareJson(document));
  });
}

/** `/collections`, `/collections/{dataset}.{layer}`, `…/items` and `…/items/{id}`: exact geometry as GeoJSON. */
export function addCollectionRoutes(router: Router, context: RouteContext): void {
  addListRoutes(router, context);
  router.get("/collections/:collection/items", named("items"), async (req, res) => {
    const id = pathParameter(req, "collection");
    const index = requireCollection(context, id);
    const query = parseQuery(itemsQuery, req);
    const limit = Math.min(query.limit ?? LIMITS.itemsDefault, LIMITS.itemsMax);
    const offset = query.offset ?? 0;
    const base = baseUrlOf(req, context.publicUrl);
    const key = JSON.stringify(["items", base, id, query.bbox, query.datetime, limit, offset]);
    const page = () => {
      const matched = featuresAsked(index, query);
      const features = matched.slice(offset, offset + limit);
      const links = pageLinks(req, urlOf(base, id), offset, limit, matched.length);
      return prepareJson(
        { type: "FeatureCollection", numberMatched: matched.length, numberReturned: features.length, links, features },
        GEOJSON,
      );
    };
    sendJson(req, res, await context.answers.get(key, page));
  });
  router.get("/collections/:collection/items/:id", named("item"), async (req, res) => {
    parseQuery(nothing, req);
    const collection = pathParameter(req, "collection");
    const id = pathParameter(req, "id");
    const feature = requireCollection(context, collection).byId(id);
    if (!feature)
      throw new HttpProblem(
        404,
        "unknown-id",
        `${collection} has no feature ${JSON.stringify(id.slice(0, 80))}`,
        `see /collections/${collection}/items for the ids`,
      );
    const url = urlOf(baseUrlOf(req, context.publicUrl), collection);
    const links: readonly Link[] = [
      { href: `${url}/items/${encodeURIComponent(id)}`, rel: "self", type: GEOJSON },
      { href: url, rel: "collection", type: "application/json" },
    ];
    sendJson(req, res, await prepareJson({ ...feature, links }, GEOJSON));
  });
}
