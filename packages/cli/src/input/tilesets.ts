import { mkdir, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { type Dataset, GeoError } from "@parkatlas/geo-core";
import { type Archive, openArchive } from "@parkatlas/tile-server";
import { refusalOf } from "./files.ts";

/** What the builder wrote about itself in the metadata of an archive; nothing where another program made it. */
export function builtFrom({ metadata }: Archive): {
  readonly datasetId?: unknown;
  readonly inputsSha256?: unknown;
  readonly builderVersion?: unknown;
} {
  const { parkatlas } = metadata;
  return parkatlas !== null && typeof parkatlas === "object" ? parkatlas : {};
}

/** The name under which an archive is served alone: that of its dataset, else that of its file. */
export function tilesetIdOf(archive: Archive): string {
  const { datasetId } = builtFrom(archive);
  const name = typeof datasetId === "string" ? datasetId : basename(archive.path).replace(/\.pmtiles$/i, "");
  if (/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(name)) return name;
  throw new GeoError(
    "archive-invalid",
    `${archive.path} would be served as ${JSON.stringify(name)}; give the file a name of letters, digits, - and _`,
    {
      details: { path: archive.path },
    },
  );
}

/** Opens an archive where there is one that can be read; null where it is missing or broken, and has to be built. */
export async function openIfSound(path: string): Promise<Archive | null> {
  try {
    return await openArchive(path);
  } catch {
    return null;
  }
}

/** Path of the archive of a dataset in the cache folder, which is made if need be. Throws `file-unwritable`. */
export async function cachedArchivePath(cacheFolder: string, dataset: Dataset): Promise<string> {
  try {
    await mkdir(cacheFolder, { recursive: true });
  } catch (error) {
    throw new GeoError("file-unwritable", `cannot make the folder: ${refusalOf(cacheFolder, error)}; name another with --cache`, {
      details: { path: cacheFolder },
      cause: error,
    });
  }
  return join(cacheFolder, `${dataset.id}.pmtiles`);
}

/** The dataset folders below `folder`, by name; none where it does not exist. */
export async function datasetFoldersIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const holding: string[] = [];
  for (const name of names.sort()) {
    const files = await readdir(join(folder, name));
    if (files.includes("dataset.json")) holding.push(join(folder, name));
  }
  return holding;
}
