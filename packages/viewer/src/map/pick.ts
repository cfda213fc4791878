import type { MapGeoJSONFeature, Map as MapLibreMap, PointLike } from "maplibre-gl";
import { isSelectableLayer, orderHits, type Selection } from "../core/selection.ts";
import { PARK_DISC_LAYER } from "./overlays.ts";

/** What lies under the pointer: the features of one dataset, most specific first, and the tile properties of the first. */
export interface Picked {
  readonly dataset: string;
  readonly hits: readonly Selection[];
  readonly properties: Readonly<Record<string, unknown>>;
}

const REACH_PX = 3;

/**
 * Features within a few pixels of a point. Tiles give ids and classes only; geometry and figures come from the service.
 * Where several datasets lie under the point, the one of the most specific feature counts.
 */
export function pickAt(map: MapLibreMap, point: { readonly x: number; readonly y: number }): Picked | null {
  const box: [PointLike, PointLike] = [
    [point.x - REACH_PX, point.y - REACH_PX],
    [point.x + REACH_PX, point.y + REACH_PX],
  ];
  const found = map.queryRenderedFeatures(box).flatMap((feature) => selectable(feature));
  const [top] = orderHits(found.map((each) => each.selection));
  const first = found.find((each) => each.selection.layer === top?.layer && each.selection.id === top.id);
  if (!first) return null;
  const hits = orderHits(found.filter((each) => each.dataset === first.dataset).map((each) => each.selection));
  return { dataset: first.dataset, hits, properties: first.properties };
}

function selectable(feature: MapGeoJSONFeature) {
  const properties = feature.properties;
  const own = properties.id;
  if (typeof own !== "string") return [];
  if (feature.layer.id === PARK_DISC_LAYER) {
    return [{ dataset: String(properties.dataset), selection: { layer: "parks", id: own } as const, properties }];
  }
  const { layer, id } = standsFor(feature.sourceLayer ?? "", properties, own);
  // Focus outlines are there for every feature, drawn or not: they would make hidden layers clickable.
  if (!isSelectableLayer(layer) || feature.layer.id.includes("-focus")) return [];
  return [{ dataset: feature.source, selection: { layer, id }, properties }];
}

/** On small scales a block stands in the tiles as its shares, and a parcel, unit or site as a mark. */
function standsFor(sourceLayer: string, { layer, featureId }: Readonly<Record<string, unknown>>, id: string) {
  if (sourceLayer === "shares") return { layer: "blocks", id };
  if (sourceLayer === "marks") return { layer: String(layer), id: String(featureId) };
  return { layer: sourceLayer, id };
}
