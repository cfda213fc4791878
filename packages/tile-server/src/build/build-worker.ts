import { parentPort } from "node:worker_threads";
import { GeoError } from "@parkatlas/geo-core";
import { TaskRunner } from "./tasks.ts";
import type { WorkerAnswer, WorkerMessage } from "./thread-pool.ts";

/** BUILD: a thread of its own that does tasks one after the other. */

const runner = new TaskRunner();

function answer(message: WorkerMessage): WorkerAnswer {
  try {
    if (message.kind === "open") {
      runner.open(message.build);
      return { result: 0 };
    }
    return { result: runner.run(message.task) };
  } catch (error) {
    // Classes do not cross threads, so what matters of an error does.
    if (error instanceof GeoError) return { failure: { code: error.code, message: error.message, details: error.details } };
    return { failure: { message: error instanceof Error ? (error.stack ?? error.message) : String(error) } };
  }
}

parentPort?.on("message", (message: WorkerMessage) => parentPort?.postMessage(answer(message)));
