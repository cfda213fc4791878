import { randomUUID } from "node:crypto";
import type { RequestHandler, Response } from "express";
import type { Logger } from "pino";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Serving } from "./serving.ts";

/** Every value of the label `route`. A closed list: no request can add a series. */
export type RouteName =
  | "landing"
  | "viewer"
  | "datasets"
  | "tilejson"
  | "tile"
  | "archive"
  | "style"
  | "collections"
  | "items"
  | "item"
  | "tilesets"
  | "analysis"
  | "operations"
  | "unmatched";

const METHODS = new Set(["GET", "HEAD", "OPTIONS", "POST"]);

/** Says which route a request took, for metrics and log. The first one to say so wins. */
export function named(route: RouteName): RequestHandler {
  return (_req, res, next) => {
    res.locals.route ??= route;
    next();
  };
}

/** One answered request, for metrics, log and audit. */
export interface Answered {
  readonly requestId: string;
  readonly route: RouteName;
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly seconds: number;
  /** False where the connection broke before the last byte. */
  readonly complete: boolean;
  /** Who asked; null without access control. */
  readonly who: string | null;
}

export interface Metrics {
  readonly registry: Registry;
  /** Counts and times one request. Cost: two look-ups. */
  count(answered: Answered): void;
  /** Replacements of what is served, done or refused. */
  readonly swaps: Counter<"result">;
}

/** Metrics of one app in a registry of its own, so that two apps in one process do not share counts. */
export function createMetrics(processName?: string): Metrics {
  const registry = new Registry();
  if (processName !== undefined) registry.setDefaultLabels({ process: processName });
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: "parkatlas_http_requests_total",
    help: "Requests answered",
    labelNames: ["route", "method", "status"] as const,
    registers: [registry],
  });
  const seconds = new Histogram({
    name: "parkatlas_http_request_duration_seconds",
    help: "Time from the request head to the last byte of the answer",
    labelNames: ["route"] as const,
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  });
  const swaps = new Counter({
    name: "parkatlas_swaps_total",
    help: "Replacements of what is served",
    labelNames: ["result"] as const,
    registers: [registry],
  });
  const counters = new Map<string, Counter.Internal>();
  const timers = new Map<RouteName, Histogram.Internal<"route">>();
  return {
    registry,
    swaps,
    count({ route, method: asked, status, seconds: took }) {
      const method = METHODS.has(asked) ? asked : "other";
      const key = `${route} ${method} ${status}`;
      let counter = counters.get(key);
      if (!counter) {
        counter = requests.labels({ route, method, status: String(status) });
        counters.set(key, counter);
      }
      counter.inc();
      let timer = timers.get(route);
      if (!timer) {
        timer = seconds.labels({ route });
        timers.set(route, timer);
      }
      timer.observe(took);
    },
  };
}

/** Adds what is served and what is kept in memory to the metrics. */
export function measureServing({ registry }: Metrics, serving: Serving): void {
  const gauge = (name: string, help: string, value: () => number) => {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(value());
      },
    });
  };
  gauge("parkatlas_generation", "How often what is served was set, the start included", () => serving.generation);
  gauge("parkatlas_tile_cache_bytes", "Tiles kept in memory", () => serving.tiles.bytes());
  gauge("parkatlas_answer_cache_bytes", "Answers kept in memory", () => serving.view().answers.bytes());
}

/** Tells metrics, log and audit of one answered request. */
export type Recorder = (answered: Answered) => void;

/** Writes the request log: one line for each request at level info. */
export function logRequests(logger: Logger): Recorder {
  return ({ requestId, method, url, status, seconds, complete, who }) => {
    if (!logger.isLevelEnabled("info")) return;
    logger.info({ requestId, method, url, status, ms: seconds * 1000, complete, ...(who === null ? {} : { who }) }, "request");
  };
}

/** Seconds since a time of `performance.now()`. */
export const secondsSince = (startedMs: number) => (performance.now() - startedMs) / 1000;

/** Gives each request an id, and has it recorded when its answer has ended, however it ended. */
export function observe(record: Recorder): RequestHandler {
  return (req, res: Response, next) => {
    const startedMs = performance.now();
    const requestId = randomUUID();
    res.setHeader("X-Request-Id", requestId);
    res.once("close", () => {
      record({
        requestId,
        route: res.locals.route ?? "unmatched",
        method: req.method,
        url: req.originalUrl,
        status: res.statusCode,
        seconds: secondsSince(startedMs),
        complete: res.writableFinished,
        who: res.locals.who ?? null,
      });
    });
    next();
  };
}
