import type { Issue } from "../model/issue.ts";
import type { Site } from "../model/types.ts";
import { applyChanges, type ProtectionChange } from "./changes.ts";
import { checkProtection, DEFAULT_REACH_FACTOR, type ProtectionOptions } from "./check-protection.ts";
import { boxesOf, sitesInBoxes } from "./site-lookup.ts";
import { type ProtectionInput, protectionSubjects } from "./subjects.ts";
import type { ProtectionCheck, ProtectionSummary, UnitProtection, UnitVerdict } from "./types.ts";
import { type Placed, type WhatIfBase, whatIfBase, worstShortfallM } from "./what-if-base.ts";
import { reachBox } from "./what-if-reach.ts";

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
 * Cost: an index of the base with the first scenario, kept for the next one on the same base; then the check of the few units
 * touched and the sites near them, however many others there are.
 */
export function protectionWhatIf(
  input: ProtectionInput,
  base: ProtectionCheck,
  changes: readonly ProtectionChange[],
  options: Omit<ProtectionOptions, "unitId">,
): ProtectionWhatIf {
  const known = whatIfBase(input, base, options.reachFactor ?? DEFAULT_REACH_FACTOR);
  const named = namedBy(changes);
  const after = applyChanges(partNamed(known, named), changes, options.workingCrs);
  const touched = touchedRows(known, after, named);
  const part = partTouched(known, after, named, touched);
  const check = checkProtection({ ...part, sites: sitesNear(known, part, after.sites, named.sites, options) }, options);
  const rowAfter = new Map(check.units.map((row) => [row.id, row]));
  const removed = [...touched].flatMap((id) => known.rows.get(id) ?? []).sort((a, b) => a.index - b.index);
  const rowsBefore = removed.map(({ feature }) => feature);
  const ids = new Set([...rowsBefore.map(({ id }) => id), ...rowAfter.keys()]);
  return {
    hypothetical: true,
    units: check.units,
    differences: [...ids].flatMap((id) => differenceOf(id, known.rows.get(id)?.feature ?? null, rowAfter.get(id) ?? null)),
    summaryBefore: base.summary,
    summaryAfter: known.summaryWith(rowsBefore, check.units),
    issues: issuesOf(check, known, after, named),
  };
}

/** Ids that the changes name, by layer. */
interface Named {
  readonly units: ReadonlySet<string>;
  readonly sites: ReadonlySet<string>;
}

function namedBy(changes: readonly ProtectionChange[]): Named {
  const units = new Set<string>();
  const sites = new Set<string>();
  for (const change of changes) {
    if (change.kind === "put-unit") units.add(change.unit.id);
    else if (change.kind === "put-site") sites.add(change.site.id);
    else if (change.kind === "drop-site") sites.add(change.siteId);
    else units.add(change.unitId);
  }
  return { units, sites };
}

/** The named features of the data, in their order: all that the changes can be applied to. */
function partNamed({ units, sites }: WhatIfBase, named: Named): ProtectionInput {
  return { units: chosen(units, named.units), plants: [], sites: chosen(sites, named.sites) };
}

function chosen<F>(placed: ReadonlyMap<string, Placed<F>>, ids: Iterable<string>): readonly F[] {
  return [...ids]
    .flatMap((id) => placed.get(id) ?? [])
    .sort((a, b) => a.index - b.index)
    .map(({ feature }) => feature);
}

/** Ids of the rows that a change can touch: named units and their plants, and rows that reach a site that comes, goes or moves. */
function touchedRows(known: WhatIfBase, after: ProtectionInput, named: Named): ReadonlySet<string> {
  const sites = [...chosen(known.sites, named.sites), ...after.sites];
  const reaching = known.rowsReaching(boxesOf(sites.map(({ geometry }) => geometry)));
  // A unit that leaves its plant, or joins one, can give the plant a row of its own or take it away.
  const units = [...chosen(known.units, named.units), ...after.units];
  return new Set([...named.units, ...units.flatMap(({ properties }) => properties.plantId ?? []), ...reaching]);
}

