import {
  type Dataset,
  evaluationReport,
  LAND_CLASSES,
  LAND_GROUP_KEYS,
  type LandClass,
  type LandGroupBy,
  type LandStatus,
  landAnswer,
  landReport,
  landRulesOf,
  landSeries,
  lineageReport,
  PUBLISHED_EVALUATIONS,
  protectionReport,
  type SeriesStep,
  type SubjectKey,
  sitingReport,
  zonesReport,
} from "@parkatlas/geo-core";
import type { Response, Router } from "express";
import { z } from "zod";
import { LIMITS } from "../config/limits.ts";
import { type RouteContext, rightsOf } from "./context.ts";
import { prepareJson, sendJson } from "./json-answer.ts";
import { addOperation } from "./openapi/add-operation.ts";
import type { Operation } from "./openapi/operation.ts";
import { analysisSchema } from "./openapi/schemas.ts";
import { HttpProblem } from "./problem.ts";
import {
  dateParameter,
  idListParameter,
  idParameter,
  integerParameter,
  numberParameter,
  parseQuery,
  wordListParameter,
  wordParameter,
} from "./query.ts";

const STATUSES = [
  "approved-unsupplied",
  "supplied-pending",
  "overdue",
  "suspected-idle",
  "idle",
  "under-construction",
  "stalled",
  "built",
  "unknown",
] as const satisfies readonly LandStatus[];

/** `by=park`, or two keys crossed as in `by=zone,county`. */
const groupByParameter = wordListParameter(LAND_GROUP_KEYS).transform((keys, refinement): LandGroupBy => {
  const [first, second, ...rest] = keys;
  if (first !== undefined && rest.length === 0) return second === undefined ? first : [first, second];
  refinement.addIssue({ code: "custom", message: "crosses at most two keys" });
  return z.NEVER;
});

const SERIES_STEPS = ["month", "quarter", "year"] as const satisfies readonly SeriesStep[];
const SUBJECTS = ["holder", "parcel", "block", "park"] as const satisfies readonly SubjectKey[];

const common = { dataset: idParameter.optional(), asOf: dateParameter.optional() };
const landQuery = z.strictObject({
  ...common,
  by: groupByParameter.optional(),
  parcel: idListParameter.optional(),
  status: wordListParameter(STATUSES).optional(),
});
const seriesQuery = z.strictObject({
  dataset: idParameter.optional(),
  from: dateParameter,
  to: dateParameter.optional(),
  step: wordParameter(SERIES_STEPS),
  by: groupByParameter.optional(),
});
const evaluationQuery = z.strictObject({
  dataset: idParameter.optional(),
  config: wordParameter(PUBLISHED_EVALUATIONS.map(({ id }) => id)).optional(),
  by: wordParameter(SUBJECTS).optional(),
  year: integerParameter(1900, 2200).optional(),
});
const lineageQuery = z.strictObject({
  dataset: idParameter.optional(),
  date: dateParameter.optional(),
  scheme: idParameter.optional(),
});
const protectionQuery = z.strictObject({ ...common, unit: idParameter.optional(), reach: numberParameter(1, 100).optional() });
const zonesQuery = z.strictObject({ ...common, scheme: idParameter.optional(), suggest: integerParameter(1, 50).optional() });

const sitingQuery = z.strictObject({
  ...common,
  distanceM: numberParameter(0, 100_000),
  minAreaMu: numberParameter(0, 1_000_000).optional(),
  status: wordListParameter<LandClass | "suspected-idle">(["suspected-idle", ...LAND_CLASSES]).optional(),
  unitAreaM2: numberParameter(0, 10_000_000).optional(),
  industry: idParameter.optional(),
});

type LandQuery = z.output<typeof landQuery>;
type SeriesQuery = z.output<typeof seriesQuery>;
type EvaluationQuery = z.output<typeof evaluationQuery>;
type LineageQuery = z.output<typeof lineageQuery>;
type ProtectionQuery = z.output<typeof protectionQuery>;
type ZonesQuery = z.output<typeof zonesQuery>;
type SitingQuery = z.output<typeof sitingQuery>;

/** The dataset of the query, the first one by default. Throws a 404 that names those there are. */
export function requireDataset(context: RouteContext, res: Response, id: string | undefined): Dataset {
  const { datasets: allowed } = rightsOf(res);
  const datasets = context.catalog.served.flatMap((each) =>
    each.dataset && (allowed?.has(each.id) ?? true) ? [each.dataset] : [],
  );
  const dataset = id === undefined ? datasets[0] : datasets.find((each) => each.id === id);
  if (dataset) return dataset;
  const names = datasets.map((each) => each.id).join(", ");
  throw new HttpProblem(
    404,
    "unknown-dataset",
    id === undefined
      ? "only archives are served, and an archive holds tiles, not data"
      : `no dataset is called ${JSON.stringify(id.slice(0, 80))}`,
    names === "" ? "serve a dataset folder" : `the datasets here are ${names}`,
  );
}

