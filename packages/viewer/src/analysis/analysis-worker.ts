import type { Dataset } from "@parkatlas/geo-core";
import { createAnswerer } from "./answer.ts";
import type { DatasetSource, FromWorker, ToWorker } from "./messages.ts";
import { readDataset } from "./read-dataset.ts";

// Runs beside the page: reads a dataset once and answers about it, so that no analysis ever holds up the map.

interface Held {
  readonly key: string;
  readonly answerer: Promise<ReturnType<typeof createAnswerer>>;
}

let held: Held | null = null;

function answererOf(source: DatasetSource): Held["answerer"] {
  const key = `${source.base} ${source.id}`;
  if (held?.key !== key) {
    const answerer = readDataset(source).then((dataset: Dataset) => createAnswerer(dataset));
    held = { key, answerer };
    // What did not come may come when it is asked for again.
    answerer.catch(() => {
      held = null;
    });
  }
  return held.answerer;
}

addEventListener("message", async ({ data }: MessageEvent<ToWorker>) => {
  const { number, source, question } = data;
  let reply: FromWorker;
  try {
    reply = { number, answer: (await answererOf(source))(question) };
  } catch (error) {
    reply = { number, problem: error instanceof Error ? error.message : String(error) };
  }
  postMessage(reply);
});
