import type { Request, RequestHandler, Response, Router } from "express";
import { z } from "zod";
import { baseUrlOf } from "../base-url.ts";
import type { RouteContext } from "../context.ts";
import { preparedBytes, prepareJson, sendJson } from "../json-answer.ts";
import { addOperation } from "../openapi/add-operation.ts";
import { openApiDocument } from "../openapi/document.ts";
import { conformanceSchema, landingSchema } from "../openapi/schemas.ts";
import { parseQuery, wordParameter } from "../query.ts";
import { CONFORMANCE_CLASSES } from "./conformance.ts";
import { apiHtml, landingHtml } from "./html.ts";
import { HTML_TYPE, JSON_TYPE, type Link, OPENAPI_TYPE, REL } from "./links.ts";

const TITLE = "ParkAtlas 园区一张图";
const DESCRIPTION =
  "开发区、用地与防护距离：要素、矢量瓦片与分析。Parks, land and protection zones: features, vector tiles and analyses.";
const formatQuery = z.strictObject({
  f: wordParameter(["json", "html"]).optional().meta({ description: "format of the answer; default by Accept, else JSON" }),
});
const onlyJson = z.strictObject({ f: wordParameter(["json"]).optional() });

function landingLinks(base: string): readonly Link[] {
  const link = (path: string, rel: string, type: string, title: string): Link => ({ href: `${base}${path}`, rel, type, title });
  return [
    link("/?f=json", "self", JSON_TYPE, "this page as JSON"),
    link("/?f=html", "alternate", "text/html", "this page for people"),
    link("/api?f=json", "service-desc", OPENAPI_TYPE, "OpenAPI 3.1"),
    link("/api?f=html", "service-doc", "text/html", "the operations for people"),
    link("/conformance", "conformance", JSON_TYPE, "conformance classes"),
    link("/conformance", REL.conformance, JSON_TYPE, "conformance classes"),
    link("/collections", "data", JSON_TYPE, "collections of features"),
    link("/collections", REL.data, JSON_TYPE, "collections of features"),
    link("/tileMatrixSets", REL.tilingSchemes, JSON_TYPE, "tile matrix sets"),
    link("/datasets", "related", JSON_TYPE, "datasets with parks, schemes and sources"),
    link("/style.json", "related", JSON_TYPE, "style of the map"),
  ];
}

/** The format that the query names, else the one that Accept prefers; `*` and nothing leave the choice to `otherwise`. */
function formatOf(req: Request, asked: string | undefined, otherwise: "json" | "html"): "json" | "html" {
  if (asked === "json" || asked === "html") return asked;
  const accept = req.headers.accept ?? "*/*";
  const place = (type: string) => (accept.includes(type) ? accept.indexOf(type) : Number.POSITIVE_INFINITY);
  const [html, json] = [place("text/html"), Math.min(place("application/json"), place("openapi+json"))];
  return html === json ? otherwise : html < json ? "html" : "json";
}

function sendHtml(req: Request, res: Response, html: string): Promise<void> {
  res.vary("Accept");
  return preparedBytes(Buffer.from(html), HTML_TYPE).then((prepared) => sendJson(req, res, prepared));
}

/**
 * `/`, for programs: the landing page as JSON, or as HTML by `f=html`. A browser that asks for the bare address gets the
 * viewer where that is built, and the landing page as HTML where it is not.
 */
export function addLandingRoute(router: Router, context: RouteContext): void {
  const landing: RequestHandler = async (req, res, next) => {
    const { f } = parseQuery(formatQuery, req);
    const hasViewer = context.viewerDir !== null;
    const format = formatOf(req, f, hasViewer ? "html" : "json");
    if (format === "html" && f === undefined && hasViewer) return next();
    const links = landingLinks(baseUrlOf(req, context.publicUrl));
    if (format === "html") return sendHtml(req, res, landingHtml(TITLE, DESCRIPTION, links));
    res.vary("Accept");
    sendJson(req, res, await prepareJson({ title: TITLE, description: DESCRIPTION, links }));
  };
  addOperation(
    router,
    context,
    {
      id: "getLandingPage",
      path: "/",
      route: "landing",
      tag: "landing",
      summary: "landing page; browsers get the viewer",
      query: formatQuery,
      answers: { [JSON_TYPE]: landingSchema, "text/html": "text" },
      problems: [400],
    },
    landing,
  );
}

/** `/conformance` and `/api`. The document is made at the first request, from the operations of all routes. */
export function addApiRoutes(router: Router, context: RouteContext): void {
  addOperation(
    router,
    context,
    {
      id: "getConformance",
      path: "/conformance",
      route: "landing",
      tag: "landing",
      summary: "conformance classes of OGC standards that hold here",
      query: onlyJson,
      answers: { [JSON_TYPE]: conformanceSchema },
      problems: [400],
    },
    async (req, res) => {
      parseQuery(onlyJson, req);
      sendJson(req, res, await prepareJson({ conformsTo: CONFORMANCE_CLASSES }));
    },
  );
  addOperation(
    router,
    context,
    {
      id: "getApi",
      path: "/api",
      route: "landing",
      tag: "landing",
      summary: "this interface as OpenAPI 3.1, or for people",
      query: formatQuery,
      answers: { [OPENAPI_TYPE]: z.looseObject({ openapi: z.string() }), "text/html": "text" },
      problems: [400],
    },
    async (req, res) => {
      const { f } = parseQuery(formatQuery, req);
      if (formatOf(req, f, "json") === "html") return sendHtml(req, res, apiHtml(context.operations));
      const base = baseUrlOf(req, context.publicUrl);
      const document = () =>
        openApiDocument(context.operations, { version: context.version, base, isProtected: context.isProtected });
      res.vary("Accept");
      sendJson(
        req,
        res,
        await context.answers.get(JSON.stringify(["api", base]), async () => prepareJson(document(), OPENAPI_TYPE)),
      );
    },
  );
}
