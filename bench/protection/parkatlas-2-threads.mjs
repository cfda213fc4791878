import { Worker } from "node:worker_threads";
import { flattenLayer, joinTasks, mergeJoinResults, verdictColumn } from "@parkatlas/geo-core";
import { measure, regionLayer } from "../measure.mjs";
import { insideOf, judgeColumns } from "./columns/judge.mjs";

/** GeoJSON in, columns out, two worker threads: columns are copied to each, pairs are moved back and merged. */
const THREADS = 2;
const units = regionLayer("units");
const sites = regionLayer("sites");
const workers = Array.from({ length: THREADS }, () => new Worker(new URL("./columns/join-worker.mjs", import.meta.url)));
const resultOf = (worker, task) =>
  new Promise((resolve, reject) => {
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.postMessage(task);
  });

await measure(async () => {
  const requiredM = Float64Array.from(units, (unit) => unit.properties.dist);
  const unitColumns = flattenLayer(units.map((unit) => unit.geometry));
  const siteColumns = flattenLayer(sites.map((site) => site.geometry));
  const tasks = joinTasks(unitColumns, requiredM, siteColumns, { edgeModel: "lonlat" }, THREADS);
  const pairs = mergeJoinResults(await Promise.all(tasks.map((task, k) => resultOf(workers[k], task))));
  return insideOf(pairs, verdictColumn(pairs, requiredM));
}, judgeColumns);
for (const worker of workers) await worker.terminate();
