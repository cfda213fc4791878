import type { Router } from "express";
import { datasetSummary } from "../source/dataset-summary.ts";
import { type RouteContext, viewOf } from "./context.ts";
import { prepareJson, sendJson } from "./json-answer.ts";
import { addOperation } from "./openapi/add-operation.ts";
import { datasetsSchema } from "./openapi/schemas.ts";

/** `/datasets`: what the viewer needs to know before the first tile. */
export function addDatasetRoutes(router: Router, context: RouteContext): void {
  addOperation(
    router,
    context,
    {
      id: "getDatasets",
      path: "/datasets",
      route: "datasets",
      tag: "features",
      summary: "title, date, bounds, schemes, parks, counts and sources of each dataset",
      answers: { "application/json": datasetsSchema },
      also: { 304: "unchanged" },
      problems: [],
    },
    async (req, res) => {
      const { catalog, answers } = viewOf(context, res);
      const answer = await answers.get("datasets", () =>
        prepareJson({ datasets: catalog.served.flatMap((each) => (each.dataset ? [datasetSummary(each, each.dataset)] : [])) }),
      );
      sendJson(req, res, answer);
    },
  );
}
