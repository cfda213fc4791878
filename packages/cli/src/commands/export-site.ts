import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { requireDataset, type UsableDataset } from "../input/dataset.ts";
import { UsageError } from "../input/usage-error.ts";
import { entriesOf, writeFolderWhole } from "../store/whole-folder.ts";
import { fixed } from "../text/format.ts";
import { type Call, type Command, JSON_FLAG, say } from "./command.ts";
import type { SiteDataset } from "./site-files.ts";

/** The viewer's build in the workspace: beside this package. */
const VIEWER_DIR = fileURLToPath(new URL("../../../viewer/dist", import.meta.url));
const MIB = 1024 * 1024;

async function isSite(folder: string): Promise<boolean> {
  const text = await readFile(join(folder, "datasets.json"), "utf8").catch(() => "");
  return text.startsWith('{"format":"parkatlas-site/');
}

/** Refuses to write over anything but an earlier site, and over that only where it was said. */
async function requireRoom({ args }: Call, folder: string): Promise<void> {
  const entries = await entriesOf(folder);
  if (entries === null || entries.length === 0) return;
  if (!(await isSite(folder)))
    throw new UsageError(
      { zh: `${folder} 不是空文件夹，也不是以前导出的网站`, en: `${folder} is not empty, and no earlier site` },
      { zh: "请另写一个文件夹，或先自行清空", en: "name another folder, or empty it yourself first" },
    );
  if (!args.has("force"))
    throw new UsageError(
      { zh: `${folder} 中已有一个网站`, en: `${folder} holds a site already` },
      { zh: "加 --force 将其整个换掉", en: "--force replaces it as a whole" },
    );
}

async function datasetsOf(call: Call): Promise<readonly UsableDataset[]> {
  const inputs: UsableDataset[] = [];
  for (const path of call.args.positionals) {
    const input = await requireDataset(path);
    const { id } = input.dataset;
    if (inputs.some(({ dataset }) => dataset.id === id))
      throw new UsageError(
        { zh: `有两个数据集都叫 ${id}`, en: `two of the datasets are called ${id}` },
        { zh: "每个编号只能导出一次", en: "export each id once" },
      );
    if (input.errors > 0)
      call.io.err(
        `${say(call, { zh: `注意：${path} 有 ${input.errors} 处错误`, en: `note: ${path} has ${input.errors} error(s)` })}; parkatlas validate ${path}\n`,
      );
    inputs.push(input);
  }
  return inputs;
}

const mib = (bytes: number) => `${fixed(bytes / MIB, 1)} MiB`;

function told(call: Call, folder: string, whole: { files: number; bytes: number }, datasets: readonly SiteDataset[]): string {
  const line = (zh: string, en: string) => say(call, { zh, en });
  return [
    line(
      `已写入 ${folder}：${whole.files} 个文件，${mib(whole.bytes)}`,
      `written: ${folder}, ${whole.files} files, ${mib(whole.bytes)}`,
    ),
    ...datasets.map(
      ({ id, title, archiveBytes, dataBytes }) =>
        `  ${id}  ${say(call, title)}  ${line("瓦片包", "archive")} ${mib(archiveBytes)}  ${line("数据", "data")} ${mib(dataBytes)}`,
    ),
    line(
      "下一步：把整个文件夹放到任一支持分段请求（HTTP Range）的网站服务器上，如 nginx、Apache、Caddy，子路径亦可；不能直接双击打开",
      "next: put the folder on any web server that answers range requests, such as nginx, Apache or Caddy, at any path; it does not open from the disk",
    ),
    line(`在本机查看：npx http-server ${folder}`, `to look at it here: npx http-server ${folder}`),
    line(
      "能打开网站的人都能下载 data/ 中的全部数据；来源与许可见 NOTICE.txt",
      "whoever can open the site can download all of data/; sources and licences are in NOTICE.txt",
    ),
    "",
  ].join("\n");
}

async function run(call: Call): Promise<number> {
  const { args } = call;
  const folder = args.text("out");
  if (folder === undefined)
    throw new UsageError({ zh: "缺少 --out", en: "--out is missing" }, { zh: "写作 -o 文件夹", en: "write -o FOLDER" });
  const viewerDir = args.text("viewer") ?? VIEWER_DIR;
  if (!existsSync(join(viewerDir, "index.html")))
    throw new UsageError(
      { zh: `${viewerDir} 中没有地图页面`, en: `the viewer is not built in ${viewerDir}` },
      { zh: "先运行 npm run build", en: "run npm run build first" },
    );
  await requireRoom(call, folder);
  const inputs = await datasetsOf(call);
  // The builder is loaded only when it is needed: every other verb starts without it.
  const { weigh, writeSite } = await import("./site-files.ts");
  let datasets: readonly SiteDataset[] = [];
  await writeFolderWhole(folder, async (fresh) => {
    datasets = await writeSite(call, inputs, viewerDir, fresh);
  });
  const whole = await weigh(folder);
  call.io.out(
    args.has("json") ? `${JSON.stringify({ folder, ...whole, datasets }, null, 2)}\n` : told(call, folder, whole, datasets),
  );
  return 0;
}

export const exportSiteCommand: Command = {
  name: "export-site",
  operands: "DATASET… -o FOLDER",
  minOperands: 1,
  maxOperands: 100,
  summary: {
    zh: "导出静态网站：地图、瓦片包与数据，放到任一网站服务器即可用，不需要本程序",
    en: "a static site: viewer, archives and data for any plain web server; all three jobs run in the browser",
  },
  flags: [
    {
      name: "out",
      short: "o",
      value: "FOLDER",
      help: { zh: "要写的文件夹，须为空或不存在", en: "folder to write; empty or absent" },
    },
    { name: "force", help: { zh: "换掉以前导出到该文件夹的网站", en: "replace a site that was exported there before" } },
    { name: "viewer", value: "DIR", help: { zh: "地图页面的文件夹", en: "folder of the viewer's build" } },
    JSON_FLAG,
  ],
  examples: ["parkatlas export-site data/geojson/tongliao data/geojson/ordos data/geojson/wuhai -o site"],
  run,
};
