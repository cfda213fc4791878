import { effect } from "@preact/signals";
import type { Map as MapLibreMap } from "maplibre-gl";
import type { DatasetSummary, LandGroupRow } from "../core/contract.ts";
import { zoneIndexOf } from "../core/overview-view.ts";
import { violationLines } from "../core/protection-view.ts";
import { formatDistanceAgainst, formatFixed } from "../format/numbers.ts";
import type { Store } from "../state/store.ts";
import { type ParkDisc, setParkDiscs, setViolations } from "./overlays.ts";

/** Keeps the park discs and the violation lines in step with the analysis that the service gave. */
export function syncOverlays(map: MapLibreMap, { app, land, protection }: Store): (() => void)[] {
  return [
    effect(() => {
      const shares = app.task.value === "land" ? (land.current.value.value?.groups ?? []) : [];
      const current = app.dataset.value?.id;
      setParkDiscs(
        map,
        app.datasets.value.flatMap((dataset) => discsOf(dataset, dataset.id === current ? shares : [])),
      );
    }),
    effect(() => {
      const units = app.task.value === "protection" ? (protection.current.value.value?.units ?? []) : [];
      const selectedId = app.selection.value?.id ?? null;
      setViolations(map, violationLines(units), selectedId, (line) =>
        formatDistanceAgainst(line.distanceM, line.requiredM, line.verdict),
      );
    }),
  ];
}

function discsOf(dataset: DatasetSummary, groups: readonly LandGroupRow[]): readonly ParkDisc[] {
  return dataset.parks.map((park) => {
    const share = groups.find((group) => group.id === park.id)?.suspectedIdleShareOfSupplied ?? null;
    const [westDeg, southDeg, eastDeg, northDeg] = park.bbox;
    return {
      id: park.id,
      dataset: dataset.id,
      lonDeg: (westDeg + eastDeg) / 2,
      latDeg: (southDeg + northDeg) / 2,
      zoneIndex: zoneIndexOf(dataset, park.id),
      share,
      // A disc has room for whole per cent; the exact share stands in the panel.
      text: share === null ? "" : `${formatFixed(share * 100, 0)}%`,
    };
  });
}
