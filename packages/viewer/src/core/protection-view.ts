import type { ProtectionPair, RequiredDistance, UnitProtection, UnitVerdict } from "@parkatlas/geo-core";

const VERDICT_ORDER: readonly UnitVerdict[] = ["inside", "indeterminate", "unknown", "outside", "not-required"];

export function worstShortfallM(unit: UnitProtection): number {
  return unit.pairs.reduce((worst, pair) => Math.max(worst, pair.shortfallM), 0);
}

/** Units by urgency: verdict first, then the worst shortfall, then the id, so that the list never jumps. */
export function orderUnits(units: readonly UnitProtection[]): readonly UnitProtection[] {
  const rank = (unit: UnitProtection) => VERDICT_ORDER.indexOf(unit.verdict);
  return [...units].sort((a, b) => rank(a) - rank(b) || worstShortfallM(b) - worstShortfallM(a) || (a.id < b.id ? -1 : 1));
}

/** The distance that governs: the largest of those required; null where none is. */
export function governingDistance(unit: UnitProtection): RequiredDistance | null {
  return unit.workings.find((rule) => rule.requiredM === unit.requiredM) ?? unit.workings[0] ?? null;
}

/** Pairs of a unit, nearest site first. */
export function orderPairs(unit: UnitProtection): readonly ProtectionPair[] {
  return [...unit.pairs].sort((a, b) => a.distanceM - b.distanceM || (a.siteId < b.siteId ? -1 : 1));
}

/** The nearest point of each site of a unit, numbered as in its table and chart. */
export function numberedPlaces(
  unit: UnitProtection,
): readonly { readonly number: number; readonly at: readonly [number, number] }[] {
  return orderPairs(unit).map(({ to }, index) => ({ number: index + 1, at: to as readonly [number, number] }));
}

/** Every unit within reach of a site, with the pair, nearest first. */
export function pairsOfSite(
  units: readonly UnitProtection[],
  siteId: string,
): readonly { readonly unit: UnitProtection; readonly pair: ProtectionPair }[] {
  return units
    .flatMap((unit) => unit.pairs.filter((pair) => pair.siteId === siteId).map((pair) => ({ unit, pair })))
    .sort((a, b) => a.pair.distanceM - b.pair.distanceM);
}

/** A violation as the map draws it: from the unit's nearest point to the site's, never measured on the map. */
export interface ViolationLine {
  readonly unitId: string;
  readonly siteId: string;
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
  readonly distanceM: number;
  readonly requiredM: number;
  readonly verdict: "inside" | "indeterminate";
}

/** Lines of all pairs that are inside or undecided. */
export function violationLines(units: readonly UnitProtection[]): readonly ViolationLine[] {
  return units.flatMap((unit) =>
    unit.pairs.flatMap(({ verdict, siteId, from, to, distanceM, requiredM }) =>
      verdict === "outside" ? [] : [{ unitId: unit.id, siteId, from, to, distanceM, requiredM, verdict }],
    ),
  );
}

/** What the map shows of a verdict on the as-of date: tiles carry the verdict of the dataset's own date only. */
export interface VerdictState {
  readonly layer: "units" | "envelopes" | "sites" | "marks";
  readonly id: string;
  readonly state: Readonly<Record<string, string>>;
}

/**
 * Feature states of units, of the envelopes drawn around their outlines (`id` and `id/plant`, as the tiles name them), of
 * the sites that stand too near, and of the points that mark both on small scales (`units/id`, `sites/id`). Sites that are
 * not named are not inside.
 */
export function verdictStates(units: readonly UnitProtection[]): readonly VerdictState[] {
  const states = units.flatMap((unit): readonly VerdictState[] => [
    ...(unit.subject === "unit" ? unitStates(unit) : []),
    { layer: "envelopes", id: unit.id, state: { verdict: envelopeVerdict(unit, "unit") } },
    { layer: "envelopes", id: `${unit.id}/plant`, state: { verdict: envelopeVerdict(unit, "plant") } },
  ]);
  const inside = new Set(units.flatMap((unit) => unit.pairs.flatMap((pair) => (pair.verdict === "inside" ? [pair.siteId] : []))));
  return [...states, ...[...inside].flatMap(siteStates)];
}

function unitStates({ id, verdict }: UnitProtection): readonly VerdictState[] {
  return [
    { layer: "units", id, state: { verdict } },
    { layer: "marks", id: `units/${id}`, state: { verdict } },
  ];
}

function siteStates(id: string): readonly VerdictState[] {
  return [
    { layer: "sites", id, state: { inside: "yes" } },
    { layer: "marks", id: `sites/${id}`, state: { verdict: "inside" } },
  ];
}

function envelopeVerdict(unit: UnitProtection, outline: ProtectionPair["measuredFrom"]): UnitVerdict {
  if (unit.requiredM === null) return "not-required";
  const verdicts = unit.pairs.filter((pair) => pair.measuredFrom === outline).map((pair) => pair.verdict);
  return VERDICT_ORDER.find((verdict) => verdicts.some((each) => each === verdict)) ?? "outside";
}
