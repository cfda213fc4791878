import { GPUInitializationError, Map as MapLibreMap, ScaleControl } from "maplibre-gl";
import type { BoundsLonLat } from "../core/contract.ts";
import type { MapView } from "../core/url-params.ts";
import { NoRangesError } from "../data/no-ranges-error.ts";
import { HATCH_PIXEL_RATIO, hatchImages } from "../style/hatch.ts";
import { retryFailedTiles } from "./tile-retry.ts";

/** Why there is no map at all: the reader gets a screen that says so, never a blank map. */
export type MapFailure = { readonly kind: "webgl" | "worker" | "ranges" | "style"; readonly message: string };

export interface MapOptions {
  readonly container: HTMLElement;
  readonly styleUrl: string;
  readonly label: string;
  readonly view: MapView | null;
  readonly bounds: BoundsLonLat;
  /** Values of the style's state from the first tile on, so that none is laid out twice. */
  readonly state: Readonly<Record<string, unknown>>;
  readonly onReady: (map: MapLibreMap) => void;
  readonly onFailure: (failure: MapFailure) => void;
  /** A tile or source that did not arrive; the map goes on. */
  readonly onDataError: (message: string) => void;
}

/** A worker that never answers raises no error of its own; after this long without a style the map counts as failed. */
const START_LIMIT_MS = 25_000;
const CITY_PADDING_PX = 48;

/** Makes the map, north up and flat; calls `onReady` once the style stands, or `onFailure` once. Null where WebGL2 is missing. */
export function createMap(options: MapOptions): MapLibreMap | null {
  const { container, view, bounds } = options;
  let settled = false;
  let styled = false;
  const fail = (failure: MapFailure) => {
    if (settled && failure.kind !== "worker" && failure.kind !== "ranges") return;
    settled = true;
    clearTimeout(timer);
    options.onFailure(failure);
  };
  const timer = setTimeout(() => fail({ kind: "worker", message: `no map after ${START_LIMIT_MS / 1000} s` }), START_LIMIT_MS);

  let map: MapLibreMap;
  try {
    map = new MapLibreMap({
      container,
      style: options.styleUrl,
      ...(view === null
        ? { bounds: [bounds[0], bounds[1], bounds[2], bounds[3]], fitBoundsOptions: { padding: CITY_PADDING_PX } }
        : { center: [view.lonDeg, view.latDeg], zoom: view.zoom }),
      minZoom: 4,
      maxZoom: 19,
      maxPitch: 0,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: 120,
      attributionControl: false,
      locale: { "Map.Title": options.label },
    });
  } catch (error) {
    const kind = error instanceof GPUInitializationError ? "webgl" : "worker";
    fail({ kind, message: String(error) });
    return null;
  }
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new ScaleControl({ maxWidth: 110, unit: "metric" }), "bottom-right");

  map.on("style.load", () => {
    styled = true;
    for (const [name, value] of Object.entries(options.state)) map.setGlobalStateProperty(name, value);
    for (const { id, image } of hatchImages()) map.addImage(id, image, { pixelRatio: HATCH_PIXEL_RATIO });
  });
  map.once("load", () => {
    settled = true;
    clearTimeout(timer);
    options.onReady(map);
  });
  map.on("error", ({ error }) => {
    if (error instanceof NoRangesError) fail({ kind: "ranges", message: error.message });
    else if (/worker/i.test(error.message)) fail({ kind: "worker", message: error.message });
    else if (!styled) fail({ kind: "style", message: error.message });
    else options.onDataError(error.message);
  });
  retryFailedTiles(map);
  return map;
}
