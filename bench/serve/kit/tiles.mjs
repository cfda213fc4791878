// The tiles that every contender serves: those of the demonstration city Tongliao, all of z8 to z11 and a seeded choice of
// z12 (400), z13 (600) and z14 (800), as files for nginx and as a list of paths for wrk.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { openArchive } from "../../../packages/tile-server/dist/index.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
export const folder = join(process.env.PARKATLAS_BENCH_DIR ?? join(tmpdir(), "parkatlas-bench"), "serve");
export const archivePath = join(folder, "tongliao.pmtiles");
const CHOSEN = { 12: 400, 13: 600, 14: 800 };

/** Mulberry32. */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function shuffled(list, random) {
  const copy = [...list];
  for (let i = copy.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [copy[i], copy[j]] = [copy[j], copy[i]];
  }
  return copy;
}

function* addressesIn(z, [west, south, east, north]) {
  const size = 2 ** z;
  const row = (lat) => {
    const sin = Math.sin((lat * Math.PI) / 180);
    return Math.floor((0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) * size);
  };
  const column = (lon) => Math.floor(((lon + 180) / 360) * size);
  for (let y = row(north); y <= row(south); y++) for (let x = column(west); x <= column(east); x++) yield [z, x, y];
}

/** Writes what is missing; gives the paths, their number and mean size. */
export async function prepareTiles() {
  const list = join(folder, "paths.json");
  if (!existsSync(archivePath)) {
    mkdirSync(folder, { recursive: true });
    const cli = join(root, "packages", "cli", "bin", "parkatlas.mjs");
    execFileSync(process.execPath, [cli, "build", join(root, "data", "geojson", "tongliao"), "-o", archivePath], {
      stdio: ["ignore", 2, 2],
    });
  }
  if (!existsSync(list)) {
    const archive = await openArchive(archivePath);
    const random = seeded(20_260_228);
    const paths = [];
    let bytes = 0;
    for (let z = 8; z <= 14; z++) {
      const held = [];
      for (const address of addressesIn(z, archive.header.bounds)) {
        const tile = await archive.tile(...address);
        if (tile) held.push([address, tile]);
      }
      for (const [[, x, y], tile] of shuffled(held, random).slice(0, CHOSEN[z] ?? held.length)) {
        const path = `/tiles/tongliao/${z}/${x}/${y}.mvt`;
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), tile);
        paths.push(path);
        bytes += tile.length;
      }
    }
    await archive.close();
    writeFileSync(list, JSON.stringify({ paths: shuffled(paths, random), bytes }));
  }
  return JSON.parse(readFileSync(list, "utf8"));
}
