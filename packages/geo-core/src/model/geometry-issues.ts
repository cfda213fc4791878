import type { Geometry, Position } from "geojson";
import type { Issue } from "./issue.ts";
import { type IssuePlace, makeIssue } from "./issue-codes.ts";

export function geometryIssues(
  geometry: Geometry,
  place: IssuePlace,
): { readonly issues: readonly Issue[]; readonly usable: boolean } {
  const rings: readonly (readonly Position[])[] =
    geometry.type === "Polygon" ? geometry.coordinates : geometry.type === "MultiPolygon" ? geometry.coordinates.flat() : [];
  const issues: Issue[] = [];
  for (const ring of rings) {
    const [first, last] = [ring[0]!, ring.at(-1)!];
    if (first[0] !== last[0] || first[1] !== last[1])
      issues.push(makeIssue("ring-not-closed", place, { en: "The ring is not closed.", zh: "环未闭合。" }));
    else if (ring.length < 4)
      issues.push(makeIssue("ring-too-short", place, { en: "The ring is too short.", zh: "环的点数不足。" }));
  }
  return { issues, usable: issues.length === 0 };
}

export function crossesItself(_geometry: Geometry): boolean {
  return false;
}
