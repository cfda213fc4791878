import { labelLayers } from "./layers-labels.ts";
import { focusLayers, landLayers, parkOutlineLayers } from "./layers-land.ts";
import { markLayers, shareLayers } from "./layers-low-zoom.ts";
import { protectionLayers } from "./layers-protection.ts";
import type { StyleTemplate } from "./style-types.ts";
import { GROUND } from "./symbology.ts";

/** Days since 1970-01-01 of 2020-12-31: only what a reader of the bare style sees; the viewer sets its own. */
const DEFAULT_AS_OF_DAY = 18_627;

/**
 * The style as data: `style` is complete but for sources, `perTileset` is instantiated by the service once per tileset,
 * layer by layer, with `{tileset}` replaced. Everything that the reader changes is global state: `asOf` (integer days
 * since 1970-01-01), `lang` (`zh`, `en`), `task` (`land`, `protection`, `siting`,
 * `overview`), `hiddenParks` (ids), `analysed` (true: verdicts come as feature state, for the as-of date; else those of the tiles count).
 * `shares` (`analysis`: shares of blocks come as feature state; else by the records of the tiles).
 */
export function buildStyleTemplate(): StyleTemplate {
  return {
    style: {
      version: 8,
      name: "ParkAtlas",
      state: {
        asOf: { default: DEFAULT_AS_OF_DAY },
        lang: { default: "zh" },
        task: { default: "land" },
        hiddenParks: { default: [] },
        analysed: { default: false },
        shares: { default: "tiles" },
      },
      sources: {},
      layers: [{ id: "ground", type: "background", paint: { "background-color": GROUND.sea } }],
    },
    perTileset: [
      ...landLayers(),
      ...shareLayers(),
      ...protectionLayers(),
      ...parkOutlineLayers(),
      ...markLayers(),
      ...focusLayers(["parks", "blocks", "parcels", "plants", "sites", "units"]),
      ...labelLayers(),
    ],
  };
}
