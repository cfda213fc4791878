import { userInfo } from "node:os";
import type { MappingFile } from "@parkatlas/formats";
import { type FileSource, openFileSource, withShapefileParts } from "../input/file-source.ts";
import { writeFileWhole } from "../input/files.ts";
import { mappingFileOf } from "../input/mapping-file.ts";
import { UsageError } from "../input/usage-error.ts";
import { softwareVersion } from "../input/version.ts";
import { commitChange, readManifest } from "../store/dataset-store.ts";
import { withFolderLock } from "../store/folder-lock.ts";
import { type Call, type Command, say } from "./command.ts";
import { fileHashes, followed, type Prepared, prepare, refuseBroken } from "./import-prepare.ts";
import { changeCounts, importText } from "./import-report.ts";
import { IMPORT_FLAGS, mappingOf, newManifest } from "./import-request.ts";

async function run(call: Call): Promise<number> {
  const { args } = call;
  const folder = args.text("into");
  if (folder === undefined)
    throw new UsageError(
      { zh: "缺少 --into", en: "--into is missing" },
      { zh: "写作 --into 数据集文件夹", en: "write --into and the folder of the dataset" },
    );
  const mapping = await mappingOf(call);
  const sources: FileSource[] = [];
  try {
    for (const path of await withShapefileParts(args.positionals)) sources.push(await openFileSource(path));
    return args.has("dry-run")
      ? await rehearse(call, folder, sources, mapping)
      : await withFolderLock(folder, () => perform(call, folder, sources, mapping));
  } finally {
    for (const source of sources) await source.close();
  }
}

type Mapping = Pick<MappingFile, "dataset" | "sources">;

function answerOf({ plan, after }: Prepared, change: number | null) {
  const [only, ...more] = plan.sources;
  return {
    read: plan.sources.reduce((sum, { read }) => sum + read, 0),
    written:
      change === null ? 0 : plan.layers.reduce((sum, { changes }) => sum + changes.added.length + changes.changed.length, 0),
    crs: more.length === 0 ? (only?.crs?.code ?? null) : null,
    encoding: more.length === 0 ? (only?.encoding?.encoding ?? null) : null,
    change,
    sources: plan.sources,
    layers: plan.layers.map(({ layer, changes }) => ({ layer, ...changes })),
    issues: plan.issues,
    datasetErrors: after.filter(({ severity }) => severity === "error").length,
  };
}

function print(call: Call, prepared: Prepared, change: number | null, ending: string): void {
  if (call.args.has("json")) call.io.out(`${JSON.stringify(answerOf(prepared, change), null, 2)}\n`);
  else call.io.out(`${importText(call, prepared.plan, ending)}\n`);
}

async function rehearse(call: Call, folder: string, sources: readonly FileSource[], mapping: Mapping): Promise<number> {
  const manifest = (await readManifest(folder)) ?? newManifest(call, folder, mapping.dataset);
  const prepared = await prepare(call, folder, manifest, sources, mapping.sources);
  print(call, prepared, null, say(call, { zh: "试运行：未写入任何内容", en: "dry run: nothing was written" }));
  return prepared.plan.issues.some(({ severity }) => severity === "error") || !prepared.usable ? 1 : 0;
}

async function perform(call: Call, folder: string, sources: readonly FileSource[], mapping: Mapping): Promise<number> {
  const before = await readManifest(folder);
  const prepared = await prepare(call, folder, before ?? newManifest(call, folder, mapping.dataset), sources, mapping.sources);
  refuseBroken(call, prepared);
  const { number } = await commitChange(folder, before, {
    layers: prepared.texts,
    manifest: prepared.manifest,
    record: {
      kind: "import",
      at: new Date().toISOString(),
      by: userInfo().username,
      software: softwareVersion(),
      files: await fileHashes(sources),
      report: {
        sources: prepared.plan.sources,
        layers: prepared.plan.layers.map(({ layer, changes }) => ({ layer, ...changeCounts(changes) })),
        issues: prepared.plan.issues.length,
      },
    },
  });
  const save = call.args.text("save-mapping");
  if (save !== undefined) await writeFileWhole(save, mappingFileOf(mapping.dataset, followed(prepared.plan, mapping.sources)));
  const errors = prepared.after.filter(({ severity }) => severity === "error").length;
  const ending = say(call, {
    zh: `已写入 ${folder}（第 ${number} 次更改）。撤销：parkatlas undo ${folder}`,
    en: `written to ${folder} (change ${number}). To take it back: parkatlas undo ${folder}`,
  });
  const look = say(call, {
    zh: `数据集有 ${errors} 处错误；见 parkatlas validate ${folder}`,
    en: `the dataset has ${errors} error(s); see parkatlas validate ${folder}`,
  });
  print(call, prepared, number, errors > 0 ? `${ending}\n${look}` : ending);
  return 0;
}

export const importCommand: Command = {
  name: "import",
  operands: "FILE…",
  minOperands: 1,
  maxOperands: 1000,
  summary: {
    zh: "把文件（GeoJSON、Shapefile、界址点 TXT）导入数据集：全部成功或不作更改，可撤销",
    en: "files (GeoJSON, Shapefile, boundary points) into a dataset: all or nothing, can be undone",
  },
  flags: IMPORT_FLAGS,
  examples: [
    "parkatlas import parcels.shp --layer parcels --into my-city --as-of 2025-12-31 --dry-run",
    "parkatlas import drawer/* --mapping drawer.json --into my-city",
  ],
  run,
};
