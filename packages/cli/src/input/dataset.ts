import { basename, dirname, resolve } from "node:path";
import { type LoadedDataset, loadDataset } from "@parkatlas/formats";
import { type Dataset, GeoError } from "@parkatlas/geo-core";
import { DataError } from "./data-error.ts";
import { folderReader, isFolder } from "./files.ts";
import { UsageError } from "./usage-error.ts";

/** The folder of a dataset named by its folder or by its `dataset.json`. */
async function datasetFolder(path: string): Promise<string> {
  if (await isFolder(path)) return path;
  if (basename(path) === "dataset.json") return dirname(path);
  throw new GeoError("dataset-format", `${path} is a file; name the folder of a dataset, the one that holds dataset.json`, {
    details: { path },
  });
}

/**
 * Reads a dataset with every finding about it, whether it can be used or not. With the file of `--out` it also makes sure
 * that the answer will not eat its input: a {@link UsageError} where that file belongs to the dataset.
 */
export async function readDataset(path: string, out: string | undefined): Promise<LoadedDataset> {
  const folder = await datasetFolder(path);
  const loaded = await loadDataset(folderReader(folder));
  if (out !== undefined && loaded.files.some((file) => resolve(folder, file.path) === resolve(out)))
    throw new UsageError(
      { zh: `--out ${out} 是数据集自身的文件`, en: `--out ${out} is a file of the dataset itself` },
      { zh: "请写入另一文件", en: "write the answer to another file" },
    );
  return loaded;
}

/** A dataset fit for use, with how many errors stand in its findings. Throws a {@link DataError} when it is not. */
export async function requireDataset(
  path: string,
  out?: string,
): Promise<{ readonly dataset: Dataset; readonly sha256: string; readonly errors: number }> {
  const { dataset, issues, sha256 } = await readDataset(path, out);
  const errors = issues.filter((issue) => issue.severity === "error");
  if (!dataset) throw new DataError(`${path} cannot be used: ${errors.length} error(s)`, errors);
  return { dataset, sha256, errors: errors.length };
}
