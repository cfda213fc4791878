import type { IncomingMessage } from "node:http";
import type { ServedDataset } from "../source/served.ts";
import { acceptsGzip, hasCurrent } from "./conditional.ts";
import type { View } from "./serving.ts";
import { requireInBounds, type TileAddress } from "./tile-address.ts";
import type { CachedTile, TileCache } from "./tile-cache.ts";

/** An answer about a tile, ready for `writeHead`: names and values in turn. */
export interface TileReply {
  readonly status: 200 | 204 | 304;
  readonly headers: readonly string[];
  readonly body: Buffer | null;
}

const VERSION_CHARS = 12;
const IMMUTABLE = "max-age=31536000, immutable";

/** The version that stands in tile and archive URLs. */
export function versionOf({ archive }: ServedDataset): string {
  return archive.version.slice(0, VERSION_CHARS);
}

/** A year without asking again for URLs that carry the present version, a question each time for all others. */
export function cacheControlOf(isCurrent: boolean, isPrivate: boolean): string {
  return isCurrent ? `${isPrivate ? "private" : "public"}, ${IMMUTABLE}` : isPrivate ? "private, no-cache" : "no-cache";
}

/** What a request asks of a tile beside its address. */
export interface TileAsk {
  readonly takesGzip: boolean;
  readonly ifNoneMatch: string | undefined;
  /** Whether its URL carries the present version. */
  readonly isCurrent: boolean;
  readonly isPrivate: boolean;
}

const MOST_REMEMBERED = 256;
const gzipByField = new Map<string, boolean>();

/** {@link acceptsGzip}, remembered: clients send few kinds of the field. */
function takesGzip(field: string | undefined): boolean {
  if (field === undefined) return false;
  let known = gzipByField.get(field);
  if (known === undefined) {
    known = acceptsGzip(field);
    if (gzipByField.size < MOST_REMEMBERED) gzipByField.set(field, known);
  }
  return known;
}

export function tileAskOf(req: IncomingMessage, isCurrent: boolean, isPrivate: boolean): TileAsk {
  return {
    takesGzip: takesGzip(req.headers["accept-encoding"]),
    ifNoneMatch: req.headers["if-none-match"],
    isCurrent,
    isPrivate,
  };
}

/** The tag follows from version, asker's view, address and coding alone, so that 304 is answered before anything is read. */
function tagOf(view: View, { archive }: ServedDataset, { z, x, y }: TileAddress, isGzip: boolean, suffix: string): string {
  return `"${archive.version.slice(0, 16)}-${z}-${x}-${y}${suffix}${view.tag}-${isGzip ? "g" : "i"}"`;
}

function headersOf(etag: string, ask: TileAsk): string[] {
  const vary = ask.isPrivate ? "Accept-Encoding, Authorization, X-Api-Key" : "Accept-Encoding";
  return ["ETag", etag, "Cache-Control", cacheControlOf(ask.isCurrent, ask.isPrivate), "Vary", vary];
}

/** The answer with a tile that is at hand in the coding that is asked for; null where it has yet to be unpacked. */
function replyAtHand(tile: CachedTile, etag: string, ask: TileAsk): TileReply | null {
  if (!tile.stored) return { status: 204, headers: headersOf(etag, ask).slice(2), body: null };
  const sendsGzip = tile.isGzip && ask.takesGzip;
  const body = sendsGzip || !tile.isGzip ? tile.stored : tile.plain;
  if (!body) return null;
  const headers = headersOf(etag, ask);
  headers.push("Content-Type", "application/vnd.mapbox-vector-tile", "Content-Length", String(body.length));
  if (sendsGzip) headers.push("Content-Encoding", "gzip");
  return { status: 200, headers, body };
}

/** A tile that is asked for: where it is kept, whence it is read, and how its tag is made. */
export interface TileTarget {
  readonly view: View;
  readonly served: ServedDataset;
  readonly address: TileAddress;
  /** Key in the cache. */
  readonly key: string;
  /** Distinguishes the tag where the tile is a part of the stored one; empty for the whole. */
  readonly tagSuffix: string;
}

/**
 * The answer about a tile. The stored gzip goes out untouched; a client without gzip gets it unpacked, once for all such
 * clients. Throws a 404 for what the archive cannot have.
 */
export async function tileReply(cache: TileCache, target: TileTarget, ask: TileAsk): Promise<TileReply> {
  const { view, served, address, key, tagSuffix } = target;
  requireInBounds(served.archive, address);
  const isGzip = served.archive.header.tileCompression === "gzip" && ask.takesGzip;
  const etag = tagOf(view, served, address, isGzip, tagSuffix);
  if (ask.ifNoneMatch !== undefined && hasCurrent(ask.ifNoneMatch, etag))
    return { status: 304, headers: headersOf(etag, ask), body: null };
  const tile = cache.peek(key) ?? (await cache.load(key, served.archive, address.z, address.x, address.y));
  tile.used = true;
  const ready = replyAtHand(tile, etag, ask);
  if (ready) return ready;
  const plain = await cache.plainOf(key, tile);
  return replyAtHand({ ...tile, plain }, etag, ask)!;
}

/** {@link tileReply} where everything is at hand already; undefined where something has to be waited for. */
export function tileReplyAtHand(cache: TileCache, target: TileTarget, ask: TileAsk): TileReply | undefined {
  const tile = cache.peek(target.key);
  if (!tile) return undefined;
  const etag = tagOf(target.view, target.served, target.address, tile.isGzip && ask.takesGzip, target.tagSuffix);
  if (ask.ifNoneMatch !== undefined && hasCurrent(ask.ifNoneMatch, etag))
    return { status: 304, headers: headersOf(etag, ask), body: null };
  tile.used = true;
  return replyAtHand(tile, etag, ask) ?? undefined;
}
