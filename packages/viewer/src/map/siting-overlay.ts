import { effect } from "@preact/signals";
import type { FeatureCollection } from "geojson";
import type { AddLayerObject, GeoJSONSource, Map as MapLibreMap } from "maplibre-gl";
import type { SitingRow } from "../analysis/messages.ts";
import { formatDistanceAgainst, formatM } from "../format/numbers.ts";
import type { Store } from "../state/store.ts";
import { hatchImageId } from "../style/hatch.ts";
import { LABEL_FONTS } from "../style/layers-labels.ts";
import { GROUND, SITING_SYMBOLS } from "../style/symbology.ts";

const PARCELS = "overlay-siting";
const MARKS = "overlay-siting-marks";
const EMPTY: FeatureCollection = { type: "FeatureCollection", features: [] };
const { whole, part, none } = SITING_SYMBOLS;
const CLASS = ["get", "class"] as const;
const byClass = (key: "fill" | "outline") => ["match", CLASS, "none", none[key], "part", part[key], whole[key]] as const;

/** Below everything that must stay readable on the parcels: sites, units, outlines, names. */
const UNDER_SITES = [
  {
    id: "overlay-siting-fill",
    type: "fill",
    source: PARCELS,
    filter: ["!=", CLASS, "usable"],
    paint: { "fill-color": byClass("fill") },
  },
  {
    id: "overlay-siting-hatch",
    type: "fill",
    source: PARCELS,
    minzoom: 11,
    filter: ["in", CLASS, ["literal", ["part", "none"]]],
    paint: { "fill-pattern": ["match", CLASS, "part", hatchImageId("part"), hatchImageId("none")] },
  },
  {
    id: "overlay-siting-usable",
    type: "fill",
    source: PARCELS,
    filter: ["==", CLASS, "usable"],
    paint: { "fill-color": whole.fill, "fill-outline-color": whole.outline },
  },
  {
    id: "overlay-siting-line",
    type: "line",
    source: PARCELS,
    minzoom: 10,
    filter: ["!=", CLASS, "usable"],
    layout: { "line-join": "round" },
    paint: { "line-color": byClass("outline"), "line-width": ["interpolate", ["linear"], ["zoom"], 10, 0.3, 15, 1.6] },
  },
] as const;

const ON_TOP = [
  {
    id: "overlay-siting-nearest-casing",
    type: "line",
    source: MARKS,
    filter: ["==", ["geometry-type"], "LineString"],
    paint: { "line-color": GROUND.halo, "line-width": 5 },
  },
  {
    id: "overlay-siting-nearest",
    type: "line",
    source: MARKS,
    filter: ["==", ["geometry-type"], "LineString"],
    paint: { "line-color": ["get", "colour"], "line-width": 2, "line-dasharray": [2, 1.5] },
  },
  {
    id: "overlay-siting-nearest-text",
    type: "symbol",
    source: MARKS,
    filter: ["==", ["geometry-type"], "LineString"],
    layout: {
      "symbol-placement": "line-center",
      "text-field": ["get", "text"],
      "text-font": LABEL_FONTS.medium,
      "text-size": 12,
      "text-offset": [0, -0.8],
      "text-allow-overlap": true,
    },
    paint: { "text-color": GROUND.text, "text-halo-color": GROUND.halo, "text-halo-width": 2 },
  },
  {
    id: "overlay-siting-best",
    type: "circle",
    source: MARKS,
    filter: ["==", ["geometry-type"], "Point"],
    paint: { "circle-color": GROUND.halo, "circle-radius": 5, "circle-stroke-color": GROUND.selected, "circle-stroke-width": 3 },
  },
  {
    id: "overlay-siting-best-text",
    type: "symbol",
    source: MARKS,
    filter: ["==", ["geometry-type"], "Point"],
    layout: {
      "text-field": ["get", "text"],
      "text-font": LABEL_FONTS.medium,
      "text-size": 12,
      "text-offset": [0, 1.1],
      "text-anchor": "top",
      "text-allow-overlap": true,
    },
    paint: { "text-color": GROUND.selected, "text-halo-color": GROUND.halo, "text-halo-width": 2 },
  },
] as const;

/** Draws parcels by siting class with the ground they leave, and for the selected one its nearest site and best position. */
export function syncSiting(map: MapLibreMap, { app, siting }: Store): (() => void)[] {
  for (const source of [PARCELS, MARKS]) map.addSource(source, { type: "geojson", data: EMPTY });
  const under = map.getStyle().layers.find(({ id }) => id.endsWith("-sites-fill"))?.id;
  for (const layer of UNDER_SITES) map.addLayer(structuredClone(layer) as unknown as AddLayerObject, under);
  for (const layer of ON_TOP) map.addLayer(structuredClone(layer) as unknown as AddLayerObject);
  const set = (id: string, data: FeatureCollection) => map.getSource<GeoJSONSource>(id)?.setData(data);
  return [
    effect(() => {
      const answer = app.task.value === "siting" ? siting.current.value.value : null;
      set(PARCELS, answer?.drawing ?? EMPTY);
    }),
    effect(() => {
      const answer = app.task.value === "siting" ? siting.current.value.value : null;
      const selection = app.selection.value;
      const row = selection?.layer === "parcels" ? answer?.rows.find(({ id }) => id === selection.id) : undefined;
      set(MARKS, row && answer ? marksOf(row, answer.distanceM, app.dict.value.siting.bestPosition) : EMPTY);
    }),
  ];
}

function marksOf(row: SitingRow, distanceM: number, bestText: string): FeatureCollection {
  const { nearestFrom, nearestTo, nearestSiteM, best } = row;
  const keeps = row.class === "whole";
  return {
    type: "FeatureCollection",
    features: [
      ...(nearestFrom && nearestTo && nearestSiteM !== null
        ? [
            {
              type: "Feature" as const,
              geometry: { type: "LineString" as const, coordinates: [[...nearestFrom], [...nearestTo]] },
              properties: {
                text: formatDistanceAgainst(nearestSiteM, distanceM, keeps ? "outside" : "inside"),
                colour: keeps ? whole.outline : part.outline,
              },
            },
          ]
        : []),
      ...(best
        ? [
            {
              type: "Feature" as const,
              geometry: { type: "Point" as const, coordinates: [...best.position] },
              properties: { text: `${bestText} ${formatM(best.clearanceM)}` },
            },
          ]
        : []),
    ],
  };
}
