import type { RequestHandler } from "express";
import { ipKeyGenerator, rateLimit } from "express-rate-limit";
import { HttpProblem } from "../problem.ts";

const MINUTE_MS = 60_000;

/**
 * At most this many requests a minute from one address (IPv6: one /56 network). The address is that of the connection:
 * X-Forwarded-For is never believed, so behind a proxy the limit belongs there.
 */
export function rateLimited(requestsPerMinute: number): RequestHandler {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit: requestsPerMinute,
    standardHeaders: "draft-7",
    legacyHeaders: false,
    validate: false,
    keyGenerator: (req) => ipKeyGenerator(req.socket.remoteAddress ?? "unknown"),
    skip: (req) => req.path === "/health",
    handler: () => {
      const detail = `more than ${requestsPerMinute} requests in a minute`;
      throw new HttpProblem(429, "too-many-requests", detail, "wait a minute", { "Retry-After": "60" });
    },
  });
}
