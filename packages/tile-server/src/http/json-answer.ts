import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip as gzipCallback } from "node:zlib";
import type { Request, Response } from "express";
import { LIMITS } from "../config/limits.ts";
import { acceptsGzip, hasCurrent } from "./conditional.ts";

const gzip = promisify(gzipCallback);

/** A JSON document in both codings with the stem of its strong entity tags. */
export interface PreparedJson {
  readonly contentType: string;
  readonly plain: Buffer;
  readonly gzipped: Buffer | null;
  readonly tag: string;
}

/** Serialises once and compresses once, so that a cached answer costs nothing the second time. */
export function prepareJson(value: unknown, contentType = "application/json"): Promise<PreparedJson> {
  return preparedBytes(Buffer.from(JSON.stringify(value)), contentType);
}

/** A text of any kind in both codings. */
export async function preparedBytes(plain: Buffer, contentType: string): Promise<PreparedJson> {
  const gzipped = plain.length >= LIMITS.gzipFromBytes ? await gzip(plain, { level: 6 }) : null;
  return { contentType, plain, gzipped, tag: createHash("sha256").update(plain).digest("base64url").slice(0, 22) };
}

/** What may stay with the asker alone: an answer that depends on who asks must not be kept for others. */
function privately(cacheControl: string): string {
  return `private, ${cacheControl.replace("public, ", "")}`;
}

/** Sends a prepared document: gzip where the asker takes it, 304 where the asker has it, a strong tag for each coding. */
export function sendJson(req: Request, res: Response, json: PreparedJson, cacheControl = "no-cache"): void {
  const zipped = json.gzipped !== null && acceptsGzip(req.headers["accept-encoding"]) ? json.gzipped : null;
  const etag = `"${json.tag}-${zipped ? "g" : "i"}"`;
  res.setHeader("ETag", etag);
  res.vary("Accept-Encoding");
  res.setHeader("Cache-Control", res.locals.isPrivate === true ? privately(cacheControl) : cacheControl);
  if (hasCurrent(req.headers["if-none-match"], etag)) {
    res.status(304).end();
    return;
  }
  const body = zipped ?? json.plain;
  res.setHeader("Content-Type", json.contentType);
  if (zipped) res.setHeader("Content-Encoding", "gzip");
  res.setHeader("Content-Length", body.length);
  res.end(body);
}
