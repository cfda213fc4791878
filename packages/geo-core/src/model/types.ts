import type { LonLat } from "../crs/position.ts";
import type { Areal, EdgeModel, LineString, MultiLineString, Point } from "../geometry/types.ts";
import type { Issue } from "./issue.ts";

export type { EdgeModel };

/** A calendar date `YYYY-MM-DD`, without time or zone. */
export type CivilDate = string;

export type Provenance = "published" | "surveyed" | "digitised" | "synthetic";
export type LayerName = "boundaries" | "parks" | "blocks" | "parcels" | "sites" | "units" | "plants" | "contours";
export const LAYER_NAMES: readonly LayerName[] = [
  "boundaries",
  "parks",
  "blocks",
  "parcels",
  "sites",
  "units",
  "plants",
  "contours",
];

/** A feature of a dataset: a GeoJSON feature with a string id and named properties; unknown properties are kept. */
export interface DatasetFeature<G, P> {
  readonly type: "Feature";
  readonly id: string;
  readonly geometry: G;
  readonly properties: P;
}

export interface CommonProperties {
  readonly name: string;
  readonly nameEn?: string;
  readonly provenance?: Provenance;
  readonly source?: string;
  /** Positional accuracy of the outline, one standard deviation, metres. */
  readonly accuracyM?: number;
  readonly validFrom?: CivilDate;
  readonly validTo?: CivilDate;
  readonly [unknownProperty: string]: unknown;
}

export interface BoundaryProperties extends CommonProperties {
  readonly adcode?: string;
}

export interface ParkProperties extends CommonProperties {
  readonly city?: string;
  readonly county?: string;
  readonly level?: string;
  readonly class?: string;
  readonly industries?: readonly string[];
  readonly plannedAreaM2?: number;
  readonly builtAreaM2?: number;
  /** Land that meets the conditions of supply (TD/T 1029, B21). */
  readonly readyAreaM2?: number;
}

export interface BlockProperties extends CommonProperties {
  readonly parkId: string;
  readonly county?: string;
  readonly industries?: readonly string[];
  readonly enterprises?: number;
  readonly enterprisesAboveScale?: number;
}

export type DelayCause = "government" | "force-majeure" | "preliminary-work" | "holder";

export interface ParcelProperties extends CommonProperties {
  readonly blockId: string;
  readonly holder?: string;
  readonly ownership?: "state" | "collective";
  readonly landUse?: string;
  readonly landUseScheme?: string;
  readonly floorAreaM2?: number;
  readonly footprintM2?: number;
  readonly recordedAreaM2?: number;
  readonly approvedOn?: CivilDate;
  readonly suppliedOn?: CivilDate;
  readonly supplyMethod?: string;
  readonly priceCny?: number;
  readonly agreedStartOn?: CivilDate;
  readonly startedOn?: CivilDate;
  readonly suspendedOn?: CivilDate;
  readonly resumedOn?: CivilDate;
  readonly completedOn?: CivilDate;
  /** Area on which building had to be started (应动工开发建设用地总面积); the recorded area where absent. */
  readonly startableAreaM2?: number;
  readonly plannedInvestmentCny?: number;
  readonly progress?: readonly { readonly on: CivilDate; readonly developedAreaM2?: number; readonly investedCny?: number }[];
  readonly extensions?: readonly { readonly decidedOn: CivilDate; readonly newStartOn: CivilDate; readonly ground?: string }[];
  readonly suspensions?: readonly { readonly from: CivilDate; readonly to?: CivilDate }[];
  readonly delays?: readonly { readonly from: CivilDate; readonly to?: CivilDate; readonly cause: DelayCause }[];
  readonly determinations?: readonly { readonly on: CivilDate; readonly documentNo: string }[];
  readonly dispositions?: readonly { readonly on: CivilDate; readonly kind: string; readonly documentNo: string }[];
  readonly performance?: readonly {
    readonly year: number;
    readonly taxCny?: number;
    readonly outputCny?: number;
    readonly energyTce?: number;
    readonly employees?: number;
    readonly rdCny?: number;
  }[];
}

export type SiteKind = "residential" | "village" | "school" | "hospital" | "other";

