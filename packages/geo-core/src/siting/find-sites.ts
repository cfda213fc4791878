import { GeoError } from "../errors.ts";
import { geodesicAreaM2 } from "../geodesy/area.ts";
import type { LandClass } from "../land/class.ts";
import { rulesFor } from "../land/configured-rules.ts";
import type { LandRuleSet } from "../land/rule-set.ts";
import type { LandStatus } from "../land/types.ts";
import type { Issue } from "../model/issue.ts";
import type { CivilDate, Dataset, Parcel, Site } from "../model/types.ts";
import { isSiteProtected } from "../protection/presence.ts";
import { protectionIssue } from "../protection/protection-issues.ts";
import { measurableFeatures } from "../protection/unmeasurable.ts";
import { areaM2FromMu, areaMuFromM2 } from "../units.ts";
import type { BestPosition } from "./best-position.ts";
import { AVAILABLE_LAND_CLASSES, type LandOfParcel, landClassesOf, landOfParcel } from "./land-choice.ts";
import { type Neighbourhood, neighbourhoods } from "./nearest-sites.ts";
import { placeUnits } from "./place-units.ts";
import { curveDistancesM, sitingCurve } from "./siting-curve.ts";
import type { SitingClass, SitingParcel, SitingResult, SitingSummary } from "./types.ts";
import { excluder, type UsableGround } from "./usable-ground.ts";

export interface SitingOptions {
  /** What the unit must keep to every site, metres. */
  readonly distanceM: number;
  /** The date of land status and sites; default the dataset's own. */
  readonly asOf?: CivilDate;
  /** Land statuses or classes to offer; default {@link AVAILABLE_LAND_CLASSES}. */
  readonly statuses?: readonly (LandStatus | LandClass)[];
  /** Smallest parcel to offer, mu; default 0. */
  readonly minAreaMu?: number;
  /** Also find the best position of a unit of this area (m², 0 for a point) in each parcel; by default none is looked for. */
  readonly unitAreaM2?: number;
  /** The distances of the curve; default every 50 m to 2000 m. */
  readonly curveDistancesM?: readonly number[];
}

/** With the configuration its local land rules are followed. */
export type SitingInput = Pick<Dataset, "parcels" | "sites" | "asOf" | "edgeModel" | "workingCrs"> &
  Partial<Pick<Dataset, "config">>;

const CLASS_ORDER: readonly SitingClass[] = ["whole", "part", "none"];
const LONGEST_M = 100_000;

/**
 * Parcels that could take a unit needing `distanceM`: whole, in part or not at all, with the usable ground, the nearest
 * site and the distance up to which the parcel stays whole, and how much land every distance would leave.
 *
 * A parcel is `whole` by the interval of its distance (low end ≥ distance), not by a drawing: no point of it is within the
 * distance of a site. The usable ground of the others is the parcel minus the outward-drawn surroundings of the sites.
 *
 * @returns Parcels by class, then usable area (largest first), then id.
 * @throws {GeoError} `input-out-of-range` for a distance that is not above 0 and at most 100 km, a negative area or an
 *   unknown status; `date-invalid`.
 *
 * Accuracy: `usableAreaM2` is never more than the truth and at most `usableAreaBoundM2` less.
 * Cost: one join at the distance, further ones for parcels without a site that near, two overlays per part parcel.
 * Source: rules §7.
 */
export function findSites(input: SitingInput, options: SitingOptions): SitingResult {
  const { distanceM, minAreaMu = 0, asOf = input.asOf } = options;
  requireOptions(distanceM, minAreaMu);
  const classes = new Set(landClassesOf(options.statuses ?? AVAILABLE_LAND_CLASSES));
  const crs = { edgeModel: input.edgeModel, workingCrs: input.workingCrs };
  const measurable = measurableFeatures(input.parcels, "parcels");
  const measurableSites = measurableFeatures(input.sites, "sites");
  const sites = measurableSites.usable.filter((site) => isSiteProtected(site, asOf));
  const rules = rulesFor(input.config);
  const offered = measurable.usable.map((parcel) => offerOf(parcel, asOf, rules.ruleSets));
  const chosen = offered.filter(({ land, areaM2 }) => classes.has(land.landClass) && areaM2 >= areaM2FromMu(minAreaMu));
  const siteGeometries = sites.map(({ geometry }) => geometry);
  const geometries = chosen.map(({ parcel }) => parcel.geometry);
  const around = neighbourhoods(geometries, siteGeometries, distanceM, crs);
  const { usableGround } = excluder(siteGeometries, distanceM, crs);
  const placed =
    options.unitAreaM2 === undefined
      ? []
      : placeUnits(geometries, around, sites, { ...crs, distanceM, unitAreaM2: options.unitAreaM2 });
  const rows = chosen.map((offer, index): SitingParcel => {
    const neighbourhood = around[index]!;
    const { within, nearest } = neighbourhood;
    const isWhole = within.length === 0;
    const ground = isWhole
      ? wholeGround(offer)
      : usableGround(
          offer.parcel.geometry,
          within.map(({ site }) => site),
        );
    return rowOf(offer, {
      ground,
      isWhole,
      neighbourhood,
      nearestSite: nearest ? sites[nearest.site]! : null,
      best: placed[index] ?? null,
    });
  });
  rows.sort(byUse);
  return {
    parcels: rows,
    curve: sitingCurve(rows, options.curveDistancesM ?? curveDistancesM(distanceM)),
    summary: summarise(rows, offered),
    issues: [...rules.issues, ...measurable.issues, ...measurableSites.issues, ...withoutSites(sites.length, rows.length)],
  };
}

