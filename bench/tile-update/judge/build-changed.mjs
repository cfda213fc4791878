import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildTileset } from "@parkatlas/tile-server";

const CHANGED = 10;

/** The region with the use of ten parcels changed, all over it, in a folder of its own; made once. */
function changedRegion(folder) {
  const changed = join(folder, "changed");
  if (existsSync(join(changed, "blocks.ndjson"))) return changed;
  mkdirSync(changed, { recursive: true });
  const lines = readFileSync(join(folder, "parcels.ndjson"), "utf8").trimEnd().split("\n");
  for (let i = 0; i < CHANGED; i++) {
    const at = Math.floor(((i + 0.5) / CHANGED) * lines.length);
    lines[at] = lines[at].replace(/"land":"[^"]*"/, '"land":"改变用途"');
  }
  writeFileSync(join(changed, "parcels.ndjson"), `${lines.join("\n")}\n`);
  copyFileSync(join(folder, "blocks.ndjson"), join(changed, "blocks.ndjson"));
  return changed;
}

/** One build of the parcels of a folder. `parts`: reading the files, and making the archive of what was read. */
async function build(folder, outFile, update) {
  const cpuBefore = process.cpuUsage();
  const start = process.hrtime.bigint();
  let readMs = 0;
  const { sha256, changedTiles } = await buildTileset({
    name: "bench",
    layers: [
      { name: "blocks", file: join(folder, "blocks.ndjson") },
      { name: "parcels", file: join(folder, "parcels.ndjson"), standIn: { layer: "blocks", property: "block" } },
    ],
    outFile,
    minZoom: 5,
    maxZoom: 14,
    threads: 2,
    update,
    onProgress: ({ step, done, total }) => {
      if (step === "layers" && done === total) readMs = Number(process.hrtime.bigint() - start) / 1e6;
    },
  });
  const wallMs = Number(process.hrtime.bigint() - start) / 1e6;
  return {
    wallMs,
    userMs: process.cpuUsage(cpuBefore).user / 1e3,
    peakRssMiB: process.resourceUsage().maxRSS / 1024,
    parts: { readMs, makeMs: wallMs - readMs },
    parity: { archive: Number.parseInt(sha256.slice(0, 12), 16), ...(changedTiles ? { changedTiles: changedTiles.length } : {}) },
  };
}

/** Prints what `run.ts` reads: an archive of the changed region, from that of the region or anew. */
export async function buildChanged(update) {
  const folder = process.argv[2];
  if (!folder) throw new Error("usage: node bench/tile-update/<contender>.mjs REGION_FOLDER");
  const changed = changedRegion(folder);
  const outFile = join(folder, `tile-update-${update}.pmtiles`);
  if (update) await build(folder, outFile, true);
  process.stdout.write(`${JSON.stringify(await build(changed, outFile, update))}\n`);
}
