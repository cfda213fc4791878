import {
  type Dataset,
  evaluationReport,
  type GeoErrorCode,
  isGeoError,
  LAYER_NAMES,
  type LandGroupBy,
  type LandStatus,
  landAnswer,
  landReport,
  landRulesOf,
  landSeries,
  lineageReport,
  protectionReport,
  type SeriesStep,
} from "@parkatlas/geo-core";
import type { JsonObject } from "../data/ask.ts";
import { itemOfPath } from "./request-path.ts";

/** An answer as the service would give it. */
export interface RequestAnswer {
  readonly status: number;
  readonly body: JsonObject;
}

type Query = Readonly<Record<string, string>>;

/** `given` without what is undefined: under exactOptionalPropertyTypes an absent option and an undefined one differ. */
function present<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function groupBy(by: string | undefined): LandGroupBy | undefined {
  return by?.includes(",") ? (by.split(",") as unknown as LandGroupBy) : (by as LandGroupBy | undefined);
}

function land(dataset: Dataset, { asOf, by, parcel, status }: Query) {
  const [parcelIds, statuses] = [parcel?.split(","), status?.split(",") as LandStatus[] | undefined];
  const report = landReport(dataset, present({ asOf, by: groupBy(by), parcelIds, statuses, withConditions: parcelIds && true }));
  if (!parcelIds) return report;
  const rules = landRulesOf(dataset.config);
  const parcels = new Map(dataset.parcels.map((each) => [each.id, each]));
  return { ...report, answers: report.parcels.map(({ id }) => landAnswer(parcels.get(id)!, report.asOf, rules)) };
}

function series(dataset: Dataset, { from = dataset.asOf, to = dataset.asOf, step, by }: Query) {
  const synthetic = dataset.parcels.some(({ properties }) => properties.provenance === "synthetic");
  const options = { from, to, step: step as SeriesStep, ...present({ by: groupBy(by) }) };
  return { dataset: dataset.id, synthetic, ...landSeries(dataset, options) };
}

const ANALYSES: Readonly<Record<string, (dataset: Dataset, query: Query) => object>> = {
  "analysis/land": land,
  "analysis/land/series": series,
  "analysis/evaluation": (dataset, { config, year }) =>
    evaluationReport(dataset, present({ config, year: year === undefined ? undefined : Number(year) })),
  "analysis/lineage": (dataset, { date, scheme }) => lineageReport(dataset, present({ date, schemeId: scheme })),
  "analysis/protection": (dataset, { asOf, unit }) => protectionReport(dataset, present({ asOf, unitId: unit })),
};

/** How the service answers to what the library refuses; else with 422. */
const STATUSES: Readonly<Partial<Record<GeoErrorCode, number>>> = {
  "unknown-id": 404,
  "date-invalid": 400,
  "input-out-of-range": 400,
};

const unknown = (detail: string): RequestAnswer => ({ status: 404, body: { detail } });

/**
 * The answer of the service to a request of the viewer, from the same functions of the library. What the library refuses is
 * an answer with the status of the service and its words.
 */
export function answerRequest(dataset: Dataset, path: string, query: Query): RequestAnswer {
  const item = itemOfPath(path);
  if (item) {
    const layer = LAYER_NAMES.find((name) => name === item.layer);
    const found = layer && dataset[layer].find((feature) => feature.id === item.id);
    return found ? { status: 200, body: { ...found } } : unknown(`${item.layer} has no feature ${JSON.stringify(item.id)}`);
  }
  const analysis = ANALYSES[path];
  if (!analysis) return unknown(`${path} is answered by the service only`);
  try {
    return { status: 200, body: { ...analysis(dataset, query) } };
  } catch (error) {
    if (isGeoError(error)) return { status: STATUSES[error.code] ?? 422, body: { detail: error.message } };
    throw error;
  }
}
