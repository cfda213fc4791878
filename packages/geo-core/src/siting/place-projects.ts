import type { LonLat } from "../crs/position.ts";
import { GeoError } from "../errors.ts";
import type { DistanceInterval } from "../geodesy/types.ts";
import type { Issue } from "../model/issue.ts";
import type { Site } from "../model/types.ts";
import { isSiteProtected } from "../protection/presence.ts";
import { protectionIssue } from "../protection/protection-issues.ts";
import { measurableFeatures } from "../protection/unmeasurable.ts";
import { type BestPosition, bestPosition, type StandingDisc } from "./best-position.ts";
import { nearestSites } from "./nearest-sites.ts";
import { type Offer, type OfferOptions, offersOf, type SitingInput } from "./offers.ts";
import { sitesAround } from "./place-units.ts";

/** A production unit of a project: it stands as the disc of its area and keeps its own distance to every site. */
export interface ProjectUnit {
  readonly id: string;
  readonly areaM2: number;
  readonly distanceM: number;
}

export interface CandidateProject {
  readonly id: string;
  readonly units: readonly ProjectUnit[];
}

/** Where a unit of a project would stand, with what proves it. */
export interface PlacedUnit {
  readonly unitId: string;
  readonly distanceM: number;
  readonly unitRadiusM: number;
  /** Null where no place is left for it. */
  readonly position: LonLat | null;
  /** Room from the disc's edge to the nearest site, and what no position could exceed. */
  readonly clearanceM: number | null;
  readonly clearanceBoundM: number | null;
  readonly nearestSiteId: string | null;
  /** The exact distance from the centre to that site, with its end points. */
  readonly centreToSite: DistanceInterval | null;
  readonly fits: boolean;
}

/**
 * `fits`: the positions prove it. `impossible`: some unit does not fit even alone. `not-found`: each unit fits alone, but
 * no arrangement was found that holds all of them; one may exist.
 */
export type ProjectVerdict = "fits" | "impossible" | "not-found";

export interface ProjectPlacement {
  readonly projectId: string;
  readonly parcelId: string;
  readonly parkId: string | null;
  readonly verdict: ProjectVerdict;
  /** In the order of the project. */
  readonly units: readonly PlacedUnit[];
  /** Least room beyond what a unit must keep; null unless it fits. What placements are ranked by. */
  readonly spareM: number | null;
}

export interface ProjectResult {
  readonly placements: readonly ProjectPlacement[];
  readonly issues: readonly Issue[];
}

export interface PlacingLimits {
  /** Refuse what would take more searches than this, one for each unit on each parcel offered; no bound by default. */
  readonly mostSearches?: number;
}

const RANK: Readonly<Record<ProjectVerdict, number>> = { fits: 0, "not-found": 1, impossible: 2 };

/**
 * Tries every project on every parcel offered: whether its units, each with a distance of its own, find room beside each other,
 * and where each stands best.
 *
 * The unit that asks for most is placed first, where it has the largest clearance; the next ones where they have theirs without
 * overlapping those that stand. That an arrangement is missing is therefore proved only where a unit does not fit alone.
 *
 * @returns For each project in turn its parcels: those that fit first, the roomiest on top, then by id.
 * @throws {GeoError} `input-out-of-range` for a project without units, a negative area, a distance not above 0, an id given twice,
 *   or more searches than `mostSearches`; else as `findSites`.
 *
 * Cost: one or two searches of some thousand point distances for each project, unit and parcel.
 */
export function placeProjects(
  input: SitingInput,
  projects: readonly CandidateProject[],
  options: OfferOptions & PlacingLimits = {},
): ProjectResult {
  requireProjects(projects);
  const crs = { edgeModel: input.edgeModel, workingCrs: input.workingCrs };
  const offers = offersOf(input, options);
  requireSearches(projects, offers.chosen.length, options);
  const measurable = measurableFeatures(input.sites, "sites");
  const sites = measurable.usable.filter((site) => isSiteProtected(site, options.asOf ?? input.asOf));
  const issues = [...offers.issues, ...measurable.issues];
  if (sites.length === 0) return { placements: [], issues: [...issues, NOTHING_TO_KEEP] };
  const geometries = offers.chosen.map(({ parcel }) => parcel.geometry);
  const siteGeometries = sites.map(({ geometry }) => geometry);
  const around = sitesAround(geometries, nearestSites(geometries, siteGeometries, crs), sites, crs);
  const placements = projects.flatMap((project) =>
    offers.chosen.map((offer, i) => placeOn(project, offer, around[i]!, crs)).sort(byRoom),
  );
  return { placements, issues };
}

