import type { Words } from "../geojson/finding.ts";
import type { Issue } from "../model/issue.ts";
import type { DistanceRule, GridAssessment } from "../model/types.ts";
import { type FeatureSubject, type ProtectionIssueCode, protectionIssue } from "./protection-issues.ts";
import type { UnitRequirement, UnresolvedDistance } from "./types.ts";

const CLAUSE = "HJ 2.2-2018 8.7.5, 8.8.5";

/**
 * The distance that a rule with receptor grids asks for: the largest over its substances and averaging periods. A grid that
 * could not be read leaves the rule unresolved; so does one that shows only part of the exceedance, whose distance is then a
 * lower bound and is tested as such.
 */
export function gridRequirement(rule: DistanceRule, place: FeatureSubject): UnitRequirement {
  const { grids = [], assessments = [], source = null } = rule;
  // One assessment a grid, or the data were put together without the reader that makes them.
  if (assessments.length !== grids.length) return unread(rule, place);
  const known = assessments.filter(({ distanceM }) => distanceM !== null);
  const open = assessments.filter(({ isComplete }) => !isComplete);
  const requiredM = Math.max(...known.map(({ distanceM }) => distanceM!));
  const differs = rule.distanceM !== undefined && open.length === 0 && rule.distanceM !== requiredM;
  return {
    distances:
      known.length === 0
        ? []
        : [
            {
              kind: "atmospheric",
              measuredFrom: "plant",
              requiredM,
              source,
              clause: CLAUSE,
              raised: false,
              workings: [],
              assessments,
            },
          ],
    unresolved: open.map(unresolvedOf),
    issues: [
      ...assessments.flatMap(({ issues }) => issues.map((issue) => ({ ...issue, ...place }))),
      ...(differs ? [givenDiffers(rule.distanceM!, requiredM, place)] : []),
    ],
  };
}

function unread({ grids = [] }: DistanceRule, place: FeatureSubject): UnitRequirement {
  const files = grids.flatMap((grid) => grid.files).join(", ");
  const words: Words = {
    en: `The atmospheric distance of "${place.featureId}" rests on receptor grids (${files}) that were not read; load the dataset with its files, and name its plant`,
    zh: `“${place.featureId}”的大气环境防护距离依据预测网格（${files}），但网格尚未读取；请连同文件读取数据集，并注明所属厂区`,
  };
  const code: ProtectionIssueCode = "atmospheric-grid-unread";
  return {
    distances: [],
    unresolved: [{ kind: "atmospheric", code, message: words.en, messageZh: words.zh }],
    issues: [protectionIssue(code, place, words)],
  };
}

function unresolvedOf({ issues }: GridAssessment): UnresolvedDistance {
  const errors = issues.filter(({ severity }) => severity === "error");
  return {
    kind: "atmospheric",
    code: errors[0]!.code,
    message: errors.map(({ message }) => message).join(" "),
    messageZh: errors.map(({ messageZh }) => messageZh).join(""),
  };
}

function givenDiffers(givenM: number, computedM: number, place: FeatureSubject): Issue {
  return protectionIssue("atmospheric-given-differs", place, {
    en: `"${place.featureId}" states an atmospheric distance of ${givenM} m, but its grids give ${computedM.toFixed(1)} m; both are tested, and the larger governs`,
    zh: `“${place.featureId}”填报的大气环境防护距离为 ${givenM} m，按预测网格计算为 ${computedM.toFixed(1)} m；两者均判定，以较大者为准`,
  });
}
