import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";
import { licences } from "./build/licences.ts";
import { buildStyleTemplate } from "./src/style/build-style-template.ts";

/** Leaves `style-template.json` beside the page: the service makes `/style.json` from it, one copy of each layer per tileset. */
function styleTemplate(): Plugin {
  return {
    name: "parkatlas-style-template",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "style-template.json", source: JSON.stringify(buildStyleTemplate()) });
    },
  };
}

/** The version of the whole, for the notes of exported files. */
const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as { version: string };

const SERVICE = "http://127.0.0.1:8080";

const notices = licences();

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "./",
  plugins: [styleTemplate(), notices.page],
  define: { __PARKATLAS_VERSION__: JSON.stringify(version) },
  worker: { format: "es", plugins: () => [notices.workers] },
  optimizeDeps: { exclude: ["maplibre-gl"] },
  build: {
    target: "es2022",
    sourcemap: true,
    // MapLibre alone is about 1 MB and is in a chunk of its own, so that our own code can be weighed.
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        codeSplitting: { groups: [{ name: "maplibre", test: /node_modules[\\/].*maplibre/ }] },
      },
    },
  },
  // `vite` for development beside a running service.
  server: {
    proxy: Object.fromEntries(["/datasets", "/style.json", "/tiles", "/collections", "/analysis"].map((path) => [path, SERVICE])),
  },
});
