import { groupBy } from "../group-by.ts";
import type { Issue } from "../issue.ts";
import type { IssueCode } from "../issue-codes.ts";
import type { ShapedSubject } from "./overlaps.ts";
import { uncoveredPieces } from "./pieces.ts";
import type { Plane } from "./plane.ts";
import { called, featureIssue } from "./subject.ts";

/**
 * Features that reach out of the feature they belong to: one issue each, with the area outside and a place in it. All children
 * of a parent are tested in one overlay, and one by one only where something of them lies outside.
 */
export function findOverhangs(
  children: readonly ShapedSubject[],
  parents: readonly ShapedSubject[],
  parentIdOf: (child: ShapedSubject) => unknown,
  plane: Plane,
  code: IssueCode,
): Issue[] {
  const childrenByParentId = groupBy(children, parentIdOf);
  return parents.flatMap((parent) => {
    const own = childrenByParentId.get(parent.subject.feature.id) ?? [];
    const together = own.map(({ shape }) => shape);
    if (own.length === 0 || uncoveredPieces(together, parent.shape, plane).length === 0) return [];
    return own.flatMap((child) => overhangIssue(child, parent, plane, code) ?? []);
  });
}

function overhangIssue(child: ShapedSubject, parent: ShapedSubject, plane: Plane, code: IssueCode): Issue | null {
  const pieces = uncoveredPieces([child.shape], parent.shape, plane);
  const largest = pieces[0];
  if (largest === undefined) return null;
  const areaM2 = pieces.reduce((total, piece) => total + piece.areaM2, 0).toFixed(2);
  const whose = called(parent.subject.feature);
  const [lonDeg, latDeg] = largest.at.map((deg) => deg.toFixed(7));
  return featureIssue(
    child.subject,
    code,
    "geometry",
    {
      en: `${areaM2} m² lie outside ${whose}, which it belongs to, most of it at ${lonDeg}, ${latDeg}; correct the border, or the id it belongs to.`,
      zh: `有 ${areaM2} m² 位于所属的 ${whose} 之外，最大一处位于 ${lonDeg}, ${latDeg}，请修正边界或所属 id。`,
    },
    largest.at,
  );
}
