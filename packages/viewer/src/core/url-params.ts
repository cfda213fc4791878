import { isCivilDate } from "@parkatlas/geo-core";
import { isSelectableLayer, type Selection } from "./selection.ts";

export const TASKS = ["land", "protection", "overview"] as const;
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
}

export interface UrlProblem {
  readonly param: string;
  readonly value: string;
}

export const DEFAULT_URL_STATE: UrlState = { city: null, date: null, task: "land", lang: "zh", selection: null, view: null };

/** One declared parameter: how it is read (undefined = not valid) and written (null = left out). */
interface Param<T> {
  readonly name: string;
  readonly read: (text: string) => T | undefined;
  readonly write: (value: T) => string | null;
}

const PARAMS: { readonly [K in keyof UrlState]: Param<UrlState[K]> } = {
  city: { name: "city", read: (text) => (/^[a-z0-9][a-z0-9-]{0,63}$/.test(text) ? text : undefined), write: (value) => value },
  date: { name: "date", read: (text) => (isCivilDate(text) ? text : undefined), write: (value) => value },
  task: {
    name: "task",
    read: (text) => TASKS.find((task) => task === text),
    write: (value) => (value === "land" ? null : value),
  },
  lang: {
    name: "lang",
    read: (text) => (text === "zh" || text === "en" ? text : undefined),
    write: (value) => (value === "zh" ? null : value),
  },
  selection: {
    name: "sel",
    read: readSelection,
    write: (value) => (value === null ? null : `${value.layer}/${value.id}`),
  },
  view: {
    name: "map",
    read: readView,
    write: (value) => (value === null ? null : `${value.zoom.toFixed(2)}/${value.latDeg.toFixed(5)}/${value.lonDeg.toFixed(5)}`),
  },
};
const KEYS = Object.keys(PARAMS) as (keyof UrlState)[];

function readSelection(text: string): Selection | undefined {
  const slash = text.indexOf("/");
  const layer = text.slice(0, Math.max(slash, 0));
  const id = text.slice(slash + 1);
  return isSelectableLayer(layer) && id.length > 0 && id.length <= 256 ? { layer, id } : undefined;
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
  const state: UrlState = {
    city: readOne("city"),
    date: readOne("date"),
    task: readOne("task"),
    lang: readOne("lang"),
    selection: readOne("selection"),
    view: readOne("view"),
  };
  return { state, problems };
}

/** Writes the hash of a state, declared order, defaults left out, slashes kept readable. */
export function writeUrlState(state: UrlState): string {
  const parts = KEYS.flatMap((key) => {
    const text = writeOne(state, key);
    return text === null ? [] : [`${PARAMS[key].name}=${encodeURIComponent(text).replaceAll("%2F", "/")}`];
  });
  return parts.length === 0 ? "" : `#${parts.join("&")}`;
}

function writeOne<K extends keyof UrlState>(state: UrlState, key: K): string | null {
  return PARAMS[key].write(state[key]);
}
