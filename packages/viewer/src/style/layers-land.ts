import { byFocus, byZoom, inTask, parkIsShown, shownIn } from "./expressions.ts";
import { hatchImageId } from "./hatch.ts";
import { byLandClass, landClassExpression } from "./land-class-expression.ts";
import type { Expression, LayerTemplate } from "./style-types.ts";
import { GROUND, LAND_CLASSES, LAND_SYMBOLS, ZONE_COLOURS, ZONE_UNKNOWN } from "./symbology.ts";

const HATCHED = LAND_CLASSES.filter((each) => LAND_SYMBOLS[each].hatch !== "none");

/** Colour of a park by the index of its zone in the first scheme. */
function zoneColourExpression(): Expression {
  const arms = ZONE_COLOURS.flatMap((colour, index) => [index, colour]);
  const cycled: Expression = ["%", ["get", "zoneIndex"], ZONE_COLOURS.length];
  const known: Expression = ["all", ["==", ["typeof", ["get", "zoneIndex"]], "number"], [">=", ["get", "zoneIndex"], 0]];
  return ["case", known, ["match", cycled, ...arms, ZONE_UNKNOWN], ZONE_UNKNOWN];
}

/** Boundaries, parks, blocks and parcels, bottom up. */
export function landLayers(): readonly LayerTemplate[] {
  return [...groundLayers(), ...parkLayers(), ...parcelLayers()];
}

function groundLayers(): readonly LayerTemplate[] {
  const source = { source: "{tileset}", "source-layer": "boundaries" };
  return [
    { id: "{tileset}-boundaries-fill", type: "fill", ...source, paint: { "fill-color": GROUND.land } },
    {
      id: "{tileset}-boundaries-line",
      type: "line",
      ...source,
      layout: { "line-join": "round" },
      paint: { "line-color": GROUND.county, "line-width": byZoom([4, 0.6], [8, 1.2], [12, 1.8]), "line-dasharray": [5, 2.5] },
    },
  ];
}

function parkLayers(): readonly LayerTemplate[] {
  const parks = { source: "{tileset}", "source-layer": "parks" };
  const blocks = { source: "{tileset}", "source-layer": "blocks" };
  return [
    {
      id: "{tileset}-parks-fill",
      type: "fill",
      ...parks,
      filter: parkIsShown("id"),
      paint: { "fill-color": zoneColourExpression(), "fill-opacity": inTask("overview", 0.42, 0.13) },
    },
    {
      id: "{tileset}-blocks-fill",
      type: "fill",
      ...blocks,
      minzoom: 8,
      paint: { "fill-color": GROUND.block, "fill-opacity": inTask("overview", 0.35, 0.9) },
    },
    {
      id: "{tileset}-blocks-line",
      type: "line",
      ...blocks,
      minzoom: 9,
      paint: { "line-color": GROUND.blockLine, "line-width": byZoom([9, 0.5], [14, 1.4]) },
    },
  ];
}

function parcelLayers(): readonly LayerTemplate[] {
  const source = { source: "{tileset}", "source-layer": "parcels" };
  return [
    {
      id: "{tileset}-parcels-neutral",
      type: "fill",
      ...source,
      minzoom: 10,
      layout: { visibility: shownIn("protection", "siting", "overview") },
      paint: { "fill-color": GROUND.neutralParcel, "fill-outline-color": GROUND.neutralParcelLine },
    },
    {
      id: "{tileset}-parcels-fill",
      type: "fill",
      ...source,
      layout: { visibility: shownIn("land") },
      paint: { "fill-color": byLandClass((each) => LAND_SYMBOLS[each].fill), "fill-antialias": true },
    },
    {
      id: "{tileset}-parcels-hatch",
      type: "fill",
      ...source,
      minzoom: 12,
      filter: ["in", landClassExpression(), ["literal", HATCHED]],
      layout: { visibility: shownIn("land") },
      paint: { "fill-pattern": byLandClass((each) => hatchImageId(HATCHED.includes(each) ? each : "unknown")) },
    },
    {
      id: "{tileset}-parcels-line",
      type: "line",
      ...source,
      minzoom: 10,
      layout: { visibility: shownIn("land"), "line-join": "round" },
      paint: {
        "line-color": byLandClass((each) => LAND_SYMBOLS[each].outline),
        "line-width": byZoom([10, 0.2], [12, 0.6], [15, 1.4]),
      },
    },
  ];
}

/** Park outlines above everything flat, so that a park is always found. */
export function parkOutlineLayers(): readonly LayerTemplate[] {
  return [
    {
      id: "{tileset}-parks-line",
      type: "line",
      source: "{tileset}",
      "source-layer": "parks",
      filter: parkIsShown("id"),
      layout: { "line-join": "round" },
      paint: {
        "line-color": inTask("overview", zoneColourExpression(), GROUND.parkLine),
        "line-width": byZoom([6, 0.8], [10, 1.6], [14, 2.2]),
      },
    },
  ];
}

/** A white-cased outline of what is selected or under the pointer, by feature state, for each layer that can be clicked. */
export function focusLayers(sourceLayers: readonly string[]): readonly LayerTemplate[] {
  return sourceLayers.flatMap((sourceLayer): readonly LayerTemplate[] => {
    const source = { source: "{tileset}", "source-layer": sourceLayer };
    const layout = { "line-join": "round", "line-cap": "round" };
    return [
      {
        id: `{tileset}-${sourceLayer}-focus-casing`,
        type: "line",
        ...source,
        layout,
        paint: { "line-color": GROUND.halo, "line-width": 7, "line-opacity": byFocus(0.95, 0, 0) },
      },
      {
        id: `{tileset}-${sourceLayer}-focus`,
        type: "line",
        ...source,
        layout,
        paint: {
          "line-color": byFocus(GROUND.selected, GROUND.hovered, GROUND.hovered),
          "line-width": byFocus(3, 1.6, 0),
          "line-opacity": byFocus(1, 0.85, 0),
        },
      },
    ];
  });
}
