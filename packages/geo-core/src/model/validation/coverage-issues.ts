import type { Gap, Overhang, Overlap } from "../../coverage/coverage-types.ts";
import type { LonLat } from "../../crs/position.ts";
import type { Issue } from "../issue.ts";
import type { IssueCode } from "../issue-codes.ts";
import { called, featureIssue, type Subject } from "./subject.ts";

const written = ([lonDeg, latDeg]: LonLat) => `${lonDeg.toFixed(7)}, ${latDeg.toFixed(7)}`;

/** The issue of an overlap, at the later of the two. */
export function overlapIssue(subjects: readonly Subject[], code: IssueCode, overlap: Overlap): Issue {
  const other = called(subjects[overlap.first]!.feature);
  const { pieces, at } = overlap;
  const areaM2 = overlap.areaM2.toFixed(2);
  return featureIssue(
    subjects[overlap.second]!,
    code,
    "geometry",
    {
      en: `Overlaps ${other} by ${areaM2} m² in ${pieces} piece${pieces > 1 ? "s" : ""}, the largest at ${written(at)}; move the border of one of the two.`,
      zh: `与 ${other} 重叠 ${areaM2} m²，共 ${pieces} 处，最大一处位于 ${written(at)}，请修正其中一个的边界。`,
    },
    at,
  );
}

/** The hint of a gap, at the later of the two. */
export function gapIssue(subjects: readonly Subject[], { first, second, widthM, at }: Gap): Issue {
  const other = called(subjects[first]!.feature);
  return featureIssue(
    subjects[second]!,
    "parcel-gap",
    "geometry",
    {
      en: `The border runs ${widthM.toFixed(3)} m beside that of ${other} without meeting it, at ${written(at)}; if it is one border, give both the same positions.`,
      zh: `边界在 ${written(at)} 处与 ${other} 相距 ${widthM.toFixed(3)} m 而不相接；如为同一界线，请使用相同坐标。`,
    },
    at,
  );
}

/** The issue of a feature that reaches out of the one it belongs to. */
export function overhangIssue(
  children: readonly Subject[],
  parents: readonly Subject[],
  code: IssueCode,
  { child, parent, areaM2, at }: Overhang,
): Issue {
  const whose = called(parents[parent]!.feature);
  return featureIssue(
    children[child]!,
    code,
    "geometry",
    {
      en: `${areaM2.toFixed(2)} m² lie outside ${whose}, which it belongs to, most of it at ${written(at)}; correct the border, or the id it belongs to.`,
      zh: `有 ${areaM2.toFixed(2)} m² 位于所属的 ${whose} 之外，最大一处位于 ${written(at)}，请修正边界或所属 id。`,
    },
    at,
  );
}
