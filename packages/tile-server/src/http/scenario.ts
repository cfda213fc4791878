import { isCivilDate, type ProtectionChange } from "@parkatlas/geo-core";
import { z } from "zod";
import { LIMITS } from "../config/limits.ts";

/** Body of a what-if: which data, and what is assumed. Bounds here are those of sense; what is defined is the library's to say. */

export const idSchema = z.string().min(1).max(256);
export const dateSchema = z.string().max(10).refine(isCivilDate, { error: "must be a calendar date such as 2025-12-31" });
const id = idSchema;
const date = dateSchema;
const metres = z.number().min(-100_000).max(100_000);
const distanceM = z.number().min(0).max(100_000);
const position = z.array(z.number()).min(2).max(3);
const ring = z.array(position);
const areal = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("Polygon"), coordinates: z.array(ring) }),
  z.strictObject({ type: z.literal("MultiPolygon"), coordinates: z.array(z.array(ring)) }),
]);
const place = z.strictObject({ type: z.literal("Point"), coordinates: position });
const geometry = z.union([areal, place]);
const distanceKind = z.enum(["health", "atmospheric", "specified"]);
const sourceClass = z.enum(["I", "II", "III"]);
const substance = z.strictObject({
  name: z.string().max(256),
  emissionKgPerH: z.number(),
  limitMgPerM3: z.number(),
  sourceClass,
});
const rule = z.strictObject({
  kind: distanceKind,
  distanceM: distanceM.optional(),
  source: z.string().max(2_000).optional(),
  substances: z.array(substance).max(50).optional(),
  windMPerS: z.number().optional(),
  areaM2: z.number().optional(),
});
const named = { name: z.string().max(256), nameEn: z.string().max(256).optional(), accuracyM: z.number().min(0).optional() };
const unit = z.strictObject({
  type: z.literal("Feature"),
  id,
  geometry,
  properties: z.strictObject({
    ...named,
    plantId: id.optional(),
    parkId: id.optional(),
    enterprise: z.string().max(256).optional(),
    distances: z.array(rule).max(20).optional(),
    operatesFrom: date.optional(),
    operatesTo: date.optional(),
  }),
});
const site = z.strictObject({
  type: z.literal("Feature"),
  id,
  geometry,
  properties: z.strictObject({
    ...named,
    kind: z.enum(["residential", "village", "school", "hospital", "other"]),
    households: z.int().min(0).optional(),
    population: z.int().min(0).optional(),
    status: z.enum(["existing", "planned", "relocated"]).optional(),
    validFrom: date.optional(),
    validTo: date.optional(),
  }),
});

const change = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("move-unit"), unitId: id, eastM: metres, northM: metres }),
  z.strictObject({ kind: z.literal("set-distance"), unitId: id, distanceKind, distanceM }),
  z.strictObject({ kind: z.literal("set-wind"), unitId: id, windMPerS: z.number().min(0).max(100) }),
  z.strictObject({
    kind: z.literal("set-emission"),
    unitId: id,
    substance: z.string().max(256),
    emissionKgPerH: z.number().min(0).max(1e6),
  }),
  z.strictObject({ kind: z.literal("put-unit"), unit }),
  z.strictObject({ kind: z.literal("drop-unit"), unitId: id }),
  z.strictObject({ kind: z.literal("put-site"), site }),
  z.strictObject({ kind: z.literal("drop-site"), siteId: id }),
]);

export const scenarioSchema = z
  .strictObject({
    dataset: id.optional(),
    asOf: date.optional(),
    reach: z.number().min(1).max(100).optional(),
    changes: z.array(change).max(LIMITS.scenarioChangesMax),
  })
  .meta({ id: "Scenario" });

export type Scenario = z.output<typeof scenarioSchema>;

/** The changes as the library takes them: an absent property is left out rather than undefined. */
export function changesOf({ changes }: Scenario): readonly ProtectionChange[] {
  return JSON.parse(JSON.stringify(changes)) as readonly ProtectionChange[];
}
