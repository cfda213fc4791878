import { effect } from "@preact/signals";
import type { Map as MapLibreMap, MapMouseEvent } from "maplibre-gl";
import type { BoundsLonLat } from "../core/contract.ts";
import { parksOn } from "../core/overview-view.ts";
import { nextHit, type Selection } from "../core/selection.ts";
import { type AppState, chooseCity, goTo, select } from "../state/app-state.ts";
import type { Store } from "../state/store.ts";
import { createMap, type MapFailure } from "./create-map.ts";
import { syncOverlays } from "./overlay-sync.ts";
import { addOverlays } from "./overlays.ts";
import { type Picked, pickAt } from "./pick.ts";
import { pictureForPrint } from "./print-picture.ts";
import { syncShares } from "./share-sync.ts";
import { syncSiting } from "./siting-overlay.ts";
import { syncTools } from "./tools-overlay.ts";
import { syncVerdicts } from "./verdict-sync.ts";
import { syncWhatIf } from "./what-if-overlay.ts";

export interface HoverTip {
  readonly xPx: number;
  readonly yPx: number;
  readonly dataset: string;
  readonly selection: Selection;
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface MapHandlers {
  readonly onFailure: (failure: MapFailure) => void;
  readonly onDataError: (message: string) => void;
  readonly onHover: (tip: HoverTip | null) => void;
}

export interface MapController {
  readonly zoomBy: (levels: number) => void;
  readonly dispose: () => void;
}

/** A slider that is dragged changes the style at most this often; the last value always arrives. */
const STATE_INTERVAL_MS = 140;

/**
 * Puts the map into `container` and keeps it and the store in step, both ways. For tests and assistive scripts the
 * container says what it shows: `data-map-idle` (`true` once everything asked for is drawn), `data-map-zoom`,
 * `data-map-center` (lon,lat); the map is always north up and flat, so any position can be computed from these.
 */
export function createMapController(container: HTMLElement, store: Store, handlers: MapHandlers): MapController {
  const { app } = store;
  const disposers: (() => void)[] = [];
  const dataset = app.dataset.peek();
  const map = createMap({
    container,
    styleUrl: new URL("style.json", document.baseURI).href,
    label: app.dict.peek().map.label,
    view: app.view.peek(),
    bounds: dataset?.bounds ?? WORLD,
    state: { asOf: app.asOfDay.peek(), lang: app.lang.peek(), task: app.task.peek(), shares: "analysis" },
    onReady: (ready) => {
      addOverlays(ready);
      disposers.push(
        ...syncStyleState(ready, store, container),
        ...syncFocus(ready, store),
        ...syncOverlays(ready, store),
        ...syncSiting(ready, store),
        ...syncWhatIf(ready, store),
        ...syncTools(ready, store),
        pictureForPrint(ready, container),
        syncVerdicts(ready, store),
        syncShares(ready, store),
        syncTarget(ready, store, container),
      );
    },
    onFailure: handlers.onFailure,
    onDataError: handlers.onDataError,
  });
  if (map === null) return { zoomBy: () => {}, dispose: () => {} };

  reportView(map, container, store);
  listen(map, store, handlers);
  return {
    zoomBy: (levels) => map.zoomTo(map.getZoom() + levels, { duration: 200 }),
    dispose: () => {
      for (const dispose of disposers) dispose();
      map.remove();
    },
  };
}

const WORLD: BoundsLonLat = [97, 37, 127, 54];

function reportView(map: MapLibreMap, container: HTMLElement, { app }: Store): void {
  const busy = () => {
    container.dataset.mapIdle = "false";
  };
  const report = () => {
    const { lng, lat } = map.getCenter();
    container.dataset.mapZoom = String(map.getZoom());
    container.dataset.mapCenter = `${lng},${lat}`;
  };
  busy();
  report();
  map.on("movestart", busy);
  map.on("dataloading", busy);
  map.on("idle", () => {
    report();
    container.dataset.mapIdle = "true";
  });
  const publish = () => {
    report();
    const { lng, lat } = map.getCenter();
    app.view.value = { zoom: map.getZoom(), latDeg: lat, lonDeg: lng };
  };
  map.once("load", publish);
  map.on("moveend", publish);
}

/** As-of day, language and task are values in the style: changing them fetches no tile. */
function syncStyleState(map: MapLibreMap, { app }: Store, container: HTMLElement): (() => void)[] {
  const set = (name: string, value: unknown) => {
    container.dataset.mapIdle = "false";
    map.setGlobalStateProperty(name, value);
    map.triggerRepaint();
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastAt = 0;
  const stopDay = effect(() => {
    const day = app.asOfDay.value;
    container.dataset.mapIdle = "false";
    clearTimeout(timer);
    const waitMs = Math.max(0, lastAt + STATE_INTERVAL_MS - performance.now());
    timer = setTimeout(() => {
      lastAt = performance.now();
      set("asOf", day);
    }, waitMs);
  });
  return [
    stopDay,
    () => clearTimeout(timer),
    effect(() => set("lang", app.lang.value)),
    effect(() => set("task", app.task.value)),
    followHiddenParks(app, (ids) => set("hiddenParks", ids)),
  ];
}

/** Parks of every city that are not in sight; set only when the list changes, because it decides which tiles are laid out again. */
function followHiddenParks(app: AppState, apply: (ids: readonly string[]) => void): () => void {
  let applied = "";
  return effect(() => {
    const shown = new Set(app.parks.value.map((park) => park.id));
    const current = app.dataset.value?.id;
    const hidden = app.datasets.value.flatMap((dataset) => {
      const inSight = dataset.id === current ? shown : new Set(parksOn(dataset.parks, dataset.asOf).map((park) => park.id));
      return dataset.parks.flatMap((park) => (inSight.has(park.id) ? [] : [park.id]));
    });
    const key = JSON.stringify(hidden);
    if (key === applied) return;
    applied = key;
    apply(hidden);
  });
}

/** Selected and hovered features are feature states: paint only, no tile is laid out again. */
function syncFocus(map: MapLibreMap, { app, selectionIn }: Store): (() => void)[] {
  const follow = (name: string, current: () => { dataset: string; selection: Selection } | null) => {
    let marked: { source: string; sourceLayer: string; id: string } | null = null;
    return effect(() => {
      const next = current();
      if (marked) map.removeFeatureState(marked, name);
      marked =
        next && map.getSource(next.dataset)
          ? { source: next.dataset, sourceLayer: next.selection.layer, id: next.selection.id }
          : null;
      if (marked) map.setFeatureState(marked, { [name]: true });
    });
  };
  return [
    follow("selected", () => selectionIn.value),
    follow("hover", () => {
      const dataset = app.dataset.value?.id;
      const hovered = app.hovered.value;
      return dataset && hovered ? { dataset, selection: hovered } : null;
    }),
  ];
}

const LEGEND_ROOM_PX = 230;
const DETAIL_ROOM_PX = 460;

function syncTarget(map: MapLibreMap, { app }: Store, container: HTMLElement): () => void {
  return effect(() => {
    const target = app.target.value;
    if (target === null) return;
    const [west, south, east, north] = target.bounds;
    const wide = container.clientWidth > 760;
    // Room for the legend and the detail panel on a wide screen, and for the sheet below the middle of a phone.
    const right = app.selection.peek() === null ? 60 : DETAIL_ROOM_PX;
    const padding = wide
      ? { top: 60, bottom: 70, left: LEGEND_ROOM_PX, right }
      : { top: 30, left: 30, right: 30, bottom: app.selection.peek() === null ? 40 : container.clientHeight * 0.55 };
    map.fitBounds([west, south, east, north], { padding, maxZoom: 15.5, duration: reducedMotion() ? 0 : 900 });
  });
}

const reducedMotion = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

function listen(map: MapLibreMap, store: Store, handlers: MapHandlers): void {
  const { app } = store;
  const hover = (event: MapMouseEvent, picked: Picked | null) => {
    const [top] = picked?.hits ?? [];
    map.getCanvas().style.cursor = app.points.peek() !== null ? "crosshair" : top ? "pointer" : "";
    app.hovered.value = picked && top && picked.dataset === app.dataset.peek()?.id ? top : null;
    const tip = picked &&
      top && { xPx: event.point.x, yPx: event.point.y, dataset: picked.dataset, selection: top, properties: picked.properties };
    handlers.onHover(tip || null);
  };
  map.on("mousemove", (event) => hover(event, pickAt(map, event.point)));
  map.on("mouseout", (event) => hover(event, null));
  map.on("click", (event) => {
    // While the ruler is out, a click sets a point and selects nothing.
    if (app.points.peek() === null) click(store, pickAt(map, event.point));
  });
}

function click(store: Store, picked: Picked | null): void {
  const { app } = store;
  if (picked === null) {
    select(app, null);
    return;
  }
  const elsewhere = picked.dataset !== app.dataset.peek()?.id;
  if (elsewhere) chooseCity(app, picked.dataset);
  const next = nextHit(picked.hits, elsewhere ? null : app.selection.peek());
  select(app, next, picked.hits);
  const park = next?.layer === "parks" ? app.dataset.peek()?.parks.find((each) => each.id === next.id) : undefined;
  if (park) goTo(app, park.bbox);
}
