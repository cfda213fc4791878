import { isFolder } from "../input/files.ts";
import { UsageError } from "../input/usage-error.ts";
import { give, outFileOf, sheet } from "./answer.ts";
import { type Call, type Command, JSON_FLAG, outFlag, say } from "./command.ts";
import { issueColumns } from "./issue-table.ts";

const FORMATS = ["json", "csv"];

async function run(call: Call): Promise<number> {
  outFileOf(call, FORMATS);
  const path = call.args.positionals[0]!;
  if (await isFolder(path))
    throw new UsageError(`${path} is a folder; verify checks a .pmtiles archive`, "for a dataset use parkatlas validate");
  const { verifyArchive } = await import("@parkatlas/tile-server");
  const { ok, issues } = await verifyArchive(path);
  const table = sheet(issueColumns(call), issues);
  const verdict = ok
    ? say(call, { zh: `完好：${path}`, en: `sound: ${path}` })
    : say(call, { zh: `损坏：${path}`, en: `broken: ${path}` });
  await give(call, FORMATS, {
    json: { ok, issues },
    text: issues.length > 0 ? `${verdict}\n\n${table.text(call)}` : verdict,
    table,
  });
  return ok ? 0 : 1;
}

export const verifyCommand: Command = {
  name: "verify",
  operands: "ARCHIVE",
  minOperands: 1,
  maxOperands: 1,
  summary: {
    zh: "严格检查瓦片包：每个目录、每块瓦片；损坏时退出码为 1",
    en: "check an archive strictly, every directory and tile; exit 1 when it is broken",
  },
  flags: [JSON_FLAG, outFlag(FORMATS)],
  examples: ["parkatlas verify wuhai.pmtiles"],
  run,
};
