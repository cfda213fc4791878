import { promisify } from "node:util";
import { gunzip as gunzipCallback } from "node:zlib";
import type { Request, Response, Router } from "express";
import type { ServedDataset } from "../source/served.ts";
import { isTileInBounds } from "../source/tile-range.ts";
import { baseUrlOf } from "./base-url.ts";
import { acceptsGzip, hasCurrent } from "./conditional.ts";
import { pathParameter, type RouteContext, requireTileset } from "./context.ts";
import { prepareJson, sendJson } from "./json-answer.ts";
import { named } from "./observe.ts";
import { HttpProblem } from "./problem.ts";

const gunzip = promisify(gunzipCallback);
const VERSION_CHARS = 12;
const IMMUTABLE = "public, max-age=31536000, immutable";
/** Largest tile that is unpacked for a client without gzip; a stored tile is at most a few hundred KiB. */
const UNPACKED_MAX_BYTES = 32 * 1024 * 1024;

/** The version that stands in tile and archive URLs: the first characters of the archive's SHA-256. */
function versionOf({ archive }: ServedDataset): string {
  return archive.sha256.slice(0, VERSION_CHARS);
}

/** A year without asking again for URLs that carry the present version, a question each time for all others. */
export function cacheControlOf(req: Request, served: ServedDataset): string {
  return req.query.v === versionOf(served) ? IMMUTABLE : "no-cache";
}

/** TileJSON 3.0.0 of a tileset, every source layer with its fields. */
function tileJson(served: ServedDataset, base: string) {
  const { header, metadata } = served.archive;
  const text = (key: string) => (typeof metadata[key] === "string" ? { [key]: metadata[key] } : {});
  return {
    tilejson: "3.0.0",
    ...text("name"),
    ...text("description"),
    ...text("attribution"),
    ...text("version"),
    scheme: "xyz",
    tiles: [`${base}/tiles/${encodeURIComponent(served.id)}/{z}/{x}/{y}.mvt?v=${versionOf(served)}`],
    minzoom: header.minZoom,
    maxzoom: header.maxZoom,
    bounds: header.bounds,
    center: [...header.centre, header.centreZoom],
    vector_layers: metadata.vector_layers ?? [],
  };
}

interface TileAddress {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

function tileAddressOf(req: Request): TileAddress {
  const whole = (name: "z" | "x" | "y") => {
    const value = pathParameter(req, name);
    if (/^\d{1,9}$/.test(value)) return Number(value);
    const detail = `${name} must be a whole number, but is ${JSON.stringify(value.slice(0, 40))}`;
    throw new HttpProblem(400, "tile-address-invalid", detail, "ask for /tiles/{tileset}/{z}/{x}/{y}.mvt");
  };
  return { z: whole("z"), x: whole("x"), y: whole("y") };
}

function requireInBounds(served: ServedDataset, { z, x, y }: TileAddress): void {
  const { minZoom, maxZoom } = served.archive.header;
  if (z < minZoom || z > maxZoom)
    throw new HttpProblem(
      404,
      "tile-out-of-range",
      `zoom ${z} is not in ${minZoom}…${maxZoom}`,
      "keep to the zooms of the TileJSON",
    );
  if (x >= 2 ** z || y >= 2 ** z)
    throw new HttpProblem(
      404,
      "tile-out-of-range",
      `tile ${z}/${x}/${y} does not exist: x and y end at ${2 ** z - 1}`,
      "correct x and y",
    );
  if (!isTileInBounds(served.archive.header, z, x, y))
    throw new HttpProblem(
      404,
      "tile-out-of-bounds",
      `tile ${z}/${x}/${y} lies outside the tileset`,
      "keep to the bounds of the TileJSON",
    );
}

/**
 * Sends one tile. The stored gzip goes out untouched; a client without gzip gets it unpacked. The entity tag follows
 * from archive, address and coding alone, so that 304 is answered before anything is read.
 */
async function sendTile(req: Request, res: Response, served: ServedDataset, address: TileAddress): Promise<void> {
  const { z, x, y } = address;
  requireInBounds(served, address);
  const { archive } = served;
  const stored = archive.header.tileCompression;
  const sendsGzip = stored === "gzip" && acceptsGzip(req.headers["accept-encoding"]);
  const etag = `"${archive.sha256.slice(0, 16)}-${z}-${x}-${y}-${sendsGzip ? "g" : "i"}"`;
  res.setHeader("Cache-Control", cacheControlOf(req, served));
  res.setHeader("Vary", "Accept-Encoding");
  if (hasCurrent(req.headers["if-none-match"], etag)) {
    res.setHeader("ETag", etag);
    res.status(304).end();
    return;
  }
  const bytes = await archive.tile(z, x, y);
  if (!bytes) {
    res.status(204).end();
    return;
  }
  const body = stored === "gzip" && !sendsGzip ? await gunzip(bytes, { maxOutputLength: UNPACKED_MAX_BYTES }) : bytes;
  res.setHeader("ETag", etag);
  res.setHeader("Content-Type", "application/vnd.mapbox-vector-tile");
  if (sendsGzip) res.setHeader("Content-Encoding", "gzip");
  res.setHeader("Content-Length", body.length);
  res.end(body);
}

/** `/tiles/{tileset}.json` and `/tiles/{tileset}/{z}/{x}/{y}.mvt`. */
export function addTileRoutes(router: Router, context: RouteContext): void {
  router.get("/tiles/:tileset/:z/:x/:y.mvt", named("tile"), async (req, res) => {
    const served = requireTileset(context, pathParameter(req, "tileset"));
    await sendTile(req, res, served, tileAddressOf(req));
  });
  router.get("/tiles/:tileset.json", named("tilejson"), async (req, res) => {
    const served = requireTileset(context, pathParameter(req, "tileset"));
    sendJson(req, res, await prepareJson(tileJson(served, baseUrlOf(req, context.publicUrl))));
  });
}
