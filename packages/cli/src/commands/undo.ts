import { userInfo } from "node:os";
import { GeoError } from "@parkatlas/geo-core";
import { softwareVersion } from "../input/version.ts";
import { type ChangeRecord, commitChange, lastStandingImport, readHistory, readManifest } from "../store/dataset-store.ts";
import { withFolderLock } from "../store/folder-lock.ts";
import type { Column } from "../text/table.ts";
import { sheet } from "./answer.ts";
import { type Call, type Command, JSON_FLAG, say } from "./command.ts";

function historyColumns(call: Call): readonly Column<ChangeRecord>[] {
  const title = (zh: string, en: string) => say(call, { zh, en });
  const kinds = { import: title("导入", "import"), undo: title("撤销", "undo") };
  return [
    { key: "number", title: title("更改", "change"), number: { decimals: 0 }, value: (row) => row.number },
    {
      key: "kind",
      title: title("操作", "what"),
      value: (row) => row.kind,
      show: (row) => (row.of ? `${kinds.undo} ${row.of}` : kinds[row.kind]),
    },
    { key: "at", title: title("时间", "at"), value: (row) => row.at },
    { key: "by", title: title("操作人", "by"), value: (row) => row.by },
    { key: "files", title: title("文件", "files"), value: (row) => row.files.map(({ name }) => name).join(" ") },
    { key: "sha256", title: "SHA-256", value: (row) => row.files.map(({ sha256 }) => sha256.slice(0, 12)).join(" ") },
  ];
}

async function list(call: Call, folder: string): Promise<number> {
  const history = await readHistory(folder, await readManifest(folder));
  if (call.args.has("json")) call.io.out(`${JSON.stringify(history, null, 2)}\n`);
  else
    call.io.out(
      `${history.length === 0 ? say(call, { zh: "没有更改记录", en: "no changes are recorded" }) : sheet(historyColumns(call), history).text(call, 100)}\n`,
    );
  return 0;
}

/** Puts `dataset.json` back to what it said before the last import; the layers of that time are still there. */
async function takeBack(call: Call, folder: string): Promise<number> {
  const manifest = await readManifest(folder);
  const last = lastStandingImport(await readHistory(folder, manifest));
  if (!last)
    throw new GeoError("dataset-invalid", `there is no import in ${folder} to take back; see parkatlas undo ${folder} --list`, {
      details: { messageZh: `${folder} 没有可撤销的导入；见 parkatlas undo ${folder} --list` },
    });
  if (!last.before)
    throw new GeoError(
      "dataset-invalid",
      `change ${last.number} made the dataset: before it there was none; delete the folder ${folder} instead`,
      {
        details: { messageZh: `第 ${last.number} 次更改新建了数据集，此前并无数据；请直接删除文件夹 ${folder}` },
      },
    );
  const { number } = await commitChange(folder, manifest, {
    layers: new Map(),
    manifest: last.before,
    record: {
      kind: "undo",
      of: last.number,
      at: new Date().toISOString(),
      by: userInfo().username,
      software: softwareVersion(),
      files: [],
      report: null,
    },
  });
  if (call.args.has("json")) call.io.out(`${JSON.stringify({ undone: last.number, change: number }, null, 2)}\n`);
  else
    call.io.out(
      `${say(call, { zh: `已撤销第 ${last.number} 次更改（${last.at}，${last.by}）`, en: `took back change ${last.number} (${last.at}, ${last.by})` })}\n`,
    );
  return 0;
}

export const undoCommand: Command = {
  name: "undo",
  operands: "DATASET",
  minOperands: 1,
  maxOperands: 1,
  summary: {
    zh: "撤销最近一次导入，或列出更改记录",
    en: "take back the last import, or list who changed what",
  },
  flags: [{ name: "list", help: { zh: "列出更改记录，不作撤销", en: "list the changes and take nothing back" } }, JSON_FLAG],
  examples: ["parkatlas undo my-city --list", "parkatlas undo my-city"],
  run: async (call) => {
    const folder = call.args.positionals[0]!;
    if (call.args.has("list")) return list(call, folder);
    return withFolderLock(folder, () => takeBack(call, folder));
  },
};
