import { BUFFER, EXTENT, GRID_ZOOM } from "../tile/mercator.ts";
import { MERGE_REACH_UNITS } from "../tile/vertex-table.ts";
import { isDrawable, type SharedTable, type TableLayer } from "./feature-table.ts";
import type { Region } from "./region-plan.ts";

/** BUILD: which features of a layer a region needs. */
export interface LayerSelection {
  /** Numbers, ascending. */
  readonly features: Int32Array;
  /** 1 for a feature that reaches into the region or is its own; the others are there because they touch one that does. */
  readonly isCore: Uint8Array;
  /** 1 for a feature that this region owns. */
  readonly isOwn: Uint8Array;
}

/** Farther than this, features have no influence on each other's borders: what merging and noding reach, and some more. */
export const TOUCH_UNITS = 4 * MERGE_REACH_UNITS;

export interface Box {
  readonly west: number;
  readonly north: number;
  readonly east: number;
  readonly south: number;
}

/**
 * The features of a layer that reach into a region, and those that may share a border with one of them. More of the latter
 * than needed do no harm: what a border looks like depends on the features that touch it alone.
 *
 * Cost: O(features of the layer), a few comparisons each.
 */
export function featuresNear(
  table: SharedTable,
  { first, count }: TableLayer,
  region: Region,
  owners: Int32Array,
  index: number,
): LayerSelection {
  const reach = reachOf(region);
  const { bboxes } = table;
  const core = { west: Infinity, north: Infinity, east: -Infinity, south: -Infinity };
  let coreCount = 0;
  for (let feature = first; feature < first + count; feature++) {
    if (owners[feature] !== index && !meets(bboxes, feature, reach)) continue;
    if (!isDrawable(table, feature)) continue;
    coreCount++;
    core.west = Math.min(core.west, bboxes[feature * 4]!);
    core.north = Math.min(core.north, bboxes[feature * 4 + 1]!);
    core.east = Math.max(core.east, bboxes[feature * 4 + 2]!);
    core.south = Math.max(core.south, bboxes[feature * 4 + 3]!);
  }
  const selected: number[] = [];
  if (coreCount > 0) {
    const around = grown(core, TOUCH_UNITS);
    for (let feature = first; feature < first + count; feature++)
      if (meets(bboxes, feature, around) && isDrawable(table, feature)) selected.push(feature);
  }
  const features = Int32Array.from(selected);
  return {
    features,
    isCore: Uint8Array.from(features, (feature) => (owners[feature] === index || meets(bboxes, feature, reach) ? 1 : 0)),
    isOwn: Uint8Array.from(features, (feature) => (owners[feature] === index ? 1 : 0)),
  };
}

/** The region with the buffer of its own zoom, which is the widest, and what rounding can add. */
function reachOf({ z, x, y }: Region): Box {
  const unit = 2 ** (GRID_ZOOM - z);
  const size = EXTENT * unit;
  return grown({ west: x * size, north: y * size, east: (x + 1) * size, south: (y + 1) * size }, (BUFFER + 2) * unit);
}

export function grown({ west, north, east, south }: Box, by: number): Box {
  return { west: west - by, north: north - by, east: east + by, south: south + by };
}

function meets(bboxes: Int32Array, feature: number, { west, north, east, south }: Box): boolean {
  const at = feature * 4;
  return bboxes[at]! <= east && bboxes[at + 2]! >= west && bboxes[at + 1]! <= south && bboxes[at + 3]! >= north;
}

/** The box of a feature on the base grid. */
export function boxOf(bboxes: Int32Array, feature: number): Box {
  const at = feature * 4;
  return { west: bboxes[at]!, north: bboxes[at + 1]!, east: bboxes[at + 2]!, south: bboxes[at + 3]! };
}

export function meetsAny(bboxes: Int32Array, feature: number, boxes: readonly Box[]): boolean {
  for (const box of boxes) if (meets(bboxes, feature, box)) return true;
  return false;
}
