import { existsSync } from "node:fs";
import { extname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import {
  BUILDER_VERSION,
  createApp,
  createLogger,
  openArchive,
  type RunningServer,
  type ServedDataset,
  startServer,
} from "@parkatlas/tile-server";
import { requireDataset } from "../input/dataset.ts";
import { integerOf } from "../input/flags.ts";
import { LOG_LEVELS } from "../input/log-levels.ts";
import { builtFrom, cachedArchivePath, datasetFoldersIn, openIfSound, tilesetIdOf } from "../input/tilesets.ts";
import { UsageError } from "../input/usage-error.ts";
import { buildWithProgress } from "./build.ts";
import { type Call, say } from "./command.ts";

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/;
/** The viewer's build in the workspace: beside this package. */
const VIEWER_DIR = fileURLToPath(new URL("../../../viewer/dist", import.meta.url));

/** A dataset with its archive, which is built first when it is missing, broken or made from other inputs. */
async function serveDataset(call: Call, path: string, cacheFolder: string): Promise<ServedDataset> {
  const { dataset, sha256, errors } = await requireDataset(path);
  if (errors > 0)
    call.io.err(
      `${say(call, { zh: `注意：${path} 有 ${errors} 处错误`, en: `note: ${path} has ${errors} error(s)` })}; parkatlas validate ${path}\n`,
    );
  const file = await cachedArchivePath(cacheFolder, dataset);
  const present = await openIfSound(file);
  if (present) {
    const { inputsSha256, builderVersion } = builtFrom(present);
    if (inputsSha256 === sha256 && builderVersion === BUILDER_VERSION) return { id: dataset.id, archive: present, dataset };
    await present.close();
  }
  await buildWithProgress(call, { dataset, sha256, outFile: file });
  return { id: dataset.id, archive: await openArchive(file), dataset };
}

async function openAll(call: Call, paths: readonly string[], cacheFolder: string): Promise<readonly ServedDataset[]> {
  const served: ServedDataset[] = [];
  for (const path of paths) {
    const isArchive = extname(path).toLowerCase() === ".pmtiles";
    const archive = isArchive ? await openArchive(path) : null;
    const next = archive ? { id: tilesetIdOf(archive), archive, dataset: null } : await serveDataset(call, path, cacheFolder);
    if (served.some((each) => each.id === next.id))
      throw new UsageError(`two of the inputs are called ${next.id}`, "serve each id once");
    served.push(next);
  }
  return served;
}

/** A second signal this soon is the same one: a terminal sends Ctrl-C to the whole group, and npm passes it on again. */
const SAME_SIGNAL_MS = 1000;

/** The process lives on this long after the signal, so that its twin does not meet one whose handlers are gone already. */
const TWIN_WITHIN_MS = 250;

/** The first signal stops gracefully, a later one at once. */
function untilSignalled(): Promise<void> {
  return new Promise((resolve) => {
    let firstAtMs: number | null = null;
    const heard = () => {
      firstAtMs ??= performance.now();
      if (performance.now() - firstAtMs > SAME_SIGNAL_MS) process.exit(130);
      resolve();
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, heard);
  });
}

function warnIfExposed(call: Call, host: string): void {
  if (LOOPBACK.test(host)) return;
  call.io.err(
    `${say(call, {
      zh: `注意：正在监听 ${host}，能连到本机的人都能读取全部数据；前面请设置带身份验证的代理`,
      en: `note: listening on ${host}; whoever can reach this machine can read all data: put a proxy with access control in front`,
    })}\n`,
  );
}

async function inputsOf({ args }: Call): Promise<readonly string[]> {
  if (args.positionals.length > 0) return args.positionals;
  const found = await datasetFoldersIn(join("data", "geojson"));
  if (found.length > 0) return found;
  throw new UsageError("serve needs a dataset or an archive", "name a dataset folder or a .pmtiles file");
}

/** Opens what is to be served, listens, says so in one line, and stops on a signal. */
export async function runServe(call: Call): Promise<number> {
  const { args } = call;
  const port = integerOf(args, "port", 0, 65_535) ?? 8080;
  const host = args.text("host") ?? "127.0.0.1";
  const level = LOG_LEVELS.find((each) => each === args.text("log")) ?? "warn";
  const viewerDir = args.text("viewer") ?? VIEWER_DIR;
  const paths = await inputsOf(call);
  const served = await openAll(call, paths, args.text("cache") ?? ".parkatlas");
  const stopped = untilSignalled();
  let server: RunningServer;
  try {
    const app = createApp({
      datasets: served,
      viewerDir: existsSync(viewerDir) ? viewerDir : null,
      publicUrl: args.text("public-url") ?? null,
      corsOrigins: args.texts("cors"),
      logger: createLogger(level),
    });
    server = await startServer(app, { host, port });
  } catch (error) {
    await Promise.all(served.map((each) => each.archive.close()));
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
  warnIfExposed(call, host);
  call.io.out(`ParkAtlas ready: ${server.url}\n`);
  await stopped;
  await Promise.all([setTimeout(TWIN_WITHIN_MS), server.close()]);
  await Promise.all(served.map((each) => each.archive.close()));
  return 0;
}
