import { isCivilDate, type LonLat } from "@parkatlas/geo-core";
import { STATUS_GROUPS, type StatusGroup } from "./land-view.ts";
import { type ListFilter, NO_FILTER, readFilter, writeFilter } from "./list-filter.ts";
import { readPoints, writePoints } from "./measuring.ts";
import { readScenario, type Scenario, writeScenario } from "./scenario.ts";
import { isSelectableLayer, type Selection } from "./selection.ts";
import {
  DEFAULT_SITING,
  LAND_OFFERS,
  readAreaMu,
  readDistanceM,
  readOffers,
  readUnitAreaM2,
  type SitingChoice,
} from "./siting-choice.ts";

export const TASKS = ["land", "protection", "siting", "overview"] as const;
export type Task = (typeof TASKS)[number];
export type Lang = "zh" | "en";

export interface MapView {
  readonly zoom: number;
  readonly latDeg: number;
  readonly lonDeg: number;
}

/** Everything a link restores; what is null takes the default of the data. */
export interface UrlState {
  readonly city: string | null;
  readonly date: string | null;
  readonly task: Task;
  readonly lang: Lang;
  readonly selection: Selection | null;
  readonly view: MapView | null;
  readonly park: string | null;
  readonly group: StatusGroup;
  readonly filter: ListFilter;
  /** The second date that the list is compared with. */
  readonly compare: string | null;
  readonly distanceM: SitingChoice["distanceM"];
  readonly minAreaMu: SitingChoice["minAreaMu"];
  readonly offers: SitingChoice["offers"];
  readonly unitAreaM2: SitingChoice["unitAreaM2"];
  readonly scenario: Scenario | null;
  /** Points of the measuring tool; null while it is put away. */
  readonly points: readonly LonLat[] | null;
  /** A place that was looked up by its coordinates. */
  readonly pin: LonLat | null;
  /** Null follows the computer. */
  readonly theme: Theme | null;
}

export const THEMES = ["light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export interface UrlProblem {
  readonly param: string;
  readonly value: string;
}

export const DEFAULT_URL_STATE: UrlState = {
  city: null,
  date: null,
  task: "land",
  lang: "zh",
  selection: null,
  view: null,
  park: null,
  group: "attention",
  filter: NO_FILTER,
  compare: null,
  ...DEFAULT_SITING,
  scenario: null,
  points: null,
  pin: null,
  theme: null,
};

/** One declared parameter: how it is read (undefined = not valid) and written (null = left out). */
interface Param<T> {
  readonly name: string;
  readonly read: (text: string) => T | undefined;
  readonly write: (value: T) => string | null;
}

const word = <T extends string>(words: readonly T[]) => ({
  read: (text: string): T | undefined => words.find((each) => each === text),
});
const date = { read: (text: string) => (isCivilDate(text) ? text : undefined), write: (value: string | null) => value };

