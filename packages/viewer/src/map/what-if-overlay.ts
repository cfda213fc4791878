import { projectTo } from "@parkatlas/geo-core";
import { effect } from "@preact/signals";
import type { FeatureCollection } from "geojson";
import type { AddLayerObject, GeoJSONSource, Map as MapLibreMap, MapMouseEvent, MapTouchEvent } from "maplibre-gl";
import type { WhatIfAnswer } from "../analysis/messages.ts";
import type { Store } from "../state/store.ts";
import { ASSUMED } from "../style/symbology.ts";

const SOURCE = "overlay-what-if";
const UNIT_LAYER = "overlay-what-if-unit";
const EMPTY: FeatureCollection = { type: "FeatureCollection", features: [] };
const KIND = ["get", "kind"] as const;

const LAYERS = [
  {
    id: "overlay-what-if-envelope",
    type: "fill",
    source: SOURCE,
    filter: ["==", KIND, "envelope"],
    paint: { "fill-color": ASSUMED.fill, "fill-opacity": 0.1 },
  },
  {
    id: "overlay-what-if-envelope-line",
    type: "line",
    source: SOURCE,
    filter: ["==", KIND, "envelope"],
    paint: { "line-color": ASSUMED.outline, "line-width": 2, "line-dasharray": [2, 2] },
  },
  {
    id: UNIT_LAYER,
    type: "fill",
    source: SOURCE,
    filter: ["==", KIND, "unit"],
    paint: { "fill-color": ASSUMED.fill, "fill-opacity": 0.75 },
  },
  {
    id: "overlay-what-if-unit-line",
    type: "line",
    source: SOURCE,
    filter: ["==", KIND, "unit"],
    paint: { "line-color": ASSUMED.outline, "line-width": 2.5 },
  },
  {
    id: "overlay-what-if-unit-point",
    type: "circle",
    source: SOURCE,
    filter: ["all", ["==", KIND, "unit"], ["==", ["geometry-type"], "Point"]],
    paint: {
      "circle-color": ASSUMED.fill,
      "circle-radius": 8,
      "circle-stroke-color": ASSUMED.outline,
      "circle-stroke-width": 2.5,
    },
  },
] as const;

/** Draws the assumed place of a unit with its envelope, and lets the unit be dragged to another one. */
export function syncWhatIf(map: MapLibreMap, store: Store): (() => void)[] {
  const { whatIf, app } = store;
  map.addSource(SOURCE, { type: "geojson", data: EMPTY });
  const underNames = map.getStyle().layers.find(({ id }) => id.includes("-labels-"))?.id;
  for (const layer of LAYERS) map.addLayer(structuredClone(layer) as unknown as AddLayerObject, underNames);
  const stop = effect(() => {
    const answer = app.task.value === "protection" ? whatIf.current.value.value : null;
    map.getSource<GeoJSONSource>(SOURCE)?.setData(answer === null ? EMPTY : drawingOf(answer));
  });
  return [stop, followDrag(map, store)];
}

function drawingOf({ unit, envelopes }: WhatIfAnswer): FeatureCollection {
  return {
    type: "FeatureCollection",
    features: [
      ...envelopes.map((geometry) => ({ type: "Feature" as const, geometry, properties: { kind: "envelope" } })),
      { type: "Feature", geometry: unit.geometry, properties: { kind: "unit" } },
    ],
  };
}

type PointerLike = MapMouseEvent | MapTouchEvent;

/**
 * A unit under the pointer follows it in whole metres. The next place is asked for only when the last one is answered, so that
 * a slow analysis lags behind and never starves; where the pointer stops is always asked for.
 */
function followDrag(map: MapLibreMap, { app, whatIf }: Store): () => void {
  let from: { readonly eastM: number; readonly northM: number } | null = null;
  let wanted: readonly [number, number] | null = null;
  const planeAt = ({ lngLat }: PointerLike) => projectTo(app.dataset.peek()?.workingCrs ?? "EPSG:4490", [lngLat.lng, lngLat.lat]);
  const apply = () => {
    const scenario = app.scenario.peek();
    if (wanted === null || scenario === null) return;
    const [eastM, northM] = wanted;
    wanted = null;
    app.scenario.value = { ...scenario, eastM, northM };
  };
  const begin = (event: PointerLike) => {
    const scenario = app.scenario.peek();
    if (scenario === null) return;
    event.preventDefault();
    const [eastM, northM] = planeAt(event);
    from = { eastM: eastM - scenario.eastM, northM: northM - scenario.northM };
  };
  const move = (event: PointerLike) => {
    if (from === null) return;
    const [eastM, northM] = planeAt(event);
    wanted = [Math.round(eastM - from.eastM), Math.round(northM - from.northM)];
    if (whatIf.current.peek().state !== "loading") apply();
  };
  const end = () => {
    from = null;
    apply();
  };
  for (const layer of [UNIT_LAYER, "overlay-what-if-unit-point"]) {
    map.on("mousedown", layer, begin);
    map.on("touchstart", layer, begin);
    map.on("mouseenter", layer, () => {
      map.getCanvas().style.cursor = "move";
    });
  }
  map.on("mousemove", move);
  map.on("touchmove", move);
  map.on("mouseup", end);
  map.on("touchend", end);
  return effect(() => {
    if (whatIf.current.value.state !== "loading") apply();
  });
}
