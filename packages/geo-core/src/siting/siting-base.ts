import { GeoError } from "../errors.ts";
import { geodesicAreaM2 } from "../geodesy/area.ts";
import { flattenLayer } from "../geometry/flat-layer.ts";
import type { Issue } from "../model/issue.ts";
import type { Site } from "../model/types.ts";
import { isSiteProtected } from "../protection/presence.ts";
import { protectionIssue } from "../protection/protection-issues.ts";
import { measurableFeatures } from "../protection/unmeasurable.ts";
import { pairsWithinColumns } from "../spatial-index/pairs-within-columns.ts";
import { areaMuFromM2 } from "../units.ts";
import { coveredSites } from "./covered-sites.ts";
import { type LikeIndustry, likeIndustries } from "./like-industry.ts";
import { type NearestSite, nearestSites } from "./nearest-sites.ts";
import { type Offer, type OfferOptions, offersOf, type SitingInput } from "./offers.ts";
import { placeUnits } from "./place-units.ts";
import { curveDistancesM, ladderOf } from "./siting-curve.ts";
import type { ParkCurve, SitingClass, SitingParcel, SitingResult, SitingSummary } from "./types.ts";
import { drawingRoom, excluder, type Ground, groundOf } from "./usable-ground.ts";

export interface SitingBaseOptions extends OfferOptions {
  /** An industry that blocks name: parcels near such a block come first within their class. */
  readonly industry?: string;
}

/** What is asked of the land. */
export interface SitingQuestion {
  /** What the unit must keep to every site, metres. */
  readonly distanceM: number;
  /** Also find the best position of a unit of this area (m², 0 for a point) in each parcel; by default none is looked for. */
  readonly unitAreaM2?: number;
  /** The distances of the curve; default every 50 m to 2000 m. */
  readonly curveDistancesM?: readonly number[];
}

/** Land and sites on a date, ready for one distance after another. */
export interface SitingBase {
  /** @throws {GeoError} `input-out-of-range` for a distance that is not above 0 and at most 100 km. */
  readonly at: (question: SitingQuestion) => SitingResult;
}

const CLASS_ORDER: Readonly<Record<SitingClass, number>> = { whole: 0, part: 1, none: 2 };
const LONGEST_M = 100_000;

/** @throws {GeoError} `input-out-of-range`. */
export function requireDistance(distanceM: number): void {
  if (distanceM > 0 && distanceM <= LONGEST_M) return;
  throw new GeoError("input-out-of-range", `The distance is ${distanceM} m; it must be above 0 and at most ${LONGEST_M} m`, {
    details: { distanceM },
  });
}

/**
 * Everything about land and sites that no distance changes: which parcels are offered on the date, their areas, their nearest
 * sites and so the distance at which each flips. A distance is then answered by looking at the parcels that it touches alone.
 *
 * @throws {GeoError} `input-out-of-range` for a negative area, an unknown status or an industry that no block has;
 *   `date-invalid`.
 *
 * Cost: the land status of every parcel, an index of the sites and one exact join with few pairs a parcel.
 */
export function prepareSiting(input: SitingInput, options: SitingBaseOptions = {}): SitingBase {
  const crs = { edgeModel: input.edgeModel, workingCrs: input.workingCrs };
  const offers = offersOf(input, options);
  const measurable = measurableFeatures(input.sites, "sites");
  const sites = measurable.usable.filter((site) => isSiteProtected(site, options.asOf ?? input.asOf));
  const siteGeometries = sites.map(({ geometry }) => geometry);
  const geometries = offers.chosen.map(({ parcel }) => parcel.geometry);
  const nearest = nearestSites(geometries, siteGeometries, crs);
  const alike = options.industry === undefined ? null : likeIndustries(offers.chosen, input.blocks ?? [], options.industry, crs);
  const rows = offers.chosen.map((offer, i) => wholeRow(offer, nearest[i]!, sites, alike?.[i] ?? null));
  const ranked = [...rows.keys()].sort((a, b) => byUse(rows[a]!, rows[b]!));
  const curve = ladderOf(rows);
  const parkCurves = groupByPark(rows).map(([parkId, list]) => ({ parkId, curve: ladderOf(list) }));
  const clearances = Float64Array.from(rows, ({ wholeUpToM }) => wholeUpToM ?? Number.POSITIVE_INFINITY);
  const allWhole = summarise(rows, offers.unknownStatus);
  const siteLayer = flattenLayer(siteGeometries);
  const covered = coveredSites(siteGeometries);
  const issues = [...offers.issues, ...measurable.issues, ...withoutSites(sites.length, rows.length)];

  const room = drawingRoom();
  const grounds = new Map<number, Ground>();
  const groundAt = (i: number): Ground => {
    const ground = grounds.get(i) ?? groundOf(geometries[i]!);
    grounds.set(i, ground);
    return ground;
  };

  /** Rows of the parcels that a site is too near to, by place in `rows`. */
  const touchedAt = (distanceM: number): ReadonlyMap<number, SitingParcel> => {
    const touched: number[] = [];
    for (let i = 0; i < clearances.length; i++) if (clearances[i]! < distanceM) touched.push(i);
    const layer = flattenLayer(touched.map((i) => geometries[i]!));
    const pairs = pairsWithinColumns(layer, new Float64Array(touched.length).fill(distanceM), siteLayer, crs);
    const near = touched.map((): number[] => []);
    for (let k = 0; k < pairs.unit.length; k++) near[pairs.unit[k]!]!.push(pairs.site[k]!);
    const { usableGround } = excluder(siteGeometries, pairs.site, distanceM, { ...crs, covered, room });
    return new Map(touched.map((i, k) => [i, touchedRow(rows[i]!, usableGround(groundAt(i), near[k]!))]));
  };

  return {
    at: (question) => {
      const { distanceM, unitAreaM2 } = question;
      requireDistance(distanceM);
      const touched = touchedAt(distanceM);
      const order: number[] = [];
      for (const i of ranked) if (clearances[i]! >= distanceM) order.push(i);
      order.push(...[...touched.keys()].sort((a, b) => byUse(touched.get(a)!, touched.get(b)!)));
      const plain = order.map((i) => touched.get(i) ?? rows[i]!);
      const distancesM = question.curveDistancesM ?? curveDistancesM(distanceM);
      return {
        parcels: unitAreaM2 === undefined ? plain : withPositions(plain, order, unitAreaM2, distanceM),
        curve: curve(distancesM),
        parkCurves: parkCurves.map((park): ParkCurve => ({ parkId: park.parkId, curve: park.curve(distancesM) })),
        summary: summaryOf(allWhole, rows, touched),
        issues,
      };
    },
  };

  function withPositions(plain: readonly SitingParcel[], order: readonly number[], unitAreaM2: number, distanceM: number) {
    const grounds = order.map((i) => geometries[i]!);
    const near = order.map((i) => nearest[i]!);
    const placed = placeUnits(grounds, near, sites, { ...crs, distanceM, unitAreaM2 });
    return plain.map((row, k): SitingParcel => {
      const best = placed[k]!;
      return { ...row, best, fitsUpToM: best ? Math.max(0, best.centreToSite.loM - best.unitRadiusM) : null };
    });
  }
}

