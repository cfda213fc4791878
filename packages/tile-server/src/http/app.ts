import express, { type Express, type RequestHandler } from "express";
import { type Logger, pino } from "pino";
import { LIMITS } from "../config/limits.ts";
import { createCatalog } from "../source/catalog.ts";
import type { ServedDataset } from "../source/served.ts";
import { addAnalysisRoutes } from "./analysis-routes.ts";
import { createAnswerCache } from "./answer-cache.ts";
import { addArchiveRoute } from "./archive-route.ts";
import { normalisePublicUrl } from "./base-url.ts";
import { addCollectionRoutes } from "./collection-routes.ts";
import type { RouteContext } from "./context.ts";
import { addDatasetRoutes } from "./dataset-routes.ts";
import { createMetrics, observe } from "./observe.ts";
import { addOperationRoutes } from "./operation-routes.ts";
import { HttpProblem, problemHandler } from "./problem.ts";
import { crossOrigin, pageHeaders, resourceHeaders } from "./security.ts";
import { addStyleRoute } from "./style-route.ts";
import { addTileRoutes } from "./tile-routes.ts";
import { addViewerRoute } from "./viewer-route.ts";
import { createWorkQueue } from "./work-queue.ts";

export interface AppOptions {
  /** What is served, in the order in which it is listed; the first dataset answers where a request names none. */
  readonly datasets: readonly ServedDataset[];
  /** Folder of the viewer's build; null or absent serves the data alone. */
  readonly viewerDir?: string | null;
  /** Address under which readers reach the service, where something stands in front of it. */
  readonly publicUrl?: string | null;
  /** Origins whose pages may read the answers, or `*`. Default: none but our own. */
  readonly corsOrigins?: readonly string[];
  /** Default: silent. */
  readonly logger?: Logger;
}

const onlyReads: RequestHandler = (req, _res, next) => {
  if (req.method === "GET" || req.method === "HEAD" || req.method === "OPTIONS") return next();
  throw new HttpProblem(405, "method-not-allowed", `${req.method} is not possible here`, "use GET", {
    Allow: "GET, HEAD, OPTIONS",
  });
};

/**
 * The service as an Express app: tiles, archives, features, analyses and the viewer of the given datasets. It reads no
 * environment, opens no port and keeps no clock, so that a test can own all of them; `startServer` listens.
 *
 * @throws {RangeError} two datasets with one id, or a `publicUrl` that is no http address.
 */
export function createApp(options: AppOptions): Express {
  const logger = options.logger ?? pino({ level: "silent" });
  const corsOrigins = options.corsOrigins ?? [];
  const context: RouteContext = {
    catalog: createCatalog(options.datasets),
    answers: createAnswerCache(LIMITS.answerCacheBytes),
    work: createWorkQueue(),
    metrics: createMetrics(),
    logger,
    viewerDir: options.viewerDir ?? null,
    publicUrl: options.publicUrl ? normalisePublicUrl(options.publicUrl) : null,
  };
  const app: Express = express();
  // Our validators are strong and follow from the content; Express's are weak and hash each body again.
  app.disable("etag");
  app.disable("x-powered-by");
  app.enable("case sensitive routing");
  app.use(observe(context.metrics, logger), resourceHeaders(corsOrigins.length > 0), crossOrigin(corsOrigins), onlyReads);
  // Tiles are asked for by the thousand and need none of the headers that guard a page.
  addTileRoutes(app, context);
  app.use(pageHeaders());
  for (const addRoutes of [
    addArchiveRoute,
    addStyleRoute,
    addDatasetRoutes,
    addCollectionRoutes,
    addAnalysisRoutes,
    addOperationRoutes,
    addViewerRoute,
  ])
    addRoutes(app, context);
  app.use((req) => {
    throw new HttpProblem(
      404,
      "not-found",
      `there is nothing at ${JSON.stringify(req.path.slice(0, 200))}`,
      "see docs/http-api.md for the routes",
    );
  });
  app.use(problemHandler(logger));
  return app;
}
