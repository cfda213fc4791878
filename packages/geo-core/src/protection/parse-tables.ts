import { GeoError } from "../errors.ts";
import { isJsonObject, shown } from "../geojson/finding.ts";
import { HEALTH_TABLE_GBT_39499_2020, type HealthTable } from "./health-tables.ts";

type Json = Readonly<Record<string, unknown>>;

/**
 * A table of coefficients from JSON: a whole one, or only what differs from the built-in one, whose other numbers then hold. It
 * must name a version of its own, because the version travels in every working and two tables of one version would be told
 * apart by nobody.
 *
 * @throws {GeoError} `input-out-of-range` naming the member that is unknown, missing or no number that the formula takes.
 */
export function parseHealthTable(value: unknown, base: HealthTable = HEALTH_TABLE_GBT_39499_2020): HealthTable {
  if (!isJsonObject(value)) throw wrong("the table", value, "an object in { }", "用 { } 括起的对象");
  const table = merged(base as unknown as Json, value, "") as unknown as HealthTable;
  requireNumbers(table);
  requireSteps(table);
  requireUncertainCells(table);
  requireLimits(table);
  const isChanged = JSON.stringify(table) !== JSON.stringify(base);
  if (isChanged && table.version === base.version)
    throw wrong(
      "version",
      table.version,
      `a version of its own, because the table differs from "${base.version}"`,
      `自己的版本号（内容与“${base.version}”不同）`,
    );
  return table;
}

/** The base with what the change says; members that the base does not have are mistakes, lists are taken whole. */
function merged(base: Json, change: Json, path: string): Json {
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(change)) {
    const name = path === "" ? key : `${path}.${key}`;
    // Substances are many; the table names those that it knows.
    if (path === "limits" || path.startsWith("limits.")) {
      result[key] = value;
      continue;
    }
    if (!Object.hasOwn(base, key))
      throw wrong(name, value, `one of ${Object.keys(base).join(", ")}`, `${Object.keys(base).join("、")} 之一`);
    const known = base[key];
    if (isJsonObject(known)) {
      if (!isJsonObject(value)) throw wrong(name, value, "an object in { }", "用 { } 括起的对象");
      result[key] = merged(known, value, name);
    } else if (Array.isArray(known) !== Array.isArray(value) || typeof known !== typeof value)
      throw wrong(
        name,
        value,
        `a ${Array.isArray(known) ? "list" : typeof known}`,
        Array.isArray(known) ? "数组" : typeof known === "number" ? "数字" : "文本",
      );
    else result[key] = value;
  }
  return result;
}

function requireNumbers({ A, B, C, D, bandLimitsM, closeRatioShare }: HealthTable): void {
  const lists: (readonly [string, unknown])[] = [
    ...Object.entries(A).flatMap(([wind, row]) =>
      Object.entries(row).map(([sourceClass, list]) => [`A.${wind}.${sourceClass}`, list] as const),
    ),
    ...Object.entries({ B, C, D }).flatMap(([name, rows]) =>
      Object.entries(rows).map(([wind, list]) => [`${name}.${wind}`, list] as const),
    ),
  ];
  for (const [name, list] of lists)
    if (!(Array.isArray(list) && list.length === 3 && list.every(isPositive)))
      throw wrong(name, list, "three numbers over 0, one for each band of L", "三个大于 0 的数（L 的三个区间各一）");
  if (!(bandLimitsM.length === 2 && bandLimitsM.every(isPositive) && bandLimitsM[0] < bandLimitsM[1]))
    throw wrong("bandLimitsM", bandLimitsM, "two rising lengths in metres", "两个递增的长度（m）");
  if (!(closeRatioShare >= 0 && closeRatioShare < 1))
    throw wrong("closeRatioShare", closeRatioShare, "a share from 0 to under 1", "0 至 1（不含）之间的比例");
}

function requireSteps({ gradeSteps }: HealthTable): void {
  const isWhole = gradeSteps.every(
    (step, index) =>
      isJsonObject(step) &&
      isPositive(step.stepM) &&
      typeof step.keepsExactStep === "boolean" &&
      (index === 0 ? step.fromM === 0 : typeof step.fromM === "number" && step.fromM > gradeSteps[index - 1]!.fromM),
  );
  if (!isWhole || gradeSteps.length === 0)
    throw wrong(
      "gradeSteps",
      gradeSteps,
      "steps with fromM rising from 0, stepM over 0 and keepsExactStep",
      "fromM 自 0 递增、stepM 大于 0 并含 keepsExactStep 的级差列表",
    );
}

function requireUncertainCells({ uncertainCells }: HealthTable): void {
  for (const cell of uncertainCells)
    if (!(isJsonObject(cell) && isPositive(cell.alternative) && typeof cell.note === "string" && typeof cell.noteZh === "string"))
      throw wrong("uncertainCells", cell, "cells with alternative, note and noteZh", "含 alternative、note、noteZh 的条目");
}

function requireLimits({ limits }: HealthTable): void {
  for (const [substance, limit] of Object.entries(limits)) {
    const isWhole =
      isJsonObject(limit) &&
      isPositive(limit.limitMgPerM3) &&
      typeof limit.basis === "string" &&
      Array.isArray(limit.names) &&
      limit.names.every((name) => typeof name === "string");
    if (!isWhole)
      throw wrong(
        `limits.${substance}`,
        limit,
        "an object with names (list of texts), limitMgPerM3 over 0 and basis",
        "含 names（文本列表）、limitMgPerM3（大于 0）和 basis 的对象",
      );
  }
}

function isPositive(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value) && value > 0;
}

function wrong(name: string, value: unknown, expected: string, expectedZh: string): GeoError {
  return new GeoError("input-out-of-range", `The table of coefficients: ${name} is ${shown(value)}; it must be ${expected}`, {
    details: { name, messageZh: `系数表：${name} 为 ${shown(value)}，应为${expectedZh}` },
  });
}