/** The row of a parcel as it is while no site is too near. */
function wholeRow(
  { parcel, parkId, land, areaM2 }: Offer,
  nearest: NearestSite | null,
  sites: readonly Site[],
  alike: LikeIndustry | null,
): SitingParcel {
  const { geometry, properties } = parcel;
  const pieces = geometry.type === "Polygon" ? null : geometry.coordinates;
  const pieceM2 = pieces?.map((coordinates) => geodesicAreaM2({ type: "Polygon", coordinates })) ?? [areaM2];
  const site = nearest ? sites[nearest.site]! : null;
  return {
    id: parcel.id,
    name: properties.name,
    blockId: properties.blockId,
    parkId,
    landUse: properties.landUse ?? null,
    status: land.status,
    landClass: land.landClass,
    areaM2,
    areaMu: areaMuFromM2(areaM2),
    class: "whole",
    usableAreaM2: areaM2,
    usableAreaMu: areaMuFromM2(areaM2),
    usableAreaBoundM2: 0,
    largestPieceM2: Math.max(...pieceM2),
    usable: geometry,
    nearestSiteId: site?.id ?? null,
    nearestSiteName: site?.properties.name ?? null,
    nearestSiteM: nearest?.interval.distanceM ?? null,
    wholeUpToM: nearest?.clearM ?? null,
    best: null,
    fitsUpToM: null,
    nearestFrom: nearest?.interval.from ?? null,
    nearestTo: nearest?.interval.to ?? null,
    likeIndustryBlockId: alike?.blockId ?? null,
    likeIndustryM: alike?.distanceM ?? null,
  };
}

function touchedRow(row: SitingParcel, ground: ReturnType<ReturnType<typeof excluder>["usableGround"]>): SitingParcel {
  return {
    ...row,
    class: ground.areaM2 > 0 ? "part" : "none",
    usableAreaM2: ground.areaM2,
    usableAreaMu: areaMuFromM2(ground.areaM2),
    usableAreaBoundM2: ground.boundM2,
    largestPieceM2: ground.largestPieceM2,
    usable: ground.usable,
  };
}

/** By class, then by distance to the industry where one is asked for, then the largest usable area first, then by id. */
function byUse(a: SitingParcel, b: SitingParcel): number {
  return (
    CLASS_ORDER[a.class] - CLASS_ORDER[b.class] ||
    (a.likeIndustryM ?? 0) - (b.likeIndustryM ?? 0) ||
    b.usableAreaM2 - a.usableAreaM2 ||
    (a.id < b.id ? -1 : 1)
  );
}

function groupByPark(rows: readonly SitingParcel[]): readonly (readonly [string, readonly SitingParcel[]])[] {
  const groups = new Map<string, SitingParcel[]>();
  for (const row of rows) {
    if (row.parkId === null) continue;
    const group = groups.get(row.parkId);
    if (group) group.push(row);
    else groups.set(row.parkId, [row]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The summary where every parcel is whole. */
function summarise(rows: readonly SitingParcel[], unknownStatus: number): SitingSummary {
  const areaMu = rows.reduce((sum, row) => sum + row.areaMu, 0);
  const parcels = rows.length;
  return { parcels, whole: parcels, part: 0, none: 0, wholeAreaMu: areaMu, usableAreaMu: areaMu, unknownStatus };
}

function summaryOf(
  allWhole: SitingSummary,
  rows: readonly SitingParcel[],
  touched: ReadonlyMap<number, SitingParcel>,
): SitingSummary {
  let [part, none, lostMu, touchedMu] = [0, 0, 0, 0];
  for (const [i, row] of touched) {
    if (row.class === "part") part++;
    else none++;
    touchedMu += rows[i]!.areaMu;
    lostMu += rows[i]!.areaMu - row.usableAreaMu;
  }
  const whole = allWhole.whole - touched.size;
  return {
    ...allWhole,
    whole,
    part,
    none,
    // Nothing is nothing: a difference of two sums would leave what rounding makes of it.
    wholeAreaMu: whole === 0 ? 0 : allWhole.wholeAreaMu - touchedMu,
    usableAreaMu: whole + part === 0 ? 0 : allWhole.usableAreaMu - lostMu,
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
