import type { Answers, DatasetSource, FromWorker, Question, ToWorker } from "./messages.ts";

/** The worker could not be loaded, or an analysis failed in it. */
export class AnalysisError extends Error {
  override readonly name = "AnalysisError";
  /** True where there is no worker at all. */
  readonly notStarted: boolean;

  constructor(message: string, notStarted: boolean) {
    super(message);
    this.notStarted = notStarted;
  }
}

export interface AnalysisClient {
  /**
   * Asks the worker. One question is answered at a time; of those that wait the aborted ones are dropped, so that a slider
   * never leaves a queue behind it. Rejects with an `AnalysisError`, or with the signal's reason.
   */
  readonly ask: <Q extends Question>(source: DatasetSource, question: Q, signal: AbortSignal) => Promise<Answers[Q["kind"]]>;
}

/** The part of a `Worker` that the client uses. */
export interface WorkerPort {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

interface Waiting {
  readonly message: ToWorker;
  readonly signal: AbortSignal;
  readonly resolve: (answer: never) => void;
  readonly reject: (reason: unknown) => void;
}

/** Starts the worker with the first question; a worker that failed is started again by the next one. */
export function createAnalysisClient(startWorker: () => WorkerPort = startAnalysisWorker): AnalysisClient {
  let worker: WorkerPort | null = null;
  let running: Waiting | null = null;
  let waiting: Waiting[] = [];
  let count = 0;

  const fail = (error: AnalysisError) => {
    worker?.terminate();
    worker = null;
    for (const each of [...(running ? [running] : []), ...waiting]) each.reject(error);
    running = null;
    waiting = [];
  };
  const start = (): WorkerPort => {
    const started = startWorker();
    started.onmessage = ({ data }) => {
      if (running?.message.number !== data.number) return;
      if ("problem" in data) running.reject(new AnalysisError(data.problem, false));
      else running.resolve(data.answer as never);
      running = null;
      next();
    };
    started.onerror = (event) => fail(new AnalysisError(event.message || "the analysis worker did not load", true));
    return started;
  };
  const next = () => {
    waiting = waiting.filter(({ signal, reject }) => {
      if (signal.aborted) reject(signal.reason);
      return !signal.aborted;
    });
    const first = running ? undefined : waiting.shift();
    if (!first) return;
    running = first;
    worker ??= start();
    worker.postMessage(first.message);
  };
  return {
    ask: (source, question, signal) =>
      new Promise((resolve, reject) => {
        waiting.push({ message: { number: ++count, source, question }, signal, resolve, reject });
        next();
      }),
  };
}

function startAnalysisWorker(): WorkerPort {
  return new Worker(new URL("./analysis-worker.ts", import.meta.url), { type: "module", name: "parkatlas-analysis" });
}
