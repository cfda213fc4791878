import type { Request } from "express";
import type { Logger } from "pino";
import type { Catalog } from "../source/catalog.ts";
import type { ServedDataset } from "../source/served.ts";
import type { AnswerCache } from "./answer-cache.ts";
import type { Metrics } from "./observe.ts";
import { HttpProblem } from "./problem.ts";
import type { WorkQueue } from "./work-queue.ts";

/** What the routes share. */
export interface RouteContext {
  readonly catalog: Catalog;
  readonly answers: AnswerCache;
  /** Where whatever holds the thread for long has to wait its turn. */
  readonly work: WorkQueue;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly viewerDir: string | null;
  readonly publicUrl: string | null;
}

/** The tileset of a name in a path. Throws a 404 that names those there are. */
export function requireTileset(context: RouteContext, id: string): ServedDataset {
  const served = context.catalog.byId(id);
  if (served) return served;
  const names = context.catalog.served.map((each) => each.id).join(", ");
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
