import { effect } from "@preact/signals";
import type { Map as MapLibreMap } from "maplibre-gl";
import type { DatasetSummary, LandGroupRow, ParkSummary } from "../core/contract.ts";
import { zoneIndexOf } from "../core/overview-view.ts";
import { numberedPlaces, violationLines } from "../core/protection-view.ts";
import { formatDistanceAgainst, formatFixed } from "../format/numbers.ts";
import type { Store } from "../state/store.ts";
import { type ParkDisc, setParkDiscs, setViolations } from "./overlays.ts";

/** Keeps the park discs and the violation lines in step with the analysis that the service gave. */
export function syncOverlays(map: MapLibreMap, { app, land, protection, whatIf }: Store): (() => void)[] {
  return [
    effect(() => {
      const dataset = app.dataset.value;
      const groups = app.task.value === "land" ? (land.current.value.value?.groups ?? []) : [];
      setParkDiscs(map, dataset === null ? [] : discsOf(dataset, app.parks.value, groups));
    }),
    effect(() => {
      const found = app.task.value === "protection" ? (protection.current.value.value?.units ?? []) : [];
      // Under a scenario the rows that it touches are drawn as they would be.
      const assumed = new Map(whatIf.current.value.value?.units.map((unit) => [unit.id, unit]) ?? []);
      const units = found.map((unit) => assumed.get(unit.id) ?? unit);
      const selectedId = app.selection.value?.id ?? null;
      const lines = violationLines(units);
      const selected = units.find(({ id }) => id === selectedId);
      setViolations(map, lines, selectedId, selected ? numberedPlaces(selected) : [], (line) =>
        formatDistanceAgainst(line.distanceM, line.requiredM, line.verdict),
      );
    }),
  ];
}

function discsOf(dataset: DatasetSummary, parks: readonly ParkSummary[], groups: readonly LandGroupRow[]): readonly ParkDisc[] {
  return parks.map((park) => {
    const share = groups.find((group) => group.id === park.id)?.suspectedIdleShareOfSupplied ?? null;
    const [lonDeg, latDeg] = park.labelAt;
    return {
      id: park.id,
      dataset: dataset.id,
      lonDeg,
      latDeg,
      zoneIndex: zoneIndexOf(dataset, park.id),
      share,
      // A disc has room for whole per cent; the exact share stands in the panel.
      text: share === null ? "" : `${formatFixed(share * 100, 0)}%`,
    };
  });
}
