import { byFocus, byValue, byZoom, inTask, shownIn } from "./expressions.ts";
import type { Expression, LayerTemplate, StyleValue } from "./style-types.ts";
import { GROUND, type MapSymbol, SITE_SYMBOLS, VERDICT_SYMBOLS } from "./symbology.ts";

const IS_POINT: Expression = ["==", ["geometry-type"], "Point"];
const IS_AREA: Expression = ["==", ["geometry-type"], "Polygon"];

/** The verdict of the as-of date where the viewer has set it, else that of the tile. */
const VERDICT: Expression = ["coalesce", ["feature-state", "verdict"], ["get", "verdict"]];
const IS_INSIDE: Expression = [
  "==",
  ["case", ["==", ["global-state", "analysed"], true], ["coalesce", ["feature-state", "inside"], "no"], ["get", "inside"]],
  "yes",
];

function colourBy(key: Expression, symbols: Readonly<Record<string, MapSymbol>>, part: "fill" | "outline"): Expression {
  const { unknown, ...known } = symbols;
  const values = Object.fromEntries(Object.entries(known).map(([key, symbol]): [string, StyleValue] => [key, symbol[part]]));
  return byValue(key, values, unknown?.[part] ?? GROUND.textSoft);
}

/** Envelopes, sites, plants and units, bottom up. */
export function protectionLayers(): readonly LayerTemplate[] {
  return [...envelopeLayers(), ...siteLayers(), ...plantLayers(), ...unitLayers()];
}

/** A unit that does not run on the date keeps no distance, and its envelope is not drawn. */
const whereDrawn = (opacity: number): Expression => ["case", ["==", VERDICT, "not-required"], 0, opacity];

/** Drawn buffers: dashed, because they never decide. */
function envelopeLayers(): readonly LayerTemplate[] {
  const source = { source: "{tileset}", "source-layer": "envelopes" };
  const layout = { visibility: shownIn("protection") };
  return [
    {
      id: "{tileset}-envelopes-fill",
      type: "fill",
      ...source,
      minzoom: 9,
      layout,
      paint: { "fill-color": colourBy(VERDICT, VERDICT_SYMBOLS, "fill"), "fill-opacity": whereDrawn(0.1) },
    },
    {
      id: "{tileset}-envelopes-line",
      type: "line",
      ...source,
      minzoom: 9,
      layout: { ...layout, "line-join": "round" },
      paint: {
        "line-color": colourBy(VERDICT, VERDICT_SYMBOLS, "outline"),
        "line-width": byZoom([9, 0.6], [13, 1.5]),
        "line-opacity": whereDrawn(1),
        "line-dasharray": [4, 3],
      },
    },
  ];
}

function siteLayers(): readonly LayerTemplate[] {
  const source = { source: "{tileset}", "source-layer": "sites" };
  const emphasis = inTask("protection", 0.85, 0.45);
  return [
    {
      id: "{tileset}-sites-fill",
      type: "fill",
      ...source,
      minzoom: 9,
      filter: IS_AREA,
      paint: { "fill-color": colourBy(["get", "kind"], SITE_SYMBOLS, "fill"), "fill-opacity": emphasis },
    },
    {
      id: "{tileset}-sites-line",
      type: "line",
      ...source,
      minzoom: 10,
      filter: IS_AREA,
      layout: { "line-join": "round" },
      paint: {
        "line-color": ["case", IS_INSIDE, VERDICT_SYMBOLS.inside.outline, colourBy(["get", "kind"], SITE_SYMBOLS, "outline")],
        "line-width": ["case", IS_INSIDE, 2, 1],
        "line-opacity": inTask("protection", 1, 0.5),
      },
    },
    {
      id: "{tileset}-sites-point",
      type: "circle",
      ...source,
      minzoom: 9,
      filter: IS_POINT,
      paint: {
        "circle-color": colourBy(["get", "kind"], SITE_SYMBOLS, "fill"),
        "circle-opacity": emphasis,
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 9, byFocus(5, 4, 2.5), 14, byFocus(10, 9, 7)],
        "circle-stroke-color": [
          "case",
          IS_INSIDE,
          VERDICT_SYMBOLS.inside.outline,
          colourBy(["get", "kind"], SITE_SYMBOLS, "outline"),
        ],
        "circle-stroke-width": byFocus(3.5, 2.5, 1.5),
      },
    },
  ];
}

function plantLayers(): readonly LayerTemplate[] {
  const source = { source: "{tileset}", "source-layer": "plants" };
  return [
    {
      id: "{tileset}-plants-fill",
      type: "fill",
      ...source,
      minzoom: 9,
      layout: { visibility: shownIn("protection") },
      paint: { "fill-color": GROUND.plantLine, "fill-opacity": 0.07 },
    },
    {
      id: "{tileset}-plants-line",
      type: "line",
      ...source,
      minzoom: 10,
      layout: { visibility: shownIn("protection"), "line-join": "round" },
      paint: { "line-color": GROUND.plantLine, "line-width": byZoom([10, 0.5], [14, 1.4]), "line-dasharray": [1.5, 1.5] },
    },
  ];
}

function unitLayers(): readonly LayerTemplate[] {
  const source = { source: "{tileset}", "source-layer": "units" };
  const layout = { visibility: shownIn("protection") };
  const fill = colourBy(VERDICT, VERDICT_SYMBOLS, "fill");
  const outline = colourBy(VERDICT, VERDICT_SYMBOLS, "outline");
  return [
    {
      id: "{tileset}-units-fill",
      type: "fill",
      ...source,
      minzoom: 9,
      filter: IS_AREA,
      layout,
      paint: { "fill-color": fill, "fill-opacity": 0.9 },
    },
    {
      id: "{tileset}-units-line",
      type: "line",
      ...source,
      minzoom: 9,
      filter: IS_AREA,
      layout: { ...layout, "line-join": "round" },
      paint: { "line-color": outline, "line-width": byZoom([9, 1], [14, 1.6]) },
    },
    {
      id: "{tileset}-units-point",
      type: "circle",
      ...source,
      minzoom: 9,
      filter: IS_POINT,
      layout,
      paint: {
        "circle-color": fill,
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 9, byFocus(5, 4, 3), 14, byFocus(9, 8, 6)],
        "circle-stroke-color": outline,
        "circle-stroke-width": byFocus(3, 2, 1.2),
      },
    },
  ];
}
