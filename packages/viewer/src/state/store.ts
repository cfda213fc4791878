import { addMonths, dateFromDay, dayFromDate } from "@parkatlas/geo-core";
import { computed, effect, type ReadonlySignal } from "@preact/signals";
import type { AnalysisClient } from "../analysis/client.ts";
import type { DatasetPlace } from "../analysis/messages.ts";
import type {
  DatasetSummary,
  EvaluationAnswer,
  ItemFeature,
  LandParcelAnswer,
  LandReport,
  LandSeriesAnswer,
} from "../core/contract.ts";
import { boundsOfCoordinates } from "../core/geometry-bounds.ts";
import { type LineageStep, lineageStep } from "../core/lineage-view.ts";
import { type Selection, sameSelection } from "../core/selection.ts";
import type { Api, ProtectionAnswer } from "../data/api.ts";
import { type Analyses, createAnalyses } from "./analyses.ts";
import { type AppState, goTo, select } from "./app-state.ts";
import { type History, rememberChoices } from "./history.ts";
import { createResource, type Resource } from "./resource.ts";

/** The choices of the reader together with what the service answers to them. */
export interface Store extends Analyses {
  readonly app: AppState;
  readonly history: History;
  readonly datasets: Resource<readonly DatasetSummary[]>;
  readonly land: Resource<LandReport>;
  /** By block, for the small scales. */
  readonly landBlocks: Resource<LandReport["groups"]>;
  readonly landParcel: Resource<LandParcelAnswer | null>;
  /** By park and quarter, from ten years before the data to two years of projection. */
  readonly landSeries: Resource<LandSeriesAnswer>;
  readonly evaluation: Resource<EvaluationAnswer>;
  /** Every change of parks that the data know, oldest first. */
  readonly lineage: Resource<readonly LineageStep[]>;
  readonly protection: Resource<ProtectionAnswer>;
  readonly item: Resource<ItemFeature>;
  /** The block or park that the selected feature belongs to, for its name. */
  readonly parent: Resource<ItemFeature>;
  /** Ids of the dataset and layer that the answers in `item` belong to. */
  readonly selectionIn: ReadonlySignal<{ readonly dataset: string; readonly selection: Selection } | null>;
}

/** The list follows the slider at most four times a second. */
const SETTLE_MS = 250;
const SERIES_MONTHS_BACK = 120;
const SERIES_MONTHS_ON = 24;

