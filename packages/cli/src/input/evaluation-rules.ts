import type { EvaluationConfig, InefficientLandRule } from "@parkatlas/geo-core";
import { readJsonFile } from "./json-file.ts";
import { UsageError } from "./usage-error.ts";

type Members = Readonly<Record<string, unknown>>;

function refuse(path: string, zh: string, en: string): never {
  throw new UsageError(
    { zh: `${path} ${zh}`, en: `${path} ${en}` },
    { zh: "docs/land.md 的“Evaluation”一节说明文件的写法", en: "docs/land.md, Evaluation, shows what the file holds" },
  );
}

function membersOf(path: string, value: unknown): Members {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return refuse(path, "不是 JSON 对象", "holds no JSON object");
  return value as Members;
}

function requireTexts(path: string, members: Members, names: readonly string[]): void {
  for (const name of names) if (typeof members[name] !== "string") refuse(path, `缺少文本“${name}”`, `has no text "${name}"`);
  const { title } = members;
  const { zh, en } = membersOf(path, title ?? {});
  if (typeof zh !== "string" || typeof en !== "string")
    refuse(path, "缺少含 zh 与 en 的“title”", 'has no "title" with zh and en');
}

function listOf(path: string, members: Members, name: string): readonly Members[] {
  const list = members[name] ?? [];
  if (!Array.isArray(list)) return refuse(path, `的“${name}”不是列表`, `has a "${name}" that is no list`);
  return list.map((each) => membersOf(path, each));
}

/**
 * An evaluation configuration from a file, with what may be left out filled in: version "1", no grades, no vetoes, no
 * exemptions; an indicator without a cap whose missing value earns nothing. The library checks the numbers.
 */
export async function readEvaluationConfig(path: string): Promise<EvaluationConfig> {
  const members = membersOf(path, await readJsonFile(path));
  requireTexts(path, members, ["id", "source"]);
  const grades = members.grades === undefined || members.grades === null ? null : membersOf(path, members.grades);
  if (grades && !["quantile", "threshold"].includes(String(grades.kind)))
    refuse(path, "“grades”的 kind 应为 quantile 或 threshold", 'has "grades" whose kind is neither quantile nor threshold');
  if (grades) listOf(path, grades, "steps");
  const indicators = listOf(path, members, "indicators").map((rule) => {
    if (typeof rule.weight !== "number")
      refuse(path, `的指标 ${String(rule.id)} 没有权重`, `has an indicator ${String(rule.id)} without a weight`);
    if (!["zero", "mean-points", "full-weight", undefined].includes(rule.missing as string | undefined))
      refuse(
        path,
        `的指标 ${String(rule.id)} 的“missing”应为 zero、mean-points 或 full-weight`,
        `has an indicator ${String(rule.id)} whose "missing" is none of zero, mean-points, full-weight`,
      );
    return { benchmark: "mean", capTimes: null, missing: "zero", ...rule };
  });
  return {
    version: "1",
    ...members,
    indicators,
    grades,
    vetoes: listOf(path, members, "vetoes"),
    exemptions: listOf(path, members, "exemptions"),
  } as unknown as EvaluationConfig;
}

/** A local rule of inefficient land from a file. The library refuses one without source or thresholds. */
export async function readInefficientRule(path: string): Promise<InefficientLandRule> {
  const members = membersOf(path, await readJsonFile(path));
  requireTexts(path, members, ["id", "source"]);
  for (const name of ["taxPerMuBelow", "outputPerMuBelow", "plotRatioBelow", "stoppedYears", "testsToMeet"])
    if (members[name] !== undefined && typeof members[name] !== "number")
      refuse(path, `的“${name}”不是数字`, `has a "${name}" that is no number`);
  return members as unknown as InefficientLandRule;
}
