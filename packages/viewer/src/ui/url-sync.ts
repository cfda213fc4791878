import { effect } from "@preact/signals";
import { readUrlState, writeUrlState } from "../core/url-params.ts";
import { type AppState, applyUrl } from "../state/app-state.ts";

/** Keeps the address and the state in step: choices are written into the hash, an edited hash is taken over. */
export function syncUrl(app: AppState): void {
  let written = "";
  effect(() => {
    const hash = writeUrlState(app.url.value);
    if (app.datasets.value.length === 0 || hash === written) return;
    written = hash;
    history.replaceState(null, "", `${location.pathname}${location.search}${hash}`);
  });
  addEventListener("hashchange", () => {
    if (location.hash === written) return;
    const { state, problems } = readUrlState(location.hash);
    applyUrl(app, state, problems);
  });
}
