import type { Bbox, Geometry } from "../geometry/types.ts";
import type { Issue } from "../model/issue.ts";
import type { Plant, Site, Unit } from "../model/types.ts";
import { RAD_PER_DEG } from "../units.ts";
import { applyChanges, type ProtectionChange } from "./changes.ts";
import { checkProtection, DEFAULT_REACH_FACTOR, type ProtectionOptions } from "./check-protection.ts";
import { boxesOf, sitesInBoxes } from "./site-lookup.ts";
import { type ProtectionInput, protectionSubjects } from "./subjects.ts";
import { summariseProtection } from "./summary.ts";
import type { ProtectionCheck, ProtectionSummary, UnitProtection, UnitVerdict } from "./types.ts";

/** What a scenario changes about one unit; null stands for a unit that is not there. */
export interface UnitDifference {
  readonly unitId: string;
  readonly verdictBefore: UnitVerdict | null;
  readonly verdictAfter: UnitVerdict | null;
  readonly requiredBeforeM: number | null;
  readonly requiredAfterM: number | null;
  readonly worstShortfallBeforeM: number;
  readonly worstShortfallAfterM: number;
  /** Sites that come to lie inside a distance of the unit, and sites that no longer do. */
  readonly sitesEntered: readonly string[];
  readonly sitesLeft: readonly string[];
}

export interface ProtectionWhatIf {
  /** Always true: a scenario is an assumption and is to be shown and exported as one. */
  readonly hypothetical: true;
  /** The rows of the units that the changes could touch, as they would be. */
  readonly units: readonly UnitProtection[];
  /** Only what differs from the base, in the order of the data. */
  readonly differences: readonly UnitDifference[];
  readonly summaryBefore: ProtectionSummary;
  readonly summaryAfter: ProtectionSummary;
  readonly issues: readonly Issue[];
}

/**
 * The check under assumed changes, compared with the check of the data as they are. Only units that a change can touch are
 * tested again: those it names, and those within reach of a site it adds, replaces or removes.
 *
 * @param base  The answer of {@link checkProtection} for `input` with the same options and no `unitId`.
 * @throws {GeoError} `unknown-id` for a change of something that is not there; else as {@link checkProtection}.
 *
 * Cost: an index of the sites, kept for the next scenario on the same list, one pass over the rows, and the check of the few
 * units touched.
 */
export function protectionWhatIf(
  input: ProtectionInput,
  base: ProtectionCheck,
  changes: readonly ProtectionChange[],
  options: Omit<ProtectionOptions, "unitId">,
): ProtectionWhatIf {
  const after = applyChanges(input, changes, options.workingCrs);
  const touched = touchedUnits(input, after, base, changes, options.reachFactor ?? DEFAULT_REACH_FACTOR);
  const units = after.units.filter(({ id }) => touched.has(id));
  const plants = plantsOf(units, after, touched);
  const check = checkProtection({ units, plants, sites: sitesNear({ units, plants }, after.sites, options) }, options);
  const rowAfter = new Map(check.units.map((row) => [row.id, row]));
  const rowsAfter = mergedRows(base.units, rowAfter, touched);
  const rowBefore = new Map(base.units.map((row) => [row.id, row]));
  const ids = [...new Set([...base.units.map(({ id }) => id), ...rowAfter.keys()])].filter((id) => touched.has(id));
  return {
    hypothetical: true,
    units: check.units,
    differences: ids.flatMap((id) => differenceOf(id, rowBefore.get(id) ?? null, rowAfter.get(id) ?? null)),
    summaryBefore: base.summary,
    summaryAfter: summariseProtection(rowsAfter),
    issues: issuesOf(check, after),
  };
}

/** The findings about the part that was tested, placed in the whole of the changed data. */
function issuesOf({ issues }: ProtectionCheck, after: ProtectionInput): readonly Issue[] {
  const layers: Readonly<Record<string, readonly { readonly id: string }[]>> = {
    units: after.units,
    plants: after.plants,
    sites: after.sites,
  };
  return issues.flatMap((issue): Issue[] => {
    // The few units tested, and the sites near them, may be none; the data themselves are not empty for that.
    if (issue.code === "units-empty" || (issue.code === "sites-empty" && after.sites.length > 0)) return [];
    const index = layers[issue.layer ?? ""]?.findIndex(({ id }) => id === issue.featureId) ?? -1;
    return [index < 0 ? issue : { ...issue, path: issue.path.replace(/^features\[\d+\]/, `features[${index}]`) }];
  });
}

