import type { ProtectionReport } from "@parkatlas/geo-core";
import type {
  DatasetSummary,
  EvaluationAnswer,
  ItemFeature,
  LandParcelAnswer,
  LandReport,
  LandSeriesAnswer,
  LineageAnswer,
} from "../core/contract.ts";
import type { Selection } from "../core/selection.ts";
import { ApiError } from "./api-error.ts";

/** The part of the protection report that the viewer reads. */
export type ProtectionAnswer = Pick<ProtectionReport, "units" | "summary">;

/** What the viewer asks the service. Every call rejects with `ApiError`, or with the signal's reason when aborted. */
export interface Api {
  readonly datasets: (signal: AbortSignal) => Promise<readonly DatasetSummary[]>;
  readonly land: (dataset: string, asOf: string, signal: AbortSignal) => Promise<LandReport>;
  /** The ratios by block. */
  readonly landBlocks: (dataset: string, asOf: string, signal: AbortSignal) => Promise<LandReport["groups"]>;
  readonly landParcel: (dataset: string, asOf: string, parcelId: string, signal: AbortSignal) => Promise<LandParcelAnswer | null>;
  /** Land by park and quarter. */
  readonly landSeries: (dataset: string, from: string, to: string, signal: AbortSignal) => Promise<LandSeriesAnswer>;
  readonly evaluation: (dataset: string, signal: AbortSignal) => Promise<EvaluationAnswer>;
  readonly lineage: (dataset: string, date: string, signal: AbortSignal) => Promise<LineageAnswer>;
  readonly protection: (dataset: string, asOf: string, signal: AbortSignal) => Promise<ProtectionAnswer>;
  readonly item: (dataset: string, selection: Selection, signal: AbortSignal) => Promise<ItemFeature>;
}

type Fetch = (url: string, init: { readonly signal: AbortSignal; readonly headers: Record<string, string> }) => Promise<Response>;

/** The service beside which the viewer is served: `base` is the address of its root, with a slash at the end. */
export function createApi(base: string, fetchJson: Fetch = (url, init) => fetch(url, init)): Api {
  const get = async (path: string, query: Readonly<Record<string, string>>, signal: AbortSignal) => {
    const url = new URL(path, base);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return { url: url.pathname, body: await getJson(url, signal, fetchJson) };
  };
  return {
    datasets: async (signal) => {
      const { url, body } = await get("datasets", {}, signal);
      return arrayField<DatasetSummary>(url, body, "datasets");
    },
    land: async (dataset, asOf, signal) => {
      const { url, body } = await get("analysis/land", { dataset, asOf, by: "park" }, signal);
      return {
        asOf,
        parcels: arrayField<LandReport["parcels"][number]>(url, body, "parcels"),
        groups: arrayField<LandReport["groups"][number]>(url, body, "groups"),
      };
    },
    landBlocks: async (dataset, asOf, signal) => {
      const { url, body } = await get("analysis/land", { dataset, asOf, by: "block", status: "idle" }, signal);
      return arrayField<LandReport["groups"][number]>(url, body, "groups");
    },
    landParcel: async (dataset, asOf, parcel, signal) => {
      const { url, body } = await get("analysis/land", { dataset, asOf, parcel }, signal);
      const row = arrayField<LandParcelAnswer["row"]>(url, body, "parcels")[0];
      const issues = arrayField<LandParcelAnswer["issues"][number]>(url, body, "issues");
      const reasons = arrayField<NonNullable<LandParcelAnswer["reasons"]>>(url, body, "answers")[0] ?? null;
      return row ? { row, reasons, issues: issues.filter((issue) => issue.featureId === parcel) } : null;
    },
    landSeries: async (dataset, from, to, signal) => {
      const { url, body } = await get("analysis/land/series", { dataset, from, to, step: "quarter", by: "park" }, signal);
      return {
        dates: arrayField<string>(url, body, "dates"),
        groups: arrayField<LandSeriesAnswer["groups"][number]>(url, body, "groups"),
      };
    },
    evaluation: async (dataset, signal) => {
      const { url, body } = await get("analysis/evaluation", { dataset }, signal);
      for (const name of ["rows", "thresholds"]) arrayField(url, body, name);
      objectField(url, body, "config");
      return body as unknown as EvaluationAnswer;
    },
    lineage: async (dataset, date, signal) => {
      const { url, body } = await get("analysis/lineage", { dataset, date }, signal);
      for (const name of ["entities", "changes"]) arrayField(url, body, name);
      return body as unknown as LineageAnswer;
    },
    protection: async (dataset, asOf, signal) => {
      const { url, body } = await get("analysis/protection", { dataset, asOf }, signal);
      const units = arrayField<ProtectionReport["units"][number]>(url, body, "units");
      return { units, summary: objectField<ProtectionReport["summary"]>(url, body, "summary") };
    },
    item: async (dataset, { layer, id }, signal) => {
      const path = `collections/${encodeURIComponent(dataset)}.${layer}/items/${encodeURIComponent(id)}`;
      const { url, body } = await get(path, {}, signal);
      objectField(url, body, "properties");
      objectField(url, body, "geometry");
      return body as unknown as ItemFeature;
    },
  };
}

type JsonObject = Readonly<Record<string, unknown>>;

async function getJson(url: URL, signal: AbortSignal, fetchJson: Fetch): Promise<JsonObject> {
  let response: Response;
  try {
    response = await fetchJson(url.href, { signal, headers: { accept: "application/json, application/geo+json" } });
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new ApiError(url.pathname, { kind: "network" });
  }
  const body = await readBody(response);
  if (!response.ok) {
    const detail = typeof body?.detail === "string" ? body.detail : response.statusText;
    throw new ApiError(url.pathname, { kind: "http", status: response.status, detail });
  }
  if (body === null) throw new ApiError(url.pathname, { kind: "shape", detail: "not a JSON object" });
  return body;
}

async function readBody(response: Response): Promise<JsonObject | null> {
  try {
    const body: unknown = await response.json();
    return typeof body === "object" && body !== null && !Array.isArray(body) ? (body as JsonObject) : null;
  } catch {
    return null;
  }
}

function arrayField<T>(url: string, body: JsonObject, field: string): readonly T[] {
  const value = body[field];
  if (!Array.isArray(value)) throw new ApiError(url, { kind: "shape", detail: `"${field}" is not a list` });
  return value as readonly T[];
}

function objectField<T>(url: string, body: JsonObject, field: string): T {
  const value = body[field];
  if (typeof value !== "object" || value === null) throw new ApiError(url, { kind: "shape", detail: `"${field}" is missing` });
  return value as T;
}
