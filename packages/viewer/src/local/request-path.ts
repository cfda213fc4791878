const ITEM = /^collections\/([^/]+)\.([a-z]+)\/items\/([^/]+)$/;

/** The feature that a path names; null where it names none. */
export function itemOfPath(path: string): { readonly dataset: string; readonly layer: string; readonly id: string } | null {
  const [, dataset, layer, id] = ITEM.exec(path) ?? [];
  if (dataset === undefined || layer === undefined || id === undefined) return null;
  return { dataset: decodeURIComponent(dataset), layer, id: decodeURIComponent(id) };
}

/** The dataset that a request is about, by its path or its query. */
export function datasetOfRequest(path: string, query: Readonly<Record<string, string>>): string | undefined {
  return itemOfPath(path)?.dataset ?? query.dataset;
}
