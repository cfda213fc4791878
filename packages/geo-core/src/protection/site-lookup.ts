import { isGeoError } from "../errors.ts";
import { bboxOf } from "../geometry/bbox.ts";
import type { Bbox, Geometry } from "../geometry/types.ts";
import type { Site } from "../model/types.ts";
import { buildSpatialIndex, type SpatialIndex } from "../spatial-index/spatial-index.ts";

interface SiteLookup {
  readonly index: SpatialIndex;
  /** Numbers of the sites in the index, by their place in it. */
  readonly placed: readonly number[];
  /** Sites without a box are broken; they belong to every answer, so that the check can say so. */
  readonly unplaced: readonly number[];
}

/** A scenario asks the same sites again and again, so their index is kept as long as the list itself. */
const lookups = new WeakMap<readonly Site[], SiteLookup>();

function lookupOf(sites: readonly Site[]): SiteLookup {
  const known = lookups.get(sites);
  if (known) return known;
  const boxes: Bbox[] = [];
  const placed: number[] = [];
  const unplaced: number[] = [];
  for (const [number, { geometry }] of sites.entries()) {
    const box = boxOf(geometry);
    if (box) boxes.push(box);
    (box ? placed : unplaced).push(number);
  }
  const lookup = { index: buildSpatialIndex(boxes), placed, unplaced };
  lookups.set(sites, lookup);
  return lookup;
}

/** The sites whose box meets one of the given ones, in the order of the list, and those that have no box. */
export function sitesInBoxes(sites: readonly Site[], boxes: readonly Bbox[]): readonly Site[] {
  const { index, placed, unplaced } = lookupOf(sites);
  const numbers = new Set([...unplaced, ...boxes.flatMap((box) => index.search(box).map((place) => placed[place]!))]);
  return [...numbers].sort((a, b) => a - b).map((number) => sites[number]!);
}

/** The box of a geometry; null where it has none. */
function boxOf(geometry: Geometry): Bbox | null {
  try {
    const box = bboxOf(geometry);
    return box.every(Number.isFinite) ? box : null;
  } catch (error) {
    if (isGeoError(error)) return null;
    throw error;
  }
}

/** The boxes of the geometries that have one. */
export function boxesOf(geometries: readonly Geometry[]): readonly Bbox[] {
  const boxes: Bbox[] = [];
  for (const geometry of geometries) {
    const box = boxOf(geometry);
    if (box) boxes.push(box);
  }
  return boxes;
}