function requireOptions(distanceM: number, minAreaMu: number): void {
  if (!(distanceM > 0 && distanceM <= LONGEST_M))
    throw new GeoError("input-out-of-range", `The distance is ${distanceM} m; it must be above 0 and at most ${LONGEST_M} m`, {
      details: { distanceM },
    });
  if (!(minAreaMu >= 0))
    throw new GeoError("input-out-of-range", `The smallest area is ${minAreaMu} mu; it must be 0 or more`, {
      details: { minAreaMu },
    });
}

interface Offer {
  readonly parcel: Parcel;
  readonly land: LandOfParcel;
  readonly areaM2: number;
}

function offerOf(parcel: Parcel, asOf: CivilDate, ruleSets: readonly LandRuleSet[]): Offer {
  return { parcel, land: landOfParcel(parcel, asOf, ruleSets), areaM2: geodesicAreaM2(parcel.geometry) };
}

function wholeGround({ parcel, areaM2 }: Offer): UsableGround {
  const { geometry } = parcel;
  const pieces = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const largestPieceM2 = Math.max(...pieces.map((coordinates) => geodesicAreaM2({ type: "Polygon", coordinates })));
  return { usable: geometry, areaM2, boundM2: 0, largestPieceM2 };
}

interface Findings {
  readonly ground: UsableGround;
  readonly isWhole: boolean;
  readonly neighbourhood: Neighbourhood;
  readonly nearestSite: Site | null;
  readonly best: BestPosition | null;
}

function rowOf({ parcel, land, areaM2 }: Offer, { ground, isWhole, neighbourhood, nearestSite, best }: Findings): SitingParcel {
  const { nearest, clearM } = neighbourhood;
  const { name, blockId, landUse } = parcel.properties;
  return {
    id: parcel.id,
    name,
    blockId,
    landUse: landUse ?? null,
    ...land,
    areaM2,
    areaMu: areaMuFromM2(areaM2),
    class: isWhole ? "whole" : ground.areaM2 > 0 ? "part" : "none",
    usableAreaM2: ground.areaM2,
    usableAreaMu: areaMuFromM2(ground.areaM2),
    usableAreaBoundM2: ground.boundM2,
    largestPieceM2: ground.largestPieceM2,
    usable: ground.usable,
    nearestSiteId: nearestSite?.id ?? null,
    nearestSiteName: nearestSite?.properties.name ?? null,
    nearestSiteM: nearest?.interval.distanceM ?? null,
    wholeUpToM: clearM,
    best,
    fitsUpToM: best ? Math.max(0, best.centreToSite.loM - best.unitRadiusM) : null,
    nearestFrom: nearest?.interval.from ?? null,
    nearestTo: nearest?.interval.to ?? null,
  };
}

function byUse(a: SitingParcel, b: SitingParcel): number {
  const byClass = CLASS_ORDER.indexOf(a.class) - CLASS_ORDER.indexOf(b.class);
  return byClass || b.usableAreaM2 - a.usableAreaM2 || (a.id < b.id ? -1 : 1);
}

function summarise(rows: readonly SitingParcel[], offered: readonly Offer[]): SitingSummary {
  const ofClass = (wanted: SitingClass) => rows.filter((row) => row.class === wanted);
  const total = (list: readonly SitingParcel[], key: "areaM2" | "usableAreaM2") => list.reduce((sum, row) => sum + row[key], 0);
  const whole = ofClass("whole");
  return {
    parcels: rows.length,
    whole: whole.length,
    part: ofClass("part").length,
    none: ofClass("none").length,
    wholeAreaMu: areaMuFromM2(total(whole, "areaM2")),
    usableAreaMu: areaMuFromM2(total(rows, "usableAreaM2")),
    unknownStatus: offered.filter(({ land }) => land.landClass === "unknown").length,
  };
}

/** Without sites every parcel is whole, which says nothing about the ground. */
function withoutSites(siteCount: number, rowCount: number): readonly Issue[] {
  if (siteCount > 0 || rowCount === 0) return [];
  const words = {
    en: "There are no sites on this date, so every parcel counts as whole; add the sites layer before relying on it",
    zh: "该日期没有敏感点数据，所有地块均视为整宗可用，请补充 sites 图层后再使用结论",
  };
  return [protectionIssue("sites-empty", { layer: "sites", featureId: null, path: "features" }, words)];
}
