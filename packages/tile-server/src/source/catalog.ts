import { indexLayer, type LayerIndex, layersOf } from "./layer-index.ts";
import type { ServedDataset } from "./served.ts";

/** Everything that is served, by the names that stand in URLs. Look-ups are in maps: no name can reach a prototype. */
export interface Catalog {
  readonly served: readonly ServedDataset[];
  /** Collections `{dataset}.{layer}` in the order in which they were given. */
  readonly collections: ReadonlyMap<string, LayerIndex>;
  byId(id: string): ServedDataset | undefined;
}

/** Throws a RangeError when two of the datasets have one id. */
export function createCatalog(served: readonly ServedDataset[]): Catalog {
  const byId = new Map<string, ServedDataset>();
  const collections = new Map<string, LayerIndex>();
  for (const each of served) {
    if (byId.has(each.id)) throw new RangeError(`two datasets are called "${each.id}"; an id names one`);
    byId.set(each.id, each);
    if (!each.dataset) continue;
    for (const layer of layersOf(each.dataset)) collections.set(`${each.id}.${layer}`, indexLayer(each.dataset, layer));
  }
  return { served, collections, byId: (id) => byId.get(id) };
}
