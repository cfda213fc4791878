import { effect } from "@preact/signals";
import type { Theme } from "../core/url-params.ts";
import type { AppState } from "../state/app-state.ts";

const darkComputer = window.matchMedia("(prefers-color-scheme: dark)");

/** The reader's choice, or else what the computer is set to. */
export function isDark(theme: Theme | null): boolean {
  return theme === null ? darkComputer.matches : theme === "dark";
}

/** Puts the look on the page; the map keeps its light ground, for which the colours of the statuses are tested. */
export function syncTheme(app: AppState): void {
  const apply = () => {
    document.documentElement.dataset.theme = isDark(app.theme.peek()) ? "dark" : "light";
  };
  effect(() => {
    void app.theme.value;
    apply();
  });
  darkComputer.addEventListener("change", apply);
}
