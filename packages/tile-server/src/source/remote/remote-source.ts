import { setTimeout as wait } from "node:timers/promises";
import { GeoError } from "@parkatlas/geo-core";
import { type ByteSource, requireInside } from "../../pmtiles/byte-source.ts";
import { type RangeAnswer, readRangeAnswer } from "./range-answer.ts";
import { SourceError } from "./source-error.ts";

/** Sends one request; signs it where the store wants that. */
export type Send = (headers: Readonly<Record<string, string>>, signal: AbortSignal) => Promise<Response>;

export interface RemoteOptions {
  /** Address without credentials, for messages. */
  readonly name: string;
  readonly send: Send;
  /** How often a request is sent that fails in a passing way; default 3. */
  readonly attempts?: number;
  /** First pause between two attempts, doubled each time; default 200 ms. */
  readonly pauseMs?: number;
  /** How long one attempt may take, its body included; default 15 s. */
  readonly timeoutMs?: number;
}

/** Opening reads no more than this. */
const FIRST_BYTES = 16;

/** One range, asked for again while it fails in a passing way. Throws a {@link SourceError}. */
async function fetchRange(
  { send, attempts = 3, pauseMs = 200, timeoutMs = 15_000 }: RemoteOptions,
  offset: number,
  length: number,
  expected: RangeAnswer | null,
): Promise<RangeAnswer> {
  // With Range, fetch itself asks for `identity`; set here too it would come twice, and a signature would no longer fit.
  const headers = {
    range: `bytes=${offset}-${offset + length - 1}`,
    // A store that holds another object by now sends the whole of it, and is found out by its tag.
    ...(expected?.validator ? { "if-range": expected.validator } : {}),
  };
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await send(headers, AbortSignal.timeout(timeoutMs));
      return await readRangeAnswer(response, offset, length, expected);
    } catch (error) {
      // What fetch itself throws is the network: cut, refused, too slow.
      const failure = error instanceof SourceError ? error : new SourceError("the store cannot be reached", true, error);
      if (!failure.isPassing || attempt >= attempts) throw failure;
      await wait(pauseMs * 2 ** (attempt - 1));
    }
  }
}

/**
 * An object behind HTTP ranges. Every answer is checked: status 206, exactly the range, all of its bytes, the entity tag of
 * the object that was opened. A replaced object is refused from then on; open it anew.
 *
 * @throws {GeoError} `file-unreadable` when the store cannot be reached, ignores ranges or says nothing to tell versions by.
 */
export async function openRemoteSource(options: RemoteOptions): Promise<ByteSource> {
  const { name } = options;
  let first: RangeAnswer;
  try {
    first = await fetchRange(options, 0, FIRST_BYTES, null);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new GeoError("file-unreadable", `Cannot read the archive ${name}: ${reason}`, {
      details: { path: name },
      cause: error,
    });
  }
  if (first.validator === "")
    throw new GeoError(
      "file-unreadable",
      `Cannot read the archive ${name}: its store gives neither a strong ETag nor Last-Modified`,
      {
        details: { path: name },
      },
    );
  const source: ByteSource = {
    name,
    sizeBytes: first.sizeBytes,
    identity: first.validator,
    async read(offset, length) {
      requireInside(source, offset, length);
      return length === 0 ? new Uint8Array(0) : (await fetchRange(options, offset, length, first)).bytes;
    },
    close: async () => undefined,
  };
  return source;
}

/** An object at a plain address. Redirects are not followed: what is configured is what is asked. */
export function httpSend(url: string): Send {
  return (headers, signal) => fetch(url, { headers, signal, redirect: "error" });
}
