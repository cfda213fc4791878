import { effect, type ReadonlySignal, signal } from "@preact/signals";
import type { UrlState } from "../core/url-params.ts";
import { type AppState, applyUrl } from "./app-state.ts";

export interface History {
  readonly canUndo: ReadonlySignal<boolean>;
  /** Takes back the last change of what is chosen; the place on the map stays. */
  readonly undo: () => void;
}

/** Changes that follow one another faster than this are one step: a slider that is dragged, a date that plays. */
const STEP_MS = 600;
const MOST_STEPS = 100;

/**
 * Remembers what the reader chose, step by step: everything that a link holds except the place on the map. What changes while
 * `isHeld`, a pointer held down, is one step however long it takes.
 */
export function rememberChoices(app: AppState, isHeld: () => boolean, now: () => number = () => performance.now()): History {
  const past: UrlState[] = [];
  const canUndo = signal(false);
  let last: UrlState | null = null;
  let changedAt = Number.NEGATIVE_INFINITY;
  let isUndoing = false;
  let wasHeld = false;
  effect(() => {
    const current = { ...app.url.value, view: null };
    if (app.datasets.value.length === 0) return;
    const before = last;
    if (before !== null && JSON.stringify(before) === JSON.stringify(current)) return;
    last = current;
    if (before === null || isUndoing) return;
    const at = now();
    if (at - changedAt > STEP_MS && !(isHeld() && wasHeld)) {
      past.push(before);
      if (past.length > MOST_STEPS) past.shift();
    }
    changedAt = at;
    wasHeld = isHeld();
    canUndo.value = true;
  });
  return {
    canUndo,
    undo: () => {
      const step = past.pop();
      if (!step) return;
      isUndoing = true;
      applyUrl(app, { ...step, view: app.view.peek() }, []);
      isUndoing = false;
      changedAt = Number.NEGATIVE_INFINITY;
      wasHeld = false;
      canUndo.value = past.length > 0;
    },
  };
}
