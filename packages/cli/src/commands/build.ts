import { extname } from "node:path";
import type { Dataset } from "@parkatlas/geo-core";
import type { BuildReport } from "@parkatlas/tile-server";
import { integerOf } from "../input/flags.ts";
import { UsageError } from "../input/usage-error.ts";
import { fixed } from "../text/format.ts";
import { progressLine } from "../text/progress.ts";
import { renderTable } from "../text/table.ts";
import { type Call, type Command, JSON_FLAG, say } from "./command.ts";
import { datasetOf } from "./use-dataset.ts";

interface Zooms {
  readonly minZoom?: number;
  readonly maxZoom?: number;
}

/** Builds the archive of a dataset, with a progress line where standard error is a terminal. */
export async function buildWithProgress(
  call: Call,
  input: { readonly dataset: Dataset; readonly sha256: string; readonly outFile: string } & Zooms,
): Promise<BuildReport> {
  const { dataset, sha256, outFile, ...zooms } = input;
  const { buildArchive } = await import("@parkatlas/tile-server");
  const line = progressLine(call.io.err, call.io.stderrIsTerminal);
  try {
    return await buildArchive({
      dataset,
      inputsSha256: sha256,
      outFile,
      ...zooms,
      onProgress: ({ step, done, total, tiles }) => line.show(`${dataset.id}: ${step} ${done}/${total}, ${tiles} tiles`),
    });
  } finally {
    line.clear();
  }
}

function zoomsOf({ args }: Call): Zooms {
  const minZoom = integerOf(args, "min-zoom", 0, 16);
  const maxZoom = integerOf(args, "max-zoom", 0, 16);
  if (minZoom !== undefined && maxZoom !== undefined && minZoom > maxZoom)
    throw new UsageError(`--min-zoom ${minZoom} is above --max-zoom ${maxZoom}`);
  return { ...(minZoom === undefined ? {} : { minZoom }), ...(maxZoom === undefined ? {} : { maxZoom }) };
}

async function run(call: Call): Promise<number> {
  const outFile = call.args.text("out");
  if (outFile === undefined) throw new UsageError("build needs the archive to write", "write -o tiles.pmtiles");
  if (extname(outFile).toLowerCase() !== ".pmtiles")
    throw new UsageError(`build writes a .pmtiles archive, but --out is ${outFile}`, "name it like tiles.pmtiles");
  const zooms = zoomsOf(call);
  const { dataset, sha256 } = await datasetOf(call);
  const report = await buildWithProgress(call, { dataset, sha256, outFile, ...zooms });
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
    JSON_FLAG,
  ],
  examples: ["parkatlas build data/geojson/wuhai -o wuhai.pmtiles"],
  run,
};
