import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { AnalysisClient } from "../analysis/client.ts";
import {
  type DatasetPlace,
  type DatasetSource,
  type FactsAnswer,
  type SitingAnswer,
  sourceOf,
  type WhatIfAnswer,
} from "../analysis/messages.ts";
import type { LandReport } from "../core/contract.ts";
import { changesOf } from "../core/scenario.ts";
import { statusesOf } from "../core/siting-choice.ts";
import type { Api } from "../data/api.ts";
import type { AppState } from "./app-state.ts";
import { createResource, type Resource } from "./resource.ts";

/** What is computed in the browser, and the second date of a comparison. */
export interface Analyses {
  readonly siting: Resource<SitingAnswer>;
  readonly whatIf: Resource<WhatIfAnswer>;
  /** Holders and delays of parcels; read once somebody asks for them. */
  readonly facts: Resource<FactsAnswer>;
  readonly wantFacts: () => void;
  /** Land on the date that the list is compared with. */
  readonly landThen: Resource<LandReport>;
}

/** A slider that is dragged asks at most this often. */
const SETTLE_MS = 120;

export function createAnalyses(app: AppState, api: Api, client: AnalysisClient, place: DatasetPlace): Analyses {
  const source = sourceSignal(app, place);
  const factsWanted = signal(false);

  const siting = createResource(() => {
    const from = source.value;
    if (from === null || app.task.value !== "siting") return null;
    const choice = app.siting.value;
    const question = {
      kind: "siting",
      asOf: app.asOf.value,
      distanceM: choice.distanceM,
      minAreaMu: choice.minAreaMu,
      statuses: statusesOf(choice),
      unitAreaM2: choice.unitAreaM2,
    } as const;
    return { key: `${from.id} ${JSON.stringify(question)}`, scope: from.id, load: (abort) => client.ask(from, question, abort) };
  }, SETTLE_MS);

  const whatIf = createResource(() => {
    const from = source.value;
    const scenario = app.scenario.value;
    if (from === null || scenario === null) return null;
    const question = { kind: "what-if", asOf: app.asOf.value, unitId: scenario.unitId, changes: changesOf(scenario) } as const;
    const scope = `${from.id}/${scenario.unitId}`;
    return { key: `${scope} ${JSON.stringify(question)}`, scope, load: (abort) => client.ask(from, question, abort) };
  });

  const facts = createResource(() => {
    const from = source.value;
    if (from === null || !factsWanted.value) return null;
    return { key: from.id, scope: from.id, load: (abort) => client.ask(from, { kind: "facts" }, abort) };
  });

  const landThen = createResource(() => {
    const dataset = app.dataset.value?.id;
    const date = app.compareDate.value;
    if (dataset === undefined || date === null || app.task.value !== "land") return null;
    return { key: `${dataset} ${date}`, scope: dataset, load: (abort) => api.land(dataset, date, abort) };
  }, SETTLE_MS);

  return {
    siting,
    whatIf,
    facts,
    landThen,
    wantFacts: () => {
      factsWanted.value = true;
    },
  };
}

function sourceSignal(app: AppState, place: DatasetPlace): ReadonlySignal<DatasetSource | null> {
  return computed(() => {
    const dataset = app.dataset.value;
    return dataset === null ? null : sourceOf(place, dataset);
  });
}
