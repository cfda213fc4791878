import { extname } from "node:path";
import type { Dataset } from "@parkatlas/geo-core";
import type { BuildOptions, BuildReport } from "@parkatlas/tile-server";
import { integerOf } from "../input/flags.ts";
import { UsageError } from "../input/usage-error.ts";
import { buildProgressText } from "../text/build-progress.ts";
import { fixed } from "../text/format.ts";
import { progressLine } from "../text/progress.ts";
import { renderTable } from "../text/table.ts";
import { type Call, type Command, JSON_FLAG, say } from "./command.ts";
import { datasetOf } from "./use-dataset.ts";

/** Which zooms, and how the build is to run; only what was asked for. */
type BuildChoices = Pick<BuildOptions, "minZoom" | "maxZoom" | "threads" | "memoryMiB" | "resume" | "update">;

/** Builds the archive of a dataset, with a progress line where standard error is a terminal. */
export async function buildWithProgress(
  call: Call,
  input: { readonly dataset: Dataset; readonly sha256: string; readonly outFile: string } & BuildChoices,
): Promise<BuildReport> {
  const { dataset, sha256, outFile, ...choices } = input;
  const { buildArchive } = await import("@parkatlas/tile-server");
  const text = buildProgressText(() => performance.now());
  const line = progressLine(call.io.err, call.io.stderrIsTerminal);
  try {
    return await buildArchive({
      dataset,
      inputsSha256: sha256,
      outFile,
      ...choices,
      onProgress: (progress) => line.show(`${dataset.id}: ${say(call, text(progress))}`),
    });
  } finally {
    line.clear();
  }
}

function choicesOf({ args }: Call): BuildChoices {
  const minZoom = integerOf(args, "min-zoom", 0, 16);
  const maxZoom = integerOf(args, "max-zoom", 0, 16);
  const threads = integerOf(args, "threads", 1, 256);
  const memoryMiB = integerOf(args, "memory", 64, 2 ** 20);
  if (minZoom !== undefined && maxZoom !== undefined && minZoom > maxZoom)
    throw new UsageError(`--min-zoom ${minZoom} is above --max-zoom ${maxZoom}`);
  return {
    ...(minZoom === undefined ? {} : { minZoom }),
    ...(maxZoom === undefined ? {} : { maxZoom }),
    ...(threads === undefined ? {} : { threads }),
    ...(memoryMiB === undefined ? {} : { memoryMiB }),
    resume: args.has("resume"),
    update: args.has("update"),
  };
}

async function run(call: Call): Promise<number> {
  const outFile = call.args.text("out");
  if (outFile === undefined) throw new UsageError("build needs the archive to write", "write -o tiles.pmtiles");
  if (extname(outFile).toLowerCase() !== ".pmtiles")
    throw new UsageError(`build writes a .pmtiles archive, but --out is ${outFile}`, "name it like tiles.pmtiles");
  const choices = choicesOf(call);
  const { dataset, sha256 } = await datasetOf(call);
  const report = await buildWithProgress(call, { dataset, sha256, outFile, ...choices });
  if (call.args.has("json")) {
    call.io.out(`${JSON.stringify(report, null, 2)}\n`);
    return 0;
  }
  const title = (zh: string, en: string) => say(call, { zh, en });
  const count = (key: "z" | "tiles" | "drawn" | "dissolved" | "dropped", name: string) => ({
    key,
    title: name,
    align: "right" as const,
    value: (row: BuildReport["zooms"][number]) => row[key],
  });
  call.io.out(
    [
      `${outFile}  ${title("瓦片", "tiles")} ${report.tiles}  ${fixed(report.bytes, 0)} B  sha256 ${report.sha256}`,
      "",
      renderTable(
        [
          count("z", title("级别", "zoom")),
          count("tiles", title("瓦片", "tiles")),
          count("drawn", title("绘出", "drawn")),
          count("dissolved", title("合并", "dissolved")),
          count("dropped", title("舍去", "dropped")),
        ],
        report.zooms,
      ),
      ...(report.changedTiles ? ["", `${title("变动的瓦片", "tiles that differ")} ${report.changedTiles.length}`] : []),
      "",
    ].join("\n"),
  );
  return 0;
}

export const buildCommand: Command = {
  name: "build",
  operands: "DATASET -o ARCHIVE",
  minOperands: 1,
  maxOperands: 1,
  summary: {
    zh: "生成 PMTiles 瓦片包及台账；同样的输入得到同样的字节",
    en: "make the PMTiles archive with its ledger; same input, same bytes",
  },
  flags: [
    { name: "out", short: "o", value: "ARCHIVE", help: { zh: "要写的 .pmtiles 文件", en: "the .pmtiles file to write" } },
    { name: "min-zoom", value: "Z", help: { zh: "最小级别；默认 4", en: "lowest zoom; default 4" } },
    { name: "max-zoom", value: "Z", help: { zh: "最大级别；默认 14", en: "highest zoom; default 14" } },
    {
      name: "threads",
      value: "N",
      help: { zh: "线程数；默认与处理器相同，不影响结果", en: "threads; default as many as processors, same bytes with any" },
    },
    {
      name: "memory",
      value: "MIB",
      help: {
        zh: "大致可用的内存，MiB，至少 64；默认 1024，超出部分放在磁盘上",
        en: "about how much memory to use, MiB, at least 64; default 1024, what is over goes to the disk",
      },
    },
    {
      name: "resume",
      help: {
        zh: "接着上次中断的生成做；不用此项则清除其遗留",
        en: "go on from a build that was interrupted; without this, its remains go",
      },
    },
    {
      name: "update",
      help: {
        zh: "只重做有变动的瓦片，其余照抄，结果与全部重做相同；--json 列出变动的瓦片",
        en: "make only the tiles that differ and copy the rest, with the bytes of a full build; --json lists them",
      },
    },
    JSON_FLAG,
  ],
  examples: ["parkatlas build data/geojson/wuhai -o wuhai.pmtiles"],
  run,
};
