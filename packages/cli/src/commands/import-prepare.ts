import { createHash } from "node:crypto";
import { basename } from "node:path";
import {
  geojsonFromFeatures,
  type ImportedFeature,
  type ImportPlan,
  loadDataset,
  planImport,
  type SourceMapping,
} from "@parkatlas/formats";
import { type Issue, type LayerName, validateDataset } from "@parkatlas/geo-core";
import { DataError } from "../input/data-error.ts";
import type { FileSource } from "../input/file-source.ts";
import { folderReader } from "../input/files.ts";
import { layerFileName, type ManifestJson, readLayerFile } from "../store/dataset-store.ts";
import { type Call, say } from "./command.ts";

async function presentFeatures(folder: string, manifest: ManifestJson, layer: LayerName): Promise<readonly ImportedFeature[]> {
  const path = manifest.layers?.[layer];
  if (path === undefined) return [];
  const value = (await readLayerFile(folder, path)) as { readonly features?: readonly ImportedFeature[] };
  return Array.isArray(value.features) ? value.features : [];
}

export interface Prepared {
  readonly plan: ImportPlan;
  readonly texts: ReadonlyMap<string, string>;
  readonly manifest: ManifestJson;
  /** Findings of the dataset as it would be. */
  readonly after: readonly Issue[];
  readonly usable: boolean;
}

/** Everything that an import would write, with the findings of the dataset that would come of it. */
export async function prepare(
  call: Call,
  folder: string,
  manifest: ManifestJson,
  sources: readonly FileSource[],
  mapping: readonly SourceMapping[],
): Promise<Prepared> {
  const plan = await planImport(sources, mapping, {
    present: (layer) => presentFeatures(folder, manifest, layer),
    replace: call.args.has("replace"),
  });
  const texts = new Map<string, string>();
  const layers: Record<string, string> = { ...manifest.layers };
  for (const { layer, features } of plan.layers) {
    const text = geojsonFromFeatures(features as Parameters<typeof geojsonFromFeatures>[0]);
    layers[layer] = layerFileName(layer, text);
    texts.set(layers[layer], text);
  }
  const next = { ...manifest, layers };
  const read = folderReader(folder);
  const { dataset, issues } = await loadDataset(async (path) => {
    if (path === "dataset.json") return new TextEncoder().encode(JSON.stringify(next));
    const text = texts.get(path);
    return text === undefined ? read(path) : new TextEncoder().encode(text);
  });
  const after = dataset ? [...issues, ...validateDataset(dataset).issues] : issues;
  return { plan, texts, manifest: next, after, usable: dataset !== null };
}

/** Throws a {@link DataError} where the import must not happen: an unusable dataset, nothing to import, or records lost. */
export function refuseBroken(call: Call, { plan, after, usable }: Prepared): void {
  const broken = plan.issues.filter(({ severity }) => severity === "error");
  if (!usable)
    throw new DataError(
      say(call, { zh: "导入后数据集将无法使用，未写入任何内容", en: "the dataset would be unusable: nothing was written" }),
      after.filter(({ severity }) => severity === "error"),
    );
  if (plan.layers.length === 0 || plan.sources.every(({ converted }) => converted === 0))
    throw new DataError(
      say(call, { zh: "没有可导入的记录，未写入任何内容", en: "no record could be imported: nothing was written" }),
      broken,
    );
  if (broken.length > 0 && !call.args.has("partial"))
    throw new DataError(
      say(call, {
        zh: `有 ${broken.length} 处无法读取，未写入任何内容；改正后重试，或以 --partial 只导入其余部分`,
        en: `${broken.length} finding(s) stand in the way, nothing was written; correct them, or import the rest with --partial`,
      }),
      broken,
    );
}

/** What was read, by its hash, for the history. */
export async function fileHashes(sources: readonly FileSource[]) {
  const files: { name: string; sha256: string; bytes: number }[] = [];
  for (const source of sources) {
    const hash = createHash("sha256");
    const piece = 1 << 22;
    for (let at = 0; at < source.size; at += piece) hash.update(await source.read(at, piece));
    files.push({ name: basename(source.name), sha256: hash.digest("hex"), bytes: source.size });
  }
  return files;
}

/** The mapping as it was followed, suggestions included, so that it can be saved and used again. */
export function followed({ sources }: ImportPlan, asked: readonly SourceMapping[]): readonly SourceMapping[] {
  return asked.map((mapping) => {
    const summary = sources.find(
      ({ layer, file }) => layer === mapping.layer && mapping.files.some((name) => file.endsWith(name.replace(/^.*\*/, ""))),
    );
    if (!summary) return mapping;
    return {
      ...mapping,
      files: mapping.files.map((name) => basename(name)),
      ...(summary.id ? { id: summary.id } : {}),
      properties: summary.properties,
    };
  });
}
