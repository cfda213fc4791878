import { describe, expect, it } from "vitest";
import { AnalysisError, createAnalysisClient, type WorkerPort } from "./client.ts";
import type { DatasetSource, Question, ToWorker } from "./messages.ts";

const SOURCE: DatasetSource = {
  base: "http://localhost/",
  files: false,
  id: "a",
  title: { zh: "甲", en: "A" },
  asOf: "2020-12-31",
  crs: "EPSG:4490",
  edgeModel: "projected",
  workingCrs: "EPSG:4549",
  config: {},
};

/** A worker that answers only when it is told to. */
function handMadeWorkers() {
  const started: { port: WorkerPort; asked: ToWorker[]; ended: boolean }[] = [];
  const client = createAnalysisClient(() => {
    const entry = { asked: [] as ToWorker[], ended: false, port: null as unknown as WorkerPort };
    entry.port = {
      postMessage: (message) => entry.asked.push(message),
      terminate: () => {
        entry.ended = true;
      },
      onmessage: null,
      onerror: null,
    };
    started.push(entry);
    return entry.port;
  });
  const facts: Question = { kind: "facts" };
  const ask = (signal = new AbortController().signal) => client.ask(SOURCE, facts, signal);
  const answer = (at: number, parcels: readonly unknown[] = []) => {
    const { port, asked } = started[at]!;
    port.onmessage?.({ data: { number: asked.at(-1)!.number, answer: { parcels } } } as MessageEvent);
  };
  return { started, ask, answer };
}

describe("asking the analysis worker", () => {
  it("starts no worker before the first question, and one for all of them", async () => {
    const { started, ask, answer } = handMadeWorkers();
    expect(started).toHaveLength(0);
    const first = ask();
    answer(0, [{ id: "p1" }]);
    expect(await first).toEqual({ parcels: [{ id: "p1" }] });
    const second = ask();
    answer(0);
    await second;
    expect(started).toHaveLength(1);
  });

  it("sends one question at a time and drops those that nobody waits for any more", async () => {
    const { started, ask, answer } = handMadeWorkers();
    const first = ask();
    const dropped = new AbortController();
    const second = ask(dropped.signal);
    const third = ask();
    dropped.abort();
    expect(started[0]!.asked).toHaveLength(1);
    answer(0);
    await first;
    await expect(second).rejects.toMatchObject({ name: "AbortError" });
    expect(started[0]!.asked).toHaveLength(2);
    answer(0);
    await third;
  });

  it("says what the worker says, and goes on", async () => {
    const { started, ask, answer } = handMadeWorkers();
    const first = ask();
    const { port, asked } = started[0]!;
    port.onmessage?.({ data: { number: asked[0]!.number, problem: "no such date" } } as MessageEvent);
    await expect(first).rejects.toEqual(new AnalysisError("no such date", false));
    const second = ask();
    answer(0);
    await second;
    expect(started).toHaveLength(1);
  });

  it("fails every question where the worker does not load, and starts a new one for the next", async () => {
    const { started, ask, answer } = handMadeWorkers();
    const first = ask();
    const second = ask();
    started[0]!.port.onerror?.({ message: "" } as ErrorEvent);
    for (const each of [first, second]) await expect(each).rejects.toMatchObject({ notStarted: true });
    expect(started[0]!.ended).toBe(true);
    const third = ask();
    answer(1);
    await third;
    expect(started).toHaveLength(2);
  });
});
