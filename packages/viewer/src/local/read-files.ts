import { loadDataset } from "@parkatlas/formats";
import type { Dataset } from "@parkatlas/geo-core";

/** Folder of a dataset's files on a site, relative to the page. */
const folderOf = (id: string) => `data/${encodeURIComponent(id)}/`;

type FetchBytes = (url: string, init: RequestInit) => Promise<Response>;

/** The dataset from its files beside the page, read as the command line reads them. Rejects with what is wrong. */
export async function readFiles(
  { base, id }: { readonly base: string; readonly id: string },
  fetchBytes: FetchBytes = (url, init) => fetch(url, init),
): Promise<Dataset> {
  const read = async (path: string) => {
    const url = new URL(folderOf(id) + path.split("/").map(encodeURIComponent).join("/"), base);
    // Asked again each time: a plain server seldom says how long a file stays the same.
    const response = await fetchBytes(url.href, { cache: "no-cache" });
    if (!response.ok) throw new Error(`${url.pathname}: ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  };
  // The hashes are of no use here, and a page over plain http has nothing to make them with.
  const { dataset, issues } = await loadDataset(read, async () => "");
  if (dataset) return dataset;
  throw new Error(issues[0]?.message ?? `${id} cannot be read`);
}
