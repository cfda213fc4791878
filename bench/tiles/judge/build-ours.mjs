import { join } from "node:path";
import { buildTileset } from "@parkatlas/tile-server";
import { countArchive, MAX_ZOOM, MIN_ZOOM } from "./count-ids.mjs";

/**
 * Builds the region from its files to a finished archive with its ledger, once, and prints what `run.ts` reads. `blocks`:
 * blocks are drawn too and stand for parcels under 4 px²; without them every parcel is drawn at every zoom, as the peers do.
 */
export async function buildOurs({ threads, blocks }) {
  const folder = process.argv[2];
  if (!folder) throw new Error("usage: node bench/tiles/<contender>.mjs REGION_FOLDER");
  const outFile = join(folder, `tiles-parkatlas${blocks ? "" : "-all-zooms"}-${threads}.pmtiles`);
  const parcels = { name: "parcels", file: join(folder, "parcels.ndjson") };
  const layers = blocks
    ? [
        { name: "blocks", file: join(folder, "blocks.ndjson") },
        { ...parcels, standIn: { layer: "blocks", property: "block" } },
      ]
    : [parcels];
  const cpuBefore = process.cpuUsage();
  const before = process.hrtime.bigint();
  const report = await buildTileset({ name: "bench", layers, outFile, minZoom: MIN_ZOOM, maxZoom: MAX_ZOOM, threads });
  const wallMs = Number(process.hrtime.bigint() - before) / 1e6;
  const userMs = process.cpuUsage(cpuBefore).user / 1e3;
  const peakRssMiB = process.resourceUsage().maxRSS / 1024;
  const stoodFor = Object.fromEntries(report.zooms.map(({ z, dissolved }) => [z, dissolved]));
  const parity = await countArchive(outFile, stoodFor);
  process.stdout.write(`${JSON.stringify({ wallMs, userMs, peakRssMiB, parity })}\n`);
}
