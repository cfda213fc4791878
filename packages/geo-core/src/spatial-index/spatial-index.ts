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
  return buildColumnIndex(Float64Array.from(bboxes.flat()));
}

/** The same of boxes in one column, west, south, east, north in turn. */
export function buildColumnIndex(boxes: Float64Array): SpatialIndex {
  if (boxes.length === 0) return { search: () => [] };
  const tree = new Flatbush(boxes.length / 4);
  for (let i = 0; i < boxes.length; i += 4) tree.add(boxes[i]!, boxes[i + 1]!, boxes[i + 2]!, boxes[i + 3]!);
  tree.finish();
  return {
    search: ([westDeg, southDeg, eastDeg, northDeg]) => tree.search(westDeg, southDeg, eastDeg, northDeg).sort((a, b) => a - b),
  };
}
