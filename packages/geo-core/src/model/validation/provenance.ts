import type { Issue } from "../issue.ts";
import { makeIssue } from "../issue-codes.ts";
import { type Dataset, LAYER_NAMES, type LayerName } from "../types.ts";

const NAMED_AT_MOST = 3;

/** One issue for each layer in which features do not say where they come from. Cost: O(features). */
export function validateProvenance(dataset: Dataset): Issue[] {
  return LAYER_NAMES.flatMap((layer) => {
    const silent = dataset[layer].filter(({ properties }) => properties.provenance === undefined).map(({ id }) => id);
    return silent.length === 0 ? [] : [missing(layer, silent, dataset[layer].length)];
  });
}

function missing(layer: LayerName, ids: readonly string[], total: number): Issue {
  const some = ids.slice(0, NAMED_AT_MOST).join(", ") + (ids.length > NAMED_AT_MOST ? " …" : "");
  return makeIssue(
    "provenance-missing",
    { layer, path: "features" },
    {
      en: `${ids.length} of ${total} features have no provenance (${some}); write published, surveyed, digitised or synthetic.`,
      zh: `${total} 个要素中有 ${ids.length} 个未填 provenance（${some}），请填写 published、surveyed、digitised 或 synthetic。`,
    },
  );
}
