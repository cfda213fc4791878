import type { ProtectionPair, ProtectionSummary, UnitProtection, UnitVerdict } from "./types.ts";

/** Totals over the rows. A site inside several distances counts once, with its people. */
export function summariseProtection(units: readonly UnitProtection[]): ProtectionSummary {
  const counts: Record<UnitVerdict, number> = { inside: 0, outside: 0, indeterminate: 0, unknown: 0, "not-required": 0 };
  const people = new PeopleInside();
  let worstShortfallM = 0;
  for (const { verdict, pairs } of units) {
    counts[verdict]++;
    for (const pair of pairs) {
      if (pair.verdict !== "inside") continue;
      people.add(pair);
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
    sitesInside: people.sites.size,
    householdsInside: people.households,
    populationInside: people.population,
    sitesInsideWithoutHouseholds: people.withoutHouseholds,
    sitesInsideWithoutPopulation: people.withoutPopulation,
    worstShortfallM,
  };
}

/** Adds up the people of sites, each site once. */
class PeopleInside {
  readonly sites = new Set<string>();
  households = 0;
  population = 0;
  withoutHouseholds = 0;
  withoutPopulation = 0;

  add({ siteId, households, population }: ProtectionPair): void {
    if (this.sites.has(siteId)) return;
    this.sites.add(siteId);
    if (households === null) this.withoutHouseholds++;
    else this.households += households;
    if (population === null) this.withoutPopulation++;
    else this.population += population;
  }
}
