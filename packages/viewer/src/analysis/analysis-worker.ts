import { createAnswerer } from "./answer.ts";
import type { Answers, DatasetSource, FromWorker, Question, ToWorker } from "./messages.ts";
import { readDataset } from "./read-dataset.ts";

// Runs beside the page: reads a dataset once and answers about it, so that no analysis ever holds up the map.

type Answerer = (question: Question) => Answers[Question["kind"]];

interface Held {
  readonly key: string;
  readonly answerer: Promise<Answerer>;
}

/** From files also what the service would answer; the code for that is loaded only there. */
async function open(source: DatasetSource): Promise<Answerer> {
  if (!source.files) {
    const answer = createAnswerer(await readDataset(source));
    return (question) => {
      if (question.kind === "request") throw new RangeError(`${question.path} is for the service`);
      return answer(question);
    };
  }
  const { answerRequest, readFiles } = await import("../local/worker-part.ts");
  const dataset = await readFiles(source);
  const answer = createAnswerer(dataset);
  return (question) => (question.kind === "request" ? answerRequest(dataset, question.path, question.query) : answer(question));
}

let held: Held | null = null;

function answererOf(source: DatasetSource): Held["answerer"] {
  const key = `${source.base} ${source.id}`;
  if (held?.key !== key) {
    const answerer = open(source);
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
