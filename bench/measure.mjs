import { closeSync, existsSync, openSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";

const CHUNK_BYTES = 1 << 24;

function regionFile(name) {
  const folder = process.argv[2];
  if (!folder) throw new Error("usage: node bench/<bench>/<contender>.mjs REGION_FOLDER");
  return join(folder, name);
}

/** Features of one layer of the bench region, parsed; reading is never part of a measurement. */
export function regionLayer(name) {
  const file = regionFile(`${name}.geojson`);
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")).features;
  // The large region has no collection: it would not fit one string.
  return Array.from(regionFeatures(name));
}

/** Features of one layer one by one, from lines: what is not kept is not held in memory. */
export function* regionFeatures(name) {
  const file = openSync(regionFile(`${name}.ndjson`), "r");
  const chunk = Buffer.alloc(CHUNK_BYTES);
  let rest = Buffer.alloc(0);
  try {
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) {
      const bytes = Buffer.concat([rest, chunk.subarray(0, read)]);
      const end = bytes.lastIndexOf(10) + 1;
      for (const line of bytes.toString("utf8", 0, end).split("\n")) if (line !== "") yield JSON.parse(line);
      rest = bytes.subarray(end);
    }
  } finally {
    closeSync(file);
  }
}

/**
 * Runs `work` once to warm up and once timed, and prints what `run.ts` reads. `work` may be asynchronous. `judge` makes figures to
 * compare contenders by of what `work` returns; it is not timed. */
export async function measure(work, judge = (figures) => figures) {
  await work();
  const cpuBefore = process.cpuUsage();
  const before = process.hrtime.bigint();
  const result = await work();
  const wallMs = Number(process.hrtime.bigint() - before) / 1e6;
  const userMs = process.cpuUsage(cpuBefore).user / 1e3;
  const peakRssMiB = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(`${JSON.stringify({ wallMs, userMs, peakRssMiB, parity: judge(result) })}\n`);
}
