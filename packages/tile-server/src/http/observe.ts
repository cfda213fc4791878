import { randomUUID } from "node:crypto";
import type { RequestHandler, Response } from "express";
import type { Logger } from "pino";
import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";

/** Every value of the label `route`. A closed list: no request can add a series. */
export type RouteName =
  | "viewer"
  | "datasets"
  | "tilejson"
  | "tile"
  | "archive"
  | "style"
  | "collections"
  | "items"
  | "item"
  | "analysis"
  | "operations"
  | "unmatched";

const METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

/** Says which route a request took, for metrics and log. The first one to say so wins. */
export function named(route: RouteName): RequestHandler {
  return (_req, res, next) => {
    nameRoute(res, route);
    next();
  };
}

function nameRoute(res: Response, route: RouteName): void {
  res.locals.route ??= route;
}

export interface Metrics {
  readonly registry: Registry;
  readonly requests: Counter<"route" | "method" | "status">;
  readonly seconds: Histogram<"route">;
}

/** Metrics of one app in a registry of its own, so that two apps in one process do not share counts. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Counter({
      name: "parkatlas_http_requests_total",
      help: "Requests answered",
      labelNames: ["route", "method", "status"] as const,
      registers: [registry],
    }),
    seconds: new Histogram({
      name: "parkatlas_http_request_duration_seconds",
      help: "Time from the request head to the last byte of the answer",
      labelNames: ["route"] as const,
      buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers: [registry],
    }),
  };
}

/** Gives each request an id, and counts, times and logs it when its answer has ended, however it ended. */
export function observe(metrics: Metrics, logger: Logger): RequestHandler {
  return (req, res, next) => {
    const startedNs = process.hrtime.bigint();
    const requestId = randomUUID();
    res.setHeader("X-Request-Id", requestId);
    res.once("close", () => {
      const seconds = Number(process.hrtime.bigint() - startedNs) / 1e9;
      const route: RouteName = res.locals.route ?? "unmatched";
      const method = METHODS.has(req.method) ? req.method : "other";
      metrics.requests.inc({ route, method, status: res.statusCode });
      metrics.seconds.observe({ route }, seconds);
      if (!logger.isLevelEnabled("info")) return;
      logger.info(
        {
          requestId,
          method: req.method,
          url: req.originalUrl,
          status: res.statusCode,
          ms: seconds * 1000,
          complete: res.writableFinished,
        },
        "request",
      );
    });
    next();
  };
}
