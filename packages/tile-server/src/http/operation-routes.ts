import { promisify } from "node:util";
import { gunzip as gunzipCallback } from "node:zlib";
import type { Router } from "express";
import type { ServedDataset } from "../source/served.ts";
import { tileRangeOf } from "../source/tile-range.ts";
import type { RouteContext } from "./context.ts";
import { prepareJson, sendJson } from "./json-answer.ts";
import { named } from "./observe.ts";
import { HttpProblem } from "./problem.ts";

const gunzip = promisify(gunzipCallback);
/** How many addresses of the lowest zoom are tried for a tile. */
const PROBES_MAX = 256;

/** Reads and unpacks the first tile of the lowest zoom. Throws where the archive cannot be read any more. */
async function readOneTile({ archive }: ServedDataset): Promise<void> {
  const { header } = archive;
  const z = header.minZoom;
  const { minX, maxX, minY, maxY } = tileRangeOf(header.bounds, z);
  let probes = 0;
  for (let y = minY; y <= maxY; y++)
    for (let x = minX; x <= maxX; x++) {
      if (probes++ >= PROBES_MAX) return;
      const tile = await archive.tile(z, x, y);
      if (!tile) continue;
      if (header.tileCompression === "gzip") await gunzip(tile);
      return;
    }
}

/** `/health` (the process answers), `/ready` (a tile of each source was read just now), `/metrics` (Prometheus). */
export function addOperationRoutes(router: Router, context: RouteContext): void {
  router.get("/health", named("operations"), async (req, res) => {
    sendJson(req, res, await prepareJson({ status: "ok" }), "no-store");
  });
  router.get("/ready", named("operations"), async (req, res) => {
    for (const served of context.catalog.served) {
      try {
        await readOneTile(served);
      } catch (error) {
        context.logger.error({ err: error, tileset: served.id }, "not ready");
        throw new HttpProblem(
          503,
          "not-ready",
          `no tile of ${served.id} can be read`,
          "look at the log; build the archive again",
          { "Retry-After": "10" },
        );
      }
    }
    sendJson(
      req,
      res,
      await prepareJson({ status: "ready", tilesets: context.catalog.served.map((each) => each.id) }),
      "no-store",
    );
  });
  router.get("/metrics", named("operations"), async (_req, res) => {
    const { registry } = context.metrics;
    res.setHeader("Content-Type", registry.contentType);
    res.setHeader("Cache-Control", "no-store");
    res.end(await registry.metrics());
  });
}
