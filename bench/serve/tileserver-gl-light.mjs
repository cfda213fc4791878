// tileserver-gl-light, where it is installed beside the bench (npm install tileserver-gl-light).
import { existsSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { contend } from "./kit/contend.mjs";
import { archivePath, folder } from "./kit/tiles.mjs";

const main = fileURLToPath(new URL("../node_modules/tileserver-gl-light/src/main.js", import.meta.url));

function config() {
  const file = join(folder, "tileserver.json");
  const options = { paths: { root: dirname(archivePath), pmtiles: dirname(archivePath) } };
  writeFileSync(file, JSON.stringify({ options, styles: {}, data: { tongliao: { pmtiles: "tongliao.pmtiles" } } }));
  return file;
}

await contend({
  skipped: existsSync(main) ? null : "tileserver-gl-light is not installed in bench/node_modules",
  start: (port) => [process.execPath, [main, "-c", config(), "-p", String(port), "--bind", "127.0.0.1", "--silent"]],
});
