import { existsSync } from "node:fs";
import { extname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import {
  type AuditLog,
  createApp,
  createAuditLog,
  createLogger,
  createReloader,
  type RunningServer,
  startServer,
} from "@parkatlas/tile-server";
import { integerOf } from "../input/flags.ts";
import { LOG_LEVELS } from "../input/log-levels.ts";
import { datasetFoldersIn } from "../input/tilesets.ts";
import { UsageError } from "../input/usage-error.ts";
import { softwareVersion } from "../input/version.ts";
import type { Call } from "./command.ts";
import { accessOf, newKey, requireChoice } from "./serve-access.ts";
import { type OpenedInput, openInputs } from "./serve-inputs.ts";
import { withSmallYoungSpace } from "./serve-memory.ts";
import { untilSignalled } from "./serve-signals.ts";
import { stampsOf, watchInputs } from "./serve-watch.ts";
import { announce, isWorker, onReloadMessage, runWorkers } from "./serve-workers.ts";

/** The viewer's build in the workspace: beside this package. */
const VIEWER_DIR = fileURLToPath(new URL("../../../viewer/dist", import.meta.url));
/** The process lives on this long after the signal, so that its twin does not meet one whose handlers are gone already. */
const TWIN_WITHIN_MS = 250;
const MIB = 1024 * 1024;

async function inputsOf({ args }: Call): Promise<readonly string[]> {
  if (args.positionals.length > 0) return args.positionals;
  const found = await datasetFoldersIn(join("data", "geojson"));
  if (found.length > 0) return found;
  throw new UsageError(
    { zh: "serve 需要一个数据集或瓦片包", en: "serve needs a dataset or an archive" },
    { zh: "请写数据集文件夹，或一个 .pmtiles 文件", en: "name a dataset folder or a .pmtiles file" },
  );
}

/** The file of `--audit`; each of several workers writes one of its own. */
function auditOf({ args }: Call, logger: ReturnType<typeof createLogger>): AuditLog | null {
  const path = args.text("audit");
  if (path === undefined) return null;
  const extension = extname(path);
  const own = isWorker ? `${path.slice(0, path.length - extension.length)}.${process.pid}${extension}` : path;
  return createAuditLog({ path: own, maxBytes: (integerOf(args, "audit-mib", 1, 10_000) ?? 64) * MIB, logger });
}

/** Opens what is to be served, listens, says so in one line, and stops on a signal. */
export async function runServe(call: Call): Promise<number> {
  const { args } = call;
  const name = args.text("new-key");
  if (name !== undefined) return newKey(call, name);
  const host = args.text("host") ?? "127.0.0.1";
  const access = await accessOf(call);
  requireChoice(call, host, access);
  const paths = await inputsOf(call);
  const workers = integerOf(args, "workers", 1, 64) ?? 1;
  const stamps = args.has("watch") ? await stampsOf(paths) : "";
  const opened = await withSmallYoungSpace(() => openInputs(call, paths, args.text("cache") ?? ".parkatlas"));
  if (workers === 1 || isWorker) return serveInputs(call, { paths, stamps }, opened, { host, access });
  // The archives are built by now; each worker opens them for itself.
  await Promise.all(opened.map(({ served }) => served.archive.close()));
  return runWorkers(call, workers);
}

interface Exposure {
  readonly host: string;
  readonly access: Awaited<ReturnType<typeof accessOf>>;
}

async function serveInputs(
  call: Call,
  { paths, stamps }: { readonly paths: readonly string[]; readonly stamps: string },
  first: readonly OpenedInput[],
  { host, access }: Exposure,
): Promise<number> {
  const { args } = call;
  const logger = createLogger(LOG_LEVELS.find((each) => each === args.text("log")) ?? "warn");
  const viewerDir = args.text("viewer") ?? VIEWER_DIR;
  const requestsPerMinute = integerOf(args, "rate-limit", 1, 1_000_000);
  let opened = first;
  let server: RunningServer;
  const audit = auditOf(call, logger);
  const closeAll = async () => {
    await Promise.all(opened.map(({ served }) => served.archive.close()));
    audit?.close();
  };
  let reload: (reason: string) => void;
  try {
    const app = createApp({
      datasets: opened.map(({ served }) => served),
      viewerDir: existsSync(viewerDir) ? viewerDir : null,
      publicUrl: args.text("public-url") ?? null,
      corsOrigins: args.texts("cors"),
      logger,
      version: softwareVersion(),
      ...(isWorker ? { processName: String(process.pid) } : {}),
      ...(access ? { access } : {}),
      ...(audit ? { audit } : {}),
      ...(requestsPerMinute === undefined ? {} : { requestsPerMinute }),
    });
    const reloader = createReloader({
      app,
      logger,
      async open() {
        const next = await withSmallYoungSpace(() => openInputs(call, paths, args.text("cache") ?? ".parkatlas", opened));
        candidate = next;
        return next.map(({ served }) => served);
      },
    });
    let candidate = opened;
    reload = (reason) => {
      void reloader.reload(reason).then((isServed) => {
        opened = isServed ? candidate : opened;
      });
    };
    server = await startServer(app, { host, port: integerOf(args, "port", 0, 65_535) ?? 8080 });
  } catch (error) {
    await closeAll();
    if (error instanceof RangeError) throw new UsageError(error.message);
    throw error;
  }
  const stopped = untilSignalled(() => reload("SIGHUP"));
  onReloadMessage(() => reload("SIGHUP"));
  const endWatch = args.has("watch") ? watchInputs(paths, stamps, () => reload("watch")) : () => undefined;
  announce(call, server.url);
  await stopped;
  endWatch();
  await Promise.all([setTimeout(TWIN_WITHIN_MS), server.close()]);
  await closeAll();
  if (isWorker) process.disconnect();
  return 0;
}
