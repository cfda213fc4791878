import type { IncomingMessage, ServerResponse } from "node:http";
import express, { type Express, type RequestHandler } from "express";
import { type Logger, pino } from "pino";
import { LIMITS } from "../config/limits.ts";
import { ALL_RIGHTS } from "../source/rights.ts";
import type { ServedDataset } from "../source/served.ts";
import type { Access } from "./access/access.ts";
import type { AuditLog } from "./access/audit-log.ts";
import { audited, authorise } from "./access/authorise.ts";
import { rateLimited } from "./access/rate-limit.ts";
import { admit } from "./admit.ts";
import { addAnalysisRoutes } from "./analysis-routes.ts";
import { addArchiveRoute } from "./archive-route.ts";
import { normalisePublicUrl } from "./base-url.ts";
import type { RouteContext } from "./context.ts";
import { addDatasetRoutes } from "./dataset-routes.ts";
import { createMetrics, logRequests, type Metrics, measureServing, observe, type Recorder } from "./observe.ts";
import { addCollectionRoutes } from "./ogc/collection-routes.ts";
import { addItemRoutes } from "./ogc/item-routes.ts";
import { addApiRoutes, addLandingRoute } from "./ogc/landing-routes.ts";
import { addTilesetRoutes } from "./ogc/tileset-routes.ts";
import { addOperationRoutes } from "./operation-routes.ts";
import { addPlaceRoute } from "./place-route.ts";
import { HttpProblem, problemHandler } from "./problem.ts";
import { originHeaders, pageHeaders, preflight, resourceHeaders } from "./security.ts";
import { createServing, type Serving } from "./serving.ts";
import { addStyleRoute } from "./style-route.ts";
import { createTileFront, type Identify } from "./tile-front.ts";
import { addTileRoutes } from "./tile-routes.ts";
import { traced } from "./trace.ts";
import { addViewerRoute } from "./viewer-route.ts";
import { addWhatIfRoute } from "./what-if-route.ts";
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
  /** Who may ask, and what each may see. Default: everybody sees everything. */
  readonly access?: Access;
  /** Told of every answered request, beside log and metrics. */
  readonly audit?: AuditLog;
  /** Most requests of one address in a minute; default: no limit. */
  readonly requestsPerMinute?: number;
  /** Most requests in work at once. */
  readonly requestsInFlight?: number;
  /** Name of this process among several that answer under one address; a label of all its metrics. */
  readonly processName?: string;
  /** Version that the OpenAPI document states. */
  readonly version?: string;
}

/** The service: a handler for `node:http`, and what it can be told while it runs. */
export interface ServiceApp {
  (req: IncomingMessage, res: ServerResponse): void;
  /** What is served, and the way to replace it. */
  readonly serving: Serving;
  readonly metrics: Metrics;
}

/** The routes below it take bodies as well. */
const TAKES_POST = "/analysis/";

const onlyKnownMethods: RequestHandler = (req, _res, next) => {
  const { method } = req;
  if (method === "GET" || method === "HEAD" || (method === "POST" && req.path.startsWith(TAKES_POST))) return next();
  throw methodNotAllowed(method);
};

function methodNotAllowed(method: string): HttpProblem {
  return new HttpProblem(405, "method-not-allowed", `${method} is not possible here`, "use GET", { Allow: "GET, HEAD, OPTIONS" });
}

const nothingHere: RequestHandler = (req) => {
  if (req.method === "POST") throw methodNotAllowed(req.method);
  const detail = `there is nothing at ${JSON.stringify(req.path.slice(0, 200))}`;
  throw new HttpProblem(404, "not-found", detail, "see docs/http-api.md for the routes");
};

function contextOf(options: AppOptions, serving: Serving, logger: Logger): RouteContext {
  return {
    serving,
    get catalog() {
      return serving.view().catalog;
    },
    get answers() {
      return serving.view().answers;
    },
    work: createWorkQueue(),
    metrics: createMetrics(options.processName),
    logger,
    viewerDir: options.viewerDir ?? null,
    publicUrl: options.publicUrl ? normalisePublicUrl(options.publicUrl) : null,
    version: options.version ?? "0.1.0",
    isProtected: options.access !== undefined,
    operations: [],
  };
}

function expressApp(context: RouteContext, options: AppOptions, record: Recorder): Express {
  const { serving, logger } = context;
  const app: Express = express();
  // Our validators are strong and follow from the content; Express's are weak and hash each body again.
  app.disable("etag");
  app.disable("x-powered-by");
  app.enable("case sensitive routing");
  app.use(
    observe(record),
    traced(),
    resourceHeaders(options.corsOrigins ?? []),
    preflight(),
    admit(serving, options.requestsInFlight ?? LIMITS.requestsInFlight),
    onlyKnownMethods,
  );
  if (options.requestsPerMinute !== undefined) app.use(rateLimited(options.requestsPerMinute));
  if (options.audit) app.use(audited(options.audit));
  if (options.access) app.use(authorise(options.access));
  // Tiles are asked for by the thousand and need none of the headers that guard a page.
  addTileRoutes(app, context);
  app.use(pageHeaders());
  for (const addRoutes of ROUTES) addRoutes(app, context);
  app.use(nothingHere);
  app.use(problemHandler(logger));
  return app;
}

const ROUTES: readonly ((router: Express, context: RouteContext) => void)[] = [
  addLandingRoute,
  addApiRoutes,
  addArchiveRoute,
  addStyleRoute,
  addDatasetRoutes,
  addCollectionRoutes,
  addItemRoutes,
  addTilesetRoutes,
  addAnalysisRoutes,
  addWhatIfRoute,
  addPlaceRoute,
  addOperationRoutes,
  addViewerRoute,
];

/**
 * The service: tiles, archives, features, analyses and the viewer of the given datasets. It reads no environment and opens
 * no port, so that a test can own both; `startServer` listens.
 *
 * @throws {RangeError} two datasets with one id, or a `publicUrl` that is no http address.
 */
export function createApp(options: AppOptions): ServiceApp {
  const logger = options.logger ?? pino({ level: "silent" });
  const serving = createServing(options.datasets);
  const context = contextOf(options, serving, logger);
  const { metrics } = context;
  measureServing(metrics, serving);
  const log = logRequests(logger);
  const record: Recorder = (answered) => {
    metrics.count(answered);
    log(answered);
    options.audit?.record(answered);
  };
  const app = expressApp(context, options, record);
  const mostInFlight = options.requestsInFlight ?? LIMITS.requestsInFlight;
  const front = createTileFront({
    serving,
    record,
    identify: identifyAtOnce(options),
    isPrivate: context.isProtected,
    commonHeaders: originHeaders(options.corsOrigins ?? []),
    fallBack: app,
    hasRoom: () => serving.inFlight < mostInFlight,
  });
  const handle = (req: IncomingMessage, res: ServerResponse) => {
    if (!front(req, res)) app(req, res);
  };
  return Object.assign(handle, { serving, metrics });
}

/** Tiles go the long way where every request has to be counted against a limit, or the audit log cannot be written. */
function identifyAtOnce({ access, audit, requestsPerMinute }: AppOptions): Identify {
  if (requestsPerMinute !== undefined) return () => null;
  const everybody = { rights: ALL_RIGHTS, who: null };
  const identify: Identify = access ? (req) => access.known(req) : () => everybody;
  return (req) => (audit && !audit.isWritable ? null : identify(req));
}
