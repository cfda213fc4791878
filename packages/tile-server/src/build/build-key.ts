import { createHash } from "node:crypto";
import { versions } from "node:process";
import { BUFFER, EXTENT, GRID_ZOOM } from "../tile/mercator.ts";
import { TOLERANCE_TU } from "../tile/simplify-arcs.ts";
import type { FeatureTable, ReadLayer } from "./feature-table.ts";
import type { RegionPlan } from "./region-plan.ts";
import type { ZoomRange } from "./zoom-range.ts";

/** BUILD: what makes two builds the same, as a digest. */

/** Changes whenever the same features would give other parts. */
const PART_FORMAT = 1;

/** Equal for builds that make the same tiles of features with equal digests: layers, zooms, rounding, compression. */
export function settingsKey({ minZoom, maxZoom }: ZoomRange, read: readonly ReadLayer[]): string {
  const layers = read.map(({ schema: { name, isDerived }, standInLayer }) => [name, isDerived, standInLayer]);
  const constants = [PART_FORMAT, EXTENT, BUFFER, GRID_ZOOM, TOLERANCE_TU, versions.zlib, minZoom, maxZoom];
  return createHash("sha256")
    .update(JSON.stringify([constants, layers]))
    .digest("hex");
}

/** Equal for builds whose part files are the same, each by its name. */
export function buildKey(table: FeatureTable, plan: RegionPlan, zooms: ZoomRange, read: readonly ReadLayer[]): string {
  const hash = createHash("sha256").update(settingsKey(zooms, read));
  const { numbers, fromZooms, toZooms } = table.shared;
  for (const column of [numbers, fromZooms, toZooms, table.digests, table.isProtected, table.standIns, plan.owners])
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  return hash.update(JSON.stringify(plan.regions)).digest("hex");
}
