import { useEffect, useRef, useState } from "preact/hooks";
import { wordFor } from "../core/dictionary.ts";
import { creditsOf } from "../core/overview-view.ts";
import type { MapFailure } from "../map/create-map.ts";
import { createMapController, type HoverTip, type MapController } from "../map/map-controller.ts";
import { goTo } from "../state/app-state.ts";
import { PARCELS_FROM_ZOOM } from "../style/symbology.ts";
import { FatalScreen } from "./fatal-screen.tsx";
import { HoverCard } from "./hover-card.tsx";
import { Icon, type IconName } from "./icons.tsx";
import { Legend } from "./legend.tsx";
import { PlaceReadout } from "./place-readout.tsx";
import { Ruler } from "./ruler.tsx";
import { ScenarioBanner } from "./scenario-banner.tsx";
import { useDict, useStore } from "./store-context.tsx";

const NOTICE_MS = 6000;
/** On narrower windows an open legend would cover the parks that the map is about. */
const LEGEND_OPEN_FROM_PX = 1181;

/** The map with what lies on it: zoom buttons, legend, hints, and the screen that stands in for it when it fails. */
export function MapPane() {
  const store = useStore();
  const dict = useDict();
  const box = useRef<HTMLDivElement>(null);
  const controller = useRef<MapController | null>(null);
  const [failure, setFailure] = useState<MapFailure | null>(null);
  const [tip, setTip] = useState<HoverTip | null>(null);
  const [dataError, setDataError] = useState(false);

  useEffect(() => {
    if (!box.current) return;
    const made = createMapController(box.current, store, {
      onFailure: setFailure,
      onDataError: () => setDataError(true),
      onHover: setTip,
    });
    controller.current = made;
    return () => made.dispose();
  }, [store]);
  useEffect(() => {
    if (!dataError) return;
    const timer = setTimeout(() => setDataError(false), NOTICE_MS);
    return () => clearTimeout(timer);
  }, [dataError]);

  if (failure !== null) {
    const kind = failure.kind === "style" ? "server" : failure.kind;
    return <FatalScreen kind={kind} details={failure.message} dict={dict} onRetry={() => location.reload()} />;
  }
  const { app } = store;
  const dataset = app.dataset.value;
  const tooFar = app.task.value === "land" && app.view.value !== null && app.view.value.zoom < PARCELS_FROM_ZOOM;
  return (
    <div class="map-pane">
      <div class="map" ref={box} data-map-idle="false" />
      <div class="map-buttons">
        <MapButton icon="plus" label={dict.map.zoomIn} onClick={() => controller.current?.zoomBy(1)} />
        <MapButton icon="minus" label={dict.map.zoomOut} onClick={() => controller.current?.zoomBy(-1)} />
        <MapButton icon="home" label={dict.map.wholeCity} onClick={() => dataset && goTo(app, dataset.bounds)} />
        <MapButton
          icon="ruler"
          label={dict.ruler.title}
          pressed={app.points.value !== null}
          onClick={() => {
            app.points.value = app.points.peek() === null ? [] : null;
          }}
        />
      </div>
      <ScenarioBanner />
      <Ruler />
      <PlaceReadout />
      <Legend startOpen={window.innerWidth >= LEGEND_OPEN_FROM_PX} />
      {tooFar ? <div class="map-hint">{dict.map.parcelsFromZoom}</div> : null}
      {dataError ? (
        <div class="map-hint warn" role="status">
          {dict.map.tileError}
        </div>
      ) : null}
      <div class="map-credit">
        {[...creditsOf(app.datasets.value).map((credit) => wordFor(dict.dataWord, credit)), dict.map.reviewNumber].join(" · ")}
      </div>
      {tip === null ? null : <HoverCard tip={tip} />}
    </div>
  );
}

interface MapButtonProps {
  readonly icon: IconName;
  readonly label: string;
  readonly pressed?: boolean;
  readonly onClick: () => void;
}

function MapButton({ icon, label, pressed, onClick }: MapButtonProps) {
  return (
    <button type="button" class="map-button" aria-label={label} title={label} aria-pressed={pressed} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}
