import { effect } from "@preact/signals";
import type { Map as MapLibreMap } from "maplibre-gl";
import type { Store } from "../state/store.ts";

const SOURCE_LAYER = "shares";

/** Gives the blocks of the city their suspected idle share on the as-of date as feature state: paint only. */
export function syncShares(map: MapLibreMap, { app, landBlocks }: Store): () => void {
  return effect(() => {
    const source = app.dataset.value?.id;
    const groups = landBlocks.current.value.value;
    if (source === undefined || groups === null || !map.getSource(source)) return;
    for (const { id, suspectedIdleShareOfSupplied: share } of groups)
      map.setFeatureState({ source, sourceLayer: SOURCE_LAYER, id }, { share });
  });
}
