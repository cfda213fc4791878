import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Request, Response, Router } from "express";
import type { Archive } from "../pmtiles/types.ts";
import { isRestricted } from "../source/rights.ts";
import { hasCurrent, mayProceed } from "./conditional.ts";
import { pathParameter, type RouteContext, requireTileset, viewOf } from "./context.ts";
import { addOperation } from "./openapi/add-operation.ts";
import { HttpProblem } from "./problem.ts";
import { rangeAsked } from "./range.ts";
import { cacheControlOf, versionOf } from "./tile-reply.ts";

const CHUNK_BYTES = 256 * 1024;

async function* slices(archive: Archive, offset: number, length: number): AsyncGenerator<Uint8Array> {
  for (let done = 0; done < length; done += CHUNK_BYTES)
    yield await archive.bytes(offset + done, Math.min(CHUNK_BYTES, length - done));
}

async function sendBytes(req: Request, res: Response, archive: Archive, offset: number, length: number): Promise<void> {
  res.setHeader("Content-Length", length);
  if (req.method === "HEAD" || length === 0) {
    res.end();
    return;
  }
  try {
    await pipeline(Readable.from(slices(archive, offset, length), { objectMode: true, highWaterMark: 1 }), res);
  } catch (error) {
    // A client that goes away in the middle is everyday life; anything else is a fault of ours.
    if (!req.destroyed && !res.destroyed) throw error;
  }
}

/**
 * Sends the archive or one range of it. Never compressed on the way (`no-transform`): an offset into a compressed body
 * means nothing. The strong entity tag is the version of the archive, so that a reader notices a replaced one.
 */
async function sendArchive(req: Request, res: Response, archive: Archive): Promise<void> {
  const etag = `"${archive.version}"`;
  res.setHeader("ETag", etag);
  res.setHeader("Accept-Ranges", "bytes");
  if (!mayProceed(req.headers["if-match"], etag))
    throw new HttpProblem(
      412,
      "archive-changed",
      "the archive is no longer the one that If-Match names",
      "read it again from the start",
    );
  if (hasCurrent(req.headers["if-none-match"], etag)) {
    res.status(304).end();
    return;
  }
  res.setHeader("Content-Type", "application/vnd.pmtiles");
  const ifRange = req.headers["if-range"];
  const field = req.method === "GET" && (ifRange === undefined || ifRange === etag) ? req.headers.range : undefined;
  const asked = rangeAsked(field, archive.sizeBytes);
  if (asked === "unsatisfiable")
    throw new HttpProblem(
      416,
      "range-not-satisfiable",
      `the archive has ${archive.sizeBytes} bytes`,
      "ask for one range that begins inside them",
      {
        "Content-Range": `bytes */${archive.sizeBytes}`,
      },
    );
  if (asked === "all") return sendBytes(req, res, archive, 0, archive.sizeBytes);
  res.status(206);
  res.setHeader("Content-Range", `bytes ${asked.offset}-${asked.offset + asked.length - 1}/${archive.sizeBytes}`);
  return sendBytes(req, res, archive, asked.offset, asked.length);
}

/** `/archives/{tileset}.pmtiles`, for readers that take tiles out of the archive themselves. */
export function addArchiveRoute(router: Router, context: RouteContext): void {
  addOperation(
    router,
    context,
    {
      id: "getArchive",
      path: "/archives/{tileset}.pmtiles",
      route: "archive",
      tag: "tiles",
      summary: "the PMTiles archive, whole or one range of it",
      answers: { "application/vnd.pmtiles": "bytes" },
      also: { 206: "the range that Range asks for", 304: "unchanged" },
      problems: [403, 404, 412, 416],
    },
    async (req, res) => {
      const { catalog, rights } = viewOf(context, res);
      const served = requireTileset(catalog, pathParameter(req, "tileset"));
      if (isRestricted(rights))
        throw new HttpProblem(403, "forbidden", "an archive holds more than your roles may see", "ask for single tiles");
      res.setHeader("Cache-Control", `${cacheControlOf(req.query.v === versionOf(served), context.isProtected)}, no-transform`);
      await sendArchive(req, res, served.archive);
    },
  );
}
