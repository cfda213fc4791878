import type {
  EdgeModel,
  LandClass,
  LandStatus,
  ProtectionChange,
  ProtectionWhatIf,
  SitingReport,
  SitingResult,
} from "@parkatlas/geo-core";
import type { Feature, FeatureCollection, MultiPolygon, Point, Polygon } from "geojson";
import type { DatasetSummary } from "../core/contract.ts";
import type { RequestAnswer } from "../local/answer-request.ts";

/** Where datasets are. */
export interface DatasetPlace {
  /** Address of the root of the service or the site, with a slash at the end. */
  readonly base: string;
  /** Whether there are the files of the datasets, and no service. */
  readonly files: boolean;
}

/** Where the features of a dataset are, and how they are to be read: all that the worker needs to know. */
export interface DatasetSource extends DatasetPlace {
  readonly id: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly asOf: string;
  readonly crs: "EPSG:4490" | "EPSG:4326";
  readonly edgeModel: EdgeModel;
  readonly workingCrs: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** The source of a dataset of the list. */
export function sourceOf(place: DatasetPlace, dataset: DatasetSummary): DatasetSource {
  const { id, title, asOf, crs, edgeModel, workingCrs, config } = dataset;
  return { ...place, id, title, asOf, crs, edgeModel, workingCrs, config: { ...config } };
}

export interface SitingQuestion {
  readonly kind: "siting";
  readonly asOf: string;
  readonly distanceM: number;
  readonly minAreaMu: number;
  readonly statuses: readonly (LandStatus | LandClass)[];
  readonly unitAreaM2: number | null;
}

/** A parcel of the answer with what the list and the files say beside it. */
export type SitingRow = SitingReport["parcels"][number] & {
  readonly nameEn: string | null;
  readonly nearestSiteNameEn: string | null;
  readonly provenance: string | null;
};

/** Properties of what the map draws for siting: the parcel by class, and the ground that a part parcel leaves. */
export interface SitingShape {
  readonly id: string;
  readonly class: "whole" | "part" | "none" | "usable";
}

export interface SitingAnswer extends Pick<SitingResult, "summary" | "issues"> {
  readonly asOf: string;
  readonly distanceM: number;
  readonly rows: readonly SitingRow[];
  readonly drawing: FeatureCollection<Polygon | MultiPolygon, SitingShape>;
  /** The usable ground of each parcel that has any, as the command line writes it. */
  readonly ground: readonly Feature<Polygon | MultiPolygon, Readonly<Record<string, unknown>>>[];
}

export interface WhatIfQuestion {
  readonly kind: "what-if";
  readonly asOf: string;
  readonly unitId: string;
  readonly changes: readonly ProtectionChange[];
}

export interface WhatIfAnswer extends ProtectionWhatIf {
  /** The unit as it would lie, and the envelopes drawn around it. */
  readonly unit: Feature<Polygon | MultiPolygon | Point>;
  readonly envelopes: readonly (Polygon | MultiPolygon)[];
  readonly siteNames: Readonly<Record<string, { readonly name: string; readonly nameEn: string | null }>>;
}

export interface FactsQuestion {
  readonly kind: "facts";
}

/** What the register knows about a parcel beside its status: for filters and search. */
export interface ParcelFacts {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly holder: string | null;
  readonly holderEn: string | null;
  readonly causes: readonly string[];
  readonly provenance: string | null;
  readonly geometry: Polygon | MultiPolygon;
}

/** A feature of any other layer by its names, for search. */
export interface NamedPlace {
  readonly layer: "parks" | "blocks" | "sites" | "units" | "plants";
  readonly id: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly enterprise: string | null;
}

export interface FactsAnswer {
  readonly parcels: readonly ParcelFacts[];
  readonly places: readonly NamedPlace[];
}

/** What the service would be asked; answered where there are files in its place. */
export interface RequestQuestion {
  readonly kind: "request";
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

export interface Answers {
  readonly siting: SitingAnswer;
  readonly "what-if": WhatIfAnswer;
  readonly facts: FactsAnswer;
  readonly request: RequestAnswer;
}

/** What is answered from a dataset, wherever it was read from. */
export type DatasetQuestion = SitingQuestion | WhatIfQuestion | FactsQuestion;
export type Question = DatasetQuestion | RequestQuestion;

export interface ToWorker {
  readonly number: number;
  readonly source: DatasetSource;
  readonly question: Question;
}

export type FromWorker =
  | { readonly number: number; readonly answer: Answers[Question["kind"]] }
  | { readonly number: number; readonly problem: string };
