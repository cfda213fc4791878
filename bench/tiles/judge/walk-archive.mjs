import { openSync, readSync } from "node:fs";
import { PMTiles, tileIdToZxy } from "pmtiles";

/** Every stored tile of an archive, through the stock reader of the format, which knows neither builder. */
export async function* walkArchive(path) {
  const file = openSync(path, "r");
  const read = (offset, length) => {
    const bytes = new Uint8Array(length);
    return bytes.subarray(0, readSync(file, bytes, 0, length, offset));
  };
  const archive = new PMTiles({
    getKey: () => path,
    getBytes: async (offset, length) => ({ data: read(offset, length).slice().buffer }),
  });
  const header = await archive.getHeader();
  async function* entries(offset, length) {
    for (const entry of await archive.cache.getDirectory(archive.source, offset, length, header))
      if (entry.runLength === 0) yield* entries(header.leafDirectoryOffset + entry.offset, entry.length);
      else yield entry;
  }
  for await (const { tileId, offset, length } of entries(header.rootDirectoryOffset, header.rootDirectoryLength))
    yield { z: tileIdToZxy(tileId)[0], stored: read(header.tileDataOffset + offset, length) };
}
