import { dateFromDay, dayFromDate, type LonLat } from "@parkatlas/geo-core";
import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { BoundsLonLat, DatasetSummary, ParkSummary } from "../core/contract.ts";
import { clampDay, type DateRange, dateRangeAround } from "../core/date-range.ts";
import { type Dictionary, dictionaryOf } from "../core/dictionary.ts";
import type { StatusGroup } from "../core/land-view.ts";
import { type ListFilter, NO_FILTER } from "../core/list-filter.ts";
import { parksOn } from "../core/overview-view.ts";
import type { Scenario } from "../core/scenario.ts";
import type { Selection } from "../core/selection.ts";
import type { SitingChoice } from "../core/siting-choice.ts";
import type { Lang, MapView, Task, Theme, UrlProblem, UrlState } from "../core/url-params.ts";

/** Where the map should go: a box to fit, and a count so that the same box can be asked for twice. */
export interface MapTarget {
  readonly bounds: BoundsLonLat;
  readonly nonce: number;
}

/** What the reader has chosen, and what follows from it. No DOM, no map: signals that tests can read. */
export interface AppState {
  readonly datasets: Signal<readonly DatasetSummary[]>;
  readonly lang: Signal<Lang>;
  readonly task: Signal<Task>;
  readonly city: Signal<string | null>;
  /** Null means: the date of the data. */
  readonly chosenDate: Signal<string | null>;
  readonly selection: Signal<Selection | null>;
  /** Everything under the last click, the selected one included. */
  readonly hits: Signal<readonly Selection[]>;
  readonly hovered: Signal<Selection | null>;
  readonly view: Signal<MapView | null>;
  readonly parkFilter: Signal<string | null>;
  readonly statusGroup: Signal<StatusGroup>;
  readonly listFilter: Signal<ListFilter>;
  /** The second date that land is compared with; null while nothing is compared. */
  readonly compareDate: Signal<string | null>;
  readonly siting: Signal<SitingChoice>;
  /** What is assumed about a unit; null while nothing is. */
  readonly scenario: Signal<Scenario | null>;
  /** Points of the measuring tool; null while it is put away. */
  readonly points: Signal<readonly LonLat[] | null>;
  readonly pin: Signal<LonLat | null>;
  /** Where the pointer is on the map; null elsewhere. */
  readonly pointer: Signal<LonLat | null>;
  readonly theme: Signal<Theme | null>;
  readonly target: Signal<MapTarget | null>;
  readonly urlProblems: Signal<readonly UrlProblem[]>;

  readonly dict: ReadonlySignal<Dictionary>;
  readonly dataset: ReadonlySignal<DatasetSummary | null>;
  /**
   * The parks in sight. Land and protection are counted by the division of the dataset's own date, because blocks belong
   * to those parks; the overview shows the division of the as-of date.
   */
  readonly parks: ReadonlySignal<readonly ParkSummary[]>;
  readonly asOf: ReadonlySignal<string>;
  readonly asOfDay: ReadonlySignal<number>;
  readonly dateRange: ReadonlySignal<DateRange>;
  readonly isProjection: ReadonlySignal<boolean>;
  readonly url: ReadonlySignal<UrlState>;
}

const DATE_BEFORE_DATA = "2020-12-31";

