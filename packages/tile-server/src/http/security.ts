import type { RequestHandler } from "express";
import helmet from "helmet";

/** What even a tile carries: a browser must not guess a type, nor hand the bytes to a page that may not read them. */
export function resourceHeaders(allowCrossOrigin: boolean): RequestHandler {
  const policy = allowCrossOrigin ? "cross-origin" : "same-origin";
  return (_req, res, next) => {
    res.setHeader("X-Content-Type-Options", "nosniff");
    res.setHeader("Cross-Origin-Resource-Policy", policy);
    next();
  };
}

/**
 * Headers that keep the viewer to this origin. MapLibre needs blob workers, blob and data images, and inline style
 * attributes; everything else is `'self'`, so that no request can leave the machine even by mistake. What belongs to
 * HTTPS is left to whatever terminates TLS in front.
 */
export function pageHeaders(): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        workerSrc: ["'self'", "blob:"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "data:", "blob:"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
    },
    // These two mean something over HTTPS only, and a browser complains on its console about them elsewhere.
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: false,
    crossOriginResourcePolicy: false,
  });
}

/**
 * Lets the listed origins (or `*`) read answers from a page of theirs, ranges and validators included. With no origin
 * listed a page from elsewhere cannot read this service, although it runs on the reader's own machine.
 */
export function crossOrigin(origins: readonly string[]): RequestHandler {
  const any = origins.includes("*");
  const allowed = new Set(origins);
  return (req, res, next) => {
    res.setHeader("Access-Control-Expose-Headers", "ETag, Content-Range, Content-Length, Accept-Ranges");
    const origin = req.headers.origin;
    if (origin !== undefined && (any || allowed.has(origin))) {
      res.setHeader("Access-Control-Allow-Origin", any ? "*" : origin);
      if (!any) res.vary("Origin");
    }
    if (req.method !== "OPTIONS") return next();
    res.setHeader("Allow", "GET, HEAD, OPTIONS");
    res.setHeader("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS");
    res.setHeader("Access-Control-Allow-Headers", "Range, If-None-Match, If-Match, If-Range");
    res.setHeader("Access-Control-Max-Age", "86400");
    res.status(204).end();
  };
}
