import { DATASET_FORMAT, type Dataset, type LayerName, parseDataset } from "@parkatlas/geo-core";
import type { DatasetSource } from "./messages.ts";

/** The layers that siting and protection rest on; blocks and parks place a parcel. */
const LAYERS = ["parks", "blocks", "parcels", "sites", "units", "plants"] as const satisfies readonly LayerName[];
const PAGE = 10_000;

type FetchJson = (url: string) => Promise<unknown>;

/**
 * The dataset as the service holds it: exact geometry of every layer from `/collections`, page by page, read by the same
 * parser as files. Rejects where a page does not come or the whole cannot be read.
 */
export async function readDataset(source: DatasetSource, fetchJson: FetchJson = getJson): Promise<Dataset> {
  const layers = Object.fromEntries(
    await Promise.all(LAYERS.map(async (layer) => [layer, await readLayer(source, layer, fetchJson)] as const)),
  );
  const { id, title, asOf, crs, edgeModel, workingCrs, config } = source;
  const files = Object.fromEntries(LAYERS.map((layer) => [layer, `${layer}.geojson`]));
  const manifest = { format: DATASET_FORMAT, id, title, asOf, crs, edgeModel, workingCrs, layers: files, config: "config.json" };
  const { dataset, issues } = parseDataset({ manifest, layers, zoning: [], lineage: undefined, config });
  if (dataset) return dataset;
  throw new Error(issues[0]?.message ?? `${id} cannot be read`);
}

async function readLayer(source: DatasetSource, layer: LayerName, fetchJson: FetchJson): Promise<unknown> {
  const features: unknown[] = [];
  for (;;) {
    const path = `collections/${encodeURIComponent(source.id)}.${layer}/items?limit=${PAGE}&offset=${features.length}`;
    const page = (await fetchJson(new URL(path, source.base).href)) as { features?: unknown; numberMatched?: unknown };
    if (!Array.isArray(page.features) || typeof page.numberMatched !== "number")
      throw new Error(`${path}: not a page of features`);
    features.push(...page.features);
    if (page.features.length === 0 || features.length >= page.numberMatched) return { type: "FeatureCollection", features };
  }
}

async function getJson(url: string): Promise<unknown> {
  const response = await fetch(url, { headers: { accept: "application/geo+json" } });
  // A layer that the dataset does not have is an empty one.
  if (response.status === 404) return { features: [], numberMatched: 0 };
  if (!response.ok) throw new Error(`${new URL(url).pathname}: ${response.status}`);
  return response.json();
}
