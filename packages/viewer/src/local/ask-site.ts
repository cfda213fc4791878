import type { DatasetSummary } from "../core/contract.ts";
import { type Ask, answerOf, askServer } from "../data/ask.ts";
import type { RequestAnswer } from "./answer-request.ts";
import { datasetOfRequest } from "./request-path.ts";

/** Has the worker answer a request about one dataset. */
export type AskWorker = (
  dataset: DatasetSummary,
  request: { readonly kind: "request"; readonly path: string; readonly query: Readonly<Record<string, string>> },
  signal: AbortSignal,
) => Promise<RequestAnswer>;

/**
 * Answers without a service: the list of datasets is a file beside the page, everything else is computed by the worker.
 *
 * @param list  Name of the file with the datasets.
 */
export function askSite(base: string, list: string, askWorker: AskWorker): Ask {
  const askFile = askServer(base, undefined, "no-cache");
  let known: readonly DatasetSummary[] = [];
  return async (path, query, signal) => {
    if (path === "datasets") {
      const body = await askFile(list, {}, signal);
      if (Array.isArray(body.datasets)) known = body.datasets as readonly DatasetSummary[];
      return body;
    }
    const id = datasetOfRequest(path, query);
    const dataset = known.find((each) => each.id === id);
    if (!dataset) return answerOf(path, { status: 404, body: null, words: `no dataset is called ${JSON.stringify(id)}` });
    return answerOf(path, { ...(await askWorker(dataset, { kind: "request", path, query }, signal)), words: "" });
  };
}
