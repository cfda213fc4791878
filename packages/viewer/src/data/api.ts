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
import type { Ask, JsonObject } from "./ask.ts";

/** The part of the protection report that the viewer reads. */
export type ProtectionAnswer = Pick<ProtectionReport, "units" | "summary">;

/** What the viewer asks. Every call rejects with `ApiError`, or with the signal's reason when aborted. */
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

/** The questions of the viewer, put to the service beside which it is served or to whoever answers in its place. */
export function createApi(ask: Ask): Api {
  return {
    datasets: async (signal) => {
      const body = await ask("datasets", {}, signal);
      return arrayField<DatasetSummary>(body, "datasets");
    },
    land: async (dataset, asOf, signal) => {
      const body = await ask("analysis/land", { dataset, asOf, by: "park" }, signal);
      return {
        asOf,
        parcels: arrayField<LandReport["parcels"][number]>(body, "parcels"),
        groups: arrayField<LandReport["groups"][number]>(body, "groups"),
      };
    },
    landBlocks: async (dataset, asOf, signal) => {
      const body = await ask("analysis/land", { dataset, asOf, by: "block", status: "idle" }, signal);
      return arrayField<LandReport["groups"][number]>(body, "groups");
    },
    landParcel: async (dataset, asOf, parcel, signal) => {
      const body = await ask("analysis/land", { dataset, asOf, parcel }, signal);
      const row = arrayField<LandParcelAnswer["row"]>(body, "parcels")[0];
      const issues = arrayField<LandParcelAnswer["issues"][number]>(body, "issues");
      const reasons = arrayField<NonNullable<LandParcelAnswer["reasons"]>>(body, "answers")[0] ?? null;
      return row ? { row, reasons, issues: issues.filter((issue) => issue.featureId === parcel) } : null;
    },
    landSeries: async (dataset, from, to, signal) => {
      const body = await ask("analysis/land/series", { dataset, from, to, step: "quarter", by: "park" }, signal);
      return {
        dates: arrayField<string>(body, "dates"),
        groups: arrayField<LandSeriesAnswer["groups"][number]>(body, "groups"),
      };
    },
    evaluation: async (dataset, signal) => {
      const body = await ask("analysis/evaluation", { dataset }, signal);
      for (const name of ["rows", "thresholds"]) arrayField(body, name);
      objectField(body, "config");
      return body as unknown as EvaluationAnswer;
    },
    lineage: async (dataset, date, signal) => {
      const body = await ask("analysis/lineage", { dataset, date }, signal);
      for (const name of ["entities", "changes"]) arrayField(body, name);
      return body as unknown as LineageAnswer;
    },
    protection: async (dataset, asOf, signal) => {
      const body = await ask("analysis/protection", { dataset, asOf }, signal);
      const units = arrayField<ProtectionReport["units"][number]>(body, "units");
      return { units, summary: objectField<ProtectionReport["summary"]>(body, "summary") };
    },
    item: async (dataset, { layer, id }, signal) => {
      const path = `collections/${encodeURIComponent(dataset)}.${layer}/items/${encodeURIComponent(id)}`;
      const body = await ask(path, {}, signal);
      objectField(body, "properties");
      objectField(body, "geometry");
      return body as unknown as ItemFeature;
    },
  };
}

function arrayField<T>(body: JsonObject, field: string): readonly T[] {
  const value = body[field];
  if (!Array.isArray(value)) throw new ApiError(field, { kind: "shape", detail: `"${field}" is not a list` });
  return value as readonly T[];
}

function objectField<T>(body: JsonObject, field: string): T {
  const value = body[field];
  if (typeof value !== "object" || value === null) throw new ApiError(field, { kind: "shape", detail: `"${field}" is missing` });
  return value as T;
}
