import { type Span, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import type { RequestHandler } from "express";
import type { RouteName } from "./observe.ts";

const INSTRUMENTATION = "@parkatlas/tile-server";

/** Ends the span of a request with what its answer was. */
function end(span: Span, route: RouteName, status: number): void {
  span.setAttribute("http.route", route);
  span.setAttribute("http.response.status_code", status);
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

/**
 * One OpenTelemetry span for each request that goes the general way. Without a registered SDK the interface does nothing;
 * whoever wants traces loads theirs with `node --import`. Tiles answered ahead of it have metrics and a log line alone.
 */
export function traced(): RequestHandler {
  const tracer = trace.getTracer(INSTRUMENTATION);
  return (req, res, next) => {
    const span = tracer.startSpan(`${req.method} request`, {
      kind: SpanKind.SERVER,
      attributes: {
        "http.request.method": req.method,
        "url.path": req.path,
        "parkatlas.request_id": String(res.getHeader("X-Request-Id")),
      },
    });
    if (!span.isRecording()) return next();
    res.once("close", () => end(span, res.locals.route ?? "unmatched", res.statusCode));
    next();
  };
}