const NOTHING_TO_KEEP = protectionIssue(
  "sites-empty",
  { layer: "sites", featureId: null, path: "features" },
  {
    en: "There are no sites on this date, so there is nothing to keep away from; add the sites layer before placing projects",
    zh: "该日期没有敏感点数据，无从确定位置，请补充 sites 图层后再布置项目",
  },
);

function requireProjects(projects: readonly CandidateProject[]): void {
  requireOnce(projects, "project");
  for (const project of projects) requireProject(project);
}

/** Placements name projects and units by their ids, so each may stand for one alone. */
function requireOnce(named: readonly { readonly id: string }[], kind: "project" | "unit"): void {
  const ids = named.map(({ id }) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) < i);
  if (twice !== undefined)
    throw new GeoError("input-out-of-range", `Two ${kind}s are called "${twice}"; give each an id of its own`, {
      details: { id: twice },
    });
}

function requireSearches(
  projects: readonly CandidateProject[],
  parcels: number,
  { mostSearches = Infinity }: PlacingLimits,
): void {
  const units = projects.reduce((sum, project) => sum + project.units.length, 0);
  if (units * parcels <= mostSearches) return;
  throw new GeoError(
    "input-out-of-range",
    `${units} units on ${parcels} parcels are ${units * parcels} searches; at most ${mostSearches} are made at once. Ask for fewer units, one land status, or larger parcels`,
    { details: { units, parcels, mostSearches } },
  );
}

function requireProject({ id, units }: CandidateProject): void {
  requireOnce(units, "unit");
  const wrong = units.find(({ areaM2, distanceM }) => !(areaM2 >= 0 && distanceM > 0 && Number.isFinite(areaM2 + distanceM)));
  if (units.length > 0 && !wrong) return;
  const words = wrong
    ? `its unit "${wrong.id}" has ${wrong.areaM2} m² and ${wrong.distanceM} m; the area must be 0 or more, the distance above 0`
    : "it has no units";
  throw new GeoError("input-out-of-range", `Project "${id}" cannot be placed: ${words}`, { details: { projectId: id } });
}

type Crs = Pick<SitingInput, "edgeModel" | "workingCrs">;

function placeOn(project: CandidateProject, { parcel, parkId }: Offer, sites: readonly Site[], crs: Crs): ProjectPlacement {
  const demanding = [...project.units].sort((a, b) => demandM(b) - demandM(a) || b.areaM2 - a.areaM2);
  const standing: StandingDisc[] = [];
  const placed = new Map<string, PlacedUnit>();
  let impossible = false;
  for (const unit of demanding) {
    const { areaM2: unitAreaM2, distanceM } = unit;
    const best = bestPosition(parcel.geometry, sites, { ...crs, unitAreaM2, distanceM, standing });
    placed.set(unit.id, placedUnit(unit, best));
    if (best?.fits) standing.push({ position: best.position, radiusM: best.unitRadiusM });
    else impossible ||= isImpossible(unit, standing.length === 0 ? best : alone(unit));
  }
  function alone({ areaM2: unitAreaM2, distanceM }: ProjectUnit): BestPosition | null {
    return bestPosition(parcel.geometry, sites, { ...crs, unitAreaM2, distanceM });
  }
  const units = project.units.map(({ id }) => placed.get(id)!);
  const fits = units.every((unit) => unit.fits);
  return {
    projectId: project.id,
    parcelId: parcel.id,
    parkId,
    verdict: fits ? "fits" : impossible ? "impossible" : "not-found",
    units,
    spareM: fits ? Math.min(...units.map(({ clearanceM, distanceM }) => clearanceM! - distanceM)) : null,
  };
}

/** How far the centre of a unit must stand from a site. */
const demandM = ({ areaM2, distanceM }: ProjectUnit): number => distanceM + Math.sqrt(areaM2 / Math.PI);

const isImpossible = ({ distanceM }: ProjectUnit, best: BestPosition | null): boolean =>
  best === null || best.clearanceBoundM < distanceM;

function placedUnit({ id: unitId, areaM2, distanceM }: ProjectUnit, best: BestPosition | null): PlacedUnit {
  return {
    unitId,
    distanceM,
    unitRadiusM: Math.sqrt(areaM2 / Math.PI),
    position: best?.position ?? null,
    clearanceM: best?.clearanceM ?? null,
    clearanceBoundM: best?.clearanceBoundM ?? null,
    nearestSiteId: best?.nearestSiteId ?? null,
    centreToSite: best?.centreToSite ?? null,
    fits: best?.fits ?? false,
  };
}

function byRoom(a: ProjectPlacement, b: ProjectPlacement): number {
  return RANK[a.verdict] - RANK[b.verdict] || (b.spareM ?? 0) - (a.spareM ?? 0) || (a.parcelId < b.parcelId ? -1 : 1);
}