/** The touched units as they would be, their plants, and touched plants that no unit refers to (which have rows of their own). */
function partTouched(
  known: WhatIfBase,
  after: ProtectionInput,
  named: Named,
  touched: ReadonlySet<string>,
): Pick<ProtectionInput, "units" | "plants"> {
  const changed = new Map(after.units.map((unit) => [unit.id, unit]));
  const kept = chosen(known.units, touched).flatMap((unit) => (named.units.has(unit.id) ? (changed.get(unit.id) ?? []) : unit));
  const units = [...kept, ...after.units.filter(({ id }) => !known.units.has(id))];
  const carried = new Set(units.flatMap(({ properties }) => properties.plantId ?? []));
  const hasUnits = (plantId: string) =>
    carried.has(plantId) || (known.unitsOfPlant.get(plantId) ?? []).some((id) => !named.units.has(id));
  const alone = [...touched].filter((id) => known.plants.has(id) && !hasUnits(id));
  return { units, plants: chosen(known.plants, new Set([...carried, ...alone])) };
}

/** The sites that can lie within reach of the units, as they would be: a box test that lets no such site through its meshes. */
function sitesNear(
  { input, sites: placed, reachFactor }: WhatIfBase,
  part: Pick<ProtectionInput, "units" | "plants">,
  changedSites: readonly Site[],
  named: ReadonlySet<string>,
  options: Omit<ProtectionOptions, "unitId">,
): readonly Site[] {
  const boxes = protectionSubjects(part, options).subjects.flatMap(({ outlines }) =>
    outlines.flatMap(({ geometry, required }) =>
      boxesOf([geometry]).map((box) => reachBox(box, required[0]!.requiredM * reachFactor)),
    ),
  );
  const changed = new Map(changedSites.map((site) => [site.id, site]));
  const kept = sitesInBoxes(input.sites, boxes).filter(({ id }) => !named.has(id));
  return [...kept, ...changed.values()].sort((a, b) => placeOf(placed, a.id) - placeOf(placed, b.id));
}

const placeOf = (placed: ReadonlyMap<string, Placed<unknown>>, id: string): number => placed.get(id)?.index ?? Infinity;

/** The findings about the part that was tested, placed in the whole of the changed data. */
function issuesOf({ issues }: ProtectionCheck, known: WhatIfBase, after: ProtectionInput, named: Named): readonly Issue[] {
  const placeAfter = {
    units: placesAfter(known.units, after.units, named.units),
    plants: (id: string) => known.plants.get(id)?.index,
    sites: placesAfter(known.sites, after.sites, named.sites),
  };
  const siteCount = known.sites.size - chosen(known.sites, named.sites).length + after.sites.length;
  return issues.flatMap((issue): Issue[] => {
    // The few units tested, and the sites near them, may be none; the data themselves are not empty for that.
    if (issue.code === "units-empty" || (issue.code === "sites-empty" && siteCount > 0)) return [];
    const { layer, featureId } = issue;
    const isPlaced = (layer === "units" || layer === "plants" || layer === "sites") && featureId !== null;
    const index = isPlaced ? placeAfter[layer](featureId) : undefined;
    return [index === undefined ? issue : { ...issue, path: issue.path.replace(/^features\[\d+\]/, `features[${index}]`) }];
  });
}

/** Where a feature stands in its layer after the changes: what is dropped moves those behind it up, what is new comes last. */
function placesAfter(
  before: ReadonlyMap<string, Placed<unknown>>,
  after: readonly { readonly id: string }[],
  named: ReadonlySet<string>,
): (id: string) => number | undefined {
  const kept = new Set(after.map(({ id }) => id));
  const dropped = [...named].flatMap((id) => (kept.has(id) ? [] : (before.get(id)?.index ?? [])));
  const added = after.filter(({ id }) => !before.has(id)).map(({ id }) => id);
  return (id) => {
    const index = before.get(id)?.index;
    if (index !== undefined) return index - dropped.filter((each) => each < index).length;
    const place = added.indexOf(id);
    return place < 0 ? undefined : before.size - dropped.length + place;
  };
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
