import type { CoverageOptions } from "../../coverage/coverage-types.ts";
import { findCoverageDefects, findOverhangs } from "../../coverage/find-coverage-defects.ts";
import type { LonLat } from "../../crs/position.ts";
import { containsPoint } from "../../geometry/contains-point.ts";
import type { Areal } from "../../geometry/types.ts";
import type { Issue } from "../issue.ts";
import type { IssueCode } from "../issue-codes.ts";
import type { Dataset, LayerName, Unit } from "../types.ts";
import { gapIssue, overhangIssue, overlapIssue } from "./coverage-issues.ts";
import { called, featureIssue, type Subject, subjectsOf } from "./subject.ts";

/** Subjects with a ground, and their grounds. */
interface Grounds {
  readonly subjects: readonly Subject[];
  readonly areals: readonly Areal[];
}

/**
 * How outlines lie to each other: parcels, blocks and parks that overlap their like; parcels outside their block, blocks
 * outside their park, units outside their plant; borders of parcels that nearly meet. In the plane where the dataset's edges
 * are straight, on a grid of 1 mm; pieces under 0.01 m² or 1 cm mean width are rounding and no finding.
 */
export function validateTopology(dataset: Dataset): Issue[] {
  const options = { edgeModel: dataset.edgeModel, workingCrs: dataset.workingCrs };
  const parks = groundsOf(dataset, "parks");
  const blocks = groundsOf(dataset, "blocks");
  const parcels = groundsOf(dataset, "parcels");
  const { overlaps: parcelOverlaps, gaps } = coverageIssues(parcels, "parcels-overlap", options);
  return [
    ...coverageIssues(parks, "parks-overlap", options).overlaps,
    ...coverageIssues(blocks, "blocks-overlap", options).overlaps,
    ...parcelOverlaps,
    ...overhangs(blocks, parks, "parkId", "block-outside-park", options),
    ...overhangs(parcels, blocks, "blockId", "parcel-outside-block", options),
    ...overhangs(groundsOf(dataset, "units"), groundsOf(dataset, "plants"), "plantId", "unit-outside-plant", options),
    ...pointUnitsOutside(dataset),
    ...gaps,
  ];
}

function groundsOf(dataset: Dataset, layer: LayerName): Grounds {
  const subjects: Subject[] = [];
  const areals: Areal[] = [];
  for (const subject of subjectsOf(dataset, layer)) {
    const { geometry } = subject.feature;
    if (geometry.type !== "Polygon" && geometry.type !== "MultiPolygon") continue;
    subjects.push(subject);
    areals.push(geometry);
  }
  return { subjects, areals };
}

/** Overlaps of features while both are valid, and borders that nearly meet, whenever either is valid. */
function coverageIssues({ subjects, areals }: Grounds, code: IssueCode, options: CoverageOptions) {
  const overlaps: Issue[] = [];
  const gaps: Issue[] = [];
  for (const defect of findCoverageDefects(areals, options)) {
    if (defect.kind === "gap") gaps.push(gapIssue(subjects, defect));
    if (defect.kind === "overlap" && areValidTogether(subjects[defect.first]!, subjects[defect.second]!))
      overlaps.push(overlapIssue(subjects, code, defect));
  }
  return { overlaps, gaps };
}

/** Dates as text sort as the calendar does; an absent one leaves that side open. */
function areValidTogether({ feature: a }: Subject, { feature: b }: Subject): boolean {
  const endsBefore = (end: string | undefined, begin: string | undefined) =>
    end !== undefined && begin !== undefined && end < begin;
  return !endsBefore(a.properties.validTo, b.properties.validFrom) && !endsBefore(b.properties.validTo, a.properties.validFrom);
}

function overhangs(children: Grounds, parents: Grounds, key: string, code: IssueCode, options: CoverageOptions): Issue[] {
  const parentById = new Map(parents.subjects.map(({ feature }, index) => [feature.id, index]));
  const parentOf = (child: number) => {
    const id = (children.subjects[child]!.feature.properties as Readonly<Record<string, unknown>>)[key];
    return parentById.get(id as string) ?? null;
  };
  return findOverhangs(children.areals, parents.areals, parentOf, options).map((overhang) =>
    overhangIssue(children.subjects, parents.subjects, code, overhang),
  );
}

function pointUnitsOutside(dataset: Dataset): Issue[] {
  const plantById = new Map(dataset.plants.map((plant) => [plant.id, plant]));
  return subjectsOf(dataset, "units").flatMap((subject: Subject<Unit>) => {
    const { geometry, properties } = subject.feature;
    const plant = plantById.get(properties.plantId ?? "");
    if (geometry.type !== "Point" || plant === undefined) return [];
    const at: LonLat = [geometry.coordinates[0]!, geometry.coordinates[1]!];
    if (containsPoint(plant.geometry, at)) return [];
    const words = {
      en: `The unit lies outside plant ${called(plant)}, which it belongs to; correct its position, or its plantId.`,
      zh: `生产单元位于所属厂区 ${called(plant)} 之外，请修正位置或 plantId。`,
    };
    return [featureIssue(subject, "unit-outside-plant", "geometry", words, at)];
  });
}
