import type { DistanceInterval } from "../geodesy/types.ts";
import type { Issue } from "../model/issue.ts";
import type { CivilDate, DistanceRule, EdgeModel, GridAssessment, SiteKind } from "../model/types.ts";

export type ProtectionVerdict = "inside" | "outside" | "indeterminate";
/** `unknown`: a distance is asked for, but the facts that decide it are missing; never a silent pass. */
export type UnitVerdict = ProtectionVerdict | "unknown" | "not-required";

export type DistanceKind = DistanceRule["kind"];
/** The outline that a distance is measured from: the production unit (GB/T 39499) or the plant boundary (HJ 2.2). */
export type MeasuredFrom = "unit" | "plant";

export type SourceClass = "I" | "II" | "III";
export type WindBand = "<2" | "2-4" | ">4";
export type HealthBand = 1 | 2 | 3;

export interface HealthCoefficients {
  readonly A: number;
  readonly B: number;
  readonly C: number;
  readonly D: number;
}

/** The root of the formula with the coefficients of one band; `consistent` says whether it lies in that band. */
export interface HealthCandidate {
  readonly band: HealthBand;
  readonly initialM: number;
  readonly consistent: boolean;
}

/** One row of GB/T 39499-2020: inputs, coefficients, initial distance and grade, clause. */
export interface HealthWorking {
  readonly substance: string;
  readonly emissionKgPerH: number;
  readonly limitMgPerM3: number;
  readonly sourceClass: SourceClass;
  readonly windMPerS: number;
  readonly windBand: WindBand;
  readonly areaM2: number;
  readonly radiusM: number;
  /** Qc/Cm, by which substances are ranked. */
  readonly ratio: number;
  readonly coefficients: HealthCoefficients;
  readonly band: HealthBand;
  readonly initialM: number;
  readonly gradeM: number;
  /** The root of every band, of which the rule chose one. */
  readonly candidates: readonly HealthCandidate[];
  readonly note: string | null;
  readonly noteZh: string | null;
  readonly tableVersion: string;
  readonly clause: string;
}

/** A substance of a unit: its working, and whether the choice of substances (Qc/Cm) lets it decide. */
export interface SubstanceWorking extends HealthWorking {
  readonly chosen: boolean;
}

/** A distance that a unit must keep, with where it comes from. 0 m is an answer: assessed, and no distance is needed. */
export interface RequiredDistance {
  readonly kind: DistanceKind;
  readonly measuredFrom: MeasuredFrom;
  readonly requiredM: number;
  readonly source: string | null;
  readonly clause: string | null;
  /** Whether two substances of one grade raised the final distance by a grade. */
  readonly raised: boolean;
  readonly workings: readonly SubstanceWorking[];
  /** What each receptor grid says, where the distance comes from grids. */
  readonly assessments: readonly GridAssessment[];
}

/** A distance that the data ask for but cannot settle. */
export interface UnresolvedDistance {
  readonly kind: DistanceKind;
  readonly code: string;
  readonly message: string;
  readonly messageZh: string;
}

/** What a unit must keep, what of it could not be settled, and what was found on the way. */
export interface UnitRequirement {
  readonly distances: readonly RequiredDistance[];
  readonly unresolved: readonly UnresolvedDistance[];
  readonly issues: readonly Issue[];
}

/** One required distance held against one measured distance. */
export interface ProtectionTest {
  readonly distanceKind: DistanceKind;
  readonly requiredM: number;
  /** requiredM − distanceM where inside, else 0. */
  readonly shortfallM: number;
  readonly verdict: ProtectionVerdict;
  /** Whether |distance − required| is under the declared positional accuracy of both; null where undeclared. */
  readonly withinUncertainty: boolean | null;
}

/**
 * An outline against a site: verdict by distance interval, never by a drawn buffer (rules §7). `requiredM`,
 * `distanceKind` and the verdict are those of the governing (largest) distance measured from that outline; `tests`
 * holds every distance measured from it.
 */
export interface ProtectionPair extends DistanceInterval, ProtectionTest {
  readonly siteId: string;
  readonly siteName: string;
  readonly kind: SiteKind;
  readonly siteStatus: "existing" | "planned" | "relocated";
  readonly households: number | null;
  readonly population: number | null;
  readonly measuredFrom: MeasuredFrom;
  readonly tests: readonly ProtectionTest[];
}

export interface UnitProtection {
  readonly id: string;
  /** `plant` for a plant that must keep a distance but has no unit in the data to carry it. */
  readonly subject: MeasuredFrom;
  readonly name: string;
  readonly plantId: string | null;
  readonly parkId: string | null;
  readonly enterprise: string | null;
  /** The largest of all required distances; null where there is none or the unit does not run, see `basis`. */
  readonly requiredM: number | null;
  /** Why this distance, or why none, in one sentence. */
  readonly basis: string;
  readonly basisZh: string;
  readonly verdict: UnitVerdict;
  /** Area within the required distances of their outlines, drawn outward: for show, it decides nothing. */
  readonly envelopeAreaM2: number | null;
  readonly workings: readonly RequiredDistance[];
  readonly unresolved: readonly UnresolvedDistance[];
  readonly pairs: readonly ProtectionPair[];
}

export interface ProtectionSummary {
  readonly units: number;
  readonly inside: number;
  readonly outside: number;
  readonly indeterminate: number;
  readonly unknown: number;
  readonly notRequired: number;
  /** Distinct sites inside at least one distance, with what is known of the people in them. */
  readonly sitesInside: number;
  readonly householdsInside: number;
  readonly populationInside: number;
  readonly sitesInsideWithoutHouseholds: number;
  readonly sitesInsideWithoutPopulation: number;
  readonly worstShortfallM: number;
}

/** A site that a given safety contour touches or covers, or may touch. */
export interface ContourSite {
  readonly siteId: string;
  readonly siteName: string;
  readonly kind: SiteKind;
  readonly households: number | null;
  readonly population: number | null;
  readonly verdict: ProtectionVerdict;
}

/** A safety contour as given (外部安全防护距离): its line is the limit, so no distance is computed. */
export interface ContourProtection {
  readonly id: string;
  readonly name: string;
  readonly plantId: string | null;
  readonly source: string | null;
  readonly verdict: ProtectionVerdict;
  readonly sites: readonly ContourSite[];
}

export interface ProtectionCheck {
  readonly units: readonly UnitProtection[];
  readonly summary: ProtectionSummary;
  readonly issues: readonly Issue[];
}

/** The object of `parkatlas protection --json`. */
export interface ProtectionReport extends ProtectionCheck {
  /** Safety contours valid on the date; they are judged apart and are not in the summary of the units. */
  readonly contours: readonly ContourProtection[];
  readonly datasetId: string;
  readonly asOf: CivilDate;
  readonly edgeModel: EdgeModel;
  readonly workingCrs: string;
  readonly reachFactor: number;
  readonly rules: { readonly version: string; readonly healthTable: string };
}
