import type { Request, Response } from "express";
import type { Logger } from "pino";
import type { Catalog } from "../source/catalog.ts";
import { ALL_RIGHTS, type Rights } from "../source/rights.ts";
import type { ServedDataset } from "../source/served.ts";
import type { AnswerCache } from "./answer-cache.ts";
import type { Metrics } from "./observe.ts";
import type { Operation } from "./openapi/operation.ts";
import { HttpProblem } from "./problem.ts";
import type { Serving, View } from "./serving.ts";
import type { WorkQueue } from "./work-queue.ts";

/** What the routes share. */
export interface RouteContext {
  readonly serving: Serving;
  /** What is served at this moment, without regard to rights: for askers who may see all of it. */
  readonly catalog: Catalog;
  /** Answers about {@link catalog}. A handler takes both before its first `await`, so that they belong together. */
  readonly answers: AnswerCache;
  /** Where whatever holds the thread for long has to wait its turn. */
  readonly work: WorkQueue;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly viewerDir: string | null;
  readonly publicUrl: string | null;
  /** Version of the service, for the OpenAPI document. */
  readonly version: string;
  /** Whether askers have to say who they are. */
  readonly isProtected: boolean;
  /** Every operation of the routes so far, from which the OpenAPI document is made. */
  readonly operations: Operation[];
}

/** What the asker of a request may see; everything where there is no access control. */
export function rightsOf(res: Response): Rights {
  return res.locals.rights ?? ALL_RIGHTS;
}

/** What the asker of a request sees; taken once, at the beginning of a handler. */
export function viewOf(context: RouteContext, res: Response): View {
  return context.serving.view(rightsOf(res));
}

/** The tileset of a name in a path. Throws a 404 that names those there are. */
export function requireTileset(catalog: Catalog, id: string): ServedDataset {
  const served = catalog.byId(id);
  if (served) return served;
  const names = catalog.served.map((each) => each.id).join(", ");
  throw new HttpProblem(
    404,
    "unknown-tileset",
    `no tileset is called ${JSON.stringify(id.slice(0, 80))}`,
    `the tilesets here are ${names}`,
  );
}

/** A parameter of the path, decoded. Absent only if the route's pattern does not have it, which would be our mistake. */
export function pathParameter(req: Request, name: string): string {
  const value = req.params[name];
  if (typeof value !== "string") throw new RangeError(`the route has no parameter ${name}`);
  return value;
}
