import type { Words } from "../geojson/finding.ts";
import type { GeometryDefect, GeometryDefectCode } from "../geometry/defect-types.ts";
import { findGeometryDefects } from "../geometry/find-geometry-defects.ts";
import type { Geometry } from "../geometry/types.ts";
import { groupBy } from "./group-by.ts";
import type { Issue } from "./issue.ts";
import { type IssuePlace, makeIssue } from "./issue-codes.ts";

/** A broken writer breaks every vertex alike: so many of one kind are listed for a feature, the rest are counted. */
const LISTED_OF_A_KIND = 5;

const LEFT_OUT: Words = { en: "The feature is left out.", zh: "该要素已略去。" };
const WITHOUT_AREA: Words = {
  en: "The feature is kept, since distances from it are defined, but its area is not.",
  zh: "该要素予以保留（距离仍可计算），但其面积无定义。",
};

/** What a defect costs; nothing where it is not named. */
const CONSEQUENCE: Readonly<Partial<Record<GeometryDefectCode, Words>>> = {
  "ring-not-closed": LEFT_OUT,
  "ring-too-short": LEFT_OUT,
  "position-out-of-range": LEFT_OUT,
  "self-intersection": WITHOUT_AREA,
};

/**
 * The flaws of a geometry as issues, and whether it can be used at all. `place.path` leads to the geometry.
 * Cost: O(n log n) in its positions.
 */
export function geometryIssues(
  geometry: Geometry,
  place: IssuePlace,
): { readonly issues: readonly Issue[]; readonly usable: boolean } {
  const defects = findGeometryDefects(geometry);
  const ofKind = groupBy(defects, ({ code }) => code);
  const issues = [...ofKind.values()].flatMap((same) =>
    same
      .slice(0, LISTED_OF_A_KIND)
      .map((defect, index) => issueOf(defect, place, index + 1 === LISTED_OF_A_KIND ? same.length - LISTED_OF_A_KIND : 0)),
  );
  return { issues, usable: defects.every(({ code }) => CONSEQUENCE[code] !== LEFT_OUT) };
}

function issueOf({ code, at, path, message, messageZh }: GeometryDefect, place: IssuePlace, unlisted: number): Issue {
  const consequence = CONSEQUENCE[code];
  const en = [
    message,
    consequence?.en,
    unlisted > 0 ? `${unlisted} more of this kind in the feature are not listed.` : undefined,
  ];
  const zh = [messageZh, consequence?.zh, unlisted > 0 ? `该要素另有 ${unlisted} 处同类问题未列出。` : undefined];
  const words = { en: en.filter(Boolean).join(" "), zh: zh.filter(Boolean).join("") };
  // A position out of range is no place on the ground.
  const where = { ...place, path: `${place.path}.${path}` };
  return makeIssue(code, code === "position-out-of-range" ? where : { ...where, at }, words);
}

/** Whether an outline crosses or touches itself, so that it has no area anybody could rely on. Cost: O(n log n). */
export function crossesItself(geometry: Geometry): boolean {
  return findGeometryDefects(geometry).some(({ code }) => code === "self-intersection");
}
