import { parentPort } from "node:worker_threads";
import { joinResultBuffers, runJoinTask } from "@parkatlas/geo-core";

parentPort.on("message", (task) => {
  const result = runJoinTask(task);
  parentPort.postMessage(result, joinResultBuffers(result));
});
