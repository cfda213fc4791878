import { checkProtection, type Dataset, DEFAULT_REACH_FACTOR, type ProtectionCheck, protectionWhatIf } from "@parkatlas/geo-core";
import type { Router } from "express";
import { LIMITS } from "../config/limits.ts";
import { requireDataset } from "./analysis-routes.ts";
import type { RouteContext } from "./context.ts";
import { prepareJson, sendJson } from "./json-answer.ts";
import { parseBody, readJsonBody } from "./json-body.ts";
import { addOperation } from "./openapi/add-operation.ts";
import type { Operation } from "./openapi/operation.ts";
import { analysisSchema } from "./openapi/schemas.ts";
import { changesOf, type Scenario, scenarioSchema } from "./scenario.ts";

const PATH = "/analysis/protection/what-if";

const OPERATION: Operation = {
  id: "postProtectionWhatIf",
  path: PATH,
  route: "analysis",
  tag: "analyses",
  summary: "the protection check under assumed changes, and what differs from the data as they are",
  body: scenarioSchema,
  answers: { "application/json": analysisSchema },
  problems: [400, 404, 413, 415, 422, 503],
};

/** The checks that scenarios are compared with, the last ones asked for; they go with their dataset. */
type Bases = WeakMap<Dataset, Map<string, ProtectionCheck>>;

function baseOf(bases: Bases, dataset: Dataset, asOf: string, reachFactor: number): ProtectionCheck {
  const ofDataset = bases.get(dataset) ?? new Map<string, ProtectionCheck>();
  bases.set(dataset, ofDataset);
  const key = `${asOf} ${reachFactor}`;
  const { edgeModel, workingCrs } = dataset;
  const base = ofDataset.get(key) ?? checkProtection(dataset, { edgeModel, workingCrs, asOf, reachFactor, envelopes: false });
  // A Map iterates in the order of insertion: taken out and put in again, the base becomes the youngest.
  ofDataset.delete(key);
  ofDataset.set(key, base);
  for (const oldest of ofDataset.keys()) {
    if (ofDataset.size <= LIMITS.scenarioBasesMax) break;
    ofDataset.delete(oldest);
  }
  return base;
}

/** The object of the answer: that of the library, with what it rests on. */
function whatIfAnswer(bases: Bases, dataset: Dataset, scenario: Scenario) {
  const { asOf = dataset.asOf, reach: reachFactor = DEFAULT_REACH_FACTOR } = scenario;
  const { id: datasetId, edgeModel, workingCrs } = dataset;
  const base = baseOf(bases, dataset, asOf, reachFactor);
  const options = { edgeModel, workingCrs, asOf, reachFactor };
  return { datasetId, asOf, reachFactor, ...protectionWhatIf(dataset, base, changesOf(scenario), options) };
}

/**
 * The check of a dataset under assumed changes. The check of the data as they are is made with the first question and kept, so
 * that the next ones cost the few units that they touch. Answers are never kept: they are assumptions.
 */
export function addWhatIfRoute(router: Router, context: RouteContext): void {
  const bases: Bases = new WeakMap();
  router.post(PATH, readJsonBody(LIMITS.scenarioMaxBytes));
  addOperation(router, context, OPERATION, async (req, res) => {
    const scenario = parseBody(scenarioSchema, req.body);
    const dataset = requireDataset(context, res, scenario.dataset);
    const answer = await context.work.run(() => whatIfAnswer(bases, dataset, scenario));
    sendJson(req, res, await prepareJson(answer), "no-store");
  });
}
