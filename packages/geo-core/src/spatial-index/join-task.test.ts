import { Worker } from "node:worker_threads";
import { describe, expect, test } from "vitest";
import { flattenLayer } from "../geometry/flat-layer.ts";
import type { Polygon } from "../geometry/types.ts";
import { type JoinResult, joinResultBuffers, joinTasks, mergeJoinResults, runJoinTask } from "./join-task.ts";
import { pairsWithinColumns } from "./pairs-within-columns.ts";

const square = (lonDeg: number, latDeg: number): Polygon => ({
  type: "Polygon",
  coordinates: [
    [
      [lonDeg, latDeg],
      [lonDeg + 0.001, latDeg],
      [lonDeg + 0.001, latDeg + 0.001],
      [lonDeg, latDeg],
    ],
  ],
});
// Units from east to west over three tiles, so that parts do not follow their numbers.
const units = flattenLayer([122.31, 122.22, 122.21, 122.12, 122.11].map((lonDeg) => square(lonDeg, 43.6)));
const sites = flattenLayer([122.315, 122.215, 122.115, 122.105].map((lonDeg) => square(lonDeg, 43.602)));
const reachM = [900, 900, 900, 900, 900];
const options = { edgeModel: "lonlat" } as const;
const whole = pairsWithinColumns(units, reachM, sites, options);
const tasks = (parts: number) => joinTasks(units, reachM, sites, options, parts);

describe("a join as messages", () => {
  test.each([1, 2, 3, 5, 9])(
    "in %i parts finds every pair once, with the same figures, whatever the order of results",
    (parts) => {
      const results = tasks(parts).map((task) => structuredClone(runJoinTask(structuredClone(task))));
      expect(mergeJoinResults(results)).toEqual(whole);
      expect(mergeJoinResults(results.toReversed())).toEqual(whole);
      expect(whole.unit.length).toBeGreaterThan(5);
    },
  );

  test("crosses to another thread and back as it is, the result moved and not copied", async () => {
    const echo = `const { parentPort } = require("node:worker_threads");
      parentPort.on("message", ({ task, result }) => parentPort.postMessage(task ?? result));`;
    const worker = new Worker(echo, { eval: true });
    const answer = (message: object, transfer: ArrayBuffer[] = []) =>
      new Promise<unknown>((resolve) => {
        worker.once("message", resolve);
        worker.postMessage(message, transfer);
      });
    try {
      const [task] = tasks(1);
      expect(await answer({ task })).toEqual(task);
      const result = runJoinTask(task!);
      const back = (await answer({ result }, joinResultBuffers(result))) as JoinResult;
      expect(result.pairs.unit).toHaveLength(0);
      expect(mergeJoinResults([back])).toEqual(whole);
    } finally {
      await worker.terminate();
    }
  });

  test("is not merged from some of its parts, or one part twice", () => {
    const [first, second] = tasks(2).map(runJoinTask) as [JoinResult, JoinResult];
    expect(() => mergeJoinResults([first])).toThrow(RangeError);
    expect(() => mergeJoinResults([second, second])).toThrow(RangeError);
    expect(() => tasks(0)).toThrow(RangeError);
    expect(() => tasks(1.5)).toThrow(RangeError);
  });
});
