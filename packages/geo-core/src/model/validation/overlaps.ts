import { buildSpatialIndex } from "../../spatial-index/spatial-index.ts";
import type { Issue } from "../issue.ts";
import type { IssueCode } from "../issue-codes.ts";
import { commonPieces } from "./pieces.ts";
import type { GridShape, Plane } from "./plane.ts";
import { called, featureIssue, type Subject } from "./subject.ts";

export interface ShapedSubject<S extends Subject = Subject> {
  readonly subject: S;
  readonly shape: GridShape;
}

/**
 * Features of one layer that share ground while both are valid: one issue for each pair, at the later feature, with the area
 * and a place inside. Cost: O(n log n) for candidates, then one overlay for each pair that no straight line parts.
 */
export function findOverlaps(shaped: readonly ShapedSubject[], plane: Plane, code: IssueCode): Issue[] {
  const index = buildSpatialIndex(shaped.map(({ shape }) => shape.bounds));
  return shaped.flatMap((later, at) =>
    index
      .search(later.shape.bounds)
      .filter((other) => other < at)
      .flatMap((other) => overlapIssue(later, shaped[other]!, plane, code) ?? []),
  );
}

function overlapIssue(later: ShapedSubject, earlier: ShapedSubject, plane: Plane, code: IssueCode): Issue | null {
  if (!areValidTogether(later.subject, earlier.subject)) return null;
  const pieces = commonPieces(later.shape, earlier.shape, plane);
  const largest = pieces[0];
  if (largest === undefined) return null;
  const areaM2 = pieces.reduce((total, piece) => total + piece.areaM2, 0).toFixed(2);
  const other = called(earlier.subject.feature);
  const [lonDeg, latDeg] = largest.at.map((deg) => deg.toFixed(7));
  return featureIssue(
    later.subject,
    code,
    "geometry",
    {
      en: `Overlaps ${other} by ${areaM2} m² in ${pieces.length} piece${pieces.length > 1 ? "s" : ""}, the largest at ${lonDeg}, ${latDeg}; move the border of one of the two.`,
      zh: `与 ${other} 重叠 ${areaM2} m²，共 ${pieces.length} 处，最大一处位于 ${lonDeg}, ${latDeg}，请修正其中一个的边界。`,
    },
    largest.at,
  );
}

/** Dates as text sort as the calendar does; an absent one leaves that side open. */
function areValidTogether({ feature: a }: Subject, { feature: b }: Subject): boolean {
  const endsBefore = (end: string | undefined, begin: string | undefined) =>
    end !== undefined && begin !== undefined && end < begin;
  return !endsBefore(a.properties.validTo, b.properties.validFrom) && !endsBefore(b.properties.validTo, a.properties.validFrom);
}
