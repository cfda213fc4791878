import type { Bbox } from "../geometry/types.ts";
import type { Plant, Site, Unit } from "../model/types.ts";
import { buildSpatialIndex, type SpatialIndex } from "../spatial-index/spatial-index.ts";
import { boxesOf } from "./site-lookup.ts";
import type { ProtectionInput } from "./subjects.ts";
import type { ProtectionCheck, ProtectionPair, ProtectionSummary, UnitProtection, UnitVerdict } from "./types.ts";
import { reachBox } from "./what-if-reach.ts";

/** A feature with its place in the layer. */
export interface Placed<F> {
  readonly feature: F;
  readonly index: number;
}

/** A checked dataset in the form in which scenarios ask about it, so that one costs no pass over the data. */
export interface WhatIfBase {
  readonly input: ProtectionInput;
  readonly reachFactor: number;
  readonly units: ReadonlyMap<string, Placed<Unit>>;
  readonly plants: ReadonlyMap<string, Placed<Plant>>;
  readonly sites: ReadonlyMap<string, Placed<Site>>;
  readonly rows: ReadonlyMap<string, Placed<UnitProtection>>;
  readonly unitsOfPlant: ReadonlyMap<string, readonly string[]>;
  /** Ids of the rows whose outlines, widened by their reach, meet one of the boxes. */
  readonly rowsReaching: (boxes: readonly Bbox[]) => readonly string[];
  /** The summary with some rows replaced by others. */
  readonly summaryWith: (removed: readonly UnitProtection[], added: readonly UnitProtection[]) => ProtectionSummary;
}

/** Scenarios come in series on one base (a slider), which is indexed with the first of them and kept as long as the base. */
const prepared = new WeakMap<ProtectionCheck, WhatIfBase>();

/** The index of a base; built once for a base, its input and a reach. Cost: O(n log n) the first time. */
export function whatIfBase(input: ProtectionInput, base: ProtectionCheck, reachFactor: number): WhatIfBase {
  const known = prepared.get(base);
  if (known && known.input === input && known.reachFactor === reachFactor) return known;
  const made = indexBase(input, base, reachFactor);
  prepared.set(base, made);
  return made;
}

function indexBase(input: ProtectionInput, base: ProtectionCheck, reachFactor: number): WhatIfBase {
  const units = placedById(input.units);
  const plants = placedById(input.plants);
  const unitsOfPlant = new Map<string, string[]>();
  for (const { id, properties } of input.units) {
    if (properties.plantId === undefined) continue;
    const list = unitsOfPlant.get(properties.plantId);
    if (list) list.push(id);
    else unitsOfPlant.set(properties.plantId, [id]);
  }
  return {
    input,
    reachFactor,
    units,
    plants,
    sites: placedById(input.sites),
    rows: placedById(base.units),
    unitsOfPlant,
    rowsReaching: rowFinder(base.units, units, plants, reachFactor),
    summaryWith: summariser(base),
  };
}

function placedById<F extends { readonly id: string }>(features: readonly F[]): ReadonlyMap<string, Placed<F>> {
  return new Map(features.map((feature, index) => [feature.id, { feature, index }]));
}

function rowFinder(
  rows: readonly UnitProtection[],
  units: WhatIfBase["units"],
  plants: WhatIfBase["plants"],
  reachFactor: number,
): WhatIfBase["rowsReaching"] {
  let index: { readonly tree: SpatialIndex; readonly ids: readonly string[] } | null = null;
  const build = () => {
    const ids: string[] = [];
    const boxes: Bbox[] = [];
    for (const { id, plantId, requiredM } of rows) {
      const outlines = [units.get(id), plants.get(plantId ?? id)].flatMap((placed) => placed?.feature.geometry ?? []);
      for (const box of boxesOf(outlines)) {
        boxes.push(reachBox(box, (requiredM ?? 0) * reachFactor));
        ids.push(id);
      }
    }
    return { tree: buildSpatialIndex(boxes), ids };
  };
  return (boxes) => {
    if (boxes.length === 0) return [];
    index ??= build();
    const { tree, ids } = index;
    return boxes.flatMap((box) => tree.search(box).map((place) => ids[place]!));
  };
}

