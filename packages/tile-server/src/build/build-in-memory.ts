import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Dataset } from "@parkatlas/geo-core";
import { memorySource } from "../pmtiles/byte-source.ts";
import { openArchiveFrom } from "../pmtiles/read-archive.ts";
import type { Archive } from "../pmtiles/types.ts";
import { buildArchive } from "./build-archive.ts";

/**
 * BUILD: the tiles of a dataset that is at hand, kept in memory: no file stays. Memory: the size of the archive.
 *
 * @throws {GeoError} as {@link buildArchive}.
 */
export async function buildInMemory(dataset: Dataset, inputsSha256: string): Promise<Archive> {
  const folder = await mkdtemp(join(tmpdir(), "parkatlas-"));
  try {
    const outFile = join(folder, "memory.pmtiles");
    const { sha256 } = await buildArchive({ dataset, inputsSha256, outFile });
    return await openArchiveFrom(memorySource(dataset.id, await readFile(outFile), sha256));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