export interface SiteProperties extends CommonProperties {
  readonly kind: SiteKind;
  readonly households?: number;
  readonly population?: number;
  readonly status?: "existing" | "planned" | "relocated";
}

/** A substance released without a stack, with what GB/T 39499-2020 needs to know about it. */
export interface SubstanceInput {
  readonly name: string;
  /** Qc: unorganised emission that the enterprise can be held to, kg/h. */
  readonly emissionKgPerH: number;
  /** Cm: limit of the substance in air, mg/m³. */
  readonly limitMgPerM3: number;
  readonly sourceClass: "I" | "II" | "III";
}

export interface DistanceRule {
  readonly kind: "health" | "atmospheric" | "specified";
  readonly distanceM?: number;
  readonly source?: string;
  readonly substances?: readonly SubstanceInput[];
  /** Mean wind speed of the last five years, m/s. */
  readonly windMPerS?: number;
  /** Area of the production unit, m²; the geodesic area of its outline where absent. */
  readonly areaM2?: number;
  /** Results of a dispersion model, from which an atmospheric distance is computed. */
  readonly grids?: readonly GridSource[];
  /** What each of `grids` says: put here by whoever read the files, never written in one. */
  readonly assessments?: readonly GridAssessment[];
}

/** Receptor files of one substance and averaging period, with what is needed to hold them against the limit. */
export interface GridSource {
  /** Files that make up one grid together, by their paths in the dataset's folder. */
  readonly files: readonly string[];
  readonly substance: string;
  /** `1-HR`, `24-HR` …, as dispersion models write it. */
  readonly averagingPeriod: string;
  /** Short-term environmental quality limit, in `limitUnit`. */
  readonly limit: number;
  readonly limitUnit: "mg/m3" | "ug/m3";
  /** Unit of the concentrations, where the file does not say; µg/m³ is what AERMOD and ISCST3 write. */
  readonly unit?: "mg/m3" | "ug/m3";
  /** CRS of x and y, after the origin was added; needed unless the file has longitude and latitude. */
  readonly crs?: string;
  /** Where x = 0, y = 0 of a local grid lies, in metres of `crs` … */
  readonly originEastM?: number;
  readonly originNorthM?: number;
  /** … or in degrees. */
  readonly originLonDeg?: number;
  readonly originLatDeg?: number;
  /** Source group; `ALL` where absent and present in the file. */
  readonly group?: string;
  /** For files without header: Fortran format of a record, and names of its fields. */
  readonly format?: string;
  readonly columns?: readonly string[];
}

/** An edge of the plant boundary with the farthest receptor beyond it whose contribution exceeds the limit. */
export interface EdgeExceedance {
  readonly ring: number;
  readonly edge: number;
  readonly from: LonLat;
  readonly to: LonLat;
  readonly distanceM: number;
  readonly receptor: LonLat;
  /** Foot of the perpendicular on the boundary. */
  readonly foot: LonLat;
  readonly concentration: number;
  readonly exceedingReceptors: number;
}

/** What a receptor grid says about the ground outside a plant; concentrations in the unit of the limit. */
export interface GridAssessment {
  readonly files: readonly string[];
  readonly substance: string;
  readonly averagingPeriod: string;
  readonly limit: number;
  readonly limitUnit: "mg/m3" | "ug/m3";
  /** Null where the grid cannot tell; `issues` says why. */
  readonly exceeds: boolean | null;
  /** Farthest exceedance from the plant boundary; 0 where nothing exceeds; null where nothing is known. */
  readonly distanceM: number | null;
  /** False where more may exceed than the grid shows: it ends in the exceedance, or leaves out ground beside the plant. */
  readonly isComplete: boolean;
  readonly receptorsOutside: number;
  readonly exceedingReceptors: number;
  readonly exceedingOnBoundary: number;
  /** The largest contribution outside; null where no receptor is. */
  readonly largest: { readonly concentration: number; readonly at: LonLat } | null;
  readonly edges: readonly EdgeExceedance[];
  /** Ground along the exceeding edges, each as wide as its own exceedance; null where nothing exceeds. */
  readonly zone: Areal | null;
  readonly issues: readonly Issue[];
}

