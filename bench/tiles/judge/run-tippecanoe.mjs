import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { countArchive, MAX_ZOOM, MIN_ZOOM } from "./count-ids.mjs";

const PROGRAM = process.env.PARKATLAS_TIPPECANOE ?? "/usr/local/bin/tippecanoe";
const CLOCK = "/usr/bin/time";

/** Runs tippecanoe on the parcels of the region with a policy, under the system's own clock, and prints what `run.ts` reads. */
export async function runTippecanoe(name, ...policy) {
  const missing = [PROGRAM, CLOCK].find((program) => !existsSync(program));
  if (missing) {
    process.stdout.write(`${JSON.stringify({ skipped: `there is no ${missing}` })}\n`);
    return;
  }
  const folder = process.argv[2];
  const outFile = join(folder, `tiles-${name}.pmtiles`);
  const work = ["-q", "-f", "-P", "-l", "parcels", "-t", folder, "-o", outFile, `-Z${MIN_ZOOM}`, `-z${MAX_ZOOM}`];
  const child = spawnSync(CLOCK, ["-f", "%e %U %M", PROGRAM, ...work, ...policy, join(folder, "parcels.ndjson")], {
    encoding: "utf8",
  });
  if (child.status !== 0) throw new Error(child.stderr);
  const [wallS, userS, peakKiB] = child.stderr.trim().split("\n").at(-1).split(" ").map(Number);
  const parity = await countArchive(outFile);
  process.stdout.write(`${JSON.stringify({ wallMs: wallS * 1e3, userMs: userS * 1e3, peakRssMiB: peakKiB / 1024, parity })}\n`);
}
