import type { LonLat } from "../crs/position.ts";
import type { Areal } from "../geometry/types.ts";
import type { LandClass } from "../land/class.ts";
import type { LandStatus } from "../land/types.ts";
import type { Issue } from "../model/issue.ts";
import type { CivilDate } from "../model/types.ts";
import type { BestPosition } from "./best-position.ts";

/** `whole`: no point of the parcel lies within the distance of a site; `part`: some of it does not; `none`: all of it does. */
export type SitingClass = "whole" | "part" | "none";

export interface SitingParcel {
  readonly id: string;
  readonly name: string;
  readonly blockId: string;
  /** Null where the block is not in the data. */
  readonly parkId: string | null;
  readonly landUse: string | null;
  readonly status: LandStatus;
  readonly landClass: LandClass;
  readonly areaM2: number;
  readonly areaMu: number;
  readonly class: SitingClass;
  /** Ground of the parcel that keeps the distance to every site; never overstated, see `usableAreaBoundM2`. */
  readonly usableAreaM2: number;
  readonly usableAreaMu: number;
  /** The usable area is at most this much larger than stated: what the drawn curves cut off too much. */
  readonly usableAreaBoundM2: number;
  /** The largest connected piece of the usable ground, in which one project would have to fit. */
  readonly largestPieceM2: number;
  readonly usable: Areal | null;
  /** The site nearest to the parcel, and how far: the parcel is whole for every distance up to `wholeUpToM`. */
  readonly nearestSiteId: string | null;
  readonly nearestSiteName: string | null;
  readonly nearestSiteM: number | null;
  readonly wholeUpToM: number | null;
  /**
   * Where a unit of the asked area has the most room, and up to which distance it fits there; null where it fits nowhere,
   * where there are no sites, or where no unit area was asked for.
   */
  readonly best: BestPosition | null;
  readonly fitsUpToM: number | null;
  readonly nearestFrom: LonLat | null;
  readonly nearestTo: LonLat | null;
  /** The nearest block of the asked industry, and how far (0 in it); null where none was asked for. */
  readonly likeIndustryBlockId: string | null;
  readonly likeIndustryM: number | null;
}

/** Land available to a unit that needs `distanceM`: parcels usable whole. A step curve that never rises. */
export interface SitingStep {
  readonly distanceM: number;
  readonly availableMu: number;
  readonly parcels: number;
}

/** The curve of the parcels of one park. */
export interface ParkCurve {
  readonly parkId: string;
  readonly curve: readonly SitingStep[];
}

export interface SitingSummary {
  readonly parcels: number;
  readonly whole: number;
  readonly part: number;
  readonly none: number;
  readonly wholeAreaMu: number;
  readonly usableAreaMu: number;
  /** Parcels left out because their land status is unknown on the date. */
  readonly unknownStatus: number;
}

export interface SitingResult {
  readonly parcels: readonly SitingParcel[];
  readonly curve: readonly SitingStep[];
  /** The same for each park that has such parcels, by id. */
  readonly parkCurves: readonly ParkCurve[];
  readonly summary: SitingSummary;
  readonly issues: readonly Issue[];
}

/** The object of `parkatlas siting --json`. */
export interface SitingReport {
  readonly datasetId: string;
  readonly asOf: CivilDate;
  readonly distanceM: number;
  readonly minAreaMu: number;
  readonly landClasses: readonly LandClass[];
  readonly parcels: readonly Omit<SitingParcel, "usable">[];
  readonly curve: readonly SitingStep[];
  /** The same for each park that has such parcels, by id. */
  readonly parkCurves: readonly ParkCurve[];
  readonly summary: SitingSummary;
  readonly issues: readonly Issue[];
}
