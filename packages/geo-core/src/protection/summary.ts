import type { ProtectionPair, ProtectionSummary, UnitProtection, UnitVerdict } from "./types.ts";

/**
 * Totals over rows. A site inside several distances counts once, with its people. Rows are added as they are made: a second pass over
 * the pairs of a large check would fetch them all from memory again.
 */
export class ProtectionTally {
  private readonly counts: Record<UnitVerdict, number> = {
    inside: 0,
    outside: 0,
    indeterminate: 0,
    unknown: 0,
    "not-required": 0,
  };
  private readonly people = new PeopleInside();
  private units = 0;
  private worstShortfallM = 0;

  add({ verdict, pairs }: UnitProtection): void {
    this.units++;
    this.counts[verdict]++;
    for (const pair of pairs) {
      if (pair.verdict !== "inside") continue;
      this.people.add(pair);
      if (pair.shortfallM > this.worstShortfallM) this.worstShortfallM = pair.shortfallM;
    }
  }

  summary(): ProtectionSummary {
    const { counts, people, units, worstShortfallM } = this;
    return {
      units,
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
