import cluster, { type Worker } from "node:cluster";
import { type Call, say } from "./command.ts";
import { untilSignalled } from "./serve-signals.ts";

/** A worker that dies is replaced, but not when it never lives. */
const DEATHS_MAX = 5;
const DEATHS_WITHIN_MS = 60_000;

/** Whether this process is one of several that serve together. */
export const isWorker = cluster.isWorker;

/** Told by a worker once it serves. */
interface ReadyMessage {
  readonly ready: string;
}

const isReady = (message: unknown): message is ReadyMessage =>
  typeof message === "object" && message !== null && "ready" in message && typeof message.ready === "string";

/** Says to the first process, where there is one, that this one serves; else on standard output. */
export function announce(call: Call, url: string): void {
  if (process.send) process.send({ ready: url } satisfies ReadyMessage);
  else call.io.out(`ParkAtlas ready: ${url}\n`);
}

/** Has the first process pass on SIGHUP, which reaches it alone. */
export function onReloadMessage(reload: () => void): void {
  process.on("message", (message) => {
    if (message === "reload") reload();
  });
}

/**
 * Starts so many processes that listen together, says one line when all of them serve, replaces one that dies, passes
 * signals on, and ends when they have ended. The exit code is 0, or 3 where workers die again and again.
 */
export async function runWorkers(call: Call, count: number): Promise<number> {
  const ready = new Set<number>();
  const deathsMs: number[] = [];
  let isStopping = false;
  let code = 0;
  const workers = () => Object.values(cluster.workers ?? {}).filter((each): each is Worker => each !== undefined);
  const ended = new Promise<void>((resolve) => {
    cluster.on("exit", (worker, exitCode) => {
      if (isStopping) {
        if (workers().length === 0) resolve();
        return;
      }
      const nowMs = performance.now();
      deathsMs.push(nowMs);
      if (!ready.has(worker.id) || deathsMs.filter((each) => nowMs - each < DEATHS_WITHIN_MS).length > DEATHS_MAX) {
        isStopping = true;
        code = exitCode || 3;
        for (const other of workers()) other.process.kill("SIGTERM");
        if (workers().length === 0) resolve();
        return;
      }
      call.io.err(`${say(call, { zh: "一个工作进程结束，已重启", en: "a worker ended and is replaced" })}\n`);
      cluster.fork();
    });
  });
  cluster.on("message", (worker, message) => {
    if (!isReady(message)) return;
    ready.add(worker.id);
    if (ready.size === count) call.io.out(`ParkAtlas ready: ${message.ready}\n`);
  });
  for (let i = 0; i < count; i++) cluster.fork();
  const stopped = untilSignalled(() => {
    for (const worker of workers()) worker.send("reload");
  }).then(() => {
    isStopping = true;
    for (const worker of workers()) worker.process.kill("SIGTERM");
  });
  await Promise.race([stopped, ended]);
  await ended;
  return code;
}
