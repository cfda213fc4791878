import { byValue, byZoom, shownIn } from "./expressions.ts";
import { landClassExpression } from "./land-class-expression.ts";
import { IDLE_CLASSES, idleShareExpression } from "./share-expression.ts";
import type { Expression, LayerTemplate } from "./style-types.ts";
import { GROUND, LAND_SYMBOLS, SHARE_STEPS, VERDICT_SYMBOLS } from "./symbology.ts";

// What stands on small scales, where a parcel is less than a dot: the block with its share, the idle parcel and the violation
// as points. Tiles hold shares and parcel points only at the zooms at which they hold no parcels, so no layer here
// needs to know where that ends.

const shareSteps = (share: Expression): Expression => [
  "step",
  share,
  SHARE_STEPS[0].colour,
  ...SHARE_STEPS.slice(1).flatMap(({ fromShare, colour }) => [fromShare, colour]),
];

/**
 * By the share that the viewer sets as feature state from the analysis, or, for readers of the bare style, by the records of the
 * tile. Finding a record costs milliseconds a block, and a page that moves through dates would pay them at every step.
 */
const GIVEN: Expression = ["to-number", ["feature-state", "share"], -1];
const idleShareColour: Expression = [
  "case",
  ["==", ["global-state", "shares"], "analysis"],
  ["case", [">=", GIVEN, 0], shareSteps(GIVEN), GROUND.neutralParcelLine],
  idleShareExpression(shareSteps, GROUND.neutralParcelLine),
];

/** Blocks in the colour of their suspected idle share of supplied land: the steps of the park discs, by the same ratio. */
export function shareLayers(): readonly LayerTemplate[] {
  const source = { source: "{tileset}", "source-layer": "shares" };
  const layout = { visibility: shownIn("land") };
  return [
    {
      id: "{tileset}-shares-fill",
      type: "fill",
      ...source,
      layout,
      // A block of a few pixels needs its full colour; one that is looked into lets its points be seen.
      paint: { "fill-color": idleShareColour, "fill-opacity": byZoom([6, 0.85], [9, 0.4]) },
    },
    {
      id: "{tileset}-shares-line",
      type: "line",
      ...source,
      layout: { ...layout, "line-join": "round" },
      paint: { "line-color": GROUND.blockLine, "line-width": byZoom([5, 0.4], [9, 1]) },
    },
  ];
}

/** The verdict of the as-of date where the viewer has set it, else that of the tile. */
const VERDICT: Expression = [
  "case",
  ["==", ["global-state", "analysed"], true],
  ["coalesce", ["feature-state", "verdict"], "outside"],
  ["get", "verdict"],
];
const isViolating: Expression = ["in", VERDICT, ["literal", ["inside", "indeterminate"]]];

export function markLayers(): readonly LayerTemplate[] {
  const source = { source: "{tileset}", "source-layer": "marks" };
  const idle = (part: "fill" | "outline") =>
    byValue(
      landClassExpression(),
      Object.fromEntries(IDLE_CLASSES.map((each) => [each, LAND_SYMBOLS[each][part]])),
      LAND_SYMBOLS.unknown[part],
    );
  return [
    {
      id: "{tileset}-marks-idle",
      type: "circle",
      ...source,
      filter: ["all", ["==", ["get", "layer"], "parcels"], ["in", landClassExpression(), ["literal", [...IDLE_CLASSES]]]],
      layout: { visibility: shownIn("land") },
      // About the size of the parcel itself from zoom 8 on; below, as small and as faint as can still be seen, so that
      // a few idle parcels do not fill the block that they lie in.
      paint: {
        "circle-color": idle("fill"),
        "circle-radius": byZoom([4, 0.7], [8, 1.1], [9, 1.8], [11, 3]),
        "circle-opacity": byZoom([4, 0.45], [8, 0.9]),
        "circle-stroke-color": idle("outline"),
        "circle-stroke-width": byZoom([8, 0], [9, 0.5]),
      },
    },
    {
      id: "{tileset}-marks-violations",
      type: "circle",
      ...source,
      maxzoom: 12,
      filter: ["!=", ["get", "layer"], "parcels"],
      layout: { visibility: shownIn("protection") },
      paint: {
        "circle-color": byValue(
          VERDICT,
          { inside: VERDICT_SYMBOLS.inside.fill, indeterminate: VERDICT_SYMBOLS.indeterminate.fill },
          GROUND.textSoft,
        ),
        "circle-radius": [
          "interpolate",
          ["linear"],
          ["zoom"],
          4,
          ["case", isViolating, 1.5, 0],
          9,
          ["case", isViolating, 3, 0],
          12,
          ["case", isViolating, 4.5, 0],
        ],
        "circle-stroke-color": GROUND.halo,
        "circle-stroke-width": ["case", isViolating, 0.8, 0],
      },
    },
  ];
}
