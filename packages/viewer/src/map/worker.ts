import { addProtocol, setWorkerUrl } from "maplibre-gl";
// `?worker&url`: the worker is a module with imports of its own; a plain `?url` would break them in the production build.
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";

/** Must run before the first map is made; without it MapLibre draws controls and no data. */
export function installMapWorker(): void {
  setWorkerUrl(workerUrl);
}

/** Has the map read `pmtiles://` addresses from the files of a site, paths relative to `base`. */
export function installArchiveTiles(base: string): void {
  addProtocol("pmtiles", async (request, abort) => (await import("../local/archive-tiles.ts")).readArchive(base, request, abort));
}
