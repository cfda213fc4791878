import { projectTo, unprojectFrom } from "../crs/project.ts";
import { GeoError } from "../errors.ts";
import type { Areal, Point } from "../geometry/types.ts";
import type { DistanceRule, Site, Unit } from "../model/types.ts";
import type { ProtectionInput } from "./subjects.ts";
import type { DistanceKind } from "./types.ts";

/** One change of a scenario. `put` adds a feature, or replaces the one with its id. */
export type ProtectionChange =
  | { readonly kind: "put-unit"; readonly unit: Unit }
  | { readonly kind: "drop-unit"; readonly unitId: string }
  /** Metres in the plane of the working CRS. */
  | { readonly kind: "move-unit"; readonly unitId: string; readonly eastM: number; readonly northM: number }
  /** Sets the distance of that kind, instead of whatever rules of the kind the unit has. */
  | { readonly kind: "set-distance"; readonly unitId: string; readonly distanceKind: DistanceKind; readonly distanceM: number }
  | { readonly kind: "set-wind"; readonly unitId: string; readonly windMPerS: number }
  | { readonly kind: "set-emission"; readonly unitId: string; readonly substance: string; readonly emissionKgPerH: number }
  | { readonly kind: "put-site"; readonly site: Site }
  | { readonly kind: "drop-site"; readonly siteId: string };

/** The source that an assumed distance names, so that no export can pass it off as an approved one. */
export const ASSUMED_SOURCE = "假设（情景分析）/ assumption (what-if)";

/**
 * The data after a list of changes, applied in order; nothing given is altered.
 *
 * @throws {GeoError} `unknown-id` for a unit, substance or site that is not there to be changed.
 */
export function applyChanges(input: ProtectionInput, changes: readonly ProtectionChange[], workingCrs: string): ProtectionInput {
  return changes.reduce((data, change) => applyChange(data, change, workingCrs), input);
}

function applyChange(data: ProtectionInput, change: ProtectionChange, workingCrs: string): ProtectionInput {
  switch (change.kind) {
    case "put-unit":
      return { ...data, units: put(data.units, change.unit) };
    case "drop-unit":
      return { ...data, units: without(data.units, change.unitId, "unit") };
    case "put-site":
      return { ...data, sites: put(data.sites, change.site) };
    case "drop-site":
      return { ...data, sites: without(data.sites, change.siteId, "site") };
    case "move-unit": {
      const { eastM, northM } = change;
      return withUnit(data, change.unitId, (unit) => ({ ...unit, geometry: moved(unit.geometry, eastM, northM, workingCrs) }));
    }
    case "set-distance": {
      const { distanceKind, distanceM } = change;
      const rule: DistanceRule = { kind: distanceKind, distanceM, source: ASSUMED_SOURCE };
      return withRules(data, change.unitId, (rules) => [...rules.filter(({ kind }) => kind !== distanceKind), rule]);
    }
    case "set-wind":
      return withRules(data, change.unitId, (rules) =>
        rules.map((rule) => (rule.kind === "health" ? { ...rule, windMPerS: change.windMPerS } : rule)),
      );
    case "set-emission":
      return withRules(data, change.unitId, (rules) => withEmission(rules, change));
  }
}

function put<F extends { readonly id: string }>(features: readonly F[], feature: F): readonly F[] {
  const exists = features.some(({ id }) => id === feature.id);
  return exists ? features.map((each) => (each.id === feature.id ? feature : each)) : [...features, feature];
}

function without<F extends { readonly id: string }>(features: readonly F[], id: string, what: string): readonly F[] {
  const rest = features.filter((feature) => feature.id !== id);
  if (rest.length < features.length) return rest;
  throw unknown(what, id);
}

function withUnit(data: ProtectionInput, unitId: string, change: (unit: Unit) => Unit): ProtectionInput {
  if (!data.units.some(({ id }) => id === unitId)) throw unknown("unit", unitId);
  return { ...data, units: data.units.map((unit) => (unit.id === unitId ? change(unit) : unit)) };
}

function withRules(
  data: ProtectionInput,
  unitId: string,
  change: (rules: readonly DistanceRule[]) => readonly DistanceRule[],
): ProtectionInput {
  return withUnit(data, unitId, (unit) => ({
    ...unit,
    properties: { ...unit.properties, distances: change(unit.properties.distances ?? []) },
  }));
}

function withEmission(
  rules: readonly DistanceRule[],
  { unitId, substance, emissionKgPerH }: Extract<ProtectionChange, { kind: "set-emission" }>,
): readonly DistanceRule[] {
  if (!rules.some(({ substances }) => substances?.some(({ name }) => name === substance)))
    throw unknown(`substance of unit "${unitId}"`, substance);
  return rules.map((rule) => {
    if (!rule.substances) return rule;
    return { ...rule, substances: rule.substances.map((each) => (each.name === substance ? { ...each, emissionKgPerH } : each)) };
  });
}

function unknown(what: string, id: string): GeoError {
  return new GeoError("unknown-id", `There is no ${what} "${id}" to change; check the id`, { details: { id } });
}

function moved<G extends Areal | Point>(geometry: G, eastM: number, northM: number, workingCrs: string): G {
  const move = (coordinates: unknown): unknown => {
    if (!Array.isArray(coordinates)) return coordinates;
    if (typeof coordinates[0] !== "number") return coordinates.map(move);
    const [fromEastM, fromNorthM] = projectTo(workingCrs, [coordinates[0], coordinates[1] as number]);
    return [...unprojectFrom(workingCrs, [fromEastM + eastM, fromNorthM + northM])];
  };
  return { ...geometry, coordinates: move(geometry.coordinates) };
}
