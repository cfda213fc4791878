import type { Dataset } from "@parkatlas/geo-core";
import { schemaOf } from "../tile/schema.ts";
import { namesOf } from "./feature-words.ts";
import { innerPointOf } from "./mark.ts";
import type { SourceFeature, SourceLayer } from "./source-layer.ts";

/** BUILD: one point per named feature, inside it, so that a polygon that lies in four tiles is named once. */

/** Layers that are named on the map, the most important first: its place is the rank. */
const LABELLED = [
  { layer: "boundaries", minZoom: 0 },
  { layer: "parks", minZoom: 0 },
  { layer: "blocks", minZoom: 9 },
  { layer: "plants", minZoom: 11 },
  { layer: "sites", minZoom: 11 },
  { layer: "units", minZoom: 12 },
  { layer: "parcels", minZoom: 13 },
] as const;

export function labelLayer(dataset: Dataset): SourceLayer {
  const features = LABELLED.flatMap(({ layer, minZoom }, rank) =>
    dataset[layer].flatMap(({ id, geometry, properties }): SourceFeature[] => {
      const point = innerPointOf(geometry);
      if (point === null) return [];
      return [
        { id: `${layer}/${id}`, geometry: point, minZoom, properties: { layer, featureId: id, ...namesOf(properties), rank } },
      ];
    }),
  );
  return { schema: schemaOf("labels"), features };
}
