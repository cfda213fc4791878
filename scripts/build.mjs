// Builds every package into its dist/: TypeScript by project references, the viewer by Vite when its sources are newer.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./run.mjs";

const newest = (folder) =>
  Math.max(0, ...readdirSync(join(root, folder), { recursive: true }).map((name) => statSync(join(root, folder, name)).mtimeMs));
const builtAt = () => {
  try {
    return statSync(join(root, "packages/viewer/dist/index.html")).mtimeMs;
  } catch {
    return 0;
  }
};

run("tsc", ["-b"]);
const viewerInputs = [
  "packages/viewer/src",
  "packages/viewer/public",
  "packages/viewer/build",
  "packages/geo-core/src",
  "packages/formats/src",
];
const pages = ["packages/viewer/index.html", "packages/viewer/vite.config.ts"].map((file) => statSync(join(root, file)).mtimeMs);
if (process.argv.includes("--force") || Math.max(...viewerInputs.map(newest), ...pages) > builtAt()) {
  run("pnpm", ["--filter", "@parkatlas/viewer", "run", "build"]);
}
