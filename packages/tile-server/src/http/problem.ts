import { STATUS_CODES } from "node:http";
import { type GeoErrorCode, isGeoError } from "@parkatlas/geo-core";
import type { ErrorRequestHandler, Response } from "express";
import type { Logger } from "pino";
import { SourceError } from "../source/remote/source-error.ts";

/** A request that is answered with an error. `detail` says what is wrong with which value, `action` what to do. */
export class HttpProblem extends Error {
  override readonly name = "HttpProblem";
  readonly status: number;
  readonly code: string;
  readonly action: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, detail: string, action: string, headers: Readonly<Record<string, string>> = {}) {
    super(detail);
    this.status = status;
    this.code = code;
    this.action = action;
    this.headers = headers;
  }
}

/** Errors of the library that the asker caused, with their status; every other one is ours and answers 500. */
const STATUS_OF_CODE: Partial<Record<GeoErrorCode, number>> = {
  "unknown-id": 404,
  "date-invalid": 400,
  "input-out-of-range": 400,
  "unknown-crs": 400,
  "dataset-invalid": 422,
};

function isClientError(error: unknown): error is Error & { status: number } {
  return (
    error instanceof Error && "status" in error && typeof error.status === "number" && error.status >= 400 && error.status < 500
  );
}

function problemOf(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (isGeoError(error)) {
    const status = STATUS_OF_CODE[error.code];
    if (status) return new HttpProblem(status, error.code, error.message, "correct the request and ask again");
  }
  if (error instanceof SourceError)
    return new HttpProblem(
      503,
      "source-unavailable",
      "the store of this archive cannot be read now",
      "ask again in a few seconds",
      {
        "Retry-After": "5",
      },
    );
  if (isClientError(error))
    return new HttpProblem(
      error.status,
      "request-malformed",
      "the request cannot be read",
      "check the percent-encoding of its address",
    );
  return new HttpProblem(
    500,
    "internal",
    "the service failed on this request",
    "ask again; if it stays, look for the request id in the log",
  );
}

/** Sends `application/problem+json` (RFC 9457) with `code` and `action` as extensions; never a stack, never a path. */
function sendProblem(res: Response, problem: HttpProblem): void {
  for (const name of res.getHeaderNames())
    if (/^(?:content-|etag|cache-control|accept-ranges|vary)/.test(name) && name !== "content-security-policy")
      res.removeHeader(name);
  res.status(problem.status);
  for (const [name, value] of Object.entries(problem.headers)) res.setHeader(name, value);
  res.setHeader("Cache-Control", "no-store");
  res.setHeader("Content-Type", "application/problem+json");
  const body = Buffer.from(
    JSON.stringify({
      type: "about:blank",
      title: STATUS_CODES[problem.status] ?? "Error",
      status: problem.status,
      code: problem.code,
      detail: problem.message,
      action: problem.action,
    }),
  );
  res.setHeader("Content-Length", body.length);
  res.end(body);
}

/** The last handler of the app: words what went wrong, and logs what is our fault. */
export function problemHandler(logger: Logger): ErrorRequestHandler {
  return (error, req, res, _next) => {
    const problem = problemOf(error);
    if (problem.status >= 500 && !(error instanceof HttpProblem))
      logger.error({ err: error, requestId: res.getHeader("X-Request-Id"), path: req.path }, "request failed");
    // With the head already on its way nothing can be said any more; a cut connection at least is no false success.
    if (res.headersSent) res.destroy();
    else sendProblem(res, problem);
  };
}
