import { basename, dirname } from "node:path";
import { type LoadedDataset, loadDataset } from "@parkatlas/formats";
import { type Dataset, GeoError } from "@parkatlas/geo-core";
import { DataError } from "./data-error.ts";
import { folderReader, isFolder } from "./files.ts";

/** The folder of a dataset named by its folder or by its `dataset.json`. */
export async function datasetFolder(path: string): Promise<string> {
  if (await isFolder(path)) return path;
  if (basename(path) === "dataset.json") return dirname(path);
  throw new GeoError("dataset-format", `${path} is a file; name the folder of a dataset, the one that holds dataset.json`, {
    details: { path },
  });
}

/** Reads a dataset with every finding about it, whether it can be used or not. Throws `file-unreadable`. */
export async function readDataset(path: string): Promise<LoadedDataset> {
  return loadDataset(folderReader(await datasetFolder(path)));
}

/** A dataset fit for use, with how many errors stand in its findings. Throws a {@link DataError} when it is not. */
export async function requireDataset(
  path: string,
): Promise<{ readonly dataset: Dataset; readonly sha256: string; readonly errors: number }> {
  const { dataset, issues, sha256 } = await readDataset(path);
  const errors = issues.filter((issue) => issue.severity === "error");
  if (!dataset) throw new DataError(`${path} cannot be used: ${errors.length} error(s)`, errors);
  return { dataset, sha256, errors: errors.length };
}