/** `given` without what is undefined: under exactOptionalPropertyTypes an absent option and an undefined one differ. */
function present<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/** The report; for parcels asked for by id also the sentences and the clock of each. */
function landAnalysis(dataset: Dataset, { by, parcel, status, asOf }: LandQuery) {
  const report = landReport(dataset, present({ asOf, by, parcelIds: parcel, statuses: status, withConditions: parcel && true }));
  if (!parcel) return report;
  const rules = landRulesOf(dataset.config);
  const parcels = new Map(dataset.parcels.map((each) => [each.id, each]));
  return { ...report, answers: report.parcels.map(({ id }) => landAnswer(parcels.get(id)!, report.asOf, rules)) };
}

const STEP_MONTHS: Readonly<Record<SeriesStep, number>> = { month: 1, quarter: 3, year: 12 };

/** Throws a 400 before anything is computed where the series has more dates than one request may cost. */
function seriesAnswer(dataset: Dataset, { from, to = dataset.asOf, step, by }: SeriesQuery) {
  const monthOf = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  if ((monthOf(to) - monthOf(from)) / STEP_MONTHS[step] > LIMITS.seriesStepsMax)
    throw new HttpProblem(
      400,
      "query-invalid",
      `from ${from} to ${to} are more than ${LIMITS.seriesStepsMax} steps of a ${step}`,
      "ask for a shorter time or a longer step",
    );
  const synthetic = dataset.parcels.some(({ properties }) => properties.provenance === "synthetic");
  return { dataset: dataset.id, synthetic, ...landSeries(dataset, { from, to, step, ...present({ by }) }) };
}

function evaluationAnswer(dataset: Dataset, { config, by, year }: EvaluationQuery) {
  return evaluationReport(dataset, present({ config, by, year }));
}

function lineageAnswer(dataset: Dataset, { date, scheme }: LineageQuery) {
  const schemes = dataset.zoning.map(({ id }) => id);
  if (scheme !== undefined && !schemes.includes(scheme))
    throw new HttpProblem(
      404,
      "unknown-id",
      `no zoning scheme is called ${JSON.stringify(scheme.slice(0, 80))}`,
      `the schemes of ${dataset.id} are ${schemes.join(", ")}`,
    );
  return lineageReport(dataset, present({ date, schemeId: scheme }));
}

function protectionAnswer(dataset: Dataset, { unit, asOf, reach }: ProtectionQuery) {
  return protectionReport(dataset, present({ unitId: unit, asOf, reachFactor: reach }));
}

function zonesAnswer(dataset: Dataset, { scheme, asOf, suggest }: ZonesQuery) {
  return zonesReport(dataset, present({ schemeId: scheme, date: asOf, suggest }));
}

function sitingAnswer(dataset: Dataset, { distanceM, asOf, minAreaMu, status, unitAreaM2, industry }: SitingQuery) {
  return sitingReport(dataset, { distanceM, ...present({ asOf, minAreaMu, statuses: status, unitAreaM2, industry }) });
}

/**
 * The routes below `/analysis/`: the objects of the command line. An answer follows from the dataset and the query alone, so it
 * is kept, ready in both codings, until younger ones need the room.
 */
export function addAnalysisRoutes(router: Router, context: RouteContext): void {
  const add = <Shape extends z.ZodRawShape>(
    name: string,
    schema: z.ZodObject<Shape>,
    answer: (dataset: Dataset, query: z.output<z.ZodObject<Shape>>) => unknown,
  ) => {
    const operation: Operation = {
      id: `get${name.replaceAll(/(?:^|\/)(\w)/g, (_, letter: string) => letter.toUpperCase())}`,
      path: `/analysis/${name}`,
      route: "analysis",
      tag: "analyses",
      summary: `the JSON of the command line for ${name}`,
      query: schema,
      answers: { "application/json": analysisSchema },
      also: { 304: "unchanged" },
      problems: [400, 404, 422, 503],
    };
    addOperation(router, context, operation, async (req, res) => {
      const query = parseQuery(schema, req);
      const asked: string | undefined = "dataset" in query && typeof query.dataset === "string" ? query.dataset : undefined;
      const dataset = requireDataset(context, res, asked);
      const key = JSON.stringify([name, { ...query, dataset: dataset.id }]);
      sendJson(
        req,
        res,
        await context.answers.get(key, async () => prepareJson(await context.work.run(() => answer(dataset, query)))),
      );
    });
  };
  add("land", landQuery, landAnalysis);
  add("land/series", seriesQuery, seriesAnswer);
  add("evaluation", evaluationQuery, evaluationAnswer);
  add("lineage", lineageQuery, lineageAnswer);
  add("protection", protectionQuery, protectionAnswer);
  add("zones", zonesQuery, zonesAnswer);
  add("siting", sitingQuery, sitingAnswer);
}
