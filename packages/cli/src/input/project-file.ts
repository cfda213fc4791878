import type { CandidateProject, ProjectUnit } from "@parkatlas/geo-core";
import { readJsonFile } from "./json-file.ts";
import { UsageError } from "./usage-error.ts";

type Members = Readonly<Record<string, unknown>>;

const EXAMPLE = '{"projects":[{"id":"A","units":[{"id":"tank","areaM2":800,"distanceM":100}]}]}';

function refuse(path: string, zh: string, en: string): never {
  throw new UsageError(
    { zh: `${path} ${zh}`, en: `${path} ${en}` },
    { zh: `文件写作 ${EXAMPLE}`, en: `the file reads ${EXAMPLE}` },
  );
}

function membersOf(path: string, place: string, value: unknown, known: readonly string[]): Members {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return refuse(path, `的 ${place} 不是 JSON 对象`, `has at ${place} no JSON object`);
  const members = value as Members;
  const stray = Object.keys(members).find((name) => !known.includes(name));
  if (stray !== undefined)
    refuse(
      path,
      `的 ${place} 含未知成员“${stray}”；可用：${known.join("、")}`,
      `has at ${place} an unknown member "${stray}"; known are ${known.join(", ")}`,
    );
  return members;
}

function listOf(path: string, place: string, value: unknown): readonly unknown[] {
  return Array.isArray(value) && value.length > 0
    ? value
    : refuse(path, `的 ${place} 应为非空列表`, `needs a list with something in it at ${place}`);
}

function idOf(path: string, place: string, { id }: Members): string {
  return typeof id === "string" && id !== "" ? id : refuse(path, `的 ${place} 缺少文本“id”`, `has at ${place} no text "id"`);
}

function numberOf(path: string, place: string, name: string, value: unknown): number {
  return typeof value === "number" ? value : refuse(path, `的 ${place} 缺少数字“${name}”`, `has at ${place} no number "${name}"`);
}

function unitOf(path: string, place: string, value: unknown): ProjectUnit {
  const members = membersOf(path, place, value, ["id", "areaM2", "distanceM"]);
  return {
    id: idOf(path, place, members),
    areaM2: numberOf(path, place, "areaM2", members.areaM2 ?? 0),
    distanceM: numberOf(path, place, "distanceM", members.distanceM),
  };
}

/** The candidate projects of a file; a unit without an area is a point. The library checks the numbers. Throws a {@link UsageError}. */
export async function readProjects(path: string): Promise<readonly CandidateProject[]> {
  const { projects } = membersOf(path, "$", await readJsonFile(path), ["projects"]);
  return listOf(path, "projects", projects).map((project, i): CandidateProject => {
    const place = `projects[${i}]`;
    const members = membersOf(path, place, project, ["id", "units"]);
    const units = listOf(path, `${place}.units`, members.units);
    return { id: idOf(path, place, members), units: units.map((unit, k) => unitOf(path, `${place}.units[${k}]`, unit)) };
  });
}
