import { basename, dirname, resolve } from "node:path";
import { type LoadedDataset, type LoadedFile, loadDataset } from "@parkatlas/formats";
import { type Dataset, GeoError } from "@parkatlas/geo-core";
import { DataError } from "./data-error.ts";
import { folderReader, isFolder } from "./files.ts";
import { UsageError } from "./usage-error.ts";

/** The folder of a dataset named by its folder or by its `dataset.json`. */
export async function datasetFolder(path: string): Promise<string> {
  if (await isFolder(path)) return path;
  if (basename(path) === "dataset.json") return dirname(path);
  throw new GeoError("dataset-format", `${path} is a file; name the folder of a dataset, the one that holds dataset.json`, {
    details: { path },
  });
}

/**
 * Reads a dataset with every finding about it, whether it can be used or not, and the folder it lies in. With the files that
 * the answer is written to it also makes sure that the answer will not eat its input: a {@link UsageError} where one belongs
 * to the dataset.
 */
export async function readDataset(
  path: string,
  ...outs: readonly (string | undefined)[]
): Promise<LoadedDataset & { readonly folder: string }> {
  const folder = await datasetFolder(path);
  const loaded = await loadDataset(folderReader(folder));
  const inputs = new Set(loaded.files.map((file) => resolve(folder, file.path)));
  const eaten = outs.find((out) => out !== undefined && inputs.has(resolve(out)));
  if (eaten !== undefined)
    throw new UsageError(
      { zh: `${eaten} 是数据集自身的文件`, en: `${eaten} is a file of the dataset itself` },
      { zh: "请写入另一文件", en: "write the answer to another file" },
    );
  return { ...loaded, folder };
}

/** A dataset fit for use, with how many errors stand in its findings. */
export interface UsableDataset {
  readonly dataset: Dataset;
  readonly sha256: string;
  readonly errors: number;
  readonly folder: string;
  readonly files: readonly LoadedFile[];
}

/** As {@link readDataset}; throws a {@link DataError} for a dataset that cannot be used. */
export async function requireDataset(path: string, ...outs: readonly (string | undefined)[]): Promise<UsableDataset> {
  const { dataset, issues, sha256, folder, files } = await readDataset(path, ...outs);
  const errors = issues.filter((issue) => issue.severity === "error");
  if (!dataset) throw new DataError(`${path} cannot be used: ${errors.length} error(s)`, errors);
  return { dataset, sha256, errors: errors.length, folder, files };
}
