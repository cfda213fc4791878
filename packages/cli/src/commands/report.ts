import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import type { SheetInput } from "@parkatlas/report";
import { writeFileWhole } from "../input/files.ts";
import { requiredNumberOf } from "../input/flags.ts";
import { didYouMean, UsageError } from "../input/usage-error.ts";
import { softwareVersion } from "../input/version.ts";
import { AS_OF_FLAG, asOfOf, type Call, type Command, outFlag, say } from "./command.ts";
import { datasetOf, type UsedDataset } from "./use-dataset.ts";

const JOBS = ["land", "protection", "siting"] as const;
type Job = (typeof JOBS)[number];

/** The job of each flag that only one of them knows. */
const FLAGS_OF_ONE: Readonly<Record<"unit" | "distance", Job>> = { unit: "protection", distance: "siting" };

function jobOf({ args }: Call): Job {
  const job = JOBS.find((each) => each === args.text("job"));
  if (!job)
    throw new UsageError(
      { zh: "缺少 --job", en: "--job is missing" },
      { zh: "写作 --job land、protection 或 siting", en: "write --job land, protection or siting" },
    );
  for (const [flag, owner] of Object.entries(FLAGS_OF_ONE))
    if (args.has(flag) && job !== owner)
      throw new UsageError(
        { zh: `--${flag} 不能与 --job ${job} 同用`, en: `--${flag} does not go with --job ${job}` },
        { zh: `它属于 --job ${owner}`, en: `it belongs to --job ${owner}` },
      );
  if (args.has("unit") && args.has("park"))
    throw new UsageError({ zh: "--unit 与 --park 不能同用", en: "--unit and --park do not go together" });
  return job;
}

function pdfPathOf({ args }: Call): string {
  const path = args.text("out");
  if (path === undefined || extname(path).toLowerCase() !== ".pdf")
    throw new UsageError(
      path === undefined
        ? { zh: "缺少 --out", en: "--out is missing" }
        : { zh: `--out 只能写 .pdf：${path}`, en: `--out writes a .pdf only: ${path}` },
      { zh: "例如 -o 清单.pdf", en: "such as -o sheet.pdf" },
    );
  return path;
}

/** An id that the data must have, with the nearest one where it has not. */
function knownId(call: Call, flag: "park" | "unit", ids: readonly string[]): string | undefined {
  const id = call.args.text(flag);
  if (id === undefined || ids.includes(id)) return id;
  throw new UsageError(
    { zh: `数据集中没有 --${flag} ${id}`, en: `--${flag} ${id} is not in the dataset` },
    didYouMean(id, ids, `--${flag} `),
  );
}

async function sheetsOf(call: Call, job: Job, used: UsedDataset): Promise<Uint8Array> {
  // Loaded here, so that the other verbs need not wait for it to start.
  const { FONT_URL, landSheets, protectionSheets, sitingSheets } = await import("@parkatlas/report");
  const { args, language } = call;
  const { dataset } = used;
  const asOf = asOfOf(call);
  const parkId = knownId(
    call,
    "park",
    dataset.parks.map(({ id }) => id),
  );
  // A plant that declares a distance and has no unit to carry it is a row of its own.
  const unitId = knownId(
    call,
    "unit",
    [...dataset.units, ...dataset.plants].map(({ id }) => id),
  );
  const orientation = args.text("orientation") as SheetInput["orientation"];
  const mapNumber = args.text("map-number");
  const input: SheetInput = {
    dataset,
    datasetSha256: used.sha256,
    font: await readFile(FONT_URL),
    language,
    paper: args.text("paper") === "A3" ? "A3" : "A4",
    software: `ParkAtlas ${softwareVersion()}`,
    ...(orientation === undefined ? {} : { orientation }),
    ...(mapNumber === undefined ? {} : { mapNumber }),
  };
  const scope = { ...(asOf === undefined ? {} : { asOf }), ...(parkId === undefined ? {} : { parkId }) };
  if (job === "land") return landSheets(input, scope);
  if (job === "siting") return sitingSheets(input, { ...scope, distanceM: requiredNumberOf(args, "distance") });
  return protectionSheets(input, { ...scope, ...(unitId === undefined ? {} : { unitId }) });
}

async function run(call: Call): Promise<number> {
  const job = jobOf(call);
  const path = pdfPathOf(call);
  if (job === "siting") requiredNumberOf(call.args, "distance");
  asOfOf(call);
  const used = await datasetOf(call);
  await writeFileWhole(path, await sheetsOf(call, job, used));
  call.io.err(`${say(call, { zh: "已写入", en: "written:" })} ${path}\n`);
  return 0;
}

export const reportCommand: Command = {
  name: "report",
  operands: "DATASET --job JOB --out FILE.pdf",
  minOperands: 1,
  maxOperands: 1,
  summary: {
    zh: "图纸：闲置清单、防护距离图、选址图，按比例尺排成可签字的 PDF",
    en: "sheets on paper: idle list, protection figure, siting map, drawn to scale as a PDF to sign",
  },
  flags: [
    {
      name: "job",
      value: "JOB",
      choices: JOBS,
      help: { zh: "land、protection 或 siting", en: "land, protection or siting" },
    },
    {
      name: "park",
      value: "ID",
      help: { zh: "只含这一园区；默认为整个数据集", en: "this park only; default: the whole dataset" },
    },
    {
      name: "unit",
      value: "ID",
      help: { zh: "protection：这一单元的图、表与计算过程", en: "protection: figure, table and working of this unit" },
    },
    {
      name: "distance",
      value: "M",
      help: { zh: "siting：到每个敏感目标应有的距离，m", en: "siting: distance to keep to every site, m" },
    },
    { name: "paper", value: "A4|A3", choices: ["A4", "A3"], help: { zh: "纸张；默认 A4", en: "paper; default A4" } },
    {
      name: "orientation",
      value: "WAY",
      choices: ["portrait", "landscape"],
      help: {
        zh: "portrait 竖向或 landscape 横向；默认横向，单元图竖向",
        en: "portrait or landscape; default landscape, the figure of one unit portrait",
      },
    },
    { name: "map-number", value: "TEXT", help: { zh: "审图号；默认留空", en: "map number (审图号); default: an empty slot" } },
    AS_OF_FLAG,
    outFlag(["pdf"]),
  ],
  examples: [
    "parkatlas report data/geojson/wuhai --job land -o land.pdf",
    "parkatlas report data/geojson/wuhai --job protection --unit WH-U-001B -o figure.pdf",
    "parkatlas report data/geojson/wuhai --job siting --distance 500 --paper A3 -o siting.pdf",
  ],
  run,
};
