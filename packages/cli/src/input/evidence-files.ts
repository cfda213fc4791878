import { sha256Hex } from "@parkatlas/formats";
import { GeoError } from "@parkatlas/geo-core";
import type { UsableDataset } from "./dataset.ts";
import { folderReader } from "./files.ts";

/**
 * The files of a dataset with their bytes, once more from the disk.
 *
 * @throws {GeoError} `file-unreadable` for a file that is not what the answer was computed from any more: evidence of a mixture
 *   would be worse than none.
 */
export async function contentsOf({
  folder,
  files,
}: Pick<UsableDataset, "folder" | "files">): Promise<readonly { readonly path: string; readonly content: Uint8Array }[]> {
  const read = folderReader(folder);
  const contents: { path: string; content: Uint8Array }[] = [];
  for (const { path, sha256 } of files) {
    const content = await read(path);
    if ((await sha256Hex(content)) !== sha256)
      throw new GeoError("file-unreadable", `${path} was changed while the check ran; run it again`, {
        details: { path, messageZh: `${path} 在判定过程中被修改，请重新运行` },
      });
    contents.push({ path, content });
  }
  return contents;
}
