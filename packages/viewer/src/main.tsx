import { effect } from "@preact/signals";
import { render } from "preact";
import { createAnalysisClient } from "./analysis/client.ts";
import { sourceOf } from "./analysis/messages.ts";
import { readUrlState } from "./core/url-params.ts";
import { createApi } from "./data/api.ts";
import { askServer } from "./data/ask.ts";
import { askSite } from "./local/ask-site.ts";
import { installArchiveTiles, installMapWorker } from "./map/worker.ts";
import { createAppState } from "./state/app-state.ts";
import { createStore, type Store, selectAndGo } from "./state/store.ts";
import { DetailPanel } from "./tasks/detail-panel.tsx";
import { TaskPanel } from "./tasks/task-panel.tsx";
import { AppShell } from "./ui/app-shell.tsx";
import { FatalScreen } from "./ui/fatal-screen.tsx";
import { errorText, Loading } from "./ui/notes.tsx";
import { StoreProvider } from "./ui/store-context.tsx";
import { syncTheme } from "./ui/theme.ts";
import { syncUrl } from "./ui/url-sync.ts";
import "maplibre-gl/dist/maplibre-gl.css";
import "./ui/tokens.css";
import "./ui/shell.css";
import "./ui/panel.css";
import "./ui/map.css";
import "./ui/detail.css";
import "./ui/charts.css";
import "./ui/print.css";

/** The list of datasets comes first: without it there is nothing to show, and the reader is told so. */
function App({ store }: { readonly store: Store }) {
  const { app, datasets } = store;
  const dict = app.dict.value;
  const loaded = datasets.current.value;
  if (loaded.state === "error") {
    return <FatalScreen kind="server" details={errorText(loaded.error, dict)} dict={dict} onRetry={datasets.retry} />;
  }
  if (loaded.state !== "ready") return <Loading text={dict.state.loadingMap} />;
  if (loaded.value.length === 0) {
    return <FatalScreen kind="server" details={dict.state.noDatasets} dict={dict} onRetry={datasets.retry} />;
  }
  return <AppShell taskPanel={<TaskPanel />} detailPanel={<DetailPanel />} />;
}

/** Who answers: the service beside the page; on a page that `export-site` wrote the worker, from the files beside it. */
function openSource() {
  const base = new URL("./", document.baseURI).href;
  const client = createAnalysisClient();
  const list = document.querySelector<HTMLMetaElement>('meta[name="parkatlas-site"]')?.content;
  const place = { base, files: list !== undefined };
  if (list === undefined) return { api: createApi(askServer(base)), client, place };
  installArchiveTiles(base);
  const ask = askSite(base, list, (dataset, request, signal) => client.ask(sourceOf(place, dataset), request, signal));
  return { api: createApi(ask), client, place };
}

function start(root: HTMLElement): void {
  installMapWorker();
  const { state, problems } = readUrlState(location.hash);
  const app = createAppState(state, problems);
  const { api, client, place } = openSource();
  const store = createStore(app, api, client, place, watchPointer());
  syncUrl(app);
  syncTheme(app);
  addEventListener("keydown", (event) => {
    const isText = event.target instanceof HTMLInputElement && event.target.type === "text";
    if (!(event.ctrlKey || event.metaKey) || event.key !== "z" || isText) return;
    event.preventDefault();
    store.history.undo();
  });
  // A link that names a feature and no place on the map leads to the feature.
  if (state.selection !== null && state.view === null) selectAndGo(store, state.selection);
  effect(() => {
    document.documentElement.lang = app.dict.value.htmlLang;
    document.title = `${app.dict.value.product} · ${app.dict.value.productSub}`;
  });
  render(
    <StoreProvider store={store}>
      <App store={store} />
    </StoreProvider>,
    root,
  );
}

/** The last answer to a drag comes a little after the pointer is let go. */
const AFTER_DRAG_MS = 1000;

function watchPointer(): () => boolean {
  let releasedAt = Number.NEGATIVE_INFINITY;
  addEventListener("pointerdown", () => {
    releasedAt = Number.POSITIVE_INFINITY;
  });
  for (const end of ["pointerup", "pointercancel"] as const)
    addEventListener(end, () => {
      releasedAt = performance.now();
    });
  return () => performance.now() < releasedAt + AFTER_DRAG_MS;
}

const root = document.getElementById("app");
if (root === null) throw new RangeError("index.html has no element #app");
start(root);
