import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { gunzipSync, gzip } from "node:zlib";
import { walkArchive } from "./judge/walk-archive.mjs";

/**
 * What no builder of these tiles can be faster than: gzip alone, of every tile of `parkatlas`, on two threads, at the level of
 * the builder. Needs the archive that `parkatlas` leaves; contenders run in the order of their names, so it is there.
 */
const THREADS = 2;
const LEVEL = 5;
const archive = join(process.argv[2], "tiles-parkatlas-2.pmtiles");
if (!existsSync(archive)) {
  process.stdout.write(`${JSON.stringify({ skipped: "there is no archive of parkatlas yet: run the bench once more" })}\n`);
} else {
  const tiles = [];
  for await (const { stored } of walkArchive(archive)) tiles.push(gunzipSync(stored));
  const deflate = promisify(gzip);
  let next = 0;
  let bytes = 0;
  const cpuBefore = process.cpuUsage();
  const before = process.hrtime.bigint();
  await Promise.all(
    Array.from({ length: THREADS }, async () => {
      while (next < tiles.length) {
        const { length } = await deflate(tiles[next++], { level: LEVEL });
        bytes += length;
      }
    }),
  );
  const wallMs = Number(process.hrtime.bigint() - before) / 1e6;
  const userMs = process.cpuUsage(cpuBefore).user / 1e3;
  const peakRssMiB = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(`${JSON.stringify({ wallMs, userMs, peakRssMiB, parity: { tiles: tiles.length, MB: bytes / 1e6 } })}\n`);
}
