import type { CivilDate, Dataset, LayerName } from "@parkatlas/geo-core";
import { requireDataset, type UsableDataset } from "../input/dataset.ts";
import type { Notes } from "../text/notes.ts";
import { type Call, say } from "./command.ts";

export type UsedDataset = Pick<UsableDataset, "dataset" | "sha256" | "folder" | "files">;

/** The dataset that the call names. Errors in the data that leave an answer possible are said on standard error. */
export async function datasetOf(call: Call): Promise<UsedDataset> {
  const path = call.args.positionals[0]!;
  const { errors, ...used } = await requireDataset(path, call.args.text("out"), call.args.text("evidence"));
  if (errors > 0)
    call.io.err(
      `${say(call, {
        zh: `注意：${path} 有 ${errors} 处错误，出错的要素未计入；详见 parkatlas validate`,
        en: `note: ${path} has ${errors} error(s), and what is broken was left out; see parkatlas validate`,
      })}\n`,
    );
  return used;
}

/** The provenances of the features of some layers, each once, in the order met: what an answer about all of them rests on. */
export function provenancesOf(dataset: Dataset, layers: readonly LayerName[]): string {
  const found = new Set<string>();
  for (const layer of layers)
    for (const { properties } of dataset[layer]) if (properties.provenance !== undefined) found.add(properties.provenance);
  return [...found].join(" ");
}

/** What an answer from these layers rests on; `more` adds the rules of the verb. */
export function notesOf(
  { dataset, sha256 }: UsedDataset,
  layers: readonly LayerName[],
  asOf: CivilDate | null,
  more: Partial<Pick<Notes, "rules" | "clauses" | "remarks">> = {},
): Notes {
  return {
    dataset: dataset.id,
    title: dataset.title,
    sha256,
    asOf,
    projection: asOf !== null && asOf > dataset.asOf,
    synthetic: provenancesOf(dataset, layers).split(" ").includes("synthetic"),
    rules: [],
    clauses: [],
    remarks: [],
    ...more,
  };
}
