import type { IncomingMessage } from "node:http";
import type { RequestHandler } from "express";
import helmet from "helmet";
import { PAGE_POLICY } from "../config/page-policy.ts";

/** What even a tile carries: a browser must not guess a type, nor hand the bytes to a page that may not read them. */
export function resourceHeaders(corsOrigins: readonly string[]): RequestHandler {
  const headersFor = originHeaders(corsOrigins);
  return (req, res, next) => {
    const headers = headersFor(req);
    for (let i = 0; i < headers.length; i += 2) res.setHeader(headers[i]!, headers[i + 1]!);
    next();
  };
}

/**
 * Headers of every answer that follow from the origin of the request: names and values in turn. The listed origins (or
 * `*`) may read answers from a page of theirs, ranges and validators included. With no origin listed a page from elsewhere
 * cannot read this service, although it runs on the reader's own machine.
 */
export function originHeaders(corsOrigins: readonly string[]): (req: IncomingMessage) => readonly string[] {
  const any = corsOrigins.includes("*");
  const allowed = new Set(corsOrigins);
  const common = [
    "X-Content-Type-Options",
    "nosniff",
    "Cross-Origin-Resource-Policy",
    corsOrigins.length > 0 ? "cross-origin" : "same-origin",
    "Access-Control-Expose-Headers",
    "ETag, Content-Range, Content-Length, Accept-Ranges",
  ];
  const forAll = [...common, "Access-Control-Allow-Origin", "*"];
  // Where the answer depends on the origin, a cache has to know, also for those who send none.
  const forOthers = allowed.size > 0 && !any ? [...common, "Vary", "Origin"] : common;
  return (req) => {
    const { origin } = req.headers;
    if (any) return forAll;
    return origin !== undefined && allowed.has(origin) ? [...forOthers, "Access-Control-Allow-Origin", origin] : forOthers;
  };
}

/**
 * Headers that keep the viewer to this origin, and out of pages of others. What belongs to HTTPS is left to whatever
 * terminates TLS in front.
 */
export function pageHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { ...PAGE_POLICY, "frame-ancestors": ["'self'"] },
    },
    // These two mean something over HTTPS only, and a browser complains on its console about them elsewhere.
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: false,
    crossOriginResourcePolicy: false,
  });
}

/** Answers the question of a browser what a page of another origin may do. */
export function preflight(): RequestHandler {
  return (req, res, next) => {
    if (req.method !== "OPTIONS") return next();
    res.setHeader("Allow", "GET, HEAD, OPTIONS");
    res.setHeader("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS");
    res.setHeader("Access-Control-Allow-Headers", "Range, If-None-Match, If-Match, If-Range, Authorization, X-Api-Key");
    res.setHeader("Access-Control-Max-Age", "86400");
    res.status(204).end();
  };
}
