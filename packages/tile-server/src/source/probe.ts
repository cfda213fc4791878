import { promisify } from "node:util";
import { gunzip as gunzipCallback } from "node:zlib";
import { LIMITS } from "../config/limits.ts";
import type { Archive } from "../pmtiles/types.ts";
import { tileRangeOf } from "./tile-range.ts";

const gunzip = promisify(gunzipCallback);
/** How many addresses of a zoom are tried for a tile. */
const PROBES_MAX = 256;

/** Reads and unpacks the first tile found at this zoom. Throws where the archive cannot be read. */
async function probeZoom(archive: Archive, z: number): Promise<void> {
  const { header } = archive;
  const { minX, maxX, minY, maxY } = tileRangeOf(header.bounds, z);
  let probes = 0;
  for (let y = minY; y <= maxY; y++)
    for (let x = minX; x <= maxX; x++) {
      if (probes++ >= PROBES_MAX) return;
      const tile = await archive.tile(z, x, y);
      if (!tile) continue;
      if (header.tileCompression === "gzip") await gunzip(tile, { maxOutputLength: LIMITS.unpackedTileMaxBytes });
      return;
    }
}

/** Reads and unpacks one tile of the lowest zoom: whether the archive can be read now. Throws where it cannot. */
export function probeArchive(archive: Archive): Promise<void> {
  return probeZoom(archive, archive.header.minZoom);
}

/** Reads and unpacks one tile of every zoom: whether an archive that is not served yet is fit to be. Throws where it is not. */
export async function probeAllZooms(archive: Archive): Promise<void> {
  for (let z = archive.header.minZoom; z <= archive.header.maxZoom; z++) await probeZoom(archive, z);
}