/** Ids of the rows that a change can touch: named units, and rows that reach a site that comes, goes or moves. */
function touchedUnits(
  before: ProtectionInput,
  after: ProtectionInput,
  base: ProtectionCheck,
  changes: readonly ProtectionChange[],
  reachFactor: number,
): ReadonlySet<string> {
  const touched = new Set<string>();
  const siteIds = new Set<string>();
  for (const change of changes) {
    if (change.kind === "put-unit") touched.add(change.unit.id);
    else if (change.kind === "put-site") siteIds.add(change.site.id);
    else if (change.kind === "drop-site") siteIds.add(change.siteId);
    else touched.add(change.unitId);
  }
  // A unit that leaves its plant, or joins one, can give the plant a row of its own or take it away.
  for (const { id, properties } of [...before.units, ...after.units])
    if (touched.has(id) && properties.plantId !== undefined) touched.add(properties.plantId);
  const changedSites = [...before.sites, ...after.sites].filter(({ id }) => siteIds.has(id));
  const places = boxesOf(changedSites.map(({ geometry }) => geometry));
  if (places.length === 0) return touched;
  const geometryOf = new Map<string, Geometry>([...before.plants, ...before.units].map(({ id, geometry }) => [id, geometry]));
  for (const { id, plantId, requiredM } of base.units) {
    const outlines = [id, plantId ?? id].flatMap((each) => geometryOf.get(each) ?? []);
    const reachM = (requiredM ?? 0) * reachFactor;
    if (boxesOf(outlines).some((box) => places.some((place) => boxesMeet(widened(box, reachM), place)))) touched.add(id);
  }
  return touched;
}

/** The plants of the units to be tested, and touched ones that no unit at all refers to (which have a row of their own). */
function plantsOf(
  units: readonly Unit[],
  { plants, units: all }: ProtectionInput,
  touched: ReadonlySet<string>,
): readonly Plant[] {
  const named = new Set(units.map(({ properties }) => properties.plantId));
  const withUnits = new Set(all.map(({ properties }) => properties.plantId));
  return plants.filter(({ id }) => named.has(id) || (touched.has(id) && !withUnits.has(id)));
}

/** The sites that can lie within reach of the units: a box test that lets no such site through its meshes. */
function sitesNear(
  input: Pick<ProtectionInput, "units" | "plants">,
  sites: readonly Site[],
  options: Omit<ProtectionOptions, "unitId">,
): readonly Site[] {
  const reachFactor = options.reachFactor ?? DEFAULT_REACH_FACTOR;
  const boxes = protectionSubjects(input, options).subjects.flatMap(({ outlines }) =>
    outlines.flatMap(({ geometry, required }) =>
      boxesOf([geometry]).map((box) => widened(box, required[0]!.requiredM * reachFactor)),
    ),
  );
  return sitesInBoxes(sites, boxes);
}

/** Wider than any degree of latitude is short, and by 0.01° more: edges of up to 100 km bow less than that. */
function widened([westDeg, southDeg, eastDeg, northDeg]: Bbox, reachM: number): Bbox {
  const latDeg = reachM / 110_000 + 0.01;
  const farthestDeg = Math.min(89, Math.max(Math.abs(southDeg), Math.abs(northDeg)) + latDeg);
  const lonDeg = latDeg / Math.cos(farthestDeg * RAD_PER_DEG);
  return [westDeg - lonDeg, southDeg - latDeg, eastDeg + lonDeg, northDeg + latDeg];
}

function boxesMeet(a: Bbox, b: Bbox): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}

/** The rows as they would be: untouched ones from the base, touched ones as tested again, new ones last. */
function mergedRows(
  base: readonly UnitProtection[],
  after: ReadonlyMap<string, UnitProtection>,
  touched: ReadonlySet<string>,
): readonly UnitProtection[] {
  const known = new Set(base.map(({ id }) => id));
  const kept = base.flatMap((row) => (touched.has(row.id) ? (after.get(row.id) ?? []) : row));
  return [...kept, ...[...after.values()].filter(({ id }) => !known.has(id))];
}

function differenceOf(unitId: string, before: UnitProtection | null, after: UnitProtection | null): readonly UnitDifference[] {
  const insideBefore = sitesInside(before);
  const insideAfter = sitesInside(after);
  const difference: UnitDifference = {
    unitId,
    verdictBefore: before?.verdict ?? null,
    verdictAfter: after?.verdict ?? null,
    requiredBeforeM: before?.requiredM ?? null,
    requiredAfterM: after?.requiredM ?? null,
    worstShortfallBeforeM: worstShortfallM(before),
    worstShortfallAfterM: worstShortfallM(after),
    sitesEntered: insideAfter.filter((id) => !insideBefore.includes(id)),
    sitesLeft: insideBefore.filter((id) => !insideAfter.includes(id)),
  };
  const isSame =
    difference.verdictBefore === difference.verdictAfter &&
    difference.requiredBeforeM === difference.requiredAfterM &&
    difference.worstShortfallBeforeM === difference.worstShortfallAfterM &&
    difference.sitesEntered.length + difference.sitesLeft.length === 0;
  return isSame ? [] : [difference];
}

function sitesInside(row: UnitProtection | null): readonly string[] {
  const inside = (row?.pairs ?? []).filter(({ verdict }) => verdict === "inside").map(({ siteId }) => siteId);
  return [...new Set(inside)].sort();
}

function worstShortfallM(row: UnitProtection | null): number {
  return (row?.pairs ?? []).reduce((worst, { shortfallM }) => Math.max(worst, shortfallM), 0);
}
