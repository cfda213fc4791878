import type { DistanceInterval } from "../geodesy/types.ts";
import type { SiteKind } from "../model/types.ts";

export type ProtectionVerdict = "inside" | "outside" | "indeterminate";
export type UnitVerdict = ProtectionVerdict | "not-required";

/** A unit against a site: verdict by distance interval, never by a drawn buffer (rules §7). */
export interface ProtectionPair extends DistanceInterval {
  readonly siteId: string;
  readonly siteName: string;
  readonly kind: SiteKind;
  readonly households: number | null;
  readonly population: number | null;
  readonly requiredM: number;
  /** requiredM − distanceM where inside, else 0. */
  readonly shortfallM: number;
  readonly verdict: ProtectionVerdict;
  /** Whether |distance − required| is under the declared positional accuracy of both; null where undeclared. */
  readonly withinUncertainty: boolean | null;
}

/** One row of GB/T 39499-2020: inputs, coefficients, initial and final distance, clause. */
export interface HealthWorking {
  readonly substance: string;
  readonly emissionKgPerH: number;
  readonly limitMgPerM3: number;
  readonly sourceClass: "I" | "II" | "III";
  readonly windMPerS: number;
  readonly windBand: "<2" | "2-4" | ">4";
  readonly areaM2: number;
  readonly radiusM: number;
  readonly ratio: number;
  readonly coefficients: { readonly A: number; readonly B: number; readonly C: number; readonly D: number };
  readonly band: 1 | 2 | 3;
  readonly initialM: number;
  readonly gradeM: number;
  readonly note: string | null;
  readonly tableVersion: string;
  readonly clause: string;
}

/** A distance that a unit must keep, with where it comes from. */
export interface RequiredDistance {
  readonly kind: "health" | "atmospheric" | "specified";
  readonly requiredM: number;
  readonly source: string | null;
  readonly clause: string | null;
  readonly raised: boolean;
  readonly workings: readonly HealthWorking[];
}

export interface UnitProtection {
  readonly id: string;
  readonly name: string;
  readonly plantId: string | null;
  readonly parkId: string | null;
  readonly enterprise: string | null;
  /** The governing distance; null where the unit needs none, with the reason in `basis`. */
  readonly requiredM: number | null;
  readonly basis: string;
  readonly verdict: UnitVerdict;
  readonly envelopeAreaM2: number | null;
  readonly workings: readonly RequiredDistance[];
  readonly pairs: readonly ProtectionPair[];
}

export interface ProtectionSummary {
  readonly units: number;
  readonly inside: number;
  readonly outside: number;
  readonly indeterminate: number;
  readonly notRequired: number;
  readonly sitesInside: number;
  readonly householdsInside: number;
  readonly populationInside: number;
  readonly worstShortfallM: number;
}
