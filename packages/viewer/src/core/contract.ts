import type {
  EdgeModel,
  EvaluationReport,
  IdleForecast,
  Issue,
  LandClock,
  LandCondition,
  LandGround,
  LandMeasure,
  LandSeries,
  LandStatus,
  LineageReport,
} from "@parkatlas/geo-core";

// What the service answers, as far as the viewer reads it (docs: HTTP contract). JSON numbers are never rounded.

export type BoundsLonLat = readonly [westDeg: number, southDeg: number, eastDeg: number, northDeg: number];

export interface ZoneSummary {
  readonly id: string;
  readonly name: string;
  readonly nameEn?: string | null;
  readonly parkIds: readonly string[];
}

export interface SchemeSummary {
  readonly id: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly zones: readonly ZoneSummary[];
}

export interface ParkSummary {
  readonly id: string;
  readonly name: string;
  readonly nameEn?: string | null;
  readonly zone?: string | null;
  readonly bbox: BoundsLonLat;
  readonly labelAt: readonly [lonDeg: number, latDeg: number];
  /** First and last day of the park as an identity (rules §8); null where open. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly city?: string | null;
  readonly level?: string | null;
  readonly class?: string | null;
  readonly industries?: readonly string[] | null;
  readonly plannedAreaM2?: number | null;
  readonly builtAreaM2?: number | null;
  /** How the areas came about; `synthetic…` where they are no published figures of the park. */
  readonly areaProvenance?: string | null;
  readonly provenance?: string | null;
  readonly source?: string | null;
}

export interface StatisticFactSummary {
  readonly id: string;
  readonly subject: string;
  readonly subjectEn?: string;
  readonly metric: string;
  readonly comparator?: string;
  readonly value: unknown;
  readonly unit: string | null;
  readonly unitEn?: string | null;
  readonly year: number | readonly number[] | null;
  readonly source: string;
  readonly note?: string;
}

export interface StatementSummary {
  readonly value: unknown;
  readonly unit?: string | null;
  readonly year?: number | readonly number[] | null;
  readonly source: string;
}

export interface ContradictionSummary {
  readonly id: string;
  readonly description: string;
  readonly descriptionZh?: string;
  readonly sources: readonly string[];
  /** What each source says; where it is missing only the sources are known. */
  readonly statements?: readonly StatementSummary[];
}

export interface SourceSummary {
  readonly id: string;
  readonly title: string;
  readonly titleEn?: string;
  readonly licence?: string;
  /** What a map that draws this source must show. */
  readonly attribution?: string;
}

export interface DatasetSummary {
  readonly id: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly asOf: string;
  readonly crs: "EPSG:4490" | "EPSG:4326";
  readonly edgeModel: EdgeModel;
  readonly workingCrs: string;
  /** Of the files that the tiles were built from; null where the archive does not say. */
  readonly sha256: string | null;
  readonly bounds: BoundsLonLat;
  readonly schemes: readonly SchemeSummary[];
  readonly parks: readonly ParkSummary[];
  readonly counts: Readonly<Record<string, number>>;
  readonly synthetic: boolean;
  readonly sources: readonly SourceSummary[];
  readonly config: {
    readonly statistics?: readonly StatisticFactSummary[];
    readonly contradictions?: readonly ContradictionSummary[];
    readonly thresholds?: readonly StatisticFactSummary[];
  };
}

export interface LandPeriodRow {
  readonly from: string | null;
  readonly status: LandStatus;
  readonly ground: LandGround | null;
}

export interface LandParcelRow {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly blockId: string;
  readonly parkId: string | null;
  readonly status: LandStatus;
  readonly ground: LandGround | null;
  readonly since: string | null;
  readonly clause: string | null;
  readonly clauseZh: string | null;
  readonly next: LandPeriodRow | null;
  readonly dueOn: string | null;
  readonly daysOverdue: number | null;
  readonly measure: LandMeasure | null;
  readonly feeCny: number | null;
  readonly missing: readonly string[];
  readonly areaM2: number;
  readonly areaMu: number;
  readonly areaBasis: "recorded" | "computed";
  readonly timeline: readonly LandPeriodRow[];
  readonly conditions?: readonly LandCondition[];
}

/** Why a parcel has its status and when it becomes suspected idle, in sentences, and the clock that is running. */
export interface ParcelReasons {
  readonly id: string;
  readonly statusZh: string;
  readonly statusEn: string;
  readonly forecast: IdleForecast;
  readonly forecastZh: string;
  readonly forecastEn: string;
  readonly clock: LandClock | null;
}

/** One parcel with its checklist, the reasons in sentences, and the findings about its facts. */
export interface LandParcelAnswer {
  readonly row: LandParcelRow;
  readonly reasons: ParcelReasons | null;
  readonly issues: readonly Issue[];
}

export interface LandGroupRow {
  readonly by: string;
  readonly id: string;
  readonly name: string;
  readonly nameEn?: string | null;
  readonly parcels: number;
  readonly suppliedM2: number;
  readonly idleM2: number;
  readonly suspectedIdleM2: number;
  readonly idleShareOfSupplied: number | null;
  readonly suspectedIdleShareOfSupplied: number | null;
  readonly unknownShare: number | null;
}

export interface LandReport {
  readonly asOf: string;
  readonly parcels: readonly LandParcelRow[];
  readonly groups: readonly LandGroupRow[];
}

export type SeriesGroupRow = Pick<LandSeries["groups"][number], "id" | "flows"> & {
  readonly points: readonly { readonly on: string; readonly suppliedM2: number; readonly idleOrSuspectedM2: number }[];
};
export type FlowCause = SeriesGroupRow["flows"][number]["events"][number]["cause"];

/** Land through time by park. */
export interface LandSeriesAnswer {
  readonly dates: readonly string[];
  readonly groups: readonly SeriesGroupRow[];
}

export type EvaluationAnswer = Pick<EvaluationReport, "year" | "synthetic" | "config" | "rows" | "thresholds">;
export type LineageAnswer = Pick<LineageReport, "date" | "entities" | "changes">;

/** One feature as the service holds it: exact geometry and every property of the dataset. */
export interface ItemFeature {
  readonly type: "Feature";
  readonly id: string;
  readonly geometry: { readonly type: string; readonly coordinates: unknown };
  readonly properties: Readonly<Record<string, unknown>>;
}
