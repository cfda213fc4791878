import { type CandidateProject, type Dataset, LAND_CLASSES, type LandClass, placementReport } from "@parkatlas/geo-core";
import type { Router } from "express";
import { z } from "zod";
import { LIMITS } from "../config/limits.ts";
import { requireDataset } from "./analysis-routes.ts";
import type { RouteContext } from "./context.ts";
import { prepareJson, sendJson } from "./json-answer.ts";
import { parseBody, readJsonBody } from "./json-body.ts";
import { addOperation } from "./openapi/add-operation.ts";
import type { Operation } from "./openapi/operation.ts";
import { analysisSchema } from "./openapi/schemas.ts";
import { dateSchema, idSchema } from "./scenario.ts";

const PATH = "/analysis/siting/place";

/** Body: which land, and what is to be placed on it. Bounds here are those of sense; what is defined is the library's to say. */
const unitSchema = z.strictObject({
  id: idSchema,
  areaM2: z.number().min(0).max(10_000_000).default(0),
  distanceM: z.number().min(0).max(100_000),
});
const projectSchema = z.strictObject({ id: idSchema, units: z.array(unitSchema).min(1).max(LIMITS.projectUnitsMax) });
const placingSchema = z
  .strictObject({
    dataset: idSchema.optional(),
    asOf: dateSchema.optional(),
    minAreaMu: z.number().min(0).max(1_000_000).optional(),
    status: z
      .array(z.enum(["suspected-idle", ...LAND_CLASSES] as [LandClass | "suspected-idle", ...LandClass[]]))
      .min(1)
      .optional(),
    projects: z.array(projectSchema).min(1).max(LIMITS.projectsMax),
  })
  .meta({ id: "Placing" });

type Placing = z.output<typeof placingSchema>;

const OPERATION: Operation = {
  id: "postSitingPlace",
  path: PATH,
  route: "analysis",
  tag: "analyses",
  summary: "candidate projects of several units placed on the parcels offered, with positions and proof points",
  body: placingSchema,
  answers: { "application/json": analysisSchema },
  problems: [400, 404, 413, 415, 422, 503],
};

function placedAnswer(dataset: Dataset, { asOf, minAreaMu, status, projects }: Placing) {
  return placementReport(dataset, projects satisfies readonly CandidateProject[], {
    ...(asOf === undefined ? {} : { asOf }),
    ...(minAreaMu === undefined ? {} : { minAreaMu }),
    ...(status === undefined ? {} : { statuses: status }),
    mostSearches: LIMITS.placementSearchesMax,
  });
}

/** The object of `parkatlas siting --project FILE --json`. Projects are somebody's plans, so answers are never kept. */
export function addPlaceRoute(router: Router, context: RouteContext): void {
  router.post(PATH, readJsonBody(LIMITS.scenarioMaxBytes));
  addOperation(router, context, OPERATION, async (req, res) => {
    const placing = parseBody(placingSchema, req.body);
    const dataset = requireDataset(context, res, placing.dataset);
    const answer = await context.work.run(() => placedAnswer(dataset, placing));
    sendJson(req, res, await prepareJson(answer), "no-store");
  });
}
