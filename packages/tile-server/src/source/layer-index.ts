import {
  type Bbox,
  bboxOf,
  buildSpatialIndex,
  type Dataset,
  LAYER_NAMES,
  type LayerName,
  type SpatialIndex,
} from "@parkatlas/geo-core";
import { touchesBox } from "./box.ts";
import { type Columns, columnsOf } from "./columns.ts";
import type { ServedFeature } from "./served-feature.ts";

/** One layer of a dataset, ready to be asked by id, by box and by date. */
export interface LayerIndex {
  readonly datasetId: string;
  readonly layer: LayerName;
  readonly features: readonly ServedFeature[];
  /** Box of all features in degrees; null for a layer without features. */
  readonly bbox: Bbox | null;
  /** Its properties as columns, for filters. */
  readonly columns: Columns;
  byId(id: string): ServedFeature | undefined;
  /** Places in {@link features} of those that have a point in the box, ascending. */
  rowsInBox(box: Bbox): readonly number[];
}

/** A box that crosses the antimeridian (west > east, RFC 7946 §5.2) as two that do not. */
function splitAtAntimeridian(box: Bbox): readonly Bbox[] {
  const [west, south, east, north] = box;
  if (west <= east) return [box];
  return [
    [west, south, 180, north],
    [-180, south, east, north],
  ];
}

function unionOf(boxes: readonly Bbox[]): Bbox | null {
  const [first, ...rest] = boxes;
  if (!first) return null;
  return rest.reduce<Bbox>(
    (a, b) => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])],
    first,
  );
}

/** Indexes a layer by id at once, by place and by property at the first question about them. */
export function indexLayer(dataset: Dataset, layer: LayerName, features: readonly ServedFeature[] = dataset[layer]): LayerIndex {
  const ids = new Map(features.map((feature) => [feature.id, feature]));
  const boxes = features.map((feature) => bboxOf(feature.geometry));
  let index: SpatialIndex | null = null;
  return {
    datasetId: dataset.id,
    layer,
    features,
    columns: columnsOf(features),
    bbox: unionOf(boxes),
    byId: (id) => ids.get(id),
    rowsInBox(box) {
      if (features.length === 0) return [];
      index ??= buildSpatialIndex(boxes);
      const parts = splitAtAntimeridian(box);
      const candidates = new Set<number>();
      for (const part of parts) for (const found of index.search(part)) candidates.add(found);
      return [...candidates]
        .sort((a, b) => a - b)
        .filter((row) => parts.some((part) => touchesBox(features[row]!.geometry, part)));
    },
  };
}

/** The layers of a dataset that hold features, in the order of the dataset contract. */
export function layersOf(dataset: Dataset): readonly LayerName[] {
  return LAYER_NAMES.filter((layer) => dataset[layer].length > 0);
}
