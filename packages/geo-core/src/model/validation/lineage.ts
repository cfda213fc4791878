import type { Issue } from "../issue.ts";
import { type IssueCode, makeIssue } from "../issue-codes.ts";
import type { Dataset, LineageEntity } from "../types.ts";

/**
 * Identities in time (rules §8): unique ids, predecessors that exist and come earlier, no entity that is its own ancestor,
 * features and parks that exist, ends after beginnings. Cost: O(entities + links), and once more for each entity in or after a cycle.
 */
export function validateLineage(dataset: Dataset): Issue[] {
  const issues: Issue[] = [];
  const entities = dataset.lineage?.entities ?? [];
  const report: Report = (code, index, path, en, zh) =>
    issues.push(
      makeIssue(code, { layer: "lineage", path: `entities[${index}]${path}`, featureId: entities[index]!.id }, { en, zh }),
    );
  const byId = new Map<string, LineageEntity>();
  for (const [index, entity] of entities.entries()) {
    if (byId.has(entity.id))
      report(
        "lineage-id-duplicate",
        index,
        ".id",
        `Lineage id "${entity.id}" occurs twice; give each entity its own.`,
        `沿革 id“${entity.id}”重复，请使用不同的 id。`,
      );
    else byId.set(entity.id, entity);
  }
  for (const [index, entity] of entities.entries()) {
    checkLinks(entity, index, dataset, byId, report);
    checkSpan(entity, index, report);
  }
  for (const index of indexesInCycles(entities)) {
    const { id } = entities[index]!;
    report(
      "lineage-cycle",
      index,
      ".predecessors",
      `"${id}" is its own ancestor through its predecessors; remove the wrong link.`,
      `“${id}”的前身关系形成循环，请删除错误的关联。`,
    );
  }
  return issues;
}

type Report = (code: IssueCode, index: number, path: string, en: string, zh: string) => void;

function checkLinks(
  entity: LineageEntity,
  index: number,
  dataset: Dataset,
  byId: ReadonlyMap<string, LineageEntity>,
  report: Report,
): void {
  const { kind, featureId, parkId } = entity;
  const features = kind === "park" ? dataset.parks : dataset.blocks;
  if (featureId !== undefined && !features.some(({ id }) => id === featureId))
    report(
      "lineage-feature-unknown",
      index,
      ".featureId",
      `featureId "${featureId}" is not in layer ${kind}s; correct it, or leave it out where the ${kind} has no outline.`,
      `featureId“${featureId}”在图层 ${kind}s 中不存在，请更正；没有图形时请省略。`,
    );
  if (parkId !== undefined && byId.get(parkId)?.kind !== "park" && !dataset.parks.some(({ id }) => id === parkId))
    report(
      "lineage-park-unknown",
      index,
      ".parkId",
      `parkId "${parkId}" is neither a park of the lineage nor of layer parks; correct it.`,
      `parkId“${parkId}”既不是沿革中的园区，也不在图层 parks 中，请更正。`,
    );
  for (const [at, id] of (entity.predecessors ?? []).entries()) {
    const path = `.predecessors[${at}]`;
    const predecessor = byId.get(id);
    if (predecessor === undefined)
      report(
        "lineage-predecessor-unknown",
        index,
        path,
        `Predecessor "${id}" is not an entity of the lineage; add it, or correct the id.`,
        `前身“${id}”不在沿革实体中，请补充或更正 id。`,
      );
    else checkOrder(entity, predecessor, index, path, report);
  }
}

function checkOrder(entity: LineageEntity, predecessor: LineageEntity, index: number, path: string, report: Report): void {
  const { validFrom } = entity;
  if (validFrom === undefined) return;
  const { id, validFrom: from, validTo: to } = predecessor;
  if ((from === undefined || from < validFrom) && (to === undefined || to < validFrom)) return;
  report(
    "lineage-order",
    index,
    path,
    `Begins on ${validFrom}, but its predecessor "${id}" is valid ${from ?? "…"} to ${to ?? "…"}; a predecessor ends before its successor begins.`,
    `自 ${validFrom} 起，而前身“${id}”的有效期为 ${from ?? "…"} 至 ${to ?? "…"}；前身应在后继开始之前结束。`,
  );
}

function checkSpan({ validFrom, validTo }: LineageEntity, index: number, report: Report): void {
  if (validFrom === undefined || validTo === undefined || validFrom <= validTo) return;
  report(
    "valid-to-before-valid-from",
    index,
    ".validTo",
    `validTo ${validTo} lies before validFrom ${validFrom}; correct one of the two.`,
    `validTo ${validTo} 早于 validFrom ${validFrom}，请更正其中之一。`,
  );
}

/** Entities that are their own ancestor. */
function indexesInCycles(entities: readonly LineageEntity[]): number[] {
  const indexById = new Map(entities.map(({ id }, index) => [id, index]));
  const before = entities.map(({ predecessors = [] }) => predecessors.flatMap((id) => indexById.get(id) ?? []));
  const isOwnAncestor = (start: number): boolean => {
    const seen = new Set<number>();
    const open = [...before[start]!];
    while (open.length > 0) {
      const index = open.pop()!;
      if (index === start) return true;
      if (seen.has(index)) continue;
      seen.add(index);
      open.push(...before[index]!);
    }
    return false;
  };
  return withEndlessAncestry(before).filter(isOwnAncestor);
}

/** Entities that lie in a cycle or descend from one: all others are reached from those without predecessors. */
function withEndlessAncestry(before: readonly (readonly number[])[]): number[] {
  const after: number[][] = before.map(() => []);
  for (const [index, predecessors] of before.entries()) for (const predecessor of predecessors) after[predecessor]!.push(index);
  const waitingFor = before.map(({ length }) => length);
  const open = before.flatMap(({ length }, index) => (length === 0 ? [index] : []));
  const reached = new Set<number>();
  while (open.length > 0) {
    const index = open.pop()!;
    reached.add(index);
    for (const successor of after[index]!) {
      waitingFor[successor]! -= 1;
      if (waitingFor[successor] === 0) open.push(successor);
    }
  }
  return [...before.keys()].filter((index) => !reached.has(index));
}
