import { availableParallelism } from "node:os";
import { setImmediate as turn } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { GeoError, type GeoErrorCode } from "@parkatlas/geo-core";
import { type OpenBuild, type Task, type TaskResult, TaskRunner } from "./tasks.ts";
import type { BuildConduct } from "./types.ts";

/** BUILD: does tasks on several threads, or on this one where there is to be one only. */
export interface TaskPool {
  /** How many tasks are done at the same time. */
  readonly threads: number;
  /** Tells every thread of the build whose tiles are to be made. */
  open(build: OpenBuild): Promise<void>;
  /** Does the tasks, as they come, in any order; `done` hears of each. The first failure ends it. */
  run(tasks: Iterable<Task>, done: (task: Task, result: TaskResult) => void): Promise<void>;
  /** Ends the threads and frees their memory; the next tasks begin new ones. */
  close(): Promise<void>;
}

export type WorkerMessage = { readonly kind: "open"; readonly build: OpenBuild } | { readonly kind: "task"; readonly task: Task };

export type WorkerAnswer =
  | { readonly result: TaskResult }
  | {
      readonly failure: {
        readonly code?: GeoErrorCode;
        readonly message: string;
        readonly details?: Readonly<Record<string, unknown>> | undefined;
      };
    };

/** The threads to use: as many as there are processors unless told otherwise. */
export function threadsOf({ threads }: BuildConduct): number {
  return Math.max(1, Math.floor(threads ?? availableParallelism()));
}

export function taskPool(threads: number): TaskPool {
  return threads > 1 ? new ThreadPool(threads) : new OwnThread();
}

/** Does tasks on this thread, with room for other work between them. */
class OwnThread implements TaskPool {
  readonly threads = 1;
  readonly #runner = new TaskRunner();

  async open(build: OpenBuild): Promise<void> {
    this.#runner.open(build);
  }

  async run(tasks: Iterable<Task>, done: (task: Task, result: TaskResult) => void): Promise<void> {
    for (const task of tasks) {
      done(task, this.#runner.run(task));
      await turn();
    }
  }

  async close(): Promise<void> {
    this.#runner.close();
  }
}

/** What lives shortly in a thread is small; with more room for it, it is only thrown away later. */
const YOUNG_MIB = 12;
/** The sources run as they are under Node 24, the package as JavaScript. */
const WORKER_FILE = import.meta.url.endsWith(".ts") ? "./build-worker.ts" : "./build-worker.js";

class ThreadPool implements TaskPool {
  readonly threads: number;
  /** Begun when there is something to do. */
  #started: readonly Worker[] = [];

  constructor(threads: number) {
    this.threads = threads;
  }

  #workers(): readonly Worker[] {
    if (this.#started.length === 0)
      this.#started = Array.from(
        { length: this.threads },
        () => new Worker(new URL(WORKER_FILE, import.meta.url), { resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MIB } }),
      );
    return this.#started;
  }

  async open(build: OpenBuild): Promise<void> {
    await Promise.all(this.#workers().map((worker) => ask(worker, { kind: "open", build })));
  }

  async run(tasks: Iterable<Task>, done: (task: Task, result: TaskResult) => void): Promise<void> {
    const queue = tasks[Symbol.iterator]();
    let failed = false;
    const drain = async (worker: Worker): Promise<void> => {
      for (let next = queue.next(); !failed && !next.done; next = queue.next()) {
        try {
          done(next.value, await ask(worker, { kind: "task", task: next.value }));
        } catch (error) {
          failed = true;
          throw error;
        }
      }
    };
    const ends = await Promise.allSettled(this.#workers().map(drain));
    const broken = ends.find((end) => end.status === "rejected");
    if (broken) throw broken.reason;
  }

  async close(): Promise<void> {
    const workers = this.#started;
    this.#started = [];
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

function ask(worker: Worker, message: WorkerMessage): Promise<TaskResult> {
  return new Promise((resolve, reject) => {
    const settle = (answer: WorkerAnswer): void => {
      worker.off("error", fail);
      if ("result" in answer) resolve(answer.result);
      else reject(errorOf(answer.failure));
    };
    const fail = (error: Error): void => {
      worker.off("message", settle);
      reject(error);
    };
    worker.once("message", settle);
    worker.once("error", fail);
    worker.postMessage(message);
  });
}

function errorOf({ code, message, details }: Extract<WorkerAnswer, { failure: unknown }>["failure"]): Error {
  return code === undefined ? new Error(message) : new GeoError(code, message, details === undefined ? {} : { details });
}
