import { GeoError } from "../errors.ts";
import { geodesicAreaM2 } from "../geodesy/area.ts";
import type { LandClass } from "../land/class.ts";
import { rulesFor } from "../land/configured-rules.ts";
import type { LandStatus } from "../land/types.ts";
import { dayFromDate } from "../model/civil-date.ts";
import type { Issue } from "../model/issue.ts";
import type { CivilDate, Dataset, Parcel } from "../model/types.ts";
import { measurableFeatures } from "../protection/unmeasurable.ts";
import { areaMuFromM2 } from "../units.ts";
import { AVAILABLE_LAND_CLASSES, type LandOfParcel, landClassesOf, landOfParcel } from "./land-choice.ts";

/** With the configuration its local land rules are followed; with blocks, parcels are known by park and industry. */
export type SitingInput = Pick<Dataset, "parcels" | "sites" | "asOf" | "edgeModel" | "workingCrs"> &
  Partial<Pick<Dataset, "config" | "blocks">>;

/** Which land is looked at. */
export interface OfferOptions {
  /** The date of land status and sites; default the dataset's own. */
  readonly asOf?: CivilDate;
  /** Land statuses or classes to offer; default {@link AVAILABLE_LAND_CLASSES}. */
  readonly statuses?: readonly (LandStatus | LandClass)[];
  /** Smallest parcel to offer, mu; default 0. */
  readonly minAreaMu?: number;
}

/** A parcel that is offered, with its land on the date. */
export interface Offer {
  readonly parcel: Parcel;
  readonly parkId: string | null;
  readonly land: LandOfParcel;
  readonly areaM2: number;
}

export interface Offers {
  readonly chosen: readonly Offer[];
  /** Parcels whose land status is unknown on the date. */
  readonly unknownStatus: number;
  readonly issues: readonly Issue[];
}

/**
 * The parcels of the asked land classes and size.
 *
 * @throws {GeoError} `input-out-of-range` for a negative area or an unknown status; `date-invalid`.
 */
export function offersOf(input: SitingInput, options: OfferOptions): Offers {
  const { minAreaMu = 0, asOf = input.asOf } = options;
  if (!(minAreaMu >= 0))
    throw new GeoError("input-out-of-range", `The smallest area is ${minAreaMu} mu; it must be 0 or more`, {
      details: { minAreaMu },
    });
  // Refuses what is no date.
  dayFromDate(asOf);
  const classes = new Set(landClassesOf(options.statuses ?? AVAILABLE_LAND_CLASSES));
  const measurable = measurableFeatures(input.parcels, "parcels");
  const rules = rulesFor(input.config);
  const parkOf = new Map((input.blocks ?? []).map(({ id, properties }) => [id, properties.parkId]));
  const chosen: Offer[] = [];
  let unknownStatus = 0;
  for (const parcel of measurable.usable) {
    const land = landOfParcel(parcel, asOf, rules.ruleSets);
    if (land.landClass === "unknown") unknownStatus++;
    if (!classes.has(land.landClass)) continue;
    const areaM2 = geodesicAreaM2(parcel.geometry);
    // In mu, as areas are shown: a parcel is not smaller than its own area.
    if (areaMuFromM2(areaM2) >= minAreaMu)
      chosen.push({ parcel, parkId: parkOf.get(parcel.properties.blockId) ?? null, land, areaM2 });
  }
  return { chosen, unknownStatus, issues: [...rules.issues, ...measurable.issues] };
}
