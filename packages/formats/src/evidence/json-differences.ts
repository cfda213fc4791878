import { geodesicDistanceM } from "@parkatlas/geo-core";

/** One place where two JSON values differ. A value that is absent on one side is undefined there. */
export interface JsonDifference {
  /** `units[WH-U-001].pairs[WH-S-002 unit].distanceM`: entries of lists by their id where they have one. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
  /** For a position in longitude and latitude: how far it moved, metres. */
  readonly movedM?: number;
}

/** Deeper nesting no answer has; below it values are compared as texts. */
const DEEPEST = 100;

/**
 * All places where two JSON values differ, in the order of the first. Entries of lists are matched by their id (features, units,
 * rows) or by what else names them, so that one more entry is one difference; other lists are matched by place. Positions are
 * compared whole. Cost O(size).
 */
export function jsonDifferences(before: unknown, after: unknown): readonly JsonDifference[] {
  const found: JsonDifference[] = [];
  compare(before, after, "", 0, found);
  return found;
}

function compare(before: unknown, after: unknown, path: string, depth: number, found: JsonDifference[]): void {
  if (Object.is(before, after)) return;
  if (depth > DEEPEST) {
    if (JSON.stringify(before) !== JSON.stringify(after)) found.push({ path, before, after });
    return;
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    compareLists(before, after, path, depth, found);
    return;
  }
  if (isRecord(before) && isRecord(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)]))
      compare(own(before, key), own(after, key), path === "" ? key : `${path}.${key}`, depth + 1, found);
    return;
  }
  found.push({ path, before, after });
}

function compareLists(
  before: readonly unknown[],
  after: readonly unknown[],
  path: string,
  depth: number,
  found: JsonDifference[],
): void {
  if (isPosition(before) && isPosition(after)) {
    if (before.every((value, index) => value === after[index]) && before.length === after.length) return;
    const movedM = distanceM(before, after);
    found.push({ path, before, after, ...(movedM === null ? {} : { movedM }) });
    return;
  }
  const [keysBefore, keysAfter] = [keysOf(before), keysOf(after)];
  if (keysBefore && keysAfter) {
    const there = new Map(keysAfter.map((key, index) => [key, after[index]]));
    for (const [index, key] of keysBefore.entries()) compare(before[index], there.get(key), `${path}[${key}]`, depth + 1, found);
    const known = new Set(keysBefore);
    for (const key of keysAfter)
      if (!known.has(key)) found.push({ path: `${path}[${key}]`, before: undefined, after: there.get(key) });
    const isReordered =
      keysBefore.length === keysAfter.length &&
      keysBefore.every((key) => there.has(key)) &&
      keysBefore.some((key, index) => key !== keysAfter[index]);
    if (isReordered) found.push({ path: `${path} (order)`, before: keysBefore, after: keysAfter });
    return;
  }
  for (let index = 0; index < Math.max(before.length, after.length); index++)
    compare(before[index], after[index], `${path}[${index}]`, depth + 1, found);
}

/** A JSON object, read as one. */
type JsonRecord = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function own(record: JsonRecord, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** What names each entry of a list; null where entries have no names, or share one. */
function keysOf(list: readonly unknown[]): readonly string[] | null {
  const keys = list.flatMap((entry) => {
    if (!isRecord(entry)) return [];
    const { id, siteId, measuredFrom, substance } = entry;
    if (typeof id === "string") return [id];
    if (typeof siteId === "string") return [typeof measuredFrom === "string" ? `${siteId} ${measuredFrom}` : siteId];
    return typeof substance === "string" && substance !== "" ? [substance] : [];
  });
  return keys.length === list.length && new Set(keys).size === keys.length ? keys : null;
}

function isPosition(list: readonly unknown[]): list is readonly number[] {
  return (list.length === 2 || list.length === 3) && list.every((value) => typeof value === "number");
}

/** How far apart two positions are; null where they are no longitude and latitude. */
function distanceM(before: readonly number[], after: readonly number[]): number | null {
  const degrees = [before, after].every(([lonDeg, latDeg]) => Math.abs(lonDeg!) <= 180 && Math.abs(latDeg!) <= 90);
  return degrees ? geodesicDistanceM([before[0]!, before[1]!], [after[0]!, after[1]!]) : null;
}
