import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Features of one layer of the bench region, parsed; reading is never part of a measurement. */
export function regionLayer(name) {
  const folder = process.argv[2];
  if (!folder) throw new Error("usage: node bench/<bench>/<contender>.mjs REGION_FOLDER");
  return JSON.parse(readFileSync(join(folder, `${name}.geojson`), "utf8")).features;
}

/**
 * Runs `work` once to warm up and once timed, and prints what `run.ts` reads. `judge` makes figures to
 * compare contenders by of what `work` returns; it is not timed. */
export function measure(work, judge = (figures) => figures) {
  work();
  const cpuBefore = process.cpuUsage();
  const before = process.hrtime.bigint();
  const result = work();
  const wallMs = Number(process.hrtime.bigint() - before) / 1e6;
  const userMs = process.cpuUsage(cpuBefore).user / 1e3;
  const peakRssMiB = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(`${JSON.stringify({ wallMs, userMs, peakRssMiB, parity: judge(result) })}\n`);
}
