import type { ProtectionPair, ProtectionSummary, UnitProtection, UnitVerdict } from "./types.ts";

/** Totals over the rows. A site inside several distances counts once, with its people. */
export function summariseProtection(units: readonly UnitProtection[]): ProtectionSummary {
  const counts: Record<UnitVerdict, number> = { inside: 0, outside: 0, indeterminate: 0, unknown: 0, "not-required": 0 };
  const sites = new Map<string, ProtectionPair>();
  let worstShortfallM = 0;
  for (const { verdict, pairs } of units) {
    counts[verdict]++;
    for (const pair of pairs) {
      if (pair.verdict !== "inside") continue;
      sites.set(pair.siteId, pair);
      if (pair.shortfallM > worstShortfallM) worstShortfallM = pair.shortfallM;
    }
  }
  return {
    units: units.length,
    inside: counts.inside,
    outside: counts.outside,
    indeterminate: counts.indeterminate,
    unknown: counts.unknown,
    notRequired: counts["not-required"],
    ...peopleIn(sites.values()),
    worstShortfallM,
  };
}

function peopleIn(sites: Iterable<ProtectionPair>) {
  const people = {
    sitesInside: 0,
    householdsInside: 0,
    populationInside: 0,
    sitesInsideWithoutHouseholds: 0,
    sitesInsideWithoutPopulation: 0,
  };
  for (const { households, population } of sites) {
    people.sitesInside++;
    people.householdsInside += households ?? 0;
    people.populationInside += population ?? 0;
    if (households === null) people.sitesInsideWithoutHouseholds++;
    if (population === null) people.sitesInsideWithoutPopulation++;
  }
  return people;
}