export interface UnitProperties extends CommonProperties {
  readonly plantId?: string;
  readonly parkId?: string;
  readonly enterprise?: string;
  readonly distances?: readonly DistanceRule[];
  readonly operatesFrom?: CivilDate;
  readonly operatesTo?: CivilDate;
}

export interface PlantProperties extends CommonProperties {
  readonly parkId?: string;
  readonly enterprise?: string;
  readonly distances?: readonly DistanceRule[];
}

export interface ContourProperties extends CommonProperties {
  readonly plantId?: string;
}

export type Boundary = DatasetFeature<Areal | LineString | MultiLineString, BoundaryProperties>;
export type Park = DatasetFeature<Areal, ParkProperties>;
export type Block = DatasetFeature<Areal, BlockProperties>;
export type Parcel = DatasetFeature<Areal, ParcelProperties>;
export type Site = DatasetFeature<Areal | Point, SiteProperties>;
export type Unit = DatasetFeature<Areal | Point, UnitProperties>;
export type Plant = DatasetFeature<Areal, PlantProperties>;
export type Contour = DatasetFeature<Areal, ContourProperties>;

/** Zones with the parks that belong to them: a scheme is data (rules §8). */
export interface ZoningScheme {
  readonly id: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly source?: string;
  readonly validFrom?: CivilDate;
  readonly zones: readonly ZoneMembership[];
}

export interface ZoneMembership {
  readonly id: string;
  readonly name: string;
  readonly nameEn?: string;
  readonly parkIds: readonly string[];
}

/**
 * A park or block as an identity in time. `featureId` names its feature where the dataset has one; predecessors and
 * successors may be known by name only. `validTo` is the last day.
 */
export interface LineageEntity {
  readonly id: string;
  readonly kind: "park" | "block";
  readonly name: string;
  readonly featureId?: string;
  readonly parkId?: string;
  readonly validFrom?: CivilDate;
  readonly validTo?: CivilDate;
  readonly predecessors?: readonly string[];
  readonly source?: string;
  readonly note?: string;
}

export interface Lineage {
  readonly entities: readonly LineageEntity[];
}

/** A published figure with the place it comes from. Contradicting figures stand side by side; none is chosen silently. */
export interface StatisticFact {
  readonly id: string;
  readonly subject: string;
  readonly metric: string;
  readonly comparator?: string;
  readonly value: unknown;
  readonly unit: string | null;
  readonly kind: string;
  readonly year: number | readonly number[] | null;
  readonly source: string;
  readonly note?: string;
}

/** Facts that contradict each other, by id, with what the contradiction is. */
export interface Contradiction {
  readonly id: string;
  readonly description: string;
  readonly sources: readonly string[];
  readonly factIds?: readonly string[];
  readonly [unknownProperty: string]: unknown;
}

export interface DatasetConfig {
  readonly statistics?: readonly StatisticFact[];
  readonly contradictions?: readonly Contradiction[];
  readonly thresholds?: readonly StatisticFact[];
  readonly [key: string]: unknown;
}

export interface SourceRecord {
  readonly id: string;
  readonly title: string;
  readonly licence?: string;
  /** What a map that draws these data must show, as plain text; absent where nothing of the source is drawn. */
  readonly attribution?: string;
  readonly sha256?: string;
  readonly [key: string]: unknown;
}

/** A dataset in memory: what `dataset.json` names, parsed; see the dataset contract in docs/dataset.md. */
export interface Dataset {
  readonly format: "parkatlas-dataset/1";
  readonly id: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly asOf: CivilDate;
  readonly crs: "EPSG:4490" | "EPSG:4326";
  readonly edgeModel: EdgeModel;
  /** A Gauss–Krüger code; the 3° zone of the dataset's middle where the file names none. */
  readonly workingCrs: string;
  readonly boundaries: readonly Boundary[];
  readonly parks: readonly Park[];
  readonly blocks: readonly Block[];
  readonly parcels: readonly Parcel[];
  readonly sites: readonly Site[];
  readonly units: readonly Unit[];
  readonly plants: readonly Plant[];
  readonly contours: readonly Contour[];
  readonly zoning: readonly ZoningScheme[];
  readonly lineage: Lineage | null;
  readonly config: DatasetConfig;
  readonly sources: readonly SourceRecord[];
}
