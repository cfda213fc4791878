import type { ProtectionChange } from "@parkatlas/geo-core";
import { decoded, readFields, writeFields } from "./link-fields.ts";
import { readNumber } from "./siting-choice.ts";

/** What is assumed about one unit; what is null or empty stays as the data say. */
export interface Scenario {
  readonly unitId: string;
  /** How far the unit is moved in the plane of the working CRS, metres. */
  readonly eastM: number;
  readonly northM: number;
  readonly windMPerS: number | null;
  /** A specified distance instead of those that the unit has. */
  readonly specifiedM: number | null;
  /** Qc of substances by name, kg/h. */
  readonly emissions: Readonly<Record<string, number>>;
  /** Sites that are assumed to be gone. */
  readonly droppedSiteIds: readonly string[];
}

export const emptyScenario = (unitId: string): Scenario => ({
  unitId,
  eastM: 0,
  northM: 0,
  windMPerS: null,
  specifiedM: null,
  emissions: {},
  droppedSiteIds: [],
});

const FIELDS = ["unit", "east", "north", "wind", "m", "qc", "drop"] as const;
const FARTHEST_M = 50_000;
const LONGEST_ID = 256;

/** The scenario as changes that the library applies, in a fixed order. */
export function changesOf(scenario: Scenario): readonly ProtectionChange[] {
  const { unitId, eastM, northM, windMPerS, specifiedM, emissions, droppedSiteIds } = scenario;
  return [
    ...(eastM === 0 && northM === 0 ? [] : [{ kind: "move-unit", unitId, eastM, northM } as const]),
    ...(windMPerS === null ? [] : [{ kind: "set-wind", unitId, windMPerS } as const]),
    ...Object.entries(emissions).map(
      ([substance, emissionKgPerH]) => ({ kind: "set-emission", unitId, substance, emissionKgPerH }) as const,
    ),
    ...(specifiedM === null ? [] : [{ kind: "set-distance", unitId, distanceKind: "specified", distanceM: specifiedM } as const]),
    ...droppedSiteIds.map((siteId) => ({ kind: "drop-site", siteId }) as const),
  ];
}

/** The scenario of a link; undefined where it is not valid. */
export function readScenario(text: string): Scenario | undefined {
  const fields = readFields(text, FIELDS);
  const unitId = fields?.get("unit");
  if (!fields || unitId === undefined || unitId === "" || unitId.length > LONGEST_ID) return undefined;
  const eastM = readShift(fields.get("east"));
  const northM = readShift(fields.get("north"));
  const windMPerS = readOptional(fields.get("wind"));
  const specifiedM = readOptional(fields.get("m"));
  const emissions = readEmissions(fields.get("qc"));
  const invalid = [eastM, northM, windMPerS, specifiedM, emissions].includes(undefined);
  if (invalid) return undefined;
  return {
    unitId,
    eastM: eastM!,
    northM: northM!,
    windMPerS: windMPerS!,
    specifiedM: specifiedM!,
    emissions: emissions!,
    droppedSiteIds: fields.get("drop")?.split(" ").filter(Boolean) ?? [],
  };
}

export function writeScenario(scenario: Scenario): string | null {
  const { unitId, eastM, northM, windMPerS, specifiedM, emissions, droppedSiteIds } = scenario;
  const number = (value: number | null) => (value === null ? null : String(value));
  return writeFields([
    ["unit", unitId],
    ["east", eastM === 0 ? null : String(eastM)],
    ["north", northM === 0 ? null : String(northM)],
    ["wind", number(windMPerS)],
    ["m", number(specifiedM)],
    ["qc", writeFields(Object.entries(emissions).map(([name, value]) => [encodeURIComponent(name), String(value)]))],
    ["drop", droppedSiteIds.join(" ")],
  ]);
}

/** Metres with at most two decimals, either way. */
export function readShift(text: string | undefined): number | undefined {
  if (text === undefined) return 0;
  const value = /^[-+]?\d{1,6}(\.\d{1,2})?$/.test(text.trim()) ? Number(text) : Number.NaN;
  return Math.abs(value) <= FARTHEST_M ? value + 0 : undefined;
}

function readOptional(text: string | undefined): number | null | undefined {
  return text === undefined ? null : readNumber(text);
}

function readEmissions(text: string | undefined): Readonly<Record<string, number>> | undefined {
  const found: [string, number][] = [];
  for (const part of text === undefined ? [] : text.split(";")) {
    const colon = part.lastIndexOf(":");
    const value = readNumber(part.slice(colon + 1));
    const name = decoded(part.slice(0, Math.max(colon, 0)));
    if (!name || value === undefined) return undefined;
    found.push([name, value]);
  }
  return Object.fromEntries(found);
}
