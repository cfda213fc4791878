import { byZoom, nameExpression, parkIsShown, shownIn } from "./expressions.ts";
import type { LayerTemplate, StyleValue } from "./style-types.ts";
import { DISC_MAX_ZOOM, GROUND } from "./symbology.ts";

// No `glyphs`: names are drawn with fonts of the reader's machine, so that no request leaves it and every rare
// character is there. The first name of a stack decides its weight.
const PLAIN = ["Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "sans-serif"];
const MEDIUM = ["Noto Sans CJK SC Medium", ...PLAIN];
const BOLD = ["Noto Sans CJK SC Bold", ...PLAIN];

interface LabelLook {
  readonly layer: string;
  readonly minzoom?: number;
  readonly maxzoom?: number;
  readonly font: readonly string[];
  readonly size: StyleValue;
  readonly colour: string;
  readonly halo?: number;
  readonly spacing?: number;
  readonly offset?: StyleValue;
  readonly anchor?: StyleValue;
  readonly tasks?: readonly string[];
  /** On small scales the name stands beside the disc of its park, wherever there is room. */
  readonly besideDisc?: boolean;
}

const BESIDE_DISC = {
  "text-variable-anchor": [
    "step",
    ["zoom"],
    ["literal", ["top", "left", "right", "bottom"]],
    DISC_MAX_ZOOM,
    ["literal", ["center"]],
  ],
  "text-radial-offset": ["step", ["zoom"], 1.25, DISC_MAX_ZOOM, 0],
  "text-justify": "auto",
} as const;

// Lowest first: a later layer is placed before an earlier one, so parks win over parcels.
const LOOKS: readonly LabelLook[] = [
  { layer: "parcels", minzoom: 15, font: PLAIN, size: 10.5, colour: GROUND.text, halo: 1.6, tasks: ["land"] },
  { layer: "plants", minzoom: 14, font: PLAIN, size: 11, colour: GROUND.textSoft, tasks: ["protection"] },
  { layer: "units", minzoom: 13, font: MEDIUM, size: 11.5, colour: GROUND.text, tasks: ["protection"] },
  { layer: "sites", minzoom: 11, font: PLAIN, size: 11.5, colour: "#6b541a", offset: [0, 0.9], anchor: "top" },
  { layer: "blocks", minzoom: 10.5, font: MEDIUM, size: byZoom([10, 11], [14, 14]), colour: "#4d5a55" },
  { layer: "boundaries", maxzoom: 12, font: PLAIN, size: byZoom([5, 11], [9, 15]), colour: "#8d897d", spacing: 0.12, halo: 1 },
  {
    layer: "parks",
    maxzoom: 14,
    font: BOLD,
    size: byZoom([6, 11.5], [10, 14], [13, 16]),
    colour: "#17413e",
    halo: 1.8,
    besideDisc: true,
  },
];

/** Names from the `labels` points of a tileset, in the language of the style. */
export function labelLayers(): readonly LayerTemplate[] {
  return LOOKS.map((look) => ({
    id: `{tileset}-labels-${look.layer}`,
    type: "symbol",
    source: "{tileset}",
    "source-layer": "labels",
    ...(look.minzoom === undefined ? {} : { minzoom: look.minzoom }),
    ...(look.maxzoom === undefined ? {} : { maxzoom: look.maxzoom }),
    filter: ["all", ["==", ["get", "layer"], look.layer], parkIsShown("featureId")],
    layout: {
      "text-field": nameExpression(),
      "text-font": look.font,
      "text-size": look.size,
      "text-letter-spacing": look.spacing ?? 0.02,
      "text-max-width": 9,
      "text-padding": 4,
      "symbol-sort-key": ["to-number", ["get", "rank"], 0],
      ...(look.offset === undefined ? {} : { "text-offset": look.offset }),
      ...(look.anchor === undefined ? {} : { "text-anchor": look.anchor }),
      ...(look.besideDisc ? BESIDE_DISC : {}),
      ...(look.tasks === undefined ? {} : { visibility: shownIn(...look.tasks) }),
    },
    paint: {
      "text-color": look.colour,
      "text-halo-color": GROUND.halo,
      "text-halo-width": look.halo ?? 1.5,
      "text-halo-blur": 0.3,
    },
  }));
}

export const LABEL_FONTS = { plain: PLAIN, medium: MEDIUM, bold: BOLD } as const;
