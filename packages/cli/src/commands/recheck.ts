import { readFile } from "node:fs/promises";
import { type JsonDifference, type Recheck, recheckEvidence } from "@parkatlas/formats";
import { GeoError } from "@parkatlas/geo-core";
import { datasetFolder } from "../input/dataset.ts";
import { folderReader, refusalOf } from "../input/files.ts";
import { softwareVersion } from "../input/version.ts";
import type { Column } from "../text/table.ts";
import { shortened } from "../text/width.ts";
import { give, outFileOf, sheet } from "./answer.ts";
import { type Call, type Command, JSON_FLAG, outFlag, say } from "./command.ts";

const FORMATS = ["json", "csv"];
/** Terminal columns for a value; whole values are in the files. */
const VALUE_COLUMNS = 44;

/** One thing that differs: what kind of thing, where in it, and both values. */
interface Row {
  readonly kind: "member" | "input" | "answer" | "problem";
  readonly file: string;
  readonly path: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly movedM: number | null;
}

const KIND = {
  member: { zh: "校验值", en: "hash" },
  input: { zh: "输入", en: "input" },
  answer: { zh: "结论", en: "answer" },
  problem: { zh: "问题", en: "problem" },
} as const;

function rowsOf({ members, inputs, answer, issues }: Recheck, call: Call): readonly Row[] {
  const text = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  const places = (kind: Row["kind"], file: string, differences: readonly JsonDifference[]) =>
    differences.map(({ path, before, after, movedM }) => ({
      kind,
      file,
      path,
      before: text(before),
      after: text(after),
      movedM: movedM ?? null,
    }));
  return [
    ...members.map(({ member, stated, actual }) => ({
      kind: "member" as const,
      file: member,
      path: "SHA-256",
      before: stated,
      after: actual,
      movedM: null,
    })),
    ...inputs.flatMap(({ file, inBundle, now, differences }) =>
      differences.length > 0
        ? places("input", file, differences)
        : [{ kind: "input" as const, file, path: "SHA-256", before: inBundle, after: now, movedM: null }],
    ),
    ...places("answer", "report.json", answer),
    ...issues.map(({ path, message, messageZh }) => ({
      kind: "problem" as const,
      file: "inputs",
      path,
      before: null,
      after: call.language === "zh" ? messageZh : message,
      movedM: null,
    })),
  ];
}

function columnsOf(call: Call): readonly Column<Row>[] {
  const title = (zh: string, en: string) => say(call, { zh, en });
  return [
    { key: "kind", title: title("类别", "what"), value: ({ kind }) => kind, show: ({ kind }) => say(call, KIND[kind]) },
    { key: "file", title: title("文件", "file"), value: ({ file }) => file },
    { key: "path", title: title("位置", "where"), value: ({ path }) => path },
    {
      key: "before",
      title: title("证据包", "in the bundle"),
      value: ({ before }) => before,
      show: ({ before }) => shortened(before ?? "", VALUE_COLUMNS),
    },
    {
      key: "after",
      title: title("现在", "now"),
      value: ({ after }) => after,
      show: ({ after }) => shortened(after ?? "", VALUE_COLUMNS),
    },
    { key: "movedM", title: title("移动 m", "moved m"), number: { decimals: 6 }, value: ({ movedM }) => movedM },
  ];
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new GeoError("file-unreadable", `${refusalOf(path, error)}; check the path`, { details: { path }, cause: error });
  }
}

async function run(call: Call): Promise<number> {
  outFileOf(call, FORMATS);
  const [path, datasetPath] = call.args.positionals;
  const against = datasetPath === undefined ? {} : { against: folderReader(await datasetFolder(datasetPath)) };
  const result = await recheckEvidence(await bytesOf(path!), { software: softwareVersion(), ...against });
  const { same, head, software } = result;
  const rows = rowsOf(result, call);
  const verdict = same
    ? say(call, { zh: `一致：${path}  逐字节相同`, en: `same: ${path}  byte for byte` })
    : say(call, { zh: `不一致：${path}  ${rows.length} 处不同`, en: `different: ${path}  ${rows.length} difference(s)` });
  const versions =
    head.software === software
      ? say(call, {
          zh: `软件 ${software}，${head.rules.version}，${head.rules.healthTable}`,
          en: `software ${software}, ${head.rules.version}, ${head.rules.healthTable}`,
        })
      : say(call, {
          zh: `证据包由软件 ${head.software} 生成（${head.rules.version}，${head.rules.healthTable}），现以 ${software} 重算`,
          en: `made by software ${head.software} (${head.rules.version}, ${head.rules.healthTable}), recomputed by ${software}`,
        });
  const about = `${head.dataset.id}  ${head.request.asOf}${head.request.unitId === null ? "" : `  ${head.request.unitId}`}`;
  const table = sheet(columnsOf(call), rows);
  await give(call, FORMATS, {
    json: result,
    text: [verdict, about, versions, ...(rows.length > 0 ? ["", table.text(call)] : [])].join("\n"),
    table,
  });
  return same ? 0 : 1;
}

export const recheckCommand: Command = {
  name: "recheck",
  operands: "BUNDLE [DATASET]",
  minOperands: 1,
  maxOperands: 2,
  summary: {
    zh: "由证据包重算防护距离判定并逐字节比较；不一致时退出码为 1",
    en: "recompute a protection check from its bundle of evidence and compare byte by byte; exit 1 when it differs",
  },
  flags: [JSON_FLAG, outFlag(FORMATS)],
  examples: ["parkatlas recheck check.zip", "parkatlas recheck check.zip data/geojson/wuhai"],
  run,
};
