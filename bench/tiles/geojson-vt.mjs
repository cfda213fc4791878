import { spawnSync } from "node:child_process";
import { getHeapStatistics } from "node:v8";
import { gzipSync } from "node:zlib";
import GeoJSONVT from "geojson-vt";
import vtpbf from "vt-pbf";
import { regionFeatures } from "../measure.mjs";
import { IdCount, MAX_ZOOM, MIN_ZOOM } from "./judge/count-ids.mjs";

// It holds all zooms in memory: 7.4 GiB for the large region.
const HEAP_MIB = 18_000;
/** That of our builder. */
const LEVEL = 5;

/** From the file to tiles in memory; no archive is written. `parts` says what each step took. */
function build() {
  const cpuBefore = process.cpuUsage();
  const marks = [process.hrtime.bigint()];
  const mark = () => marks.push(process.hrtime.bigint());
  const features = Array.from(regionFeatures("parcels"));
  mark();
  const index = new GeoJSONVT(
    { type: "FeatureCollection", features },
    { maxZoom: MAX_ZOOM, indexMaxZoom: MAX_ZOOM, indexMaxPoints: 0, tolerance: 3, extent: 4096, buffer: 64 },
  );
  mark();
  const tiles = [];
  for (const { z, x, y } of index.tileCoords) {
    if (z < MIN_ZOOM) continue;
    const tile = index.getTile(z, x, y);
    if (tile && tile.features.length > 0)
      tiles.push({ z, stored: gzipSync(vtpbf.fromGeojsonVt({ parcels: tile }, { version: 2 }), { level: LEVEL }) });
  }
  mark();
  const userMs = process.cpuUsage(cpuBefore).user / 1e3;
  const peakRssMiB = process.resourceUsage().maxRSS / 1024;
  const [readMs, indexMs, encodeMs] = marks.slice(1).map((at, i) => Number(at - marks[i]) / 1e6);
  return { tiles, wallMs: readMs + indexMs + encodeMs, userMs, peakRssMiB, parts: { readMs, indexMs, encodeMs } };
}

if (getHeapStatistics().heap_size_limit < HEAP_MIB * 2 ** 20) {
  const again = [`--max-old-space-size=${HEAP_MIB}`, ...process.argv.slice(1)];
  const { status } = spawnSync(process.execPath, again, { stdio: "inherit" });
  process.exitCode = status ?? 1;
} else {
  const { tiles, ...measured } = build();
  const count = new IdCount();
  for (const { z, stored } of tiles) count.add(z, stored);
  process.stdout.write(`${JSON.stringify({ ...measured, parity: count.parity() })}\n`);
}