/** `place` is where the worker reads the features; `isHeld`: whether a pointer is held down. */
export function createStore(app: AppState, api: Api, client: AnalysisClient, place: DatasetPlace, isHeld = () => false): Store {
  const datasets = createResource(() => ({ key: "datasets", scope: "datasets", load: api.datasets }));
  effect(() => {
    const loaded = datasets.current.value;
    if (loaded.state === "ready") app.datasets.value = loaded.value;
  });

  const datasetId = computed(() => app.dataset.value?.id ?? null);
  const selectionIn = computed(() => {
    const dataset = datasetId.value;
    const selection = app.selection.value;
    return dataset === null || selection === null ? null : { dataset, selection };
  });

  const land = createResource(() => {
    const dataset = datasetId.value;
    const asOf = app.asOf.value;
    if (dataset === null) return null;
    return { key: `${dataset} ${asOf}`, scope: dataset, load: (signal) => api.land(dataset, asOf, signal) };
  }, SETTLE_MS);

  const landBlocks = createResource(() => {
    const dataset = datasetId.value;
    const asOf = app.asOf.value;
    if (dataset === null || app.task.value !== "land") return null;
    return { key: `${dataset} ${asOf}`, scope: dataset, load: (signal) => api.landBlocks(dataset, asOf, signal) };
  }, SETTLE_MS);

  const landParcel = createResource(() => {
    const chosen = selectionIn.value;
    const asOf = app.asOf.value;
    if (chosen?.selection.layer !== "parcels") return null;
    const { dataset, selection } = chosen;
    const scope = `${dataset}/${selection.id}`;
    return { key: `${scope} ${asOf}`, scope, load: (signal) => api.landParcel(dataset, asOf, selection.id, signal) };
  }, SETTLE_MS);

  const landSeries = createResource(() => {
    const dataset = app.dataset.value;
    const wanted = app.task.value === "land" || app.selection.value?.layer === "parks";
    if (dataset === null || !wanted) return null;
    const [from, to] = [addMonths(dataset.asOf, -SERIES_MONTHS_BACK), addMonths(dataset.asOf, SERIES_MONTHS_ON)];
    return { key: dataset.id, scope: dataset.id, load: (signal) => api.landSeries(dataset.id, from, to, signal) };
  });
  const evaluation = createResource(() => {
    const dataset = datasetId.value;
    if (dataset === null || app.task.value !== "overview") return null;
    return { key: dataset, scope: dataset, load: (signal) => api.evaluation(dataset, signal) };
  });
  const lineage = createResource(() => {
    const dataset = app.dataset.value;
    const wanted = app.task.value === "overview" || app.selection.value?.layer === "parks";
    if (dataset === null || !wanted) return null;
    return { key: dataset.id, scope: dataset.id, load: (signal) => loadLineage(api, dataset, signal) };
  });

  const wantsProtection = computed(() => {
    const layer = app.selection.value?.layer;
    return app.task.value === "protection" || layer === "units" || layer === "sites";
  });
  const protection = createResource(() => {
    const dataset = datasetId.value;
    const asOf = app.asOf.value;
    if (dataset === null || !wantsProtection.value) return null;
    return { key: `${dataset} ${asOf}`, scope: dataset, load: (signal) => api.protection(dataset, asOf, signal) };
  }, SETTLE_MS);

  const item = createResource(() => {
    const chosen = selectionIn.value;
    if (chosen === null) return null;
    const { dataset, selection } = chosen;
    const key = `${dataset}/${selection.layer}/${selection.id}`;
    return { key, scope: key, load: (signal) => api.item(dataset, selection, signal) };
  });
  const parent = createResource(() => {
    const dataset = datasetId.value;
    const properties = item.current.value.value?.properties;
    const blockId = properties?.blockId;
    if (dataset === null || typeof blockId !== "string") return null;
    const selection: Selection = { layer: "blocks", id: blockId };
    return { key: `${dataset}/${blockId}`, scope: dataset, load: (signal) => api.item(dataset, selection, signal) };
  });
  const answers = { datasets, land, landBlocks, landParcel, landSeries, evaluation, lineage, protection, item, parent };
  return { app, history: rememberChoices(app, isHeld), ...answers, selectionIn, ...createAnalyses(app, api, client, place) };
}

/** The parks before and after every change: the answer for a date names only those of that date. */
async function loadLineage(
  api: Api,
  { id, asOf, parks }: Pick<DatasetSummary, "id" | "asOf" | "parks">,
  signal: AbortSignal,
): Promise<readonly LineageStep[]> {
  const outlined = new Set(parks.map((park) => park.id));
  const { changes } = await api.lineage(id, asOf, signal);
  return Promise.all(
    changes.map(async (change) => {
      const dayBefore = dateFromDay(dayFromDate(change.on) - 1);
      const [before, after] = await Promise.all([dayBefore, change.on].map((date) => api.lineage(id, date, signal)));
      return lineageStep(change, before!.entities, after!.entities, (parkId) => outlined.has(parkId));
    }),
  );
}

/**
 * Selects a feature from a list and brings the map to it as soon as its exact geometry has arrived, `around` included:
 * positions that should come into sight with it, lon/lat.
 */
export function selectAndGo(store: Store, selection: Selection, around: readonly (readonly [number, number])[] = []): void {
  const { app, item } = store;
  select(app, selection, [selection]);
  let stop = () => {};
  let done = false;
  stop = effect(() => {
    const loaded = item.current.value;
    const superseded = !sameSelection(app.selection.value, selection);
    if (!superseded && (loaded.state === "idle" || loaded.state === "loading")) return;
    done = true;
    stop();
    if (superseded || loaded.state !== "ready") return;
    const bounds = boundsOfCoordinates([loaded.value.geometry.coordinates, around]);
    if (bounds) goTo(app, bounds);
  });
  // An answer that was there already ran the effect before `stop` was known.
  if (done) stop();
}
