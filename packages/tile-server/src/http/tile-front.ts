import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Rights } from "../source/rights.ts";
import { type Recorder, secondsSince } from "./observe.ts";
import type { Serving, View } from "./serving.ts";
import { type TileAsk, type TileReply, type TileTarget, tileAskOf, tileReply, tileReplyAtHand, versionOf } from "./tile-reply.ts";

/** Who asks, as far as it is known without waiting; null where the general middleware has to find out. */
export type Identify = (req: IncomingMessage) => { readonly rights: Rights; readonly who: string | null } | null;

export interface TileFrontOptions {
  readonly serving: Serving;
  readonly record: Recorder;
  readonly identify: Identify;
  readonly isPrivate: boolean;
  /** Headers of every answer that depend on the request's origin alone: names and values in turn. */
  readonly commonHeaders: (req: IncomingMessage) => readonly string[];
  /** Takes a request whose tile could not be read or does not exist: the general middleware words what is wrong. */
  readonly fallBack: (req: IncomingMessage, res: ServerResponse) => void;
  /** Whether one more request may be begun. */
  readonly hasRoom: () => boolean;
}

const PREFIX = "/tiles/";
const SUFFIX = ".mvt";
/** A name that needs no decoding, then the three numbers as tiles have them: no sign, no leading zero. */
const PATH = /^\/tiles\/([A-Za-z0-9_-]{1,64})\/(\d|[12]\d)\/(0|[1-9]\d{0,7})\/(0|[1-9]\d{0,7})\.mvt$/;

function targetOf(view: View, path: string): TileTarget | null {
  const match = PATH.exec(path);
  const served = match ? view.catalog.byId(match[1]!) : undefined;
  if (!match || !served) return null;
  const address = { z: Number(match[2]), x: Number(match[3]), y: Number(match[4]) };
  return { view, served, address, key: view.prefix + path, tagSuffix: "" };
}

/**
 * Answers tiles ahead of the general middleware, with the same headers, counts and log lines. Gives false, having done
 * nothing, for every request that is not plainly one for a tile that exists: those go the long way, which words errors.
 */
export function createTileFront(options: TileFrontOptions): (req: IncomingMessage, res: ServerResponse) => boolean {
  const { serving, record, identify, isPrivate, commonHeaders, hasRoom } = options;

  const send = (req: IncomingMessage, res: ServerResponse, reply: TileReply, startedMs: number, who: string | null) => {
    const requestId = randomUUID();
    const headers = [...reply.headers, "X-Request-Id", requestId, ...commonHeaders(req)];
    res.writeHead(reply.status, headers);
    res.end(req.method === "HEAD" ? null : reply.body);
    const { method = "GET", url = "" } = req;
    record({
      requestId,
      route: "tile",
      method,
      url,
      status: reply.status,
      seconds: secondsSince(startedMs),
      complete: true,
      who,
    });
  };

  const readAndSend = async (req: IncomingMessage, res: ServerResponse, target: TileTarget, ask: TileAsk, who: string | null) => {
    const startedMs = performance.now();
    const leave = serving.enter();
    try {
      const reply = await tileReply(serving.tiles, target, ask);
      if (!res.destroyed) send(req, res, reply, startedMs, who);
    } catch {
      // The error comes again there, where it is worded and logged.
      options.fallBack(req, res);
    } finally {
      leave();
    }
  };

  return (req, res) => {
    const { url = "", method } = req;
    if (!url.startsWith(PREFIX) || (method !== "GET" && method !== "HEAD")) return false;
    const queryAt = url.indexOf("?");
    const path = queryAt < 0 ? url : url.slice(0, queryAt);
    if (!path.endsWith(SUFFIX)) return false;
    const asker = identify(req);
    const view = asker && serving.view(asker.rights);
    const target = view && targetOf(view, path);
    if (!target || !asker) return false;
    const isCurrent = queryAt >= 0 && url.slice(queryAt) === `?v=${versionOf(target.served)}`;
    const ask = tileAskOf(req, isCurrent, isPrivate);
    const startedMs = performance.now();
    const reply = tileReplyAtHand(serving.tiles, target, ask);
    if (reply) {
      send(req, res, reply, startedMs, asker.who);
      return true;
    }
    if (!hasRoom()) return false;
    void readAndSend(req, res, target, ask, asker.who);
    return true;
  };
}
