import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { VectorTile } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";
import { walkArchive } from "./walk-archive.mjs";

export const MIN_ZOOM = 5;
export const MAX_ZOOM = 14;

/** Counts what stands in tiles, by the stock decoder: distinct parcels per zoom, tiles, bytes, the largest tile. */
export class IdCount {
  #ids = new Map();
  #tiles = 0;
  #bytes = 0;
  #largest = 0;

  /** A tile as stored: gzip. */
  add(z, stored) {
    this.#tiles++;
    this.#bytes += stored.length;
    this.#largest = Math.max(this.#largest, stored.length);
    const { parcels } = new VectorTile(new PbfReader(gunzipSync(stored))).layers;
    const ids = this.#ids.get(z) ?? new Set();
    this.#ids.set(z, ids);
    for (let i = 0; i < (parcels?.length ?? 0); i++) ids.add(Number(parcels.feature(i).properties.id));
  }

  /** `accounted`: the fewest parcels of any zoom that are drawn, or that the ledger says are stood for by a drawn block. */
  parity(stoodFor = {}) {
    const zooms = Array.from({ length: MAX_ZOOM - MIN_ZOOM + 1 }, (_, i) => MIN_ZOOM + i);
    const drawn = (z) => this.#ids.get(z)?.size ?? 0;
    return {
      tiles: this.#tiles,
      MB: this.#bytes / 1e6,
      largestKB: this.#largest / 1e3,
      accounted: Math.min(...zooms.map((z) => drawn(z) + (stoodFor[z] ?? 0))),
      ...Object.fromEntries(zooms.map((z) => [`z${z}`, drawn(z)])),
    };
  }
}

/** Counts an archive; the count of the same bytes is remembered beside it, since a build that is repeated gives them again. */
export async function countArchive(path, stoodFor) {
  const digest = createHash("sha256").update(readFileSync(path)).digest("hex");
  const memo = `${path}.count.json`;
  if (existsSync(memo)) {
    const known = JSON.parse(readFileSync(memo, "utf8"));
    if (known.digest === digest) return known.parity;
  }
  const count = new IdCount();
  for await (const { z, stored } of walkArchive(path)) count.add(z, stored);
  const parity = count.parity(stoodFor);
  writeFileSync(memo, JSON.stringify({ digest, parity }));
  return parity;
}
