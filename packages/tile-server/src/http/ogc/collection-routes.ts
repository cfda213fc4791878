import type { Router } from "express";
import { z } from "zod";
import { baseUrlOf } from "../base-url.ts";
import { pathParameter, type RouteContext, viewOf } from "../context.ts";
import { prepareJson, sendJson } from "../json-answer.ts";
import { addOperation } from "../openapi/add-operation.ts";
import { collectionSchema, collectionsSchema, queryablesSchema } from "../openapi/schemas.ts";
import { parseQuery, wordParameter } from "../query.ts";
import { collectionDocument, requireCollection } from "./collection.ts";
import { collectionUrl, JSON_TYPE, SCHEMA_TYPE } from "./links.ts";
import { queryablesDocument } from "./queryables.ts";

/** For clients that name the format in every request. */
export const onlyFormat = z.strictObject({ f: wordParameter(["json"]).optional() });

/** `/collections`, `/collections/{dataset}.{layer}` and its `/queryables`. */
export function addCollectionRoutes(router: Router, context: RouteContext): void {
  const common = { route: "collections", tag: "features", query: onlyFormat } as const;
  addOperation(
    router,
    context,
    {
      ...common,
      id: "getCollections",
      path: "/collections",
      summary: "the layers of all datasets",
      answers: { [JSON_TYPE]: collectionsSchema },
      problems: [400],
    },
    async (req, res) => {
      const { catalog } = viewOf(context, res);
      parseQuery(onlyFormat, req);
      const base = baseUrlOf(req, context.publicUrl);
      const collections = [...catalog.collections].map(([id, index]) => collectionDocument(id, index, base));
      const links = [{ href: `${base}/collections`, rel: "self", type: JSON_TYPE }];
      sendJson(req, res, await prepareJson({ links, collections }));
    },
  );
  addOperation(
    router,
    context,
    {
      ...common,
      id: "getCollection",
      path: "/collections/{collection}",
      summary: "one layer of a dataset",
      answers: { [JSON_TYPE]: collectionSchema },
      problems: [400, 404],
    },
    async (req, res) => {
      const { catalog } = viewOf(context, res);
      parseQuery(onlyFormat, req);
      const id = pathParameter(req, "collection");
      const document = collectionDocument(id, requireCollection(catalog, id), baseUrlOf(req, context.publicUrl));
      sendJson(req, res, await prepareJson(document));
    },
  );
  addOperation(
    router,
    context,
    {
      ...common,
      id: "getQueryables",
      path: "/collections/{collection}/queryables",
      summary: "the properties that a filter may name, as JSON Schema",
      answers: { [SCHEMA_TYPE]: queryablesSchema },
      problems: [400, 404],
    },
    async (req, res) => {
      const { catalog } = viewOf(context, res);
      parseQuery(onlyFormat, req);
      const id = pathParameter(req, "collection");
      const url = `${collectionUrl(baseUrlOf(req, context.publicUrl), id)}/queryables`;
      sendJson(req, res, await prepareJson(queryablesDocument(id, requireCollection(catalog, id), url), SCHEMA_TYPE));
    },
  );
}