/** How often a site lies inside a distance, and the people in it. */
interface SiteTally {
  readonly count: number;
  readonly pair: ProtectionPair;
}

const insidePairs = (row: UnitProtection): readonly ProtectionPair[] => row.pairs.filter(({ verdict }) => verdict === "inside");

/** The largest shortfall of a row; 0 where nothing is inside. */
export const worstShortfallM = (row: UnitProtection | null): number =>
  (row?.pairs ?? []).reduce((worst, { shortfallM }) => Math.max(worst, shortfallM), 0);

function summariser({ units, summary }: ProtectionCheck): WhatIfBase["summaryWith"] {
  const tallies = new Map<string, SiteTally>();
  for (const row of units)
    for (const pair of insidePairs(row)) tallies.set(pair.siteId, { count: (tallies.get(pair.siteId)?.count ?? 0) + 1, pair });
  const worstFirst = units.map((row) => ({ id: row.id, worstM: worstShortfallM(row) })).sort((a, b) => b.worstM - a.worstM);
  return (removed, added) => {
    const verdicts = countVerdicts(summary, removed, added);
    const changed = new Map<string, SiteTally>();
    const tallyOf = (siteId: string) => changed.get(siteId) ?? tallies.get(siteId);
    for (const pair of removed.flatMap(insidePairs)) {
      const known = tallyOf(pair.siteId)!;
      changed.set(pair.siteId, { ...known, count: known.count - 1 });
    }
    for (const pair of added.flatMap(insidePairs))
      changed.set(pair.siteId, { count: (tallyOf(pair.siteId)?.count ?? 0) + 1, pair });
    const gone = new Set(removed.map(({ id }) => id));
    const restM = worstFirst.find(({ id }) => !gone.has(id))?.worstM ?? 0;
    return {
      ...verdicts,
      ...peopleAfter(summary, tallies, changed),
      worstShortfallM: added.reduce((worst, row) => Math.max(worst, worstShortfallM(row)), restM),
    };
  };
}

type VerdictCounts = Pick<ProtectionSummary, "units" | "inside" | "outside" | "indeterminate" | "unknown" | "notRequired">;

function countVerdicts(
  { units, inside, outside, indeterminate, unknown, notRequired }: ProtectionSummary,
  removed: readonly UnitProtection[],
  added: readonly UnitProtection[],
): VerdictCounts {
  const change = (verdict: UnitVerdict) =>
    added.filter((row) => row.verdict === verdict).length - removed.filter((row) => row.verdict === verdict).length;
  return {
    units: units + added.length - removed.length,
    inside: inside + change("inside"),
    outside: outside + change("outside"),
    indeterminate: indeterminate + change("indeterminate"),
    unknown: unknown + change("unknown"),
    notRequired: notRequired + change("not-required"),
  };
}

type People = Omit<ProtectionSummary, keyof VerdictCounts | "worstShortfallM">;

function peopleAfter(
  summary: ProtectionSummary,
  before: ReadonlyMap<string, SiteTally>,
  after: ReadonlyMap<string, SiteTally>,
): People {
  let { sitesInside, householdsInside, populationInside, sitesInsideWithoutHouseholds, sitesInsideWithoutPopulation } = summary;
  const count = ({ pair: { households, population } }: SiteTally, sign: 1 | -1) => {
    sitesInside += sign;
    householdsInside += sign * (households ?? 0);
    populationInside += sign * (population ?? 0);
    sitesInsideWithoutHouseholds += households === null ? sign : 0;
    sitesInsideWithoutPopulation += population === null ? sign : 0;
  };
  for (const [siteId, tally] of after) {
    const known = before.get(siteId);
    if (known) count(known, -1);
    if (tally.count > 0) count(tally, 1);
  }
  return { sitesInside, householdsInside, populationInside, sitesInsideWithoutHouseholds, sitesInsideWithoutPopulation };
}
