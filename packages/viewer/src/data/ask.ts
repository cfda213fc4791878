import { ApiError } from "./api-error.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The one way to an answer: path and query as the service has them, whoever answers. Rejects with `ApiError`, or with the
 * signal's reason when aborted.
 */
export type Ask = (path: string, query: Readonly<Record<string, string>>, signal: AbortSignal) => Promise<JsonObject>;

type Fetch = (url: string, init: RequestInit & { readonly signal: AbortSignal }) => Promise<Response>;

/** Asks whatever serves the page over HTTP: `base` is the address of its root, with a slash at the end. */
export function askServer(base: string, fetchJson: Fetch = (url, init) => fetch(url, init), cache?: RequestCache): Ask {
  return async (path, query, signal) => {
    const url = new URL(path, base);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    let response: Response;
    try {
      const headers = { accept: "application/json, application/geo+json" };
      response = await fetchJson(url.href, { signal, headers, ...(cache ? { cache } : {}) });
    } catch (cause) {
      if (signal.aborted) throw cause;
      throw new ApiError(path, { kind: "network" });
    }
    return answerOf(path, { status: response.status, body: await readBody(response), words: response.statusText });
  };
}

/** The body of an answer. Throws an `ApiError` where the answer is an error, with its own words, or no JSON object. */
export function answerOf(
  path: string,
  { status, body, words }: { readonly status: number; readonly body: JsonObject | null; readonly words: string },
): JsonObject {
  if (status < 200 || status > 299) {
    const detail = typeof body?.detail === "string" ? body.detail : words;
    throw new ApiError(path, { kind: "http", status, detail });
  }
  if (body === null) throw new ApiError(path, { kind: "shape", detail: "not a JSON object" });
  return body;
}

async function readBody(response: Response): Promise<JsonObject | null> {
  try {
    const body: unknown = await response.json();
    return typeof body === "object" && body !== null && !Array.isArray(body) ? (body as JsonObject) : null;
  } catch {
    return null;
  }
}
