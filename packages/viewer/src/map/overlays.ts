import type { FeatureCollection, LineString, Point } from "geojson";
import type { AddLayerObject, GeoJSONSource, Map as MapLibreMap } from "maplibre-gl";
import type { ViolationLine } from "../core/protection-view.ts";
import { LABEL_FONTS } from "../style/layers-labels.ts";
import { DISC_MAX_ZOOM, GROUND, SHARE_STEPS, VERDICT_SYMBOLS, ZONE_COLOURS, ZONE_UNKNOWN } from "../style/symbology.ts";

/** A park as a disc on the small scales, where its outline is a few pixels. */
export interface ParkDisc {
  readonly id: string;
  readonly dataset: string;
  readonly lonDeg: number;
  readonly latDeg: number;
  readonly zoneIndex: number | null;
  /** Suspected idle share of the supplied area, for the ring; null where it is unknown or not the task. */
  readonly share: number | null;
  /** What stands in the disc, already worded. */
  readonly text: string;
}

export const PARK_DISC_LAYER = "overlay-park-discs";
const EMPTY: FeatureCollection = { type: "FeatureCollection", features: [] };
const IS_POINT = ["==", ["geometry-type"], "Point"] as const;
const IS_LINE = ["==", ["geometry-type"], "LineString"] as const;
const SHARE_COLOURS = [
  "step",
  ["get", "share"],
  SHARE_STEPS[0].colour,
  ...SHARE_STEPS.slice(1).flatMap(({ fromShare, colour }) => [fromShare, colour]),
];

const LAYERS = [
  {
    id: PARK_DISC_LAYER,
    type: "circle",
    source: "overlay-parks",
    maxzoom: DISC_MAX_ZOOM,
    paint: {
      "circle-color": ["case", ["has", "share"], SHARE_COLOURS, ["get", "colour"]],
      "circle-radius": [
        "interpolate",
        ["linear"],
        ["zoom"],
        6,
        ["case", ["==", ["get", "text"], ""], 6, 13],
        9,
        ["case", ["==", ["get", "text"], ""], 8, 17],
      ],
      "circle-stroke-color": "#ffffff",
      "circle-stroke-width": 2,
    },
  },
  {
    id: "overlay-park-disc-text",
    type: "symbol",
    source: "overlay-parks",
    maxzoom: DISC_MAX_ZOOM,
    layout: {
      "text-field": ["get", "text"],
      "text-font": LABEL_FONTS.bold,
      "text-size": ["interpolate", ["linear"], ["zoom"], 6, 10, 9, 12],
      "text-allow-overlap": true,
    },
    paint: { "text-color": "#ffffff" },
  },
  {
    id: "overlay-violation-casing",
    type: "line",
    source: "overlay-violations",
    minzoom: 10,
    filter: IS_LINE,
    layout: { "line-cap": "round" },
    paint: { "line-color": GROUND.halo, "line-width": 5, "line-opacity": 0.9 },
  },
  {
    id: "overlay-violations",
    type: "line",
    source: "overlay-violations",
    minzoom: 10,
    filter: IS_LINE,
    layout: { "line-cap": "round" },
    paint: { "line-color": ["get", "colour"], "line-width": ["case", ["get", "selected"], 3, 1.6] },
  },
  {
    id: "overlay-violation-text",
    type: "symbol",
    source: "overlay-violations",
    minzoom: 12,
    layout: {
      "symbol-placement": "line-center",
      "symbol-sort-key": ["case", ["get", "selected"], 0, 1],
      "text-field": ["get", "text"],
      "text-font": LABEL_FONTS.medium,
      "text-size": 12,
      "text-offset": [0, -0.8],
    },
    filter: IS_LINE,
    paint: { "text-color": VERDICT_SYMBOLS.inside.outline, "text-halo-color": GROUND.halo, "text-halo-width": 2 },
  },
  {
    id: "overlay-violation-number-disc",
    type: "circle",
    source: "overlay-violations",
    filter: IS_POINT,
    paint: { "circle-color": GROUND.text, "circle-radius": 8.5, "circle-stroke-color": GROUND.halo, "circle-stroke-width": 1.5 },
  },
  {
    id: "overlay-violation-number",
    type: "symbol",
    source: "overlay-violations",
    filter: IS_POINT,
    layout: {
      "text-field": ["get", "text"],
      "text-font": LABEL_FONTS.bold,
      "text-size": 11,
      "text-allow-overlap": true,
      "text-ignore-placement": true,
    },
    paint: { "text-color": GROUND.halo },
  },
] as const;

/** Adds the sources and layers that the viewer fills itself, above those of the style. */
export function addOverlays(map: MapLibreMap): void {
  for (const source of ["overlay-parks", "overlay-violations"]) {
    map.addSource(source, { type: "geojson", data: EMPTY });
  }
  // The table is plain data; MapLibre validates it when it is added.
  for (const layer of LAYERS) map.addLayer(structuredClone(layer) as unknown as AddLayerObject);
}

export function setParkDiscs(map: MapLibreMap, discs: readonly ParkDisc[]): void {
  const features = discs.map(({ id, dataset, lonDeg, latDeg, zoneIndex, share, text }) => ({
    type: "Feature" as const,
    geometry: { type: "Point" as const, coordinates: [lonDeg, latDeg] },
    properties: {
      id,
      dataset,
      text,
      colour: zoneIndex === null ? ZONE_UNKNOWN : ZONE_COLOURS[zoneIndex % ZONE_COLOURS.length],
      ...(share === null ? {} : { share }),
    },
  }));
  setData<Point>(map, "overlay-parks", { type: "FeatureCollection", features });
}

/** Lines between the exact nearest points of the analysis, with the distance already worded, and the numbers of sites. */
export function setViolations(
  map: MapLibreMap,
  lines: readonly ViolationLine[],
  selectedId: string | null,
  numbered: readonly { readonly number: number; readonly at: readonly [number, number] }[],
  textOf: (line: ViolationLine) => string,
): void {
  const features = lines.map((line) => ({
    type: "Feature" as const,
    geometry: { type: "LineString" as const, coordinates: [[...line.from], [...line.to]] },
    properties: {
      colour: VERDICT_SYMBOLS[line.verdict].fill,
      selected: selectedId !== null && (line.unitId === selectedId || line.siteId === selectedId),
      text: textOf(line),
    },
  }));
  const numbers = numbered.map(({ number, at }) => ({
    type: "Feature" as const,
    geometry: { type: "Point" as const, coordinates: [...at] },
    properties: { text: String(number) },
  }));
  setData<LineString | Point>(map, "overlay-violations", { type: "FeatureCollection", features: [...features, ...numbers] });
}

function setData<G extends Point | LineString>(map: MapLibreMap, id: string, data: FeatureCollection<G>): void {
  map.getSource<GeoJSONSource>(id)?.setData(data);
}
