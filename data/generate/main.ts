// Writes the demonstration datasets: `node data/generate/main.ts [--out FOLDER]`. The same sources and the same code give
// the same bytes. Without --out the folder is data/, next to this one.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { generateAll } from "./generate.ts";

const flag = process.argv.indexOf("--out");
const folder = flag >= 0 ? process.argv[flag + 1] : fileURLToPath(new URL("..", import.meta.url));
if (folder === undefined) {
  console.error("--out needs a folder, for example: node data/generate/main.ts --out fresh-data");
  process.exit(2);
}
const files = generateAll();
for (const { path, text } of files) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
const bytes = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
console.error(`${files.length} files, ${(bytes / 1e6).toFixed(1)} MB`);
