import type { Words } from "../geojson/finding.ts";
import type { LandClass } from "../land/class.ts";
import type { CivilDate, Dataset } from "../model/types.ts";
import { AVAILABLE_LAND_CLASSES, landClassesOf } from "./land-choice.ts";
import type { OfferOptions } from "./offers.ts";
import {
  type CandidateProject,
  type PlacingLimits,
  type ProjectPlacement,
  type ProjectResult,
  type ProjectVerdict,
  placeProjects,
} from "./place-projects.ts";

/** What each verdict says, and what it does not: to be shown wherever one is. */
export const PROJECT_VERDICT_MEANING: Readonly<Record<ProjectVerdict, Words>> = {
  fits: { zh: "可容纳：所列位置即为证明", en: "fits: the positions prove it" },
  "not-found": {
    zh: "未找到同时容纳各单元的布置；这不能证明不存在",
    en: "not found: no arrangement of all units was found, which proves nothing; one may exist",
  },
  impossible: {
    zh: "不可能：至少一个单元单独布置也容不下，已证明",
    en: "impossible: some unit does not fit even alone, which is proved",
  },
};

/** How many parcels of each verdict a project has. */
export interface ProjectSummary {
  readonly projectId: string;
  readonly parcels: number;
  readonly fits: number;
  readonly notFound: number;
  readonly impossible: number;
}

export interface NamedPlacement extends ProjectPlacement {
  readonly parcelName: string;
}

/** The object of `parkatlas siting --project FILE --json`. */
export interface PlacementReport {
  readonly datasetId: string;
  readonly asOf: CivilDate;
  readonly minAreaMu: number;
  readonly landClasses: readonly LandClass[];
  readonly projects: readonly CandidateProject[];
  readonly summary: readonly ProjectSummary[];
  readonly meaning: typeof PROJECT_VERDICT_MEANING;
  readonly placements: readonly NamedPlacement[];
  readonly issues: ProjectResult["issues"];
}

/**
 * The answer of {@link placeProjects} for a dataset, with counts and the words for its verdicts.
 *
 * @throws {GeoError} as {@link placeProjects}.
 */
export function placementReport(
  dataset: Dataset,
  projects: readonly CandidateProject[],
  options: OfferOptions & PlacingLimits = {},
): PlacementReport {
  const { placements, issues } = placeProjects(dataset, projects, options);
  const names = new Map(dataset.parcels.map(({ id, properties }) => [id, properties.name]));
  return {
    datasetId: dataset.id,
    asOf: options.asOf ?? dataset.asOf,
    minAreaMu: options.minAreaMu ?? 0,
    landClasses: landClassesOf(options.statuses ?? AVAILABLE_LAND_CLASSES),
    projects,
    summary: projects.map(({ id }) => summaryOf(id, placements)),
    meaning: PROJECT_VERDICT_MEANING,
    placements: placements.map((placement) => ({ ...placement, parcelName: names.get(placement.parcelId) ?? "" })),
    issues,
  };
}

function summaryOf(projectId: string, placements: readonly ProjectPlacement[]): ProjectSummary {
  const own = placements.filter((placement) => placement.projectId === projectId);
  const count = (verdict: ProjectVerdict) => own.filter((placement) => placement.verdict === verdict).length;
  return {
    projectId,
    parcels: own.length,
    fits: count("fits"),
    notFound: count("not-found"),
    impossible: count("impossible"),
  };
}
