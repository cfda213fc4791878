import type { LonLat } from "@parkatlas/geo-core";
import { effect } from "@preact/signals";
import type { FeatureCollection } from "geojson";
import type { AddLayerObject, GeoJSONSource, Map as MapLibreMap, MapMouseEvent } from "maplibre-gl";
import { MOST_POINTS } from "../core/measuring.ts";
import type { Store } from "../state/store.ts";
import { GROUND } from "../style/symbology.ts";

const SOURCE = "overlay-tools";
const KIND = ["get", "kind"] as const;
const LAYERS = [
  {
    id: "overlay-measure-area",
    type: "fill",
    source: SOURCE,
    filter: ["==", KIND, "area"],
    paint: { "fill-color": GROUND.selected, "fill-opacity": 0.12 },
  },
  {
    id: "overlay-measure-casing",
    type: "line",
    source: SOURCE,
    filter: ["==", KIND, "line"],
    paint: { "line-color": GROUND.halo, "line-width": 5 },
  },
  {
    id: "overlay-measure-line",
    type: "line",
    source: SOURCE,
    filter: ["==", KIND, "line"],
    paint: { "line-color": GROUND.selected, "line-width": 2.5 },
  },
  {
    id: "overlay-measure-points",
    type: "circle",
    source: SOURCE,
    filter: ["==", KIND, "point"],
    paint: {
      "circle-color": GROUND.halo,
      "circle-radius": 4.5,
      "circle-stroke-color": GROUND.selected,
      "circle-stroke-width": 2,
    },
  },
  {
    id: "overlay-pin",
    type: "circle",
    source: SOURCE,
    filter: ["==", KIND, "pin"],
    paint: {
      "circle-color": GROUND.hovered,
      "circle-opacity": 0.15,
      "circle-radius": 14,
      "circle-stroke-color": GROUND.hovered,
      "circle-stroke-width": 2.5,
    },
  },
] as const;

/** Draws what is measured and what was looked up; while the ruler is out, a click or Enter on the map sets a point. */
export function syncTools(map: MapLibreMap, { app }: Store): (() => void)[] {
  map.addSource(SOURCE, { type: "geojson", data: { type: "FeatureCollection", features: [] } });
  for (const layer of LAYERS) map.addLayer(structuredClone(layer) as unknown as AddLayerObject);
  const add = ({ lng, lat }: MapMouseEvent["lngLat"]) => {
    const points = app.points.peek();
    if (points !== null && points.length < MOST_POINTS) app.points.value = [...points, [lng, lat]];
  };
  const byKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || app.points.peek() === null) return;
    event.preventDefault();
    add(map.getCenter());
  };
  map.on("click", (event) => add(event.lngLat));
  map.getCanvas().addEventListener("keydown", byKey);
  map.on("mousemove", ({ lngLat }) => {
    app.pointer.value = [lngLat.lng, lngLat.lat];
  });
  map.on("mouseout", () => {
    app.pointer.value = null;
  });
  return [
    effect(() => {
      map.getSource<GeoJSONSource>(SOURCE)?.setData(drawingOf(app.points.value ?? [], app.pin.value));
    }),
    () => map.getCanvas().removeEventListener("keydown", byKey),
  ];
}

function drawingOf(points: readonly LonLat[], pin: LonLat | null): FeatureCollection {
  const places = points.map(([lonDeg, latDeg]) => [lonDeg, latDeg]);
  const feature = (kind: string, geometry: FeatureCollection["features"][number]["geometry"]) => ({
    type: "Feature" as const,
    geometry,
    properties: { kind },
  });
  return {
    type: "FeatureCollection",
    features: [
      ...(places.length < 3 ? [] : [feature("area", { type: "Polygon", coordinates: [[...places, places[0]!]] })]),
      ...(places.length < 2 ? [] : [feature("line", { type: "LineString", coordinates: places })]),
      ...places.map((place) => feature("point", { type: "Point", coordinates: place })),
      ...(pin === null ? [] : [feature("pin", { type: "Point", coordinates: [pin[0], pin[1]] })]),
    ],
  };
}
