import type { Expression, StyleValue } from "./style-types.ts";

const TASK: Expression = ["global-state", "task"];
const LANG: Expression = ["global-state", "lang"];

/** Layout visibility: shown only while one of the tasks is on. */
export function shownIn(...tasks: readonly string[]): Expression {
  return ["case", ["any", ...tasks.map((task): Expression => ["==", TASK, task])], "visible", "none"];
}

/** One value during a task, another during the others. */
export function inTask(task: string, value: StyleValue, otherwise: StyleValue): Expression {
  return ["case", ["==", TASK, task], value, otherwise];
}

/** The name in the language of the style; a missing or unknown English name falls back to the Chinese one. */
export function nameExpression(): Expression {
  const hasEnglish: Expression = [
    "all",
    ["==", LANG, "en"],
    ["has", "nameEn"],
    ["!=", ["get", "nameEn"], ""],
    ["!=", ["get", "nameEn"], "unknown"],
  ];
  return ["case", hasEnglish, ["get", "nameEn"], ["get", "name"]];
}

/** Linear by zoom: pairs of zoom and value. */
export function byZoom(...stops: readonly (readonly [zoom: number, value: StyleValue])[]): Expression {
  return ["interpolate", ["linear"], ["zoom"], ...stops.flat()];
}

/** A value for each value of a key, with a fallback. */
export function byValue(key: Expression, values: Readonly<Record<string, StyleValue>>, otherwise: StyleValue): Expression {
  return ["match", key, ...Object.entries(values).flat(), otherwise];
}

/** One value while the feature is selected, one while the pointer is on it, one else. */
export function byFocus(selected: StyleValue, hovered: StyleValue, otherwise: StyleValue): Expression {
  const state = (name: string): Expression => ["boolean", ["feature-state", name], false];
  return ["case", state("selected"), selected, state("hover"), hovered, otherwise];
}

/** Parks that do not exist on the date in sight: the viewer lists their ids in the style's state `hiddenParks`. */
export function parkIsShown(idProperty: string): Expression {
  return ["!", ["in", ["get", idProperty], ["global-state", "hiddenParks"]]];
}
