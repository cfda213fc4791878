import type { Router } from "express";
import { datasetSummary } from "../source/dataset-summary.ts";
import type { RouteContext } from "./context.ts";
import { prepareJson, sendJson } from "./json-answer.ts";
import { named } from "./observe.ts";

/** `/datasets`: what the viewer needs to know before the first tile. */
export function addDatasetRoutes(router: Router, context: RouteContext): void {
  router.get("/datasets", named("datasets"), async (req, res) => {
    const answer = await context.answers.get("datasets", () =>
      prepareJson({
        datasets: context.catalog.served.flatMap((each) => (each.dataset ? [datasetSummary(each, each.dataset)] : [])),
      }),
    );
    sendJson(req, res, answer);
  });
}
