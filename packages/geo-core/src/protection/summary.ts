import type { ProtectionPair, ProtectionSummary, UnitProtection, UnitVerdict } from "./types.ts";

/** Totals over the rows. A site inside several distances counts once, with its people. */
export function summariseProtection(units: readonly UnitProtection[]): ProtectionSummary {
  const count = (verdict: UnitVerdict) => units.filter((unit) => unit.verdict === verdict).length;
  const insidePairs = units.flatMap(({ pairs }) => pairs.filter(({ verdict }) => verdict === "inside"));
  const sites = [...new Map(insidePairs.map((pair) => [pair.siteId, pair])).values()];
  return {
    units: units.length,
    inside: count("inside"),
    outside: count("outside"),
    indeterminate: count("indeterminate"),
    unknown: count("unknown"),
    notRequired: count("not-required"),
    sitesInside: sites.length,
    householdsInside: total(sites, "households"),
    populationInside: total(sites, "population"),
    sitesInsideWithoutHouseholds: sites.filter(({ households }) => households === null).length,
    sitesInsideWithoutPopulation: sites.filter(({ population }) => population === null).length,
    worstShortfallM: insidePairs.reduce((worst, { shortfallM }) => Math.max(worst, shortfallM), 0),
  };
}

function total(pairs: readonly ProtectionPair[], key: "households" | "population"): number {
  return pairs.reduce((sum, pair) => sum + (pair[key] ?? 0), 0);
}
