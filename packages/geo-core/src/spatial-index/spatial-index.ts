import Flatbush from "flatbush";
import type { Bbox } from "../geometry/types.ts";

/** A static index of bounding boxes. */
export interface SpatialIndex {
  /** Numbers of the boxes that touch the given one, ascending. */
  search(bbox: Bbox): number[];
}

/**
 * Index of bounding boxes in degrees, by the order they are given in. Static: build once, search often. Deterministic: results
 * ascend. Antimeridian: boxes are taken as they stand. Method: packed Hilbert R-tree (flatbush). Cost: O(n log n), then
 * O(log n + hits).
 */
export function buildSpatialIndex(bboxes: readonly Bbox[]): SpatialIndex {
  if (bboxes.length === 0) return { search: () => [] };
  const tree = new Flatbush(bboxes.length);
  for (const [westDeg, southDeg, eastDeg, northDeg] of bboxes) tree.add(westDeg, southDeg, eastDeg, northDeg);
  tree.finish();
  return {
    search: ([westDeg, southDeg, eastDeg, northDeg]) => tree.search(westDeg, southDeg, eastDeg, northDeg).sort((a, b) => a - b),
  };
}
