import type { Router } from "express";
import { probeArchive } from "../source/probe.ts";
import type { RouteContext } from "./context.ts";
import { prepareJson, sendJson } from "./json-answer.ts";
import { addOperation } from "./openapi/add-operation.ts";
import { healthSchema, readySchema } from "./openapi/schemas.ts";
import { HttpProblem } from "./problem.ts";

/** `/health` (the process answers), `/ready` (a tile of each source was read just now), `/metrics` (Prometheus). */
export function addOperationRoutes(router: Router, context: RouteContext): void {
  const common = { route: "operations", tag: "operation" } as const;
  addOperation(
    router,
    context,
    {
      ...common,
      id: "getHealth",
      path: "/health",
      summary: "the process answers",
      answers: { "application/json": healthSchema },
      problems: [],
    },
    async (req, res) => sendJson(req, res, await prepareJson({ status: "ok" }), "no-store"),
  );
  addOperation(
    router,
    context,
    {
      ...common,
      id: "getReady",
      path: "/ready",
      summary: "a tile of every tileset was read and unpacked just now",
      answers: { "application/json": readySchema },
      problems: [503],
    },
    async (req, res) => {
      const { served } = context.catalog;
      for (const { id, archive } of served) {
        try {
          await probeArchive(archive);
        } catch (error) {
          context.logger.error({ err: error, tileset: id }, "not ready");
          const action = "look at the log; build the archive again";
          throw new HttpProblem(503, "not-ready", `no tile of ${id} can be read`, action, { "Retry-After": "10" });
        }
      }
      sendJson(req, res, await prepareJson({ status: "ready", tilesets: served.map((each) => each.id) }), "no-store");
    },
  );
  addOperation(
    router,
    context,
    {
      ...common,
      id: "getMetrics",
      path: "/metrics",
      summary: "metrics for Prometheus",
      answers: { "text/plain": "text" },
      problems: [],
    },
    async (_req, res) => {
      const { registry } = context.metrics;
      res.setHeader("Content-Type", registry.contentType);
      res.setHeader("Cache-Control", "no-store");
      res.end(await registry.metrics());
    },
  );
}
