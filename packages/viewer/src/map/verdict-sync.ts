import { effect } from "@preact/signals";
import type { Map as MapLibreMap } from "maplibre-gl";
import { type VerdictState, verdictStates } from "../core/protection-view.ts";
import type { Store } from "../state/store.ts";

/** Gives units, envelopes and sites the verdict of the as-of date as feature state: paint only, no tile is laid out again. */
export function syncVerdicts(map: MapLibreMap, { app, protection }: Store): () => void {
  let applied: readonly (VerdictState & { readonly source: string })[] = [];
  return effect(() => {
    const source = app.dataset.value?.id;
    const report = protection.current.value.value;
    if (source === undefined || report === null || !map.getSource(source)) return;
    for (const { source: from, layer, id, state } of applied) {
      for (const key of Object.keys(state)) map.removeFeatureState({ source: from, sourceLayer: layer, id }, key);
    }
    applied = verdictStates(report.units).map((each) => ({ ...each, source }));
    for (const { layer, id, state } of applied) map.setFeatureState({ source, sourceLayer: layer, id }, state);
    map.setGlobalStateProperty("analysed", true);
  });
}