const PARAMS: { readonly [K in keyof UrlState]: Param<UrlState[K]> } = {
  city: { name: "city", read: (text) => (/^[a-z0-9][a-z0-9-]{0,63}$/.test(text) ? text : undefined), write: (value) => value },
  date: { name: "date", ...date },
  task: { name: "task", ...word(TASKS), write: (value) => (value === "land" ? null : value) },
  lang: { name: "lang", ...word(["zh", "en"]), write: (value) => (value === "zh" ? null : value) },
  selection: {
    name: "sel",
    read: readSelection,
    write: (value) => (value === null ? null : `${value.layer}/${value.id}`),
  },
  park: {
    name: "park",
    read: (text) => (text.length > 0 && text.length <= LONGEST_ID ? text : undefined),
    write: (value) => value,
  },
  group: { name: "list", ...word(STATUS_GROUPS), write: (value) => (value === "attention" ? null : value) },
  filter: { name: "filter", read: readFilter, write: writeFilter },
  compare: { name: "compare", ...date },
  distanceM: { name: "need", read: readDistanceM, write: (value) => (value === DEFAULT_SITING.distanceM ? null : String(value)) },
  minAreaMu: { name: "mu", read: readAreaMu, write: (value) => (value === 0 ? null : String(value)) },
  offers: {
    name: "offer",
    read: readOffers,
    write: (value) => (value.length === LAND_OFFERS.length ? null : value.join(",")),
  },
  unitAreaM2: { name: "unit", read: readUnitAreaM2, write: (value) => (value === null ? null : String(value)) },
  scenario: { name: "whatif", read: readScenario, write: (value) => (value === null ? null : writeScenario(value)) },
  points: { name: "measure", read: readPoints, write: (value) => (value === null ? null : writePoints(value)) },
  pin: {
    name: "at",
    read: (text) => {
      const found = readPoints(text);
      return found?.length === 1 ? found[0] : undefined;
    },
    write: (value) => (value === null ? null : writePoints([value])),
  },
  theme: { name: "theme", ...word(THEMES), write: (value) => value },
  view: {
    name: "map",
    read: readView,
    write: (value) => (value === null ? null : `${value.zoom.toFixed(2)}/${value.latDeg.toFixed(5)}/${value.lonDeg.toFixed(5)}`),
  },
};
const LONGEST_ID = 256;
const KEYS = Object.keys(PARAMS) as (keyof UrlState)[];

function readSelection(text: string): Selection | undefined {
  const slash = text.indexOf("/");
  const layer = text.slice(0, Math.max(slash, 0));
  const id = text.slice(slash + 1);
  return isSelectableLayer(layer) && id.length > 0 && id.length <= LONGEST_ID ? { layer, id } : undefined;
}

function readView(text: string): MapView | undefined {
  const [zoom, latDeg, lonDeg, ...rest] = text
    .split("/")
    .map((part) => (/^-?\d+(\.\d+)?$/.test(part) ? Number(part) : Number.NaN));
  if (zoom === undefined || latDeg === undefined || lonDeg === undefined || rest.length > 0) return undefined;
  const valid = zoom >= 0 && zoom <= 24 && Math.abs(latDeg) <= 85.06 && Math.abs(lonDeg) <= 180;
  return valid ? { zoom, latDeg, lonDeg } : undefined;
}

/**
 * Reads a location hash (`#city=…&date=…`). Every parameter is declared and validated: what is missing takes its
 * default, what is not valid takes its default and is named in `problems`, what is not declared is ignored.
 */
export function readUrlState(hash: string): { state: UrlState; problems: readonly UrlProblem[] } {
  const query = new URLSearchParams(hash.replace(/^#/, ""));
  const problems: UrlProblem[] = [];
  const readOne = <K extends keyof UrlState>(key: K): UrlState[K] => {
    const param = PARAMS[key];
    const text = query.get(param.name);
    if (text === null) return DEFAULT_URL_STATE[key];
    const value = param.read(text);
    if (value !== undefined) return value;
    problems.push({ param: param.name, value: text });
    return DEFAULT_URL_STATE[key];
  };
  const state = Object.fromEntries(KEYS.map((key) => [key, readOne(key)])) as unknown as UrlState;
  return { state, problems };
}

/** Writes the hash of a state, declared order, defaults left out, slashes kept readable. */
export function writeUrlState(state: UrlState): string {
  const parts = KEYS.flatMap((key) => {
    const text = writeOne(state, key);
    return text === null
      ? []
      : [
          `${PARAMS[key].name}=${encodeURIComponent(text).replaceAll("%2F", "/").replaceAll("%2C", ",").replaceAll("%3A", ":").replaceAll("%3B", ";")}`,
        ];
  });
  return parts.length === 0 ? "" : `#${parts.join("&")}`;
}

function writeOne<K extends keyof UrlState>(state: UrlState, key: K): string | null {
  return PARAMS[key].write(state[key]);
}