export function createAppState(initial: UrlState, urlProblems: readonly UrlProblem[] = []): AppState {
  const datasets = signal<readonly DatasetSummary[]>([]);
  const lang = signal(initial.lang);
  const task = signal(initial.task);
  const city = signal(initial.city);
  const chosenDate = signal(initial.date);
  const selection = signal(initial.selection);
  const view = signal(initial.view);
  const parkFilter = signal(initial.park);
  const statusGroup = signal(initial.group);
  const listFilter = signal(initial.filter);
  const compareDate = signal(initial.compare);
  const siting = signal(sitingOf(initial));
  const scenario = signal(initial.scenario);
  const points = signal(initial.points);
  const pin = signal(initial.pin);
  const theme = signal(initial.theme);

  const dataset = computed(() => datasets.value.find((each) => each.id === city.value) ?? datasets.value[0] ?? null);
  const dataDate = computed(() => dataset.value?.asOf ?? DATE_BEFORE_DATA);
  const dateRange = computed(() => dateRangeAround(dataDate.value));
  const asOfDay = computed(() => {
    const day = dayFromDate(chosenDate.value ?? dataDate.value);
    return dataset.value === null ? day : clampDay(day, dateRange.value);
  });
  const asOf = computed(() => dateFromDay(asOfDay.value));
  return {
    datasets,
    lang,
    task,
    city,
    chosenDate,
    selection,
    hits: signal([]),
    hovered: signal(null),
    view,
    parkFilter,
    statusGroup,
    listFilter,
    compareDate,
    siting,
    scenario,
    points,
    pin,
    pointer: signal(null),
    theme,
    target: signal(null),
    urlProblems: signal(urlProblems),
    dict: computed(() => dictionaryOf(lang.value)),
    dataset,
    parks: computed(() => parksOn(dataset.value?.parks ?? [], task.value === "overview" ? asOf.value : dataDate.value)),
    asOf,
    asOfDay,
    dateRange,
    isProjection: computed(() => dataset.value !== null && asOfDay.value > dayFromDate(dataset.value.asOf)),
    url: computed(() => ({
      city: dataset.value?.id ?? city.value,
      date: chosenDate.value,
      task: task.value,
      lang: lang.value,
      selection: selection.value,
      view: view.value,
      park: parkFilter.value,
      group: statusGroup.value,
      filter: listFilter.value,
      compare: compareDate.value,
      ...siting.value,
      scenario: scenario.value,
      points: points.value,
      pin: pin.value,
      theme: theme.value,
    })),
  };
}

const sitingOf = ({ distanceM, minAreaMu, offers, unitAreaM2 }: UrlState): SitingChoice => ({
  distanceM,
  minAreaMu,
  offers,
  unitAreaM2,
});

/** Sets the as-of day, held to the range of the slider; the date of the data is stored as no choice at all. */
export function chooseDay(state: AppState, day: number): void {
  const clamped = clampDay(day, state.dateRange.peek());
  const date = dateFromDay(clamped);
  state.chosenDate.value = date === state.dataset.peek()?.asOf ? null : date;
}

/** Goes to another city: what was selected and filtered belongs to the old one and is dropped; the date stays. */
export function chooseCity(state: AppState, id: string): void {
  const next = state.datasets.peek().find((each) => each.id === id);
  if (!next) return;
  batch(() => {
    state.city.value = id;
    state.selection.value = null;
    state.hits.value = [];
    state.parkFilter.value = null;
    state.listFilter.value = NO_FILTER;
    state.scenario.value = null;
    state.pin.value = null;
    goTo(state, next.bounds);
  });
}

export function select(state: AppState, selection: Selection | null, hits: readonly Selection[] = []): void {
  batch(() => {
    state.selection.value = selection;
    state.hits.value = hits;
  });
}

export function goTo(state: AppState, bounds: BoundsLonLat): void {
  state.target.value = { bounds, nonce: (state.target.peek()?.nonce ?? 0) + 1 };
}

/** Takes over what a link says, as when the reader edits the address or goes back. */
export function applyUrl(state: AppState, url: UrlState, problems: readonly UrlProblem[]): void {
  batch(() => {
    state.lang.value = url.lang;
    state.task.value = url.task;
    state.city.value = url.city;
    state.chosenDate.value = url.date;
    state.selection.value = url.selection;
    state.parkFilter.value = url.park;
    state.statusGroup.value = url.group;
    state.listFilter.value = url.filter;
    state.compareDate.value = url.compare;
    state.siting.value = sitingOf(url);
    state.scenario.value = url.scenario;
    state.points.value = url.points;
    state.pin.value = url.pin;
    state.theme.value = url.theme;
    state.urlProblems.value = problems;
  });
}
